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
