"""Word documents: real or fake headings, tables with or without a header row, pictures with or without alternatives."""

from collections.abc import Sequence
from html import escape

from canvas_sandbox.seeds.builders.archive import (
    CORE_TYPE,
    content_types,
    core_properties,
    pack,
    relationships,
    xml,
)
from canvas_sandbox.seeds.builders.blocks import Block, Bullets, Figure, Heading, Paragraph, Table

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_EMU_PER_POINT = 12_700


def build_docx(
    blocks: Sequence[Block],
    *,
    title: str | None = None,
    language: str | None = "en-US",
    real_headings: bool = True,
    real_lists: bool = True,
) -> bytes:
    """Write a Word document.

    Args:
        blocks: What stands in it, from top to bottom.
        title: In its properties.
        language: Of the default style.
        real_headings: Headings have a heading style; else they are large bold paragraphs.
        real_lists: Points have a list's numbering; else each begins with a typed hyphen.
    """
    pictures = [block for block in blocks if isinstance(block, Figure)]
    body = "".join(_block(block, pictures, headings=real_headings, lists=real_lists) for block in blocks)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": content_types(
            {
                "word/document.xml": "wordprocessingml.document.main",
                "word/styles.xml": "wordprocessingml.styles",
                "word/numbering.xml": "wordprocessingml.numbering",
                "docProps/core.xml": CORE_TYPE,
            }
        ),
        "_rels/.rels": relationships(
            {"rId1": ("officeDocument", "word/document.xml"), "rId2": ("core-properties", "docProps/core.xml")}
        ),
        "word/document.xml": xml(
            f"<w:document {_NAMESPACES}><w:body>{body}"
            '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr></w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": relationships(
            {"rIdS": ("styles", "styles.xml"), "rIdN": ("numbering", "numbering.xml")}
            | {f"rId{index}": ("image", f"media/image{index}.jpeg") for index in range(1, len(pictures) + 1)}
        ),
        "word/styles.xml": _styles(language),
        "word/numbering.xml": _numbering(),
        "docProps/core.xml": core_properties(title),
    }
    parts |= {f"word/media/image{index}.jpeg": picture.jpeg for index, picture in enumerate(pictures, start=1)}
    return pack(parts)


def _block(block: Block, pictures: list[Figure], *, headings: bool, lists: bool) -> str:
    match block:
        case Heading(level, text) if headings:
            return _paragraph(text, f'<w:pStyle w:val="Heading{level}"/>')
        case Heading(level, text):
            return _paragraph(text, run=f'<w:b/><w:sz w:val="{36 - 4 * level}"/>')
        case Paragraph(text, size, colour):
            return _paragraph(text, run=f'<w:color w:val="{_hex(colour)}"/><w:sz w:val="{round(size * 2)}"/>')
        case Bullets(items) if lists:
            properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            return "".join(_paragraph(item, properties) for item in items)
        case Bullets(items):
            return "".join(_paragraph(f"- {item}") for item in items)
        case Table(rows, has_header):
            return _table(rows, has_header=has_header)
        case Figure():
            number = next(index for index, picture in enumerate(pictures, start=1) if picture is block)
            return _picture(block, number)


def _paragraph(text: str, properties: str = "", run: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
    )


def _table(rows: tuple[tuple[str, ...], ...], *, has_header: bool) -> str:
    look = f'<w:tblLook w:val="0{4 if has_header else 0}20" w:firstRow="{int(has_header)}"/>'
    grid = "<w:gridCol/>" * len(rows[0])
    lines = []
    for index, row in enumerate(rows):
        header = "<w:trPr><w:tblHeader/></w:trPr>" if has_header and index == 0 else ""
        cells = "".join(f"<w:tc><w:tcPr/>{_paragraph(cell)}</w:tc>" for cell in row)
        lines.append(f"<w:tr>{header}{cells}</w:tr>")
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"


def _picture(figure: Figure, number: int) -> str:
    width, height = round(figure.shown_width * _EMU_PER_POINT), round(figure.shown_height * _EMU_PER_POINT)
    description = f' descr="{escape(figure.alt)}"' if figure.alt else ""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Picture {number}"{description}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="image{number}.jpeg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rId{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _styles(language: str | None) -> str:
    run = f'<w:lang w:val="{language}"/>' if language else ""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{36 - 4 * level}"/></w:rPr></w:style>'
        for level in range(1, 5)
    )
    return xml(
        f"<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{headings}</w:styles>"
    )


def _numbering() -> str:
    return xml(
        f'<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="&#8226;"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )


def _hex(colour: str) -> str:
    return "".join(f"{round(float(part) * 255):02X}" for part in colour.split())
