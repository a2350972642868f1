"""PowerPoint decks: slides with or without a title placeholder, pictures with or without alternatives."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from canvas_sandbox.seeds.builders.archive import (
    CORE_TYPE,
    content_types,
    core_properties,
    pack,
    relationships,
    xml,
)
from canvas_sandbox.seeds.builders.blocks import Figure

_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_THEME_COLOURS = "".join(
    f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
    for name, value in {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "1F2A44",
        "lt2": "EEECE1",
        "accent1": "005A9C",
        "accent2": "C8501E",
        "accent3": "46823C",
        "accent4": "78468C",
        "accent5": "A08214",
        "accent6": "3C3C46",
        "hlink": "0645AD",
        "folHlink": "6B4BA1",
    }.items()
)


class Slide(NamedTuple):
    """A slide.

    Attributes:
        title: In a title placeholder; `None` makes a slide without one.
        points: Lines of the body.
        picture: Shown beside the points.
    """

    title: str | None
    points: tuple[str, ...] = ()
    picture: Figure | None = None


def build_pptx(slides: Sequence[Slide], *, title: str | None = None, language: str = "en-US") -> bytes:
    """Write a deck with one master and one layout."""
    numbers = range(1, len(slides) + 1)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(numbers),
        "_rels/.rels": relationships(
            {"rId1": ("officeDocument", "ppt/presentation.xml"), "rId2": ("core-properties", "docProps/core.xml")}
        ),
        "docProps/core.xml": core_properties(title),
        "ppt/presentation.xml": _presentation(numbers),
        "ppt/_rels/presentation.xml.rels": relationships(
            {"rIdM": ("slideMaster", "slideMasters/slideMaster1.xml")}
            | {f"rId{number}": ("slide", f"slides/slide{number}.xml") for number in numbers}
        ),
        "ppt/slideMasters/slideMaster1.xml": _master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relationships(
            {"rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml"), "rId2": ("theme", "../theme/theme1.xml")}
        ),
        "ppt/slideLayouts/slideLayout1.xml": _layout(),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relationships(
            {"rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")}
        ),
        "ppt/theme/theme1.xml": _theme(),
    }
    for number, slide in zip(numbers, slides, strict=True):
        targets = {"rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml")}
        if slide.picture:
            targets["rId2"] = ("image", f"../media/image{number}.jpeg")
            parts[f"ppt/media/image{number}.jpeg"] = slide.picture.jpeg
        parts[f"ppt/slides/slide{number}.xml"] = _slide(slide, language)
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(targets)
    return pack(parts)


def _types(numbers: range) -> str:
    return content_types(
        {
            "ppt/presentation.xml": "presentationml.presentation.main",
            "ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
            "ppt/slideLayouts/slideLayout1.xml": "presentationml.slideLayout",
            "ppt/theme/theme1.xml": "theme",
            "docProps/core.xml": CORE_TYPE,
        }
        | {f"ppt/slides/slide{number}.xml": "presentationml.slide" for number in numbers}
    )


def _presentation(numbers: range) -> str:
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in numbers)
    return xml(
        f'<p:presentation {_NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rIdM"/>'
        f'</p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def _slide(slide: Slide, language: str) -> str:
    shapes = ""
    if slide.title is not None:
        shapes += _shape(2, "Title", '<p:ph type="title"/>', (slide.title,), language)
    if slide.points:
        shapes += _shape(3, "Content", '<p:ph idx="1"/>', slide.points, language)
    if slide.picture:
        description = f' descr="{escape(slide.picture.alt)}"' if slide.picture.alt else ""
        shapes += (
            f'<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 3"{description}/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
            '<p:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
            '<a:off x="5000000" y="2000000"/><a:ext cx="3800000" cy="2600000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    return xml(f"<p:sld {_NAMESPACES}><p:cSld><p:spTree>{_GROUP}{shapes}</p:spTree></p:cSld></p:sld>")


def _shape(number: int, name: str, placeholder: str, lines: tuple[str, ...], language: str) -> str:
    paragraphs = "".join(
        f'<a:p><a:r><a:rPr lang="{language}"/><a:t>{escape(line, quote=False)}</a:t></a:r></a:p>' for line in lines
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number - 1}"/><p:cNvSpPr/><p:nvPr>{placeholder}</p:nvPr>'
        f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )


def _master() -> str:
    mapping = " ".join(
        f'{key}="{value}"' for key, value in {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}.items()
    )
    accents = " ".join(f'accent{number}="accent{number}"' for number in range(1, 7))
    return xml(
        f"<p:sldMaster {_NAMESPACES}><p:cSld><p:spTree>{_GROUP}{_placeholders()}</p:spTree></p:cSld>"
        f'<p:clrMap {mapping} {accents} hlink="hlink" folHlink="folHlink"/>'
        '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>'
    )


def _layout() -> str:
    return xml(
        f'<p:sldLayout {_NAMESPACES} type="obj"><p:cSld name="Title and Content"><p:spTree>{_GROUP}{_placeholders()}'
        "</p:spTree></p:cSld></p:sldLayout>"
    )


def _placeholders() -> str:
    return _shape(2, "Title", '<p:ph type="title"/>', ("",), "en-US") + _shape(
        3, "Content", '<p:ph idx="1"/>', ("",), "en-US"
    )


def _theme() -> str:
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return xml(
        f'<a:theme {_NAMESPACES} name="Alderwick"><a:themeElements><a:clrScheme name="Alderwick">{_THEME_COLOURS}'
        f'</a:clrScheme><a:fontScheme name="Alderwick"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}'
        f'</a:minorFont></a:fontScheme><a:fmtScheme name="Alderwick"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
