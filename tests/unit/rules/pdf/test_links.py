"""pdf-link-text."""

import pytest
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf, link
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.rule import Outcome

RULE = "pdf-link-text"
LONG = "https://www.example.edu/courses/2026/foxes/week-1/reading.html"


def judged(*tags):
    return said(RULE, a_tagged_pdf(Tag("P", "See", kids=tags)))


@pytest.mark.parametrize(
    "text",
    ["Reading list of week 1", "https://example.edu/foxes", "www.example.edu", "Foxes (PDF)", "More foxes", "2026"],
)
def test_a_telling_link(text):
    assert judged(link(text)) == ("passed", [])


@pytest.mark.parametrize(
    "text", ["click here", "Click here!", "HERE", "[more]", "read  more...", "Link", "*", "»", "hier klicken"]
)
def test_a_link_that_fits_anywhere(text):
    assert judged(link(text)) == ("failed", ["generic"])


@pytest.mark.parametrize("text", [LONG, f"<{LONG}>"[1:-1] + "?q=1"])
def test_a_long_address(text):
    assert judged(link(text, text)) == ("failed", ["address"])


def test_an_address_of_forty_signs_is_short():
    assert judged(link("https://example.edu/" + "a" * 20))[0] == "passed"
    assert judged(link("https://example.edu/" + "a" * 21))[0] == "failed"


def test_a_long_address_over_two_lines():
    element = link(LONG[:30], LONG)
    element.lines = (LONG[30:],)
    assert judged(element) == ("failed", ["address"])


def test_words_around_an_address_are_words():
    assert judged(link(f"Reading list at {LONG}"))[0] == "passed"
    assert judged(link(f"{LONG} the reading list", LONG))[0] == "passed"


def test_a_link_without_text():
    assert judged(link("")) == ("failed", ["empty"])
    assert judged(link("  ")) == ("failed", ["empty"])


@pytest.mark.parametrize("text", ["", "click here", LONG])
@pytest.mark.parametrize("where", ["Alt", "ActualText"])
def test_a_replacement_is_the_name(text, where):
    assert judged(link(text, **{where: "Reading list"})) == ("passed", [])


def test_a_replacement_that_says_nothing():
    assert judged(link("Reading list", Alt="link")) == ("failed", ["generic"])


@pytest.mark.parametrize("text", ["", "click here", LONG])
def test_a_description_on_the_annotation(text):
    assert judged(link(text, contents="Reading list")) == ("passed", [])
    assert judged(link(text, contents="here"))[0] == "failed"


def test_a_description_does_not_spoil_a_telling_text():
    assert judged(link("Reading list", contents=LONG)) == ("passed", [])


def test_the_alternative_of_a_picture_is_the_name_of_its_link():
    fox = Tag("Figure", content="0 0 9 9 re f", entries={"/Alt": "Fox society"})
    element = link("")
    element.kids = (fox,)
    assert judged(element) == ("passed", [])


def test_the_lines_of_one_link_are_one_link():
    assert judged(link("More", LONG), link("about foxes", LONG)) == ("passed", [])
    result = judge(RULE, a_tagged_pdf(Tag("P", kids=[link("More", LONG), link("Foxes", "https://other.example/")])))
    assert (result.targets, result.failed) == (2, 1)


def test_links_apart_are_two():
    kids = [link("More", LONG), Tag("Span", "and"), link("about foxes", LONG)]
    assert judge(RULE, a_tagged_pdf(Tag("P", kids=kids))).failed == 1


def test_a_role_mapped_link():
    element = link("here")
    element.role = "Verweis"
    assert said(RULE, a_pdf().with_tags(element, role_map={"Verweis": "Link"})) == ("failed", ["generic"])


def test_no_link():
    assert judge(RULE, a_tagged_pdf(Tag("P", LOREM))).outcome is Outcome.INAPPLICABLE
