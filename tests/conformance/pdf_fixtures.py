"""PDFs with one fault each, and faultless neighbours, that every oracle is asked about."""

from collections.abc import Callable

import pikepdf
from pikepdf import Dictionary, Name, String
from tests.builders.pdf import LOREM, PdfBuilder, Tag, a_pdf, a_tagged_pdf, cell, header, link, table

DRAWING = "0 0 1 rg 100 100 80 60 re f"


def _headings(*roles: str) -> PdfBuilder:
    return a_tagged_pdf(*(Tag(role, f"Part {role}") for role in roles))


def _field(**entries: object) -> PdfBuilder:
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("q"), Rect=[72, 600, 200, 620], F=4)
    for key, value in entries.items():
        widget[f"/{key}"] = value
    return a_tagged_pdf(Tag("Form", annotation=widget), Tag("P", LOREM))


def _tabs(value: str) -> PdfBuilder:
    builder = a_tagged_pdf(Tag("P", kids=[link("Foxes", contents="Foxes")]))
    builder.pdf.pages[0].obj.Tabs = Name(f"/{value}")
    return builder


def _item(*kids: Tag) -> Tag:
    return Tag("LI", kids=kids or [Tag("Lbl", "1."), Tag("LBody", "Foxes")])


def _font(subtype: str, *names: str) -> PdfBuilder:
    encoding = Dictionary(Type=Name.Encoding, Differences=[65, *(Name(f"/{name}") for name in names)])
    font = Dictionary(
        Type=Name.Font, Subtype=Name(f"/{subtype}"), BaseFont=Name("/ABCDEF+Foxes"), Encoding=encoding, FirstChar=65,
        LastChar=68, Widths=[500] * 4, FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Foxes"), Flags=4),
    )  # fmt: skip
    return a_pdf().with_font(font).with_tags(Tag("Document", kids=[Tag("P", "ABCD" * 10)]))


def _identity() -> PdfBuilder:
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Foxes"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Foxes"), Flags=4),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Foxes"), Encoding=Name("/Identity-H"), DescendantFonts=[descendant]
    )  # fmt: skip
    return a_pdf().with_font(font).with_tags(Tag("Document", kids=[Tag("P", "ABCD" * 10)]))


FIXTURES: dict[str, Callable[[], PdfBuilder]] = {
    "whole": a_tagged_pdf,
    "untagged": lambda: a_pdf().with_text(),
    "unmarked": lambda: a_pdf().with_tags(Tag("P", LOREM), marked=False),
    "figure-described": lambda: a_tagged_pdf(Tag("Figure", content=DRAWING, entries={"/Alt": String("A fox")})),
    "figure-silent": lambda: a_tagged_pdf(Tag("Figure", content=DRAWING)),
    "figure-blank": lambda: a_tagged_pdf(Tag("Figure", content=DRAWING, entries={"/Alt": String("")})),
    "formula-silent": lambda: a_tagged_pdf(Tag("Formula", content=DRAWING)),
    "figure-mapped": lambda: a_pdf().with_tags(Tag("Bild", content=DRAWING), role_map={"Bild": "Figure"}),
    "table-columns": lambda: a_tagged_pdf(table([header(), header()], [cell(), cell()])),
    "table-rows": lambda: a_tagged_pdf(table([header(scope="Row"), cell()], [header(scope="Row"), cell()])),
    "table-named": lambda: a_tagged_pdf(
        table(
            [header(scope=None, identifier="a"), header(scope=None, identifier="b")],
            [cell(headers=["a"]), cell(headers=["b"])],
        )
    ),
    "table-without-scope": lambda: a_tagged_pdf(table([header(scope=None), header(scope=None)], [cell(), cell()])),
    "table-unknown-header": lambda: a_tagged_pdf(
        table(
            [header(scope=None, identifier="a"), header(scope=None, identifier="b")],
            [cell(headers=["a"]), cell(headers=["z"])],
        )
    ),
    "table-half": lambda: a_tagged_pdf(table([header(), cell()], [cell(), cell()])),
    "headings-in-order": lambda: _headings("H1", "H2", "H3", "H2"),
    "headings-skipped": lambda: _headings("H1", "H3"),
    "list": lambda: a_tagged_pdf(Tag("L", kids=[_item(), _item()])),
    "list-nested": lambda: a_tagged_pdf(Tag("L", kids=[_item(), Tag("L", kids=[_item()])])),
    "list-direct-content": lambda: a_tagged_pdf(Tag("L", kids=[Tag("LI", "Foxes")])),
    "list-label-only": lambda: a_tagged_pdf(Tag("L", kids=[_item(Tag("Lbl", "Foxes"))])),
    "list-paragraph": lambda: a_tagged_pdf(Tag("L", kids=[Tag("P", "Foxes")])),
    "list-foreign-part": lambda: a_tagged_pdf(Tag("L", kids=[_item(Tag("P", "Foxes"))])),
    "list-stray-item": lambda: a_tagged_pdf(Tag("Sect", kids=[_item()])),
    "list-stray-body": lambda: a_tagged_pdf(Tag("LBody", "Foxes")),
    "list-late-caption": lambda: a_tagged_pdf(Tag("L", kids=[_item(), Tag("Caption", "Animals")])),
    "field-labelled": lambda: _field(TU=String("Your name")),
    "field-silent": _field,
    "field-hidden": lambda: _field(F=2),
    "tabs-structure": lambda: _tabs("S"),
    "tabs-rows": lambda: _tabs("R"),
    "font-names": lambda: _font("Type1", "A", "B", "C", "D"),
    "font-odd-names": lambda: _font("Type1", "g1", "g2", "g3", "g4"),
    "font-identity": _identity,
    "title-hidden": lambda: a_tagged_pdf().with_display_title(displayed=False),
}
"""Every oracle that validates is asked about each of these, for every rule of ours that it has tests for."""

ENCRYPTIONS = {
    "open-to-all": pikepdf.Encryption(owner="boss", user="", R=4, allow=pikepdf.Permissions(modify_other=False)),
    "closed-to-readers": pikepdf.Encryption(
        owner="boss",
        user="",
        R=3,
        metadata=False,
        aes=False,
        allow=pikepdf.Permissions(accessibility=False, extract=False),
    ),
}
