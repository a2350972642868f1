"""The smallest office files with a fault in them: parts written by hand, zipped."""

from collections.abc import Mapping, Sequence
from html import escape

from tests.builders.opendocument import ODF_ENGLISH, ODF_NAMESPACES, an_opendocument
from tests.builders.packages import (
    DECORATIVE,
    LOREM,
    NAMESPACES,
    OFFICE_RELATIONSHIPS,
    THEME,
    core,
    pack,
    relationships,
)

__all__ = [
    "DECORATIVE",
    "ENGLISH",
    "LAYOUT",
    "LOREM",
    "MASTER",
    "NAMESPACES",
    "ODF_ENGLISH",
    "ODF_NAMESPACES",
    "OFFICE_RELATIONSHIPS",
    "STYLES",
    "THEME",
    "TITLE",
    "a_docx",
    "a_pptx",
    "a_xlsx",
    "an_opendocument",
    "cells",
    "core",
    "drawing",
    "field",
    "heading",
    "hyperlink",
    "pack",
    "paragraph",
    "relationships",
    "run",
    "shape",
    "slide_frame",
    "slide_picture",
    "slide_shape",
    "slide_table",
    "slide_text",
    "table",
    "text_box",
    "transform",
]

# Word


def run(text: str, properties: str = "") -> str:
    """Write a run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*texts: str, style: str = "", properties: str = "", look: str = "") -> str:
    """Write a paragraph of plain texts, or of runs that are written out."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(text if text.startswith("<") else run(text, look) for text in texts)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def heading(level: int, text: str = "A heading") -> str:
    """Write a heading in the style of its level."""
    return paragraph(text, style=f"Heading{level}")


def table(*rows: Sequence[str], header: str = "", look: str = "", cell: str = "", properties: str = "") -> str:
    """Write a table; `header` stands in the first row's properties, `cell` in those of every cell."""
    found = []
    for number, row in enumerate(rows):
        marks = f"<w:trPr>{header}</w:trPr>" if header and number == 0 else ""
        cells = "".join(
            f"<w:tc><w:tcPr>{cell}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>" for text in row
        )
        found.append(f"<w:tr>{marks}{cells}</w:tr>")
    borders = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
    return f"<w:tbl><w:tblPr>{properties or borders}{look}</w:tblPr>{''.join(found)}</w:tbl>"


def drawing(properties: str = "", inner: str = "", *, kind: str = "picture", frame: str = "inline") -> str:
    """Write a run with a drawing; `properties` are attributes of `wp:docPr`, `inner` its content."""
    uri = f"http://schemas.openxmlformats.org/drawingml/2006/{kind}"
    content = "<pic:pic/>" if kind == "picture" else ""
    return (
        f'<w:r><w:drawing><wp:{frame}><wp:docPr id="1" name="Picture 1" {properties}>{inner}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></wp:{frame}></w:drawing></w:r>'
    )


def shape(content: str, *, kind: str = "wordprocessingShape", frame: str = "inline", properties: str = "") -> str:
    """Write a run with a shape, twice as Word does: once for itself and once for older programs."""
    uri = f"http://schemas.microsoft.com/office/word/2010/{kind}"
    new = (
        f'<w:drawing><wp:{frame}><wp:docPr id="1" name="Shape 1" {properties}/><a:graphic><a:graphicData uri="{uri}">'
        f"{content}</a:graphicData></a:graphic></wp:{frame}></w:drawing>"
    )
    old = '<w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def text_box(text: str, fill: str = "", look: str = "") -> str:
    """Write the content of a text box."""
    return (
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{paragraph(text, look=look)}</w:txbxContent>"
        "</wps:txbx></wps:wsp>"
    )


def hyperlink(text: str, identity: str = "rIdLink", anchor: str = "") -> str:
    """Write a link."""
    target = f'w:anchor="{anchor}"' if anchor else f'r:id="{identity}"'
    return f"<w:hyperlink {target}>{run(text)}</w:hyperlink>"


def field(instruction: str, text: str) -> str:
    """Write a field as runs."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return f"{marks[0]}{code}{marks[1]}{run(text)}{marks[2]}"


STYLES = "".join(
    [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
        *(
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
            for level in range(1, 5)
        ),
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>',
    ]
)
ENGLISH = '<w:lang w:val="en-US"/>'


def a_docx(
    *body: str,
    title: str | None = "Foxes of the campus",
    styles: str = STYLES,
    defaults: str = ENGLISH,
    settings: str = "",
    links: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    more: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """Write a Word document that is right but for what it is given."""
    targets = {"rIdLink": "https://example.edu/page"} | dict(links or {})
    return pack(
        {
            "_rels/.rels": relationships(
                {"r1": ("officeDocument", "word/document.xml"), "r2": ("core-properties", "docProps/core.xml")}
            ),
            "docProps/core.xml": core(title),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
            "word/styles.xml": (
                f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>"
                f"</w:docDefaults>{styles}</w:styles>"
            ),
            "word/settings.xml": f"<w:settings {NAMESPACES}>{settings}</w:settings>",
            "word/theme/theme1.xml": THEME,
            "word/_rels/document.xml.rels": relationships(
                {
                    "s1": ("styles", "styles.xml"),
                    "s2": ("settings", "settings.xml"),
                    "s3": ("theme", "theme/theme1.xml"),
                }
                | {identity: ("hyperlink", target) for identity, target in targets.items()}
                | dict(more or {})
            ),
        }
        | dict(parts or {})
    )


# PowerPoint


def slide_text(text: str, properties: str = "", paragraph_properties: str = "") -> str:
    """Write a paragraph of a shape."""
    return (
        f'<a:p>{paragraph_properties}<a:r><a:rPr lang="en-US" {"" if properties.startswith("<") else properties}>'
        f"{properties if properties.startswith('<') else ''}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p>"
    )


def slide_shape(
    *paragraphs: str,
    placeholder: str = "",
    box: tuple[int, int, int, int] | None = None,
    fill: str = "",
    style: str = "",
    list_style: str = "",
    name: str = "Shape",
) -> str:
    """Write a shape; `box` is left, top, width, height; `placeholder` the attributes of `p:ph`."""
    place = f"<p:ph {placeholder}/>" if placeholder else ""
    texts = "".join(each if each.startswith("<") else slide_text(each) for each in paragraphs)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{name}"/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{transform(box)}{fill}</p:spPr>{style}<p:txBody><a:bodyPr/><a:lstStyle>{list_style}</a:lstStyle>{texts}"
        "</p:txBody></p:sp>"
    )


def transform(box: tuple[int, int, int, int] | None) -> str:
    """Write where a shape is."""
    if box is None:
        return ""
    return f'<a:xfrm><a:off x="{box[0]}" y="{box[1]}"/><a:ext cx="{box[2]}" cy="{box[3]}"/></a:xfrm>'


def slide_picture(
    properties: str = "", inner: str = "", media: str = "", box: tuple[int, int, int, int] | None = None
) -> str:
    """Write a picture; `properties` are attributes of its `cNvPr`, `media` stands in its `nvPr`."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 3" {properties}>{inner}</p:cNvPr><p:cNvPicPr/>'
        f'<p:nvPr>{media}</p:nvPr></p:nvPicPr><p:blipFill><a:blip r:embed="rIdPicture"/></p:blipFill>'
        f"<p:spPr>{transform(box)}</p:spPr></p:pic>"
    )


def slide_frame(content: str, uri: str = "table", properties: str = "") -> str:
    """Write a graphic frame."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="Frame 4" {properties}/></p:nvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{uri}">{content}</a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )


def slide_table(*rows: Sequence[str], properties: str = "", cell: str = "") -> str:
    """Write a table of a slide; `cell` are attributes of every cell."""
    written = "".join(
        f"<a:tr>{''.join(f'<a:tc {cell}><a:txBody>{slide_text(text)}</a:txBody></a:tc>' for text in row)}</a:tr>"
        for row in rows
    )
    return slide_frame(f"<a:tbl><a:tblPr {properties}/>{written}</a:tbl>")


TITLE = slide_shape("Foxes", placeholder='type="title"')
_TITLE_PLACE = slide_shape(placeholder='type="title"')
_BODY_PLACE = slide_shape(placeholder='type="body" idx="1"')
_OTHER_PLACE = slide_shape(placeholder='idx="1"')
MASTER = (
    f'<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></p:bgPr></p:bg>'
    f"<p:spTree>{_TITLE_PLACE}{_BODY_PLACE}</p:spTree></p:cSld>"
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
    '<p:txStyles><p:titleStyle><a:lvl1pPr><a:defRPr sz="4400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr>'
    '</a:lvl1pPr></p:titleStyle><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/><a:defRPr sz="2800"/></a:lvl1pPr></p:bodyStyle>'
    "</p:txStyles></p:sldMaster>"
)
LAYOUT = f"<p:sldLayout {NAMESPACES}><p:cSld><p:spTree>{_TITLE_PLACE}{_OTHER_PLACE}</p:spTree></p:cSld></p:sldLayout>"


def a_pptx(
    *slides: str,
    title: str | None = "Foxes of the campus",
    master: str = MASTER,
    layout: str = LAYOUT,
    defaults: str = "",
    size: str = '<p:sldSz cx="9144000" cy="6858000"/>',
    backgrounds: Mapping[int, str] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Write a deck; each slide is given as the shapes in its tree."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": relationships(
            {"r1": ("officeDocument", "ppt/presentation.xml"), "r2": ("core-properties", "docProps/core.xml")}
        ),
        "docProps/core.xml": core(title),
        "ppt/presentation.xml": (
            f"<p:presentation {NAMESPACES}><p:sldIdLst>"
            + "".join(f'<p:sldId id="{255 + number}" r:id="s{number}"/>' for number in range(1, len(slides) + 1))
            + f"</p:sldIdLst>{size}<p:defaultTextStyle>{defaults}</p:defaultTextStyle></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": relationships(
            {f"s{number}": ("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)}
        ),
        "ppt/theme/theme1.xml": THEME,
        "ppt/slideMasters/m.xml": master,
        "ppt/slideMasters/_rels/m.xml.rels": relationships({"t": ("theme", "../theme/theme1.xml")}),
        "ppt/slideLayouts/l.xml": layout,
        "ppt/slideLayouts/_rels/l.xml.rels": relationships({"m": ("slideMaster", "../slideMasters/m.xml")}),
    }
    for number, tree in enumerate(slides, start=1):
        background = (backgrounds or {}).get(number, "")
        files[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {NAMESPACES}><p:cSld>{background}<p:spTree>{tree}</p:spTree></p:cSld></p:sld>"
        )
        files[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(
            {"l": ("slideLayout", "../slideLayouts/l.xml")} | dict(links or {})
        )
    return pack(files | dict(parts or {}))


# Excel


def a_xlsx(
    sheets: Mapping[str, str] | None = None,
    *,
    title: str | None = "Foxes of the campus",
    styles: str = "",
    states: Mapping[str, str] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Write a workbook: names of sheets with what stands in their `worksheet` element."""
    sheets = {"Foxes": cells("a")} if sheets is None else sheets
    names = list(sheets)
    spreadsheet = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE_RELATIONSHIPS}"'
    entries = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="s{at}" state="{(states or {}).get(name, "visible")}"/>'
        for at, name in enumerate(names, start=1)
    )
    files: dict[str, str | bytes] = {
        "_rels/.rels": relationships(
            {"r1": ("officeDocument", "xl/workbook.xml"), "r2": ("core-properties", "docProps/core.xml")}
        ),
        "docProps/core.xml": core(title),
        "xl/workbook.xml": f"<workbook {spreadsheet}><sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            {f"s{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(names) + 1)}
            | {"st": ("styles", "styles.xml"), "th": ("theme", "theme/theme1.xml")}
        ),
        "xl/styles.xml": f"<styleSheet {spreadsheet}>{styles}</styleSheet>",
        "xl/theme/theme1.xml": THEME,
    }
    for at, name in enumerate(names, start=1):
        files[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet {spreadsheet}>{sheets[name]}</worksheet>"
        files[f"xl/worksheets/_rels/sheet{at}.xml.rels"] = relationships(relations or {})
    return pack(files | dict(parts or {}))


def cells(*values: str, style: int = 0) -> str:
    """Write a row of a sheet; numbers are numbers, all else is text in place."""
    found = []
    for column, value in zip("ABCDEFGH", values, strict=False):
        if value.lstrip("-").isdigit():
            found.append(f'<c r="{column}1" s="{style}"><v>{value}</v></c>')
        else:
            found.append(f'<c r="{column}1" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
    return f'<sheetData><row r="1">{"".join(found)}</row></sheetData>'
