"""Annotations and form fields: what a person can point at, where it is, what it is called."""

from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from curbcut.documents.pdf import objects
from curbcut.documents.pdf.structure import Rectangle, StructureElement
from curbcut.documents.place import Place

if TYPE_CHECKING:
    from curbcut.documents.pdf.document import PdfDocument

MOST_ANNOTATIONS = 50_000
MOST_FIELDS = 20_000
DEEPEST_FIELD = 50
"""Bounds of the walks; the field tree may be cyclic."""

HIDDEN = 1 << 1
NO_VIEW = 1 << 5
"""Annotation flags (ISO 32000-1, table 165)."""

PUSH_BUTTON = 1 << 16
"""Field flag (ISO 32000-1, table 226)."""


class Annotation(NamedTuple):
    """One annotation.

    Attributes:
        page_index: Page, from 0.
        subtype: `Link`, `Widget`, `Highlight`, ...
        rectangle: Box in PDF points.
        contents: `Contents`, stripped.
        uri: Address that a link leads to, empty when it leads elsewhere.
        is_hidden: Whether readers never meet it: by its flags, or for it is outside the page.
        identity: Object number, `None` for a direct object.
        source: The dictionary.
    """

    page_index: int
    subtype: str
    rectangle: Rectangle | None
    contents: str
    uri: str
    is_hidden: bool
    identity: tuple[int, int] | None
    source: pikepdf.Object


class Field(NamedTuple):
    """One terminal form field.

    Attributes:
        name: Partial names from the root down, with dots.
        label: The tooltip (`TU`), else the description in the structure tree; stripped.
        kind: `Tx`, `Btn`, `Ch` or `Sig`.
        place: Its first widget.
    """

    name: str
    label: str
    kind: str
    place: Place


def annotations_of(document: "PdfDocument") -> list[Annotation]:
    """Read the annotations of every page, in order; one outside the crop box counts as hidden."""
    found: list[Annotation] = []
    for page_index, page in enumerate(document.pages):
        visible = rectangle_of(page.get("/CropBox")) or rectangle_of(page.get("/MediaBox"))
        for value in objects.array(page.get("/Annots")):
            source = objects.dictionary(value)
            if source is None:
                continue
            if len(found) >= MOST_ANNOTATIONS:
                return found
            annotation = _annotation(source, page_index)
            is_outside = visible is not None and _is_outside(annotation.rectangle, visible)
            found.append(annotation._replace(is_hidden=annotation.is_hidden or is_outside))
    return found


def _is_outside(box: Rectangle | None, visible: Rectangle) -> bool:
    if box is None:
        return False
    return box[0] >= visible[2] or box[2] <= visible[0] or box[1] >= visible[3] or box[3] <= visible[1]


def read_annotation(document: "PdfDocument", source: pikepdf.Object, page_index: int | None) -> Annotation:
    """Read an annotation that a structure element refers to."""
    own_page = document.page_index_of(source.get("/P"))
    return _annotation(source, own_page if own_page is not None else max(0, page_index or 0))


def _annotation(source: pikepdf.Object, page_index: int) -> Annotation:
    flags = objects.integer(source.get("/F")) or 0
    return Annotation(
        page_index=page_index,
        subtype=objects.name(source.get("/Subtype")),
        rectangle=rectangle_of(source.get("/Rect")),
        contents=(objects.text(source.get("/Contents")) or "").strip(),
        uri=_uri_of(source),
        is_hidden=bool(flags & (HIDDEN | NO_VIEW)),
        identity=objects.identity(source),
        source=source,
    )


def _uri_of(source: pikepdf.Object) -> str:
    uri = objects.entry(source, "/A", "/URI")
    if isinstance(uri, pikepdf.String):
        return bytes(uri).decode("utf-8", "replace").strip()
    return ""


def rectangle_of(value: object) -> Rectangle | None:
    """Read a rectangle, its corners in any order; `None` when it is not one."""
    edges = [objects.number(edge) for edge in objects.array(value)]
    if len(edges) != 4 or any(edge is None for edge in edges):
        return None
    one, two, three, four = (edge or 0.0 for edge in edges)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def fields_of(document: "PdfDocument") -> list[Field]:
    """Read the terminal fields that a person can see: a field's widgets are one field.

    Left out are hidden fields, and push buttons whose caption already names them.
    """
    found: dict[tuple[int, int] | int, Field] = {}
    for annotation in document.annotations:
        if annotation.subtype != "Widget" or annotation.is_hidden or len(found) >= MOST_FIELDS:
            continue
        chain = _chain(annotation.source)
        terminal = next((link for link in chain if "/T" in link), chain[0])
        key = objects.identity(terminal) or id(annotation)
        if key in found and found[key].label:
            continue
        field = _field(document, annotation, chain)
        if field is not None:
            found[key] = field if key not in found else found[key]._replace(label=field.label)
    return list(found.values())


def _chain(source: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the widget and the fields above it, the nearest first."""
    chain = [source]
    while len(chain) < DEEPEST_FIELD:
        above = objects.dictionary(chain[-1].get("/Parent"))
        if above is None or any(objects.identity(above) == objects.identity(link) is not None for link in chain):
            break
        chain.append(above)
    return chain


def _field(document: "PdfDocument", annotation: Annotation, chain: list[pikepdf.Object]) -> Field | None:
    kind = next((found for link in chain if (found := objects.name(link.get("/FT")))), "")
    flags = next((flag for link in chain if (flag := objects.integer(link.get("/Ff"))) is not None), 0)
    box = annotation.rectangle
    if kind == "Sig" and (box is None or box[2] - box[0] <= 0 or box[3] - box[1] <= 0):
        # ISO 32000-1, 12.7.4.5: a signature that is not to be seen has an empty rectangle.
        return None
    caption = (objects.text(objects.entry(annotation.source, "/MK", "/CA")) or "").strip()
    if kind == "Btn" and flags & PUSH_BUTTON and caption:
        return None
    parts = [part for link in reversed(chain) if (part := objects.text(link.get("/T")))]
    label = next((tip for link in chain if (tip := (objects.text(link.get("/TU")) or "").strip())), "")
    if not label and annotation.identity is not None:
        label = _described(document.elements_of_annotations.get(annotation.identity))
    name = ".".join(parts)
    return Field(name, label, kind, document.place_on(annotation.page_index, box, name))


def _described(element: StructureElement | None) -> str:
    return "" if element is None else element.alternative or element.actual_text
