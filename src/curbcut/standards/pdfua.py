"""The standard structure types of PDF, and the points of PDF/UA and Matterhorn behind our rules.

Sources: ISO 32000-1:2008 14.8.4, ISO 32000-2:2020 14.8.4 and annex L, ISO 14289-1:2014, Matterhorn Protocol 1.1.
"""

from types import MappingProxyType

GROUPING_TYPES = frozenset({
    "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "Aside",
})  # fmt: skip
"""ISO 32000-1, table 333; ISO 32000-2, tables 364 and 365."""

HEADING_TYPES = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})
"""ISO 32000-1, table 334. PDF 2.0 continues with H7 and so on (14.8.4.4): `heading_level` reads them."""

PARAGRAPH_TYPES = frozenset({"P", "Title", "FENote", "Sub"})
LIST_TYPES = frozenset({"L", "LI", "Lbl", "LBody"})
TABLE_TYPES = frozenset({"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"})
INLINE_TYPES = frozenset({
    "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Em", "Strong",
    "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP",
})  # fmt: skip
ILLUSTRATION_TYPES = frozenset({"Figure", "Formula", "Form", "Caption", "Artifact"})

STANDARD_TYPES = (
    GROUPING_TYPES | HEADING_TYPES | PARAGRAPH_TYPES | LIST_TYPES | TABLE_TYPES | INLINE_TYPES | ILLUSTRATION_TYPES
)
"""Every standard structure type of PDF 1.7 and 2.0."""

NEW_IN_PDF_2 = frozenset({"DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact"})
"""Standard types that the namespace of PDF 1.7 does not have (ISO 32000-2, annex L), numbered headings beyond H6 beside them."""

PDF_2_NAMESPACE = "http://iso.org/pdf2/ssn"
STANDARD_NAMESPACES = frozenset({"http://iso.org/pdf/ssn", PDF_2_NAMESPACE})
"""ISO 32000-2, 14.8.6: types in these namespaces are what their name says; without one, a type is in that of PDF 1.7."""

LIST_CHILDREN = frozenset({"L", "LI", "Caption"})
LIST_ITEM_CHILDREN = frozenset({"Lbl", "LBody"})
"""ISO 32000-1, table 336; Matterhorn 09-006."""

TABLE_SECTIONS = frozenset({"THead", "TBody", "TFoot"})
"""ISO 32000-1, table 337."""

DEEPEST_HEADING = 6
"""ISO 32000-1, table 334, ends with H6; HTML and most screen readers do too."""


VERAPDF = MappingProxyType({
    "pdf-untagged": ("7.1-11", "6.2-1"),
    "pdf-figure-alt": ("7.3-1", "7.7-1"),
    "pdf-table-headers": ("7.5-1", "7.5-2"),
    "pdf-heading-order": ("7.4.2-1",),
    "pdf-list-structure": ("7.2-17", "7.2-18", "7.2-19", "7.2-20", "7.2-40"),
    "pdf-form-labels": ("7.18.1-3",),
    "pdf-tab-order": ("7.18.3-1",),
    "pdf-unicode": ("7.21.7-1", "7.21.7-2"),
    "pdf-encrypted": ("7.16-1",),
    "pdf-display-title": ("7.1-10",),
})  # fmt: skip
"""Tests of veraPDF's PDF/UA-1 profile (clause, then number) behind a rule of ours, by rule id."""


def heading_level(role: str) -> int | None:
    """Return the level of `H1`, `H2`, ... or `None`; `H`, whose level is its depth, has none of its own."""
    digits = role[1:]
    if role[:1] != "H" or not digits.isascii() or not digits.isdigit() or digits[0] == "0" or len(digits) > 3:
        return None
    return int(digits)


def is_standard(tag: str, namespace: str | None = None) -> bool:
    """Whether a tag is a standard structure type of a standard namespace; without one, of PDF 1.7's."""
    if namespace == PDF_2_NAMESPACE:
        return tag in STANDARD_TYPES or heading_level(tag) is not None
    return tag in STANDARD_TYPES and tag not in NEW_IN_PDF_2
