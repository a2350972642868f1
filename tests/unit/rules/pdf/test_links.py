"""pdf-link-text."""

import pytest
from pikepdf import Array, Dictionary, Name, String
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


@pytest.mark.parametrize("text", [LONG, f"{LONG}?q=1", LONG.partition("://")[2]])
def test_a_long_address(text):
    assert judged(link(text, text)) == ("failed", ["address"])


def test_an_address_of_forty_signs_is_short():
    assert judged(link("https://example.edu/" + "a" * 20))[0] == "passed"
    assert judged(link("https://example.edu/" + "a" * 21))[0] == "failed"


def test_a_long_address_over_two_lines():
    element = link(LONG[:30], LONG)
    element.lines = (LONG[30:],)
    assert judged(element) == ("failed", ["address"])


def test_a_long_address_cut_where_the_line_ends():
    element = link("https://example.edu/courses/history/libraries/readi", "https://example.edu/r/1")
    element.lines = ("ngs",)
    assert judged(element) == ("failed", ["address"])


@pytest.mark.parametrize(("uri", "expected"), [("", "passed"), (LONG, "failed")])
def test_a_footnote_mark_says_enough_inside_the_document(uri, expected):
    assert judged(link("*", uri))[0] == expected


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


def one_annotation(builder):
    """Make all Link elements of a document own the annotation of the first."""
    found = [item for item in builder.pdf.objects if isinstance(item, Dictionary) and item.get("/S") == Name.Link]
    references = [kid for element in found for kid in element.K if isinstance(kid, Dictionary)]
    for reference in references[1:]:
        reference.Obj = references[0].Obj
    builder.pdf.pages[0].obj.Annots = Array([references[0].Obj])
    return builder


def test_a_word_in_two_formats_is_one_word():
    cut = one_annotation(a_tagged_pdf(Tag("P", "See", kids=[link("he"), Tag("Span", ""), link("re")])))
    assert said(RULE, cut) == ("failed", ["generic"])
    whole = one_annotation(a_tagged_pdf(Tag("P", "See", kids=[link("here"), Tag("Span", ""), link("are foxes")])))
    result = judge(RULE, whole)
    assert (result.targets, result.failed) == (1, 0)


def loose(text, rectangle=(60, 730, 300, 760), contents=None, subtype=Name.Link):
    """A tagged paragraph with a link over it that no element owns."""
    builder = a_tagged_pdf(Tag("P", text))
    entries = {} if contents is None else {"Contents": String(contents)}
    annotation = Dictionary(
        Type=Name.Annot, Subtype=subtype, Rect=list(rectangle), A=Dictionary(S=Name.URI, URI=String(LONG)), **entries
    )
    builder.with_annotation(annotation)
    return builder


def test_a_link_outside_the_tree_is_judged_by_the_text_under_it():
    assert said(RULE, loose("click here")) == ("failed", ["generic"])
    assert said(RULE, loose("Reading list")) == ("passed", [])
    assert said(RULE, loose("click here", contents="Reading list")) == ("passed", [])
    result = judge(RULE, loose("click here"))
    assert result.findings[0].place.rectangle == (60, 730, 300, 760)


def test_a_link_outside_the_tree_with_the_name_of_a_picture():
    nowhere = (60, 100, 300, 160)
    assert said(RULE, loose("Foxes", nowhere, contents="Image1")) == ("failed", ["empty"])
    assert said(RULE, loose("Foxes", nowhere, contents="Map of dens")) == ("passed", [])
    assert judge(RULE, loose("Foxes", nowhere)).outcome is Outcome.INAPPLICABLE


def test_other_annotations_are_no_links():
    assert judge(RULE, loose("click here", subtype=Name.Highlight)).outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize("text", ["click here", ""])
@pytest.mark.parametrize("contents", ["https://example.edu/", "HTTPS://example.edu", "example.edu"])
def test_a_description_that_only_repeats_the_address(text, contents):
    assert judged(link(text, "https://example.edu/", contents))[0] == "failed"
