"""How a text is divided: headings where it is long, captions and scopes of tables, columns drawn with blanks."""

import re
from collections.abc import Iterator
from itertools import pairwise

from curbcut.documents.html.blocks import is_all_bold
from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LONG_TEXT = 500
"""Words from which on a text without headings is hard to find one's way in: about two printed pages."""
LONGEST_HEADING = 120
"""Characters of a heading; Canvas's own checker warns from there on."""
LONGEST_FALSE_HEADING = 100
MOST_HEADING_WORDS = 14
"""Characters and words up to which a bold paragraph is taken for a heading."""
LARGER = 1.25
"""Size against that of the text below from which on a paragraph is taken for a heading that is not bold."""

HEADINGS_MISSING = Rule(
    id="html-headings-missing",
    title="Long text has no headings",
    requirement=None,
    severity=Severity.MAJOR,
    messages={
        "present": "The text is divided by headings.",
        "missing": "The text has {words} words and no heading to find one's way by.",
    },
    fixes=("add-headings",),
    export_name="HtmlHeadingsPresence",
)
LONG_HEADING = Rule(
    id="html-heading-long",
    title="Heading is long",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "short": "The heading is short.",
        "long": "The heading has {length} characters; perhaps it is a paragraph.",
    },
    fixes=("make-paragraph",),
)
PARAGRAPH_AS_HEADING = Rule(
    id="html-paragraph-as-heading",
    title="Paragraph looks like a heading",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "bold": "The paragraph is short and all bold; if it heads what follows, make it a heading.",
        "large": "The paragraph is short and larger than what follows; if it heads that, make it a heading.",
    },
    fixes=("make-heading",),
)
CAPTION_MISSING = Rule(
    id="html-table-caption-missing",
    title="Table has no caption",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "captioned": "The table says what it is about.",
        "missing": "The table has no caption that says what it is about.",
    },
    fixes=("add-caption",),
)
SCOPE_MISSING = Rule(
    id="html-table-scope-missing",
    title="Header cells do not say what they head",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "scoped": "The header cell says what it heads.",
        "missing": "The header cell “{text}” does not say whether it heads a row or a column.",
    },
    fixes=("set-scope",),
)
COLUMNS_OF_BLANKS = Rule(
    id="html-preformatted-table",
    title="Table is drawn with blanks",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "plain": "The preformatted text has no columns.",
        "columns": "The preformatted text looks like a table of {count} rows; a table can be read cell by cell.",
    },
    fixes=("make-table",),
)

_PRESENT = Verdict(Outcome.PASSED, "present")
_SHORT = Verdict(Outcome.PASSED, "short")
_CAPTIONED = Verdict(Outcome.PASSED, "captioned")
_SCOPED = Verdict(Outcome.PASSED, "scoped")
_PLAIN = Verdict(Outcome.PASSED, "plain")
_COLUMN_GAP = re.compile(r"\S(?:\t+| {3,})\S")
_CODE = re.compile(r"[;{}=<>]|\b(?:def|class|import|return|function|int|void|print)\b")
_LEAST_ROWS = 3
_NO_TEXT = frozenset({"a", "img", "label", "input", "button"})
_FOLLOWERS = frozenset({"p", "ul", "ol", "div", "li"})


def _long_texts(document: HtmlDocument) -> Iterator[Element]:
    body = document.body
    if body is not None and _words_in(document) >= LONG_TEXT:
        yield body


def _has_headings(body: Element) -> Verdict:
    document = body.document
    if any(not heading.is_programmatically_hidden and heading.text.strip() for heading in document.headings):
        return _PRESENT
    if any(one.role == "heading" and not one.is_programmatically_hidden for one in document.with_attribute("role")):
        return _PRESENT
    return Verdict(Outcome.FAILED, "missing", {"words": _words_in(document)})


def _words_in(document: HtmlDocument) -> int:
    words, blocks = document.blocks.word_count, document.blocks
    if words >= LONG_TEXT and "pre" in document.tree.by_tag:
        # Listings are no text that a heading would divide.
        tags = document.tree.tags
        words -= sum(
            text.count(" ") + 1
            for index, text in zip(blocks.indexes, blocks.texts, strict=True)
            if tags[index] == "pre"
        )
    return words


def _headings(document: HtmlDocument) -> Iterator[Element]:
    return (heading for heading in document.headings if not heading.is_programmatically_hidden)


def _is_short(heading: Element) -> Verdict:
    length = len(" ".join(heading.text.split()))
    return _SHORT if length <= LONGEST_HEADING else Verdict(Outcome.FAILED, "long", {"length": length})


def _dressed_paragraphs(document: HtmlDocument) -> Iterator[Element]:
    tags, blocks = document.tree.tags, document.blocks
    for text, (index, following) in zip(blocks.texts, pairwise(blocks.indexes), strict=False):
        if tags[index] != "p" or len(text) > LONGEST_FALSE_HEADING:
            continue
        if tags[following] not in _FOLLOWERS or not _may_head(text):
            continue
        is_bold = is_all_bold(document, index)
        if is_all_bold(document, following) if is_bold else not _is_large(document, index, following):
            continue
        paragraph = document.elements.at(index)
        if paragraph.closest("table", "li", "figure", "blockquote") is None:
            yield paragraph


def _may_head(text: str) -> bool:
    if text[-1] in ".,;!?" or text.count(" ") >= MOST_HEADING_WORDS:
        return False
    return any(map(str.isalpha, text))


def _is_large(document: HtmlDocument, index: int, following: int) -> bool:
    """Tell whether all of an element's text is larger than what follows begins with, and than what stands around it."""
    below, around = (
        next(_sizes_in(document, following), None),
        document.styles.all[document.tree.parents[index]].font_size,
    )
    if not below or not around:
        return False
    least = max(below, around) * LARGER
    # Most text is as large as what follows, which its first piece tells.
    sizes = _sizes_in(document, index)
    if (next(sizes, None) or 0) < least or any((size or 0) < least for size in sizes):
        return False
    return _NO_TEXT.isdisjoint(document.tree.tags[index + 1 : document.tree.ends[index]])


def _sizes_in(document: HtmlDocument, index: int) -> Iterator[float | None]:
    tree, styles = document.tree, document.styles.all
    for holder in range(index, tree.ends[index]):
        text = tree.texts[holder] or tree.mixed.get(holder)
        if text and not text.isspace():
            yield styles[holder].font_size


def _is_no_heading(paragraph: Element) -> Verdict:
    is_bold = is_all_bold(paragraph.document, paragraph.index)
    return Verdict(Outcome.CANT_TELL, "bold" if is_bold else "large")


def _data_tables(document: HtmlDocument) -> Iterator[Element]:
    for table in document.by_tag("table"):
        if table.is_programmatically_hidden or table.get("role") in {"none", "presentation"}:
            continue
        if document.table_of(table).has_header_cells:
            yield table


def _has_caption(table: Element) -> Verdict:
    if any((table.get(name) or "").strip() for name in ("aria-label", "aria-labelledby", "title")):
        return _CAPTIONED
    figure = table.closest("figure")
    if figure is not None and any(child.tag == "figcaption" for child in figure.element_children):
        return _CAPTIONED
    if any(child.tag == "caption" and child.text.strip() for child in table.element_children):
        return _CAPTIONED
    return Verdict(Outcome.FAILED, "missing")


def _ambiguous_headers(document: HtmlDocument) -> Iterator[Element]:
    tree = document.tree
    tags, with_headers = tree.tags, tree.with_any(("headers",))
    for table in _data_tables(document):
        grid = document.table_of(table)
        first, *others = grid.rows
        if sum(tags[cell] == "th" for cell in first) < 2 or not any(row and tags[row[0]] == "th" for row in others):
            continue
        if not with_headers or with_headers.isdisjoint(grid.cell_indexes):
            headers = (cell for cell in grid.cell_indexes if tags[cell] == "th" and tree.text_in(cell).strip())
            yield from map(document.elements.at, headers)


def _has_scope(cell: Element) -> Verdict:
    if (cell.get("scope") or "").strip():
        return _SCOPED
    return Verdict(Outcome.FAILED, "missing", {"text": " ".join(cell.text.split())[:60]})


def _preformatted(document: HtmlDocument) -> Iterator[Element]:
    seen_to = 0
    for element in document.by_tag("pre"):
        # What stands in one inside another one is text of both.
        if element.index >= seen_to and not element.is_programmatically_hidden:
            seen_to = element.end
            yield element


def _has_no_columns(element: Element) -> Verdict:
    lines = [line for line in element.text.splitlines() if line.strip()]
    rows = sum(_COLUMN_GAP.search(line) is not None for line in lines)
    is_code = bool(element.tree.inside(element.index, "code", "kbd", "samp"))
    if (
        rows < _LEAST_ROWS
        or rows * 2 < len(lines)
        or is_code
        or sum(_CODE.search(line) is not None for line in lines) * 3 > len(lines)
    ):
        return _PLAIN
    return Verdict(Outcome.CANT_TELL, "columns", {"count": rows})


CHECKS = (
    Check(HEADINGS_MISSING, _long_texts, _has_headings),
    Check(LONG_HEADING, _headings, _is_short, needs=frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})),
    Check(PARAGRAPH_AS_HEADING, _dressed_paragraphs, _is_no_heading, needs=frozenset({"p"})),
    Check(CAPTION_MISSING, _data_tables, _has_caption, needs=frozenset({"th"})),
    Check(SCOPE_MISSING, _ambiguous_headers, _has_scope, needs=frozenset({"th"})),
    Check(COLUMNS_OF_BLANKS, _preformatted, _has_no_columns, needs=frozenset({"pre"})),
)
