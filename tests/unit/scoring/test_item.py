"""The formula: its bounds, its examples, and the promises that hold for any findings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.rules.results import RuleResult
from curbcut.rules.rule import Outcome, Severity
from curbcut.scoring.bands import band_of
from curbcut.scoring.item import score_item

SEVERITIES = (Severity.SEVERE, Severity.MAJOR, Severity.MINOR, Severity.ADVICE)


def severity_of(rule_id):
    """Read the severity out of an id such as `major-3`."""
    return Severity(rule_id.partition("-")[0])


def failed(rule_id, share=1.0):
    return RuleResult(rule_id=rule_id, outcome=Outcome.FAILED, targets=1, failed=1, failed_share=share)


def score(*results):
    return score_item(results, severity_of).score


counts = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: (min(pair), max(pair)))
documents = st.dictionaries(
    st.builds("{}-{}".format, st.sampled_from([each.value for each in SEVERITIES]), st.integers(1, 8)),
    counts,
    max_size=12,
)


def results_of(document):
    return [
        RuleResult(
            rule_id=rule_id,
            outcome=Outcome.FAILED if bad else Outcome.PASSED,
            targets=targets,
            failed=bad,
            failed_share=bad / targets,
        )
        for rule_id, (bad, targets) in document.items()
    ]


def exact(document):
    return score_item(results_of(document), severity_of).score


@settings(deadline=None)
@given(documents, st.data())
def test_fixing_a_finding_never_lowers_the_score(document, data):
    broken = [rule_id for rule_id, (bad, _) in document.items() if bad]
    if not broken:
        return
    rule_id = data.draw(st.sampled_from(broken))
    bad, targets = document[rule_id]
    assert exact(document | {rule_id: (bad - 1, targets)}) >= exact(document)


@settings(deadline=None)
@given(documents, st.data())
def test_deleting_a_broken_target_never_lowers_the_score(document, data):
    broken = [rule_id for rule_id, (bad, targets) in document.items() if bad and targets > 1]
    if not broken:
        return
    rule_id = data.draw(st.sampled_from(broken))
    bad, targets = document[rule_id]
    assert exact(document | {rule_id: (bad - 1, targets - 1)}) >= exact(document)


@settings(deadline=None)
@given(documents, st.sampled_from(SEVERITIES), st.integers(1, 8))
def test_adding_a_finding_never_raises_the_score(document, severity, number):
    rule_id = f"{severity.value}-{number}"
    bad, targets = document.get(rule_id, (0, 0))
    assert exact(document | {rule_id: (bad + 1, targets + 1)}) <= exact(document)


@settings(deadline=None)
@given(documents, st.randoms(use_true_random=False))
def test_order_does_not_matter(document, random):
    results = results_of(document)
    shuffled = list(results)
    random.shuffle(shuffled)
    assert score_item(results, severity_of) == score_item(shuffled, severity_of)


@settings(deadline=None)
@given(documents)
def test_bounds_and_bands(document):
    open_severities = {severity_of(rule_id) for rule_id, (bad, _) in document.items() if bad} - {Severity.ADVICE}
    value = exact(document)
    assert 0 <= value <= 100
    assert (value == 100) == (not open_severities)
    if Severity.SEVERE in open_severities:
        assert value <= 33
    else:
        assert value >= 34
    if open_severities == {Severity.MINOR}:
        assert value >= 67


@settings(deadline=None)
@given(documents)
def test_parts_add_up_and_promise_no_less_than_now(document):
    scored = score_item(results_of(document), severity_of)
    lost = sum(part.points_lost for part in scored.parts)
    assert lost == pytest.approx(100 - scored.score, abs=0.15 + 0.01 * len(scored.parts))
    for part in scored.parts:
        assert part.score_if_fixed >= scored.score
        assert part.score_if_fixed == exact(document | {part.rule_id: (0, 1)})


def test_many_minor_issues_stay_high():
    assert score(*(failed(f"minor-{number}") for number in range(200))) >= 67


def test_many_major_issues_stay_above_low():
    assert score(*(failed(f"major-{number}") for number in range(200))) == 34.0


def test_partial_work_shows():
    values = [score(failed("major-1", share)) for share in (1.0, 0.5, 0.25, 0.01)]
    assert values == sorted(values)
    assert len(set(values)) == 4


def test_the_smallest_failure_is_not_perfect():
    assert score(failed("minor-1", 1e-9)) == 99.9


def test_the_smallest_severe_failure_is_low():
    assert score(failed("severe-1", 1e-9)) == 33.0


@pytest.mark.parametrize("outcome", [Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE, Outcome.UNTESTED])
def test_only_failures_lower(outcome):
    result = RuleResult(rule_id="severe-1", outcome=outcome, targets=3, cannot_tell=3)
    assert score_item([result], severity_of).parts == ()
    assert score(result) == 100.0


def test_advice_never_lowers():
    assert score(failed("advice-1")) == 100.0


SAMPLE_A = (
    # Alternative text and table headers are absent, 5.6 % of the text lacks contrast, the first heading and the title are
    # wrong, one heading of 13 is out of order.
    *(failed("major-1"), failed("major-2"), failed("major-3", 1 - 0.9443)),
    *(failed("minor-1"), failed("minor-2"), failed("minor-3", 1 / 13)),
)
SAMPLE_B = (failed("major-1"),)


@pytest.mark.parametrize(("results", "published", "ours"), [(SAMPLE_A, 42.9, 40.2), (SAMPLE_B, 53.6, 57.1)])
def test_public_samples_of_another_product_see_no_cliff(results, published, ours):
    assert score(*results) == ours
    assert abs(ours - published) < 4
    assert band_of(ours) is band_of(published)


def test_worked_examples_of_the_documentation():
    assert score(failed("minor-1")) == 93.4
    assert score(failed("major-1", 0.05)) == 96.6
    assert score(failed("major-1"), failed("minor-1")) == 54.8
    assert score(failed("severe-1")) == 16.5


def test_the_costliest_part_comes_first():
    parts = score_item([failed("minor-1"), failed("major-1")], severity_of).parts
    assert [part.rule_id for part in parts] == ["major-1", "minor-1"]
    assert [part.score_if_fixed for part in parts] == [93.4, 57.1]
