"""Verdicts become results: outcomes, shares, what is kept."""

import pytest

from curbcut.documents.place import WHOLE_DOCUMENT, Place
from curbcut.rules.format import Format
from curbcut.rules.results import MOST_FINDINGS
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Survey, Verdict
from curbcut.rules.runner import failure_of, message_of, plan_of, run

RULE = Rule(
    id="text-word",
    title="A word is wrong",
    requirement=None,
    severity=Severity.MINOR,
    messages={"wrong": "The word {word} is wrong.", "right": "Right.", "unsure": "It may be wrong."},
)


class Word:
    def __init__(self, text):
        self.text = text

    @property
    def place(self):
        return Place(excerpt=self.text)


def judge(word):
    if word.text.startswith("?"):
        return Verdict(Outcome.CANT_TELL, "unsure")
    if word.text.startswith("!"):
        return Verdict(Outcome.FAILED, "wrong", {"word": word.text})
    return Verdict(Outcome.PASSED, "right")


def words(text):
    return [Word(each) for each in text.split()]


class Holder:
    holds = frozenset({"p", "[role]"})


def test_a_rule_is_asked_only_where_a_document_holds_what_it_needs():
    def find(_document):
        return [Word("right")]

    asked = Check(RULE, find, judge, needs=frozenset({"img", "[role]"}))
    spared = Check(RULE, find, judge, needs=frozenset({"img"}))
    assert [result.outcome for result in run(Holder(), (asked, spared))] == [Outcome.PASSED, Outcome.INAPPLICABLE]


def test_a_plan_asks_the_checks_that_may_find_something_in_their_places():
    always = Check(RULE, words, judge)
    spared = Check(RULE, words, judge, needs=frozenset({"img"}))
    asked = Check(RULE, words, judge, needs=frozenset({"img", "p"}))
    plan = plan_of(Format(kinds=(), read=bytes, checks=(always, spared, asked)), frozenset({"p"}))
    assert plan.asked == ((0, always), (2, asked))
    assert [result.outcome for result in plan.results] == [Outcome.INAPPLICABLE] * 3


def test_targets_with_one_verdict_share_its_sentence():
    shared = Verdict(Outcome.FAILED, "wrong", {"word": "it"})
    [result] = run("a b", (Check(RULE, words, lambda _word: shared),))
    assert [finding.message for finding in result.findings] == ["The word it is wrong."] * 2


def test_a_sentence_is_that_of_its_own_verdict():
    result = result_of("!one !two !one")
    assert [finding.message for finding in result.findings] == [
        f"The word !{word} is wrong." for word in ("one", "two", "one")
    ]


def result_of(text, **more):
    [result] = run(text, (Check(RULE, words, judge, **more),))
    return result


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", Outcome.INAPPLICABLE),
        ("a b", Outcome.PASSED),
        ("a ?b", Outcome.CANT_TELL),
        ("!a ?b c", Outcome.FAILED),
    ],
)
def test_the_outcome_of_a_document(text, outcome):
    assert result_of(text).outcome is outcome


def test_counts_share_and_findings():
    result = result_of("!a b ?c d")
    assert (result.targets, result.failed, result.cannot_tell, result.failed_share) == (4, 1, 1, 0.25)
    assert [(each.outcome, each.reason, each.message, each.place.excerpt) for each in result.findings] == [
        (Outcome.FAILED, "wrong", "The word !a is wrong.", "!a"),
        (Outcome.CANT_TELL, "unsure", "It may be wrong.", "?c"),
    ]


def test_targets_weigh_what_the_check_says():
    assert result_of("!aaa b", weigh=lambda word: len(word.text)).failed_share == 0.8


def test_failures_without_weight_count_as_the_whole():
    assert result_of("!a b", weigh=lambda _word: 0.0).failed_share == 1.0


def test_each_outcome_keeps_its_own_findings_and_counts_all():
    result = result_of("?a " * (MOST_FINDINGS + 5) + "!b " * (MOST_FINDINGS + 7))
    kept = [each.outcome for each in result.findings]
    assert (kept.count(Outcome.CANT_TELL), kept.count(Outcome.FAILED)) == (MOST_FINDINGS, MOST_FINDINGS)
    assert (result.cannot_tell, result.failed) == (MOST_FINDINGS + 5, MOST_FINDINGS + 7)


def test_a_failure_of_the_file_as_a_whole():
    result = failure_of(RULE, "wrong", {"word": "all"})
    assert (result.outcome, result.failed, result.failed_share) == (Outcome.FAILED, 1, 1.0)
    assert (result.findings[0].message, result.findings[0].place) == ("The word all is wrong.", WHOLE_DOCUMENT)


def test_a_message_without_its_facts_is_an_error():
    with pytest.raises(KeyError):
        message_of(RULE, Verdict(Outcome.FAILED, "wrong"))


def test_targets_that_a_survey_counts_are_not_judged_but_weigh():
    def survey(text):
        found = words(text)
        plain = [word for word in found if word.text[0] not in "?!"]
        return Survey([word for word in found if word not in plain], len(plain), 2.0 * len(plain))

    judged = []

    def judge_noting(word):
        judged.append(word.text)
        return judge(word)

    [result] = run("!a b ?c d", (Check(RULE, words, judge_noting, lambda _: 2.0, survey),))
    assert result == result_of("!a b ?c d", weigh=lambda _: 2.0)
    assert judged == ["!a", "?c"]


def test_a_survey_of_targets_that_all_pass():
    [result] = run("", (Check(RULE, words, judge, survey=lambda _: Survey((), 3, 3.0)),))
    assert (result.outcome, result.targets, result.findings) == (Outcome.PASSED, 3, ())
