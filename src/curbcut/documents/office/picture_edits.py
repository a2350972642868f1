"""Alternative texts of pictures, and the mark that a picture is decorative, in Word, PowerPoint and Excel files."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from lxml import etree

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.office.drawings import alternative_of
from curbcut.documents.office.model import OfficeDocument, Picture
from curbcut.documents.office.names import MC, A, R, S, V, W
from curbcut.documents.office.opendocument.names import DRAW, SVG
from curbcut.documents.office.package import Package
from curbcut.documents.office.spans import PartSource
from curbcut.documents.office.writing import WritablePackage

_SHAPES = (V + "shape", V + "rect", V + "group", V + "roundrect", V + "oval")
_DECORATIVE = (
    '<a:ext xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
)
"""[MS-ODRAWXML] 2.22: the extension by which Office marks a drawing as decorative."""
_DRAWN = (DRAW + "image", DRAW + "object", DRAW + "object-ole")
_NOT_FOUND = (
    "Which picture of the file is meant cannot be told for sure: describe it in the program that it comes from."
)


def set_alternative(data: bytes, document: OfficeDocument, picture: Picture, text: str) -> bytes:
    """Return the file with a text alternative on one picture of the document that was read from these bytes.

    Raises:
        UnwritableDocumentError: Nothing can be written into it, or the picture cannot be told from others.
    """
    file = WritablePackage(data)
    part, source, properties = _found(file, document, picture)
    if properties.tag in _SHAPES:
        source.set_attribute(properties, "alt", text)
    elif properties.tag.startswith(DRAW):
        _describe_in_open_document(source, properties, text)
    else:
        source.set_attribute(properties, "descr", text)
        for copy in _older_copies(properties):
            source.set_attribute(copy, "alt", text)
    file.write(part, source.finished())
    return file.finished()


def mark_decorative(data: bytes, document: OfficeDocument, picture: Picture) -> bytes:
    """Return the file with one picture marked as decorative, without a text alternative.

    Raises:
        UnwritableDocumentError: Nothing can be written into it, or the picture cannot bear the mark.
    """
    file = WritablePackage(data)
    part, source, properties = _found(file, document, picture)
    if properties.tag in _SHAPES or properties.tag.startswith(DRAW):
        raise UnwritableDocumentError(
            "unwritable", "A picture in this format cannot bear such a mark everywhere: describe it."
        )
    for name in ("descr", "title"):
        if properties.get(name):
            source.set_attribute(properties, name, "")
    extensions = next((child for child in properties if str(child.tag).endswith("}extLst")), None)
    if extensions is not None:
        source.append(extensions, _DECORATIVE)
    else:
        source.append(properties, f'<a:extLst xmlns:a="{A[1:-1]}">{_DECORATIVE}</a:extLst>')
    file.write(part, source.finished())
    return file.finished()


def _found(file: WritablePackage, document: OfficeDocument, picture: Picture) -> tuple[str, PartSource, etree._Element]:
    """Find the properties of a picture: the one of its part that says and is called the same, and is at the same turn."""
    alike = [other for other in document.content.pictures if _is_alike(other, picture)]
    turn = next(number for number, other in enumerate(alike) if other is picture)
    candidates: list[tuple[str, PartSource, etree._Element]] = []
    for part in _parts_of(file.package, picture):
        data = file.read(part)
        if data is None:
            continue
        source = PartSource(data)
        candidates += [(part, source, found) for found in _properties_in(source.root) if _says(found, picture)]
    if len(candidates) != len(alike):
        raise UnwritableDocumentError("unwritable", _NOT_FOUND)
    return candidates[turn]


def _is_alike(one: Picture, other: Picture) -> bool:
    where = (one.place.part, one.place.sheet) == (other.place.part, other.place.sheet)
    return where and (one.name, one.title, one.alternative, one.is_decorative) == (
        other.name, other.title, other.alternative, other.is_decorative,
    )  # fmt: skip


def _parts_of(package: Package, picture: Picture) -> Iterator[str]:
    if "mimetype" in package and "content.xml" in package:
        yield picture.place.part or "content.xml"
    elif picture.place.part:
        yield picture.place.part
    elif picture.place.sheet:
        yield from _drawings_of(package, picture.place.sheet)


def _drawings_of(package: Package, sheet: str) -> Iterator[str]:
    main = package.related("", "officeDocument") or ""
    root = package.xml(main)
    for entry in () if root is None else root.iterfind(f"{S}sheets/{S}sheet"):
        found = package.relationships(main).get(entry.get(R + "id") or "")
        if entry.get("name") == sheet and found is not None:
            for each in package.relationships(found.target).values():
                if each.kind == "drawing":
                    yield each.target


def _properties_in(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the properties of every drawing, newer and older ones, in document order; not those that repeat another."""
    skipped = (
        {inner for fallback in root.iter(MC + "Fallback") for inner in fallback.iter()} if _has_choices(root) else set()
    )
    for element in root.iter():
        if element in skipped:
            continue
        name = str(element.tag).rpartition("}")[2]
        if name in {"docPr", "cNvPr"} or str(element.tag).startswith(DRAW):
            yield element
        elif element.tag in {W + "pict", W + "object"}:
            shape = next(element.iter(*_SHAPES), None)
            if shape is not None:
                yield shape


def _has_choices(root: etree._Element) -> bool:
    return next(root.iter(MC + "Choice"), None) is not None


def _says(properties: etree._Element, picture: Picture) -> bool:
    if properties.tag.startswith(DRAW):
        return _says_in_open_document(properties, picture)
    if properties.tag in _SHAPES:
        alternative, title = (properties.get("alt") or "").strip(), (properties.get("title") or "").strip()
        return not picture.name and (alternative, title) == (picture.alternative, picture.title)
    if str(properties.tag).endswith("drawingml/2006/picture}cNvPr"):
        # Word repeats the picture's own name inside; programs read the one of the frame.
        return False
    alternative, title, name = alternative_of(properties)
    is_decorative = any(str(child.tag).endswith("}decorative") for child in properties.iter())
    return (name, title, is_decorative) == (picture.name, picture.title, picture.is_decorative) and alternative in {
        "", picture.alternative,
    }  # fmt: skip


def _says_in_open_document(element: etree._Element, picture: Picture) -> bool:
    is_frame = element.tag == DRAW + "frame"
    holds = any(child.tag in _DRAWN for child in element) and element.find(DRAW + "text-box") is None
    if is_frame != (picture.kind != "drawing") or (is_frame and not holds):
        return False
    said = tuple((element.findtext(SVG + name) or "").strip() for name in ("desc", "title"))
    return said == (picture.alternative, picture.title) and (element.get(DRAW + "name") or "") == picture.name


def _describe_in_open_document(source: PartSource, element: etree._Element, text: str) -> None:
    known = element.find(SVG + "desc")
    if known is not None:
        source.set_text(known, text)
        return
    # OpenDocument 1.3 part 3, 10.4.2: the description stands behind the image and before a contour.
    contour = next((child for child in element if str(child.tag).startswith(DRAW + "contour")), None)
    description = f'<svg:desc xmlns:svg="{SVG[1:-1]}">{escape(text)}</svg:desc>'
    if contour is not None:
        source.insert_before(contour, description)
    else:
        source.append(element, description)


def _older_copies(properties: etree._Element) -> list[etree._Element]:
    """Return the shapes that repeat a drawing for older programs."""
    choice = next((one for one in properties.iterancestors() if one.tag == MC + "Choice"), None)
    around = None if choice is None else choice.getparent()
    fallback = None if around is None else around.find(MC + "Fallback")
    if fallback is None or choice is None or sum(1 for one in choice.iter() if str(one.tag).endswith("}docPr")) != 1:
        return []
    shape = next(fallback.iter(*_SHAPES), None)
    return [] if shape is None else [shape]
