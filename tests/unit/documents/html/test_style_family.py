"""Styles shared among pages: what may be shared, what may not, and how much is kept."""

import pytest
from tests.builders.html_pages import a_body, a_page

from curbcut.documents.colours import parse_colour
from curbcut.documents.context import Theme
from curbcut.documents.html import style_family

PALE = '<p style="color:#999">a</p>'


@pytest.fixture(autouse=True)
def _nothing_shared_before(monkeypatch):
    monkeypatch.setattr(style_family, "_families", {})


def style_of_text(document):
    return document.visible_texts[0].style


def test_pages_share_the_styles_of_equal_markup():
    assert style_of_text(a_page(PALE)) is style_of_text(a_page(PALE))


def test_a_page_with_a_style_sheet_shares_with_nobody():
    dressed = a_page(PALE, head="<style>p { font-size: 40px }</style>")
    assert style_of_text(dressed).font_size == 40
    assert style_of_text(a_page(PALE)).font_size == 16


def test_bodies_of_another_theme_are_of_another_family():
    green = a_body("<p>a</p>", theme=Theme(text="#006600"))
    assert style_of_text(green).colour == parse_colour("#006600")
    assert style_of_text(a_body("<p>a</p>")).colour == parse_colour(Theme().text)


def test_a_body_knows_the_colours_of_its_theme_by_the_names_that_canvas_gives_them():
    pasted = '<p style="color:var(--ic-brand-font-color-dark)">a</p><p style="color:var(--ic-link-color)">b</p>'
    text, link = (item.style.colour for item in a_body(pasted).visible_texts)
    assert (text, link) == (parse_colour(Theme().text), parse_colour(Theme().link))
    green = a_body(pasted, theme=Theme(link="#006600"))
    assert green.visible_texts[1].style.colour == parse_colour("#006600")


def test_links_of_another_colour_and_another_root_size_are_kept_apart():
    link = '<a href="#a">a</a>'
    assert style_of_text(a_page(f'<body link="#660000">{link}')).colour == parse_colour("#660000")
    assert style_of_text(a_page(link)).colour == parse_colour("#0000ee")
    em = '<p style="font-size:2rem">a</p>'
    large = a_page(em)
    large_root = type(large).read(f'<!DOCTYPE html><html style="font-size:10px"><body>{em}</html>', large.context)
    assert (style_of_text(large).font_size, style_of_text(large_root).font_size) == (32, 20)


def test_what_lies_under_a_moved_box_is_a_question_of_the_page():
    moved = '<p style="position:relative;top:9px">a</p>'
    assert a_page(moved).visible_texts[0].doubt is None
    assert a_page(moved + '<div style="background:#000"></div>').visible_texts[0].doubt == "overlap"
    assert a_page(moved).visible_texts[0].doubt is None


def test_later_pages_begin_anew_when_much_is_kept(monkeypatch):
    first = style_of_text(a_page(PALE))
    monkeypatch.setattr(style_family, "MOST_SHARED_CHARACTERS", 100)
    assert style_of_text(a_page(PALE)) is not first


def test_families_are_bounded(monkeypatch):
    monkeypatch.setattr(style_family, "_MOST_FAMILIES", 3)
    for number in range(9):
        a_body("<p>a</p>", theme=Theme(text=f"#00000{number}"))
    assert len(style_family._families) <= 3
