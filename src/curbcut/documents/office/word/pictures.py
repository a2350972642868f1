"""Pictures of a Word document: DrawingML, and the older VML."""

from collections.abc import Iterator

from lxml import etree

from curbcut.documents.office.drawings import alternative_of, is_decorative, is_hidden, is_line
from curbcut.documents.office.folds import Folds
from curbcut.documents.office.model import Picture, PictureKind
from curbcut.documents.office.names import MC, PIC, WP, WPC, WPG, WPS, A, O, V, W
from curbcut.documents.place import Place

_KINDS: dict[str, PictureKind] = {
    "picture": "picture", "chart": "chart", "chartex": "chart", "diagram": "diagram", "wordprocessingGroup": "drawing",
    "wordprocessingCanvas": "drawing", "wordprocessingShape": "drawing", "wordprocessingInk": "drawing",
    "lockedCanvas": "drawing",
}  # fmt: skip
_DRAWN = (W + "drawing", W + "pict", W + "object")
_PICTURE_WATERMARK = ("WordPictureWatermark", "PowerPlusWaterMarkObject")


def picture_of(drawing: etree._Element, place: Place, folds: Folds) -> Picture | None:
    """Read a `w:drawing`; `None` when it shows only text or lines, or nothing."""
    frame = next((child for child in drawing if child.tag in {WP + "inline", WP + "anchor"}), None)
    properties = None if frame is None else frame.find(WP + "docPr")
    data = None if frame is None else frame.find(f"{A}graphic/{A}graphicData")
    if frame is None or data is None:
        return None
    uri = (data.get("uri") or "").rstrip("/").rpartition("/")[2]
    kind = _KINDS.get(uri, "object")
    if kind == "drawing" and not _shows_something(data, folds):
        return None
    alternative, title, name = ("", "", "") if properties is None else alternative_of(properties)
    if properties is not None and is_hidden(properties):
        return None
    if not alternative and not title and kind in {"drawing", "picture"}:
        alternative = _inner_alternative(data)
    return Picture(
        place=place,
        kind=kind,
        alternative=alternative,
        title=title,
        name=name,
        is_decorative=properties is not None and is_decorative(properties),
    )


def _shows_something(data: etree._Element, folds: Folds) -> bool:
    """Whether a drawing has a picture, or a shape that is neither a text box nor a line."""
    if next(_outside_text(data, PIC + "pic"), None) is not None or any(
        _is_shown(blip, folds) for blip in _outside_text(data, A + "blip")
    ):
        return True
    shapes = [shape for shape in _outside_text(data, WPS + "wsp") if not _is_text_or_line(shape, folds)]
    if next(data.iter(WPS + "wsp"), None) is None:
        return next(data.iter(WPG + "wgp", WPC + "wpc"), None) is None
    return bool(shapes)


def _outside_text(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield what is drawn itself: what stands in its text boxes is read on its own."""
    for each in element.iter(*tags):
        box = next(each.iterancestors(W + "txbxContent"), None)
        if box is None or element not in box.iterancestors():
            yield each


def _is_shown(blip: etree._Element, folds: Folds) -> bool:
    """Whether a picture is more than what a text box is filled with."""
    shape = next(blip.iterancestors(WPS + "wsp"), None)
    return shape is None or not _is_text_or_line(shape, folds)


def _is_text_or_line(shape: etree._Element, folds: Folds) -> bool:
    if shape.find(WPS + "cNvCnPr") is not None or is_line(shape):
        return True
    if next(shape.iter(*_DRAWN), None) is not None:
        return True
    return any(text.strip() for text in folds.texts(shape, W))


def _inner_alternative(data: etree._Element) -> str:
    """Return the descriptions of the pictures inside when every one has its own."""
    inner = [pic.find(f"{PIC}nvPicPr/{PIC}cNvPr") for pic in _outside_text(data, PIC + "pic")]
    if not inner or (len(inner) == 1 and next(data.iter(WPG + "wgp", WPC + "wpc"), None) is None):
        return ""
    found = ["" if each is None else (each.get("descr") or "").strip() for each in inner]
    return "; ".join(found) if all(found) else ""


def vml_picture_of(element: etree._Element, place: Place) -> Picture | None:
    """Read a `w:pict` or `w:object`; `None` when it holds no picture."""
    shape = next(
        (child for child in element.iter(V + "shape", V + "rect", V + "group", V + "roundrect", V + "oval")), None
    )
    if shape is None or shape.get(O + "hr") in {"t", "true"}:
        return None
    if any(mark in (shape.get("id") or "") for mark in _PICTURE_WATERMARK):
        return None
    ole = next(_outside_text(element, O + "OLEObject"), None)
    if ole is None and next(_outside_text(element, V + "imagedata"), None) is None:
        return None
    if ole is None and element.find(W + "control") is not None:
        return None
    kind: PictureKind = "picture"
    if ole is not None:
        kind = "equation" if (ole.get("ProgID") or "").lower().startswith(("equation", "mathtype")) else "object"
    alternative = (shape.get("alt") or "").strip()
    if not alternative:
        images = [each for each in element.iter(V + "shape") if next(each.iter(V + "imagedata"), None) is not None]
        found = [(each.get("alt") or "").strip() for each in images]
        alternative = "; ".join(found) if found and all(found) else ""
    return Picture(place=place, kind=kind, alternative=alternative, title=(shape.get("title") or "").strip())


def text_boxes(element: etree._Element) -> list[etree._Element]:
    """Return the text boxes in a drawing, those in the repeated half of alternate content left out."""
    found: list[etree._Element] = []
    pending = list(element)
    while pending:
        child = pending.pop(0)
        if child.tag == W + "txbxContent":
            found.append(child)
        elif child.tag != MC + "Fallback":
            pending[:0] = list(child)
    return found
