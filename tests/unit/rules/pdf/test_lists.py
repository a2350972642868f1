"""pdf-list-structure."""

import pytest
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.rule import Outcome

RULE = "pdf-list-structure"


def item(*kids):
    return Tag("LI", kids=kids or [Tag("Lbl", "1."), Tag("LBody", "Foxes")])


def the_list(*kids):
    return Tag("L", kids=kids)


@pytest.mark.parametrize(
    "tag",
    [
        the_list(item(), item()),
        the_list(Tag("Caption", "Animals"), item()),
        the_list(item(), the_list(item())),
        the_list(item(Tag("LBody", "Foxes", kids=[the_list(item())]))),
        the_list(item(Tag("LBody", "Foxes"))),
        the_list(item(Tag("Lbl", "Foxes"))),
        the_list(Tag("LI", "Foxes")),
        the_list(),
    ],
)
def test_a_list_that_is_built_as_one(tag):
    assert said(RULE, a_tagged_pdf(tag)) == ("passed", [])


@pytest.mark.parametrize(
    ("tag", "reasons"),
    [
        (the_list(item(), Tag("P", "Foxes")), ["foreign-child"]),
        (the_list(Tag("LBody", "Foxes")), ["foreign-child", "stray-body"]),
        (the_list(Tag("Div", kids=[item()])), ["foreign-child", "stray-item"]),
        (the_list(item(), Tag("Caption", "Animals")), ["caption"]),
        (Tag("Sect", kids=[item()]), ["stray-item"]),
        (the_list(item(Tag("P", "Foxes"))), ["foreign-part"]),
        (the_list(item(Tag("Lbl", "1."), Tag("Span", "Foxes"))), ["foreign-part"]),
        (the_list(item(the_list(item()))), ["foreign-part"]),
        (Tag("LBody", "Foxes"), ["stray-body"]),
    ],
)
def test_a_list_that_is_not(tag, reasons):
    outcome, found = said(RULE, a_tagged_pdf(tag))
    assert (outcome, found) == ("failed", reasons)


def test_role_mapped_items():
    tags = Tag("Liste", kids=[Tag("Punkt", kids=[Tag("P", "Foxes")])])
    builder = a_pdf().with_tags(tags, role_map={"Liste": "L", "Punkt": "LI"})
    assert said(RULE, builder) == ("failed", ["foreign-part"])


@pytest.mark.parametrize(
    "texts",
    [
        ["- Foxes", "- Hares", "- Owls"],
        ["\x95 Foxes", "\x95 Hares", "\x95 Owls"],
        ["1. Foxes", "2. Hares", "3. Owls"],
        ["(a) Foxes", "(b) Hares", "(c) Owls"],
        ["i) Foxes", "ii) Hares", "iii) Owls", "iv) Bears"],
        ["9) Foxes", "10) Hares", "11) Owls"],
    ],
)
def test_paragraphs_that_look_like_a_list(texts):
    result = judge(RULE, a_tagged_pdf(*(Tag("P", text) for text in texts)))
    assert [finding.reason for finding in result.findings] == ["unmarked"]
    assert str(len(texts)) in result.findings[0].message


@pytest.mark.parametrize(
    "texts",
    [
        ["- Foxes", "- Hares", "Owls"],
        ["- Foxes", "Hares", "- Owls", "- Bears"],
        ["1. Foxes", "1. Hares", "1. Owls"],
        ["1. Foxes", "3. Hares", "5. Owls"],
        ["I. Foxes are red", "A. Hares are brown", "B. Owls"],
        ["2024 was dry", "2025 was wet", "2026 is fine"],
    ],
)
def test_paragraphs_that_do_not(texts):
    assert judge(RULE, a_tagged_pdf(*(Tag("P", text) for text in texts))).outcome is Outcome.INAPPLICABLE


def test_no_list():
    assert judge(RULE, a_tagged_pdf(Tag("P", LOREM))).outcome is Outcome.INAPPLICABLE


def test_what_has_no_significance_is_looked_through():
    """Chromium puts a NonStruct around every piece of text."""
    browsers = Tag("LI", kids=[Tag("Lbl", "1."), Tag("NonStruct", "Foxes")])
    assert said(RULE, a_tagged_pdf(the_list(browsers, browsers))) == ("passed", [])
    assert said(RULE, a_tagged_pdf(the_list(Tag("NonStruct", kids=[item()]))))[0] == "passed"
    assert said(RULE, a_tagged_pdf(the_list(Tag("NonStruct", kids=[Tag("P", "Foxes")])))) == (
        "failed",
        ["foreign-child"],
    )
    assert said(RULE, a_tagged_pdf(Tag("NonStruct", kids=[item()]))) == ("failed", ["stray-item"])


@pytest.mark.parametrize("role", ["Div", "NonStruct"])
def test_boxes_in_place_of_paragraphs(role):
    boxes = [Tag(role, kids=[Tag("NonStruct", text)]) for text in ("- Foxes", "- Hares", "- Owls")]
    assert said(RULE, a_tagged_pdf(*boxes)) == ("failed", ["unmarked"])
    sections = [Tag(role, kids=[Tag("P", text), Tag("P", LOREM)]) for text in ("- Foxes", "- Hares", "- Owls")]
    assert judge(RULE, a_tagged_pdf(*sections)).outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        (["\x95 Foxes", "\x95 Hares that run", "and jump", "\x95 Owls"], "failed"),
        (["We saw:", "1. Foxes", "2. Hares", "3. Owls"], "failed"),
        (["\x95 Foxes", "\x95 Hares", "and owls"], "inapplicable"),
        (["We saw:", "- Foxes", "- Hares", "- Owls"], "failed"),
        (["- Foxes", "- Hares run", "and jump", "- Owls"], "inapplicable"),
        (["We saw in", "2. the spring", "3. and summer", "4. all"], "inapplicable"),
    ],
)
def test_lines_of_one_paragraph(lines, outcome):
    paragraph = Tag("P", lines[0], lines=lines[1:])
    assert judge(RULE, a_tagged_pdf(paragraph)).outcome.value == outcome


def test_lines_in_pieces_of_one_paragraph():
    pieces = [Tag("Span", f"- {word}") for word in ("foxes", "hares", "owls")]
    assert said(RULE, a_tagged_pdf(Tag("P", kids=pieces))) == ("failed", ["unmarked"])


def test_bullets_in_private_use_as_word_writes_them():
    builder = a_tagged_pdf(*[Tag("P", f"\x95 {word}") for word in ("foxes", "hares", "owls")])
    mapped = builder.pdf.make_stream(
        b"begincmap 1 beginbfchar <95> <F0B7> endbfchar 1 beginbfrange <20> <7E> <0020> endbfrange"
    )
    builder.font.ToUnicode = mapped
    assert said(RULE, builder) == ("failed", ["unmarked"])
