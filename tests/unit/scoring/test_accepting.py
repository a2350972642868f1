"""What a person accepted lowers no score; taking it back restores every number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut import check
from curbcut.documents.place import Place
from curbcut.rules.results import Finding, RuleResult
from curbcut.rules.rule import Outcome, Severity
from curbcut.scoring.accepting import Accepted, count, finding_key
from curbcut.scoring.assessment import Assessment, could_not_check
from curbcut.scoring.item import score_item

SEVERITIES = {
    "severe-1": Severity.SEVERE,
    "major-1": Severity.MAJOR,
    "major-2": Severity.MAJOR,
    "minor-1": Severity.MINOR,
}


def a_finding(number, outcome=Outcome.FAILED, weight=1.0):
    return Finding(outcome, "absent", f"Fault {number}.", Place(excerpt=f"<img {number}>"), weight)


def a_result(rule_id, weights, *, passed=1.0, unsure=0, more=0):
    """A rule that failed on some targets, is unsure of some, and counted some more than it kept."""
    findings = [a_finding(number, weight=weight) for number, weight in enumerate(weights)]
    findings += [a_finding(100 + number, Outcome.CANT_TELL) for number in range(unsure)]
    failed = len(weights) + (more if weights else 0)
    weight = sum(weights) * (failed / len(weights) if weights else 0)
    outcome = Outcome.FAILED if failed else Outcome.CANT_TELL if unsure else Outcome.PASSED
    return RuleResult(
        rule_id=rule_id,
        outcome=outcome,
        targets=failed + unsure + 1,
        failed=failed,
        cannot_tell=unsure,
        failed_share=weight / (weight + passed) if failed else 0.0,
        findings=tuple(findings),
    )


def an_assessment(*results):
    scored = score_item(results, SEVERITIES.__getitem__)
    return Assessment(
        name="a", kind="html", status="checked", score=scored.score, parts=scored.parts, results=tuple(results)
    )


def keys_of(assessment):
    return [finding_key(result.rule_id, each) for result in assessment.results for each in result.findings]


documents = st.lists(
    st.tuples(
        st.sampled_from(sorted(SEVERITIES)),
        st.lists(st.floats(0.5, 900), max_size=5),
        st.floats(0, 50),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    max_size=4,
    unique_by=lambda rule: rule[0],
)
"""Rules with the weights of what fails, the weight of what passes, and numbers of what is unsure and of what is not kept."""

choices = st.sets(st.integers(0, 27))
"""Which findings somebody accepted, by their number in the whole document."""


def read(document):
    return an_assessment(
        *(
            a_result(rule_id, weights, passed=passed, unsure=unsure, more=more)
            for rule_id, weights, passed, unsure, more in document
        )
    )


def chosen(assessment, numbers):
    return frozenset(key for number, key in enumerate(keys_of(assessment)) if number in numbers)


@settings(deadline=None)
@given(documents, choices, st.integers(0, 27))
def test_accepting_never_lowers_the_score_and_taking_back_restores_it_exactly(document, numbers, number):
    assessment = read(document)
    some, one = chosen(assessment, numbers - {number}), chosen(assessment, {number})
    before = count(assessment, Accepted(keys=some))
    after = count(assessment, Accepted(keys=some | one))
    assert after.assessment.score >= before.assessment.score
    assert count(assessment, Accepted(keys=(some | one) - one)) == before
    assert count(assessment, Accepted()).assessment is assessment


@settings(deadline=None)
@given(documents, choices)
def test_every_place_is_either_open_or_accepted(document, numbers):
    assessment = read(document)
    counted = count(assessment, Accepted(keys=chosen(assessment, numbers)))
    for was, now in zip(assessment.results, counted.assessment.results, strict=True):
        assert now.failed + counted.failed.get(was.rule_id, 0) == was.failed
        assert now.cannot_tell + counted.to_review.get(was.rule_id, 0) == was.cannot_tell
        assert (now.outcome is Outcome.FAILED) == (now.failed > 0)


@settings(deadline=None)
@given(documents)
def test_accepting_everything_that_was_seen_leaves_nothing_open(document):
    assessment = read(document)
    whole = {
        (each.rule_id, outcome): places
        for each in assessment.results
        for outcome, places in ((Outcome.FAILED, each.failed), (Outcome.CANT_TELL, each.cannot_tell))
    }
    counted = count(assessment, Accepted(keys=frozenset(keys_of(assessment)), whole=whole))
    assert counted.assessment.score == 100
    assert not any(each.failed or each.cannot_tell for each in counted.assessment.results)


def test_accepted_picture_scores_as_if_it_were_described():
    dog, faults = '<img src="d.png" alt="Dog">', ('<img src="a.png">', '<img src="b.png">')
    source = f"<p>{dog}{faults[0]}{faults[1]}</p>"
    assessment = check(source)
    result = next(each for each in assessment.results if each.rule_id == "html-image-without-alternative")
    key = finding_key(result.rule_id, result.findings[1], source)
    counted = count(assessment, Accepted(keys=frozenset([key])), source)
    described = check(f'<p>{dog}{faults[0]}<img src="b.png" alt="Cat"></p>')
    assert counted.assessment.score == described.score
    assert counted.failed == {result.rule_id: 1}


def test_weights_of_a_rule_decide_how_much_is_open():
    assessment = an_assessment(a_result("major-1", [10.0, 30.0], passed=60.0))
    light, heavy = keys_of(assessment)
    shares = [
        count(assessment, Accepted(keys=frozenset([key]))).assessment.results[0].failed_share for key in (light, heavy)
    ]
    assert shares == pytest.approx([0.3, 0.1])


def test_places_beyond_those_kept_stay_open_until_all_that_were_seen_are_accepted():
    assessment = an_assessment(a_result("major-1", [1.0, 1.0], more=2, passed=0.0))
    keys = frozenset(keys_of(assessment))
    assert count(assessment, Accepted(keys=keys)).assessment.results[0].failed == 2
    seen = {("major-1", Outcome.FAILED): 4}
    assert count(assessment, Accepted(keys=keys, whole=seen)).assessment.score == 100
    grown = an_assessment(a_result("major-1", [1.0, 1.0], more=3, passed=0.0))
    assert count(grown, Accepted(keys=keys, whole=seen)).assessment.results[0].failed == 3


def test_new_finding_of_an_accepted_rule_is_open():
    assessment = an_assessment(a_result("major-1", [1.0, 1.0]))
    accepted = Accepted(keys=frozenset(keys_of(assessment)), whole={("major-1", Outcome.FAILED): 2})
    more = an_assessment(a_result("major-1", [1.0, 1.0, 1.0]))
    assert count(more, accepted).assessment.results[0].failed == 1


def test_targets_without_weight_count_alike():
    assessment = an_assessment(a_result("major-1", [0.0, 0.0], passed=1.0))
    halved = count(assessment, Accepted(keys=frozenset(keys_of(assessment)[:1]))).assessment
    assert halved.results[0].failed_share == assessment.results[0].failed_share / 2


def test_what_could_not_be_checked_stays_so():
    unread = could_not_check("a.pdf", "pdf", ("encrypted-document", "It wants a password."))
    assert count(unread, Accepted(keys=frozenset(["x"]))).assessment is unread


def test_key_stays_when_something_else_is_edited():
    image = '<p><img src="a.png"></p>'
    before, after = (check(source) for source in (image, f"<h2>New</h2><p>Text</p>{image}"))
    keys = [
        finding_key(result.rule_id, result.findings[0], source)
        for assessment, source in ((before, image), (after, f"<h2>New</h2><p>Text</p>{image}"))
        for result in assessment.results
        if result.rule_id == "html-image-without-alternative"
    ]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    "other",
    [
        Finding(Outcome.FAILED, "blank", "M.", Place(excerpt="<img>")),
        Finding(Outcome.CANT_TELL, "absent", "M.", Place(excerpt="<img>")),
        Finding(Outcome.FAILED, "absent", "M.", Place(excerpt="<img b>")),
        Finding(Outcome.FAILED, "absent", "M.", Place(excerpt="<img>", page_number=2)),
        Finding(Outcome.FAILED, "absent", "M.", Place()),
    ],
)
def test_key_tells_other_findings_apart(other):
    finding = Finding(Outcome.FAILED, "absent", "M.", Place(excerpt="<img>"))
    assert finding_key("r", finding) != finding_key("r", other)
    assert finding_key("r", finding) != finding_key("q", finding)


def test_key_of_a_whole_document_tells_its_sentences_apart():
    german, french = (Finding(Outcome.FAILED, "differs", f"It is in {name}.", Place()) for name in ("German", "French"))
    assert finding_key("r", german) != finding_key("r", french)


def test_key_tells_long_elements_apart_by_their_source():
    start = "<img " + "x" * 300
    first, second = f"{start} a>", f"{start} b>"
    finding = Finding(Outcome.FAILED, "absent", "M.", Place(excerpt=start[:199], start=0, end=len(first)))
    assert finding_key("r", finding, first) != finding_key("r", finding, second)
