"""The edits of a PDF that cannot harm it: properties, tab order, alternatives, and figures that become artifacts."""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from curbcut.documents.context import Context
from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.pdf import objects, reading
from curbcut.documents.pdf.document import PdfDocument
from curbcut.documents.pdf.structure import Mark, StructureElement
from curbcut.documents.pdf.writing import Writable

_DEEPEST_TREE = 64
_NOT_SIMPLE = (
    "The figure is drawn in a way that cannot be taken out of the structure safely; do it in the source document."
)


def set_title(data: bytes, title: str) -> bytes:
    """Return the file with a title, in the XMP packet and in the Info dictionary.

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file = Writable(data)
    try:
        with file.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            packet["dc:title"] = title
    except reading.LIBRARY_ERRORS as error:
        raise UnwritableDocumentError(
            "unwritable", "The PDF's properties are damaged, so no title can be written."
        ) from error
    file.touch(file.catalogue)
    file.touch(file.catalogue.Metadata)
    info = objects.dictionary(file.pdf.trailer.get("/Info"))
    if info is None:
        file.pdf.trailer.Info = file.add(Dictionary(Title=String(title)))
    else:
        info.Title = String(title)
        if objects.identity(info) is not None:
            file.touch(info)
    return file.finished()


def set_language(data: bytes, language: str) -> bytes:
    """Return the file with a language (ISO 32000-1, table 28).

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file = Writable(data)
    file.catalogue.Lang = String(language)
    file.touch(file.catalogue)
    return file.finished()


def show_title(data: bytes) -> bytes:
    """Return the file with its title asked for in the window's title bar (ISO 32000-1, table 150).

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file = Writable(data)
    preferences = objects.dictionary(file.catalogue.get("/ViewerPreferences"))
    if preferences is None:
        file.catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        file.touch(file.catalogue)
    else:
        preferences.DisplayDocTitle = True
        file.touch(preferences, file.catalogue)
    return file.finished()


def set_tab_order(data: bytes, page_number: int) -> bytes:
    """Return the file with the Tab key following the structure on one page (ISO 32000-1, table 30).

    Args:
        data: The file.
        page_number: Page, from 1.

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file = Writable(data)
    page = file.pdf.pages[page_number - 1].obj
    page.Tabs = Name.S
    file.touch(page)
    return file.finished()


def set_alternative(data: bytes, figure: StructureElement, text: str) -> bytes:
    """Return the file with an alternative on one structure element of the document that was read from these bytes.

    Raises:
        UnwritableDocumentError: Nothing can be written into it, or the element has no number of its own.
    """
    file = Writable(data)
    element = _same_in(file, figure)
    element.Alt = String(text)
    file.touch(element)
    return file.finished()


def make_artifact(data: bytes, document: PdfDocument, figure: StructureElement) -> bytes:
    """Return the file with a figure that assistive technology passes by: its content an artifact, its element gone.

    Raises:
        UnwritableDocumentError: Nothing can be written into it, or the figure is more than marked content of its page.
    """
    marks = figure.marks
    is_plain = bool(marks) and not figure.children and not figure.references and figure.parent is not None
    if not is_plain or any(mark.is_in_form or not 0 <= mark.page_index < document.page_count for mark in marks):
        raise UnwritableDocumentError("unwritable", _NOT_SIMPLE)
    file = Writable(data)
    element = _same_in(file, figure)
    for page_index in sorted({mark.page_index for mark in marks}):
        on_page = [mark for mark in marks if mark.page_index == page_index]
        _mark_as_artifact(file, page_index, on_page)
        _leave_parent_tree(file, file.pdf.pages[page_index].obj, on_page)
    _leave_parent(file, element)
    finished = file.finished()
    pages = {mark.page_index for mark in marks}
    if any(_pixels_of(data, page) != _pixels_of(finished, page) for page in pages):
        raise UnwritableDocumentError("unwritable", _NOT_SIMPLE)
    return finished


def _pixels_of(data: bytes, page_index: int) -> bytes | None:
    """Draw a page, to make sure that rewriting its content changed nothing that eyes see."""
    return PdfDocument.read(data, Context(name="")).render_place(page_index + 1)


def _same_in(file: Writable, figure: StructureElement) -> pikepdf.Object:
    identity = objects.identity(figure.source)
    if identity is None:
        raise UnwritableDocumentError("unwritable", _NOT_SIMPLE)
    return file.pdf.get_object(identity)


def _mark_as_artifact(file: Writable, page_index: int, marks: list[Mark]) -> None:
    page = file.pdf.pages[page_index]
    wanted = {mark.mcid for mark in marks}
    try:
        instructions = list(pikepdf.parse_content_stream(page))
    except reading.LIBRARY_ERRORS as error:
        raise UnwritableDocumentError("unwritable", _NOT_SIMPLE) from error
    properties = objects.entry(page.obj.get("/Resources"), "/Properties")
    written: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    for instruction in instructions:
        if str(instruction.operator) == "BDC" and _mcid_of(instruction, properties) in wanted:
            wanted.discard(_mcid_of(instruction, properties) or 0)
            written.append(pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC")))
        else:
            written.append(instruction)
    if wanted:
        raise UnwritableDocumentError("unwritable", _NOT_SIMPLE)
    page.obj.Contents = file.add(file.pdf.make_stream(pikepdf.unparse_content_stream(written)))
    file.touch(page.obj)


def _mcid_of(instruction: object, properties: object) -> int | None:
    operands = list(getattr(instruction, "operands", ()))
    if len(operands) != 2:
        return None
    listed = operands[1]
    if isinstance(listed, Name):
        listed = objects.entry(properties, str(listed))
    return objects.integer(objects.entry(listed, "/MCID"))


def _leave_parent_tree(file: Writable, page: pikepdf.Object, marks: list[Mark]) -> None:
    key = objects.integer(page.get("/StructParents"))
    tree = objects.dictionary(objects.entry(file.catalogue, "/StructTreeRoot", "/ParentTree"))
    if key is None or tree is None:
        return
    found = _owners_in(tree, key, (tree, objects.dictionary(file.catalogue.get("/StructTreeRoot"))))
    if found is None:
        return
    owners, holders = found
    for mark in marks:
        if 0 <= mark.mcid < len(owners):
            owners[mark.mcid] = None
    file.touch(owners, *holders)


def _owners_in(
    node: pikepdf.Object, key: int, holders: tuple[pikepdf.Object | None, ...]
) -> tuple[pikepdf.Array, tuple[pikepdf.Object | None, ...]] | None:
    """Find a page's array in the number tree (ISO 32000-1, 7.9.7), with the objects around it, the nearest first."""
    if len(holders) > _DEEPEST_TREE:
        return None
    numbers = node.get("/Nums")
    pairs = objects.array(numbers)
    for position in range(0, len(pairs) - 1, 2):
        if objects.integer(pairs[position]) == key and isinstance(pairs[position + 1], Array):
            return pairs[position + 1], (numbers, *holders)  # type: ignore[return-value]  # just compared
    for kid in objects.array(node.get("/Kids")):
        below = objects.dictionary(kid)
        limits = [] if below is None else [objects.integer(limit) for limit in objects.array(below.get("/Limits"))]
        is_outside = len(limits) == 2 and None not in limits and not limits[0] <= key <= limits[1]  # type: ignore[operator]  # None was looked for
        if below is not None and not is_outside:
            found = _owners_in(below, key, (below, *holders))
            if found is not None:
                return found
    return None


def _leave_parent(file: Writable, element: pikepdf.Object) -> None:
    parent = objects.dictionary(element.get("/P"))
    identity = objects.identity(element)
    if parent is None:
        raise UnwritableDocumentError("unwritable", _NOT_SIMPLE)
    kids = parent.get("/K")
    if isinstance(kids, Array):
        kept = [kid for kid in kids if objects.identity(kid) != identity]
        if len(kept) == len(kids):
            raise UnwritableDocumentError("unwritable", _NOT_SIMPLE)
        parent.K = Array(kept)
    elif objects.identity(kids) == identity:
        del parent.K
    else:
        raise UnwritableDocumentError("unwritable", _NOT_SIMPLE)
    file.touch(parent)
