"""Header rows of tables in Word and PowerPoint files."""

from lxml import etree

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.office.model import EXCERPT_CHARACTERS, OfficeDocument, Table
from curbcut.documents.office.names import A, W
from curbcut.documents.office.spans import PartSource
from curbcut.documents.office.word.tables import children
from curbcut.documents.office.writing import WritablePackage

_NOT_FOUND = (
    "Which table of the file is meant cannot be told for sure: mark its header row in the program that it comes from."
)
_LAST_OF_ROW = frozenset({W + "ins", W + "del", W + "trPrChange"})


def mark_header_row(data: bytes, document: OfficeDocument, table: Table) -> bytes:
    """Return the file with the first row of one table, of the document that was read from these bytes, as its header.

    Raises:
        UnwritableDocumentError: Nothing can be written into it, or the table cannot be told from others.
    """
    part = table.place.part
    file = WritablePackage(data)
    content = None if part is None else file.read(part)
    if part is None or content is None:
        raise UnwritableDocumentError("unwritable", "In this kind of file the header row is set in the program alone.")
    source = PartSource(content)
    found = _found(source.root, document, table)
    if document.kind == "text":
        _mark_in_word(source, found)
    else:
        _mark_in_slides(source, found)
    file.write(part, source.finished())
    return file.finished()


def _found(root: etree._Element, document: OfficeDocument, table: Table) -> etree._Element:
    """Find a table: the one of its part whose first row says the same, and that is at the same turn."""
    alike = [
        one
        for one in document.content.tables
        if (one.place.part, one.place.excerpt) == (table.place.part, table.place.excerpt)
    ]
    turn = next(number for number, one in enumerate(alike) if one is table)
    tag = W + "tbl" if document.kind == "text" else A + "tbl"
    candidates = [one for one in root.iter(tag) if _first_row_of(one) == table.place.excerpt]
    if len(candidates) != len(alike):
        raise UnwritableDocumentError("unwritable", _NOT_FOUND)
    return candidates[turn]


def _first_row_of(table: etree._Element) -> str:
    if table.tag == W + "tbl":
        row = _word_row(table)
        cells = [] if row is None else list(children(row, W + "tc"))
        words = ["".join(text.text or "" for text in cell.iter(W + "t")) for cell in cells]
    else:
        first = table.find(A + "tr")
        cells = [] if first is None else first.findall(A + "tc")
        words = ["".join(text.text or "" for text in cell.iter(A + "t")) for cell in cells]
    return " ".join(" ".join(words)[: 2 * EXCERPT_CHARACTERS].split())[:EXCERPT_CHARACTERS]


def _word_row(table: etree._Element) -> etree._Element | None:
    rows = (row for row in children(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None)
    return next(rows, None)


def _mark_in_word(source: PartSource, table: etree._Element) -> None:
    row = _word_row(table)
    if row is None:
        raise UnwritableDocumentError("unwritable", _NOT_FOUND)
    prefix = source.prefix_of(row)
    mark = f"<{prefix}tblHeader/>"
    properties = row.find(W + "trPr")
    if properties is None:
        exceptions = row.find(W + "tblPrEx")
        following = next((one for one in row if exceptions is None or one is not exceptions), None)
        if following is None:
            raise UnwritableDocumentError("unwritable", _NOT_FOUND)
        source.insert_before(following, f"<{prefix}trPr>{mark}</{prefix}trPr>")
        return
    known = properties.find(W + "tblHeader")
    if known is not None:
        source.set_attribute(known, f"{prefix}val", "1")
        return
    last = next((one for one in properties if one.tag in _LAST_OF_ROW), None)
    if last is not None:
        source.insert_before(last, mark)
    else:
        source.append(properties, mark)


def _mark_in_slides(source: PartSource, table: etree._Element) -> None:
    properties = table.find(A + "tblPr")
    if properties is not None:
        source.set_attribute(properties, "firstRow", "1")
    else:
        source.insert_first(table, f'<{source.prefix_of(table)}tblPr firstRow="1"/>')
