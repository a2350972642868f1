"""pdf-headings-missing, pdf-heading-order, pdf-heading-start, pdf-heading-depth."""

import pytest
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.rule import Outcome


def headings(*roles, role_map=None):
    return a_pdf().with_tags(*(Tag(role, f"Part {role}") for role in roles), role_map=role_map)


@pytest.mark.parametrize(
    ("pages", "roles", "expected"),
    [
        (4, ["P"], ("failed", ["missing"])),
        (4, ["Title", "P"], ("failed", ["missing"])),
        (3, ["P"], ("inapplicable", [])),
        (4, ["P", "H1"], ("passed", [])),
        (4, ["P", "H"], ("passed", [])),
        (4, ["P", "H9"], ("passed", [])),
    ],
)
def test_a_long_document_has_headings(pages, roles, expected):
    builder = a_pdf(pages).with_tags(*(Tag(role, LOREM) for role in roles))
    assert said("pdf-headings-missing", builder) == expected


def test_a_role_mapped_heading_is_one():
    builder = a_pdf(4).with_tags(Tag("Heading1", LOREM), role_map={"Heading1": "H1"})
    assert said("pdf-headings-missing", builder)[0] == "passed"


def test_a_cyclic_role_map_ends():
    builder = a_pdf(4).with_tags(Tag("A", LOREM), role_map={"A": "B", "B": "A"})
    assert said("pdf-headings-missing", builder)[0] == "failed"


@pytest.mark.parametrize(
    ("roles", "reasons"),
    [
        (["H1", "H2", "H3", "H1", "H2"], []),
        (["H1", "H1"], []),
        (["H3", "H1"], []),
        (["H1", "H3"], ["skipped"]),
        (["H1", "H2", "H4", "H6"], ["skipped", "skipped"]),
        (["H", "H"], []),
    ],
)
def test_levels_are_not_skipped(roles, reasons):
    outcome, found = said("pdf-heading-order", headings(*roles))
    assert found == reasons
    assert outcome == ("failed" if reasons else "inapplicable" if roles == ["H", "H"] else "passed")


def test_levels_are_compared_through_the_whole_tree():
    builder = a_tagged_pdf(
        Tag("Sect", kids=[Tag("H1", "One")]), Tag("Sect", kids=[Tag("Div", kids=[Tag("H3", "Three")])])
    )
    assert said("pdf-heading-order", builder) == ("failed", ["skipped"])


def test_the_share_of_skipped_levels_is_that_of_the_headings():
    assert judge("pdf-heading-order", headings("H1", "H3", "H1", "H2")).failed_share == 0.25


@pytest.mark.parametrize(("first", "reasons"), [("H1", []), ("H2", ["deeper"]), ("H6", ["deeper"])])
def test_the_first_heading_is_of_level_one(first, reasons):
    assert said("pdf-heading-start", headings("P", first, "H1"))[1] == reasons


def test_a_role_map_cannot_change_a_standard_type():
    assert said("pdf-heading-start", headings("H1", role_map={"H1": "H2"}))[0] == "passed"


@pytest.mark.parametrize(("role", "reasons"), [("H6", []), ("H7", ["deep"]), ("H12", ["deep"])])
def test_levels_beyond_six(role, reasons):
    assert said("pdf-heading-depth", headings("H1", role))[1] == reasons


@pytest.mark.parametrize("rule", ["pdf-heading-order", "pdf-heading-start", "pdf-heading-depth"])
def test_without_headings_there_is_nothing_to_judge(rule):
    assert judge(rule, headings("P")).outcome is Outcome.INAPPLICABLE
    assert judge(rule, headings("H01", "HX")).outcome is Outcome.INAPPLICABLE
