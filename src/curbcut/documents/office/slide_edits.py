"""Titles of slides."""

from lxml import etree

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.office.model import Slide
from curbcut.documents.office.names import A, P
from curbcut.documents.office.slides.inheritance import TITLES
from curbcut.documents.office.spans import PartSource
from curbcut.documents.office.writing import WritablePackage

_NAMESPACES = f'xmlns:a="{A[1:-1]}" xmlns:p="{P[1:-1]}"'
_ABOVE_THE_SLIDE = '<a:xfrm><a:off x="0" y="-914400"/><a:ext cx="9144000" cy="685800"/></a:xfrm>'
"""Just over the upper edge: the look of the slide is its author's, and the list of slides shows the title all the same."""
_NO_SLIDE = "The slide is not where it was; check the file again."


def set_title(data: bytes, slide: Slide, title: str) -> bytes:
    """Return the deck with a title on one slide: in its empty title placeholder, else in a new one above the slide.

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file, part, source = _opened(data, slide)
    tree = source.root.find(f"{P}cSld/{P}spTree")
    if tree is None:
        raise UnwritableDocumentError("unwritable", _NO_SLIDE)
    shape = _title_shape(tree)
    if shape is None:
        _add_shape(source, tree, title)
    else:
        _fill(source, shape, title)
    file.write(part, source.finished())
    return file.finished()


def append_to_title(data: bytes, slide: Slide, words: str) -> bytes:
    """Return the deck with words behind the title of one slide.

    Raises:
        UnwritableDocumentError: Nothing can be written into it, or the title is not text of the slide itself.
    """
    file, part, source = _opened(data, slide)
    shape = _title_shape(source.root)
    runs = [] if shape is None else [one for one in shape.iter(A + "t") if (one.text or "").strip()]
    if not runs:
        raise UnwritableDocumentError("unwritable", _NO_SLIDE)
    source.set_text(runs[-1], f"{(runs[-1].text or '').rstrip()} {words}")
    file.write(part, source.finished())
    return file.finished()


def _opened(data: bytes, slide: Slide) -> tuple[WritablePackage, str, PartSource]:
    file = WritablePackage(data)
    part = slide.place.part
    content = None if part is None else file.read(part)
    if part is None or content is None:
        raise UnwritableDocumentError("unwritable", "In this kind of file the title is set in the program alone.")
    return file, part, PartSource(content)


def _title_shape(tree: etree._Element) -> etree._Element | None:
    for shape in tree.iter(P + "sp"):
        placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if placeholder is not None and placeholder.get("type") in TITLES:
            return shape
    return None


def _run(title: str) -> str:
    run = etree.Element(A + "r", nsmap={"a": A[1:-1]})
    etree.SubElement(run, A + "t").text = title
    return etree.tostring(run, encoding="unicode")


def _fill(source: PartSource, shape: etree._Element, title: str) -> None:
    body = shape.find(P + "txBody")
    paragraph = None if body is None else body.find(A + "p")
    if body is None:
        source.append(shape, f"<p:txBody {_NAMESPACES}><a:bodyPr/><a:p>{_run(title)}</a:p></p:txBody>")
    elif paragraph is None:
        source.append(body, f'<a:p xmlns:a="{A[1:-1]}">{_run(title)}</a:p>')
    else:
        last = paragraph.find(A + "endParaRPr")
        if last is not None:
            source.insert_before(last, _run(title))
        else:
            source.append(paragraph, _run(title))


def _add_shape(source: PartSource, tree: etree._Element, title: str) -> None:
    used = [one.get("id") or "" for one in tree.iter() if str(one.tag).endswith("}cNvPr")]
    number = max((int(one) for one in used if one.isdecimal()), default=1) + 1
    shape = (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Title {number - 1}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_ABOVE_THE_SLIDE}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{_run(title)}</a:p></p:txBody></p:sp>"
    )
    # First in the tree is first in reading; the group's own properties stand before all shapes.
    following = next((one for one in tree if one.tag not in {P + "nvGrpSpPr", P + "grpSpPr"}), None)
    if following is not None:
        source.insert_before(following, shape)
    else:
        source.append(tree, shape)
