"""pdf-bookmarks, pdf-tab-order, pdf-reading-order."""

import pytest
from pikepdf import Dictionary, Name
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf, link
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.rule import Outcome


@pytest.mark.parametrize(("pages", "expected"), [(20, "inapplicable"), (21, "failed"), (40, "failed")])
def test_a_long_file_has_bookmarks(pages, expected):
    assert said("pdf-bookmarks", a_pdf(pages))[0] == expected


def test_bookmarks():
    assert said("pdf-bookmarks", a_pdf(21).with_bookmark()) == ("passed", [])
    empty = a_pdf(21)
    empty.pdf.Root.Outlines = Dictionary(Type=Name.Outlines, Count=0)
    assert said("pdf-bookmarks", empty) == ("failed", ["missing"])


@pytest.mark.parametrize(("tabs", "expected"), [("S", "passed"), ("R", "failed"), (None, "failed")])
def test_tab_order(tabs, expected):
    builder = a_tagged_pdf(link("Foxes"))
    if tabs is None:
        del builder.pdf.pages[0].obj.Tabs
    else:
        builder.pdf.pages[0].obj.Tabs = Name(f"/{tabs}")
    assert said("pdf-tab-order", builder)[0] == expected


def test_a_page_without_links_has_no_tab_order():
    assert judge("pdf-tab-order", a_tagged_pdf()).outcome is Outcome.INAPPLICABLE


def blocks(*places):
    tags = [Tag("P", content=f"BT /F1 10 Tf {x} {y} Td (A block of some words) Tj ET") for x, y in places]
    return a_tagged_pdf(*tags)


ROWS = [(72, 700), (72, 650), (72, 600), (72, 550), (72, 500)]
COLUMNS = [(72, 700), (72, 650), (72, 600), (320, 700), (320, 650), (320, 600)]


def test_tags_in_the_order_of_the_page():
    assert said("pdf-reading-order", blocks(*ROWS)) == ("passed", [])
    assert said("pdf-reading-order", blocks(*COLUMNS)) == ("passed", [])
    assert said("pdf-reading-order", blocks((72, 760), *COLUMNS)) == ("passed", [])


def test_tags_in_another_order():
    assert said("pdf-reading-order", blocks(*ROWS[::-1])) == ("cantTell", ["different"])
    assert judge("pdf-reading-order", blocks(*COLUMNS[::-1])).findings[0].place.page_number == 1


def test_from_right_to_left_the_right_column_comes_first():
    arabic = blocks(*COLUMNS[3:], *COLUMNS[:3]).with_language("ar")
    assert said("pdf-reading-order", arabic) == ("passed", [])
    assert said("pdf-reading-order", arabic.with_language("en"))[0] == "cantTell"


def test_few_blocks_have_no_order():
    assert judge("pdf-reading-order", blocks(*ROWS[:4][::-1])).outcome is Outcome.INAPPLICABLE
    assert judge("pdf-reading-order", a_tagged_pdf(Tag("P", LOREM))).outcome is Outcome.INAPPLICABLE
