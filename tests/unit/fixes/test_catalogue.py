import pytest
from tests.unit.fixes.mending import original_of

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.fixes.catalogue import (
    ADVICE,
    FIXES,
    advice_of,
    fixes_by_id,
    fixes_of,
    known_ids,
    read_original,
    rules_mended_by,
)
from curbcut.fixes.fix import FixRefusedError
from curbcut.rules.catalogue import rules_by_id


def test_ids_are_unique_and_known():
    ids = [fix.id for fix in FIXES] + [advice.id for advice in ADVICE]
    assert sorted(ids) == sorted(known_ids())
    assert set(fixes_by_id()) == {fix.id for fix in FIXES}


def test_the_fixes_of_a_rule_come_in_its_order():
    rule = rules_by_id()["html-image-without-alternative"]
    assert [fix.id for fix in fixes_of(rule)] == ["describe-image", "mark-image-decorative"]
    assert rule in rules_mended_by(fixes_by_id()["describe-image"])


def test_a_kind_has_its_own_fixes():
    rule = rules_by_id()["office-image-alt"]
    assert [fix.id for fix in fixes_of(rule, "docx")] == ["describe-office-picture", "mark-office-picture-decorative"]
    assert [fix.id for fix in fixes_of(rule, "odt")] == ["describe-office-picture"]
    assert fixes_of(rule, "rtf") == ()


def test_advice_is_no_fix():
    advised = [rule for rule in rules_by_id().values() if advice_of(rule)]
    assert {one for rule in advised for one in advice_of(rule)} == set(ADVICE)
    assert all(fixes_of(rule) == () for rule in advised if len(rule.fixes) == len(advice_of(rule)))


@pytest.mark.parametrize("fix", FIXES, ids=[fix.id for fix in FIXES])
def test_a_fix_asks_in_words(fix):
    assert fix.title
    assert bool(fix.asks.label) == (fix.asks.kind != "nothing")
    assert bool(fix.asks.choices) == (fix.asks.kind == "choice")


def test_an_original_knows_its_fingerprint():
    assert original_of("<p>a</p>").fingerprint == original_of("<p>a</p>").fingerprint
    assert original_of("<p>a</p>").fingerprint != original_of("<p>b</p>").fingerprint


def test_what_nothing_reads_is_not_mended():
    with pytest.raises(FixRefusedError) as refused:
        read_original("unknown", b"x", Context(name="x"))
    assert refused.value.reason == "not-applicable"


def test_a_damaged_file_says_so():
    with pytest.raises(MalformedDocumentError):
        read_original("pdf", b"x", Context(name="x.pdf"))
