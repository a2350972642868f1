"""Do we agree with the published examples of W3C's ACT rules? The table of counts is `docs/reference/act-conformance.md`.

A rule answers `failed` on its failed examples and on no other one; "cannot tell" is never an answer that counts as
`failed`. Run this file as a script to write the table anew.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from curbcut.documents.context import Context
from curbcut.documents.html import HtmlDocument
from curbcut.rules.html import HTML
from curbcut.rules.rule import Outcome
from curbcut.rules.runner import run

ROOT = Path(__file__).parents[2]
CASES = ROOT / ".." / "shared" / "act" / "cases.jsonl"
TABLE = ROOT / "docs" / "reference" / "act-conformance.md"
DECIDABLE = {"fragment", "aria", "file"}
LOWEST_F1 = 0.97
MOST_FALSE_ALARMS = 1

needs_cases = pytest.mark.skipif(not CASES.is_file(), reason="the published examples are not beside the repository")


def answers():
    """Yield each example with what the rules say of the ACT rule it belongs to."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        document = HtmlDocument.read(example["html"].encode(), Context(name="example.html"))
        outcomes = defaultdict(list)
        for check, result in zip(HTML.checks, run(document, HTML.checks), strict=True):
            for act_rule in check.rule.act_rules:
                outcomes[act_rule].append(result.outcome)
        yield example, outcomes[example["rule"]]


def classify(expected, outcomes):
    """Name the relation of an expected outcome and ours."""
    failed = Outcome.FAILED in outcomes
    if expected == "failed":
        return "found" if failed else "cannot tell" if Outcome.CANT_TELL in outcomes else "missed"
    return "false alarm" if failed else "cannot tell" if Outcome.CANT_TELL in outcomes else "silent"


def count():
    """Count the relations, by ACT rule."""
    counts = defaultdict(Counter)
    titles = {}
    for example, outcomes in answers():
        if example["group"] in DECIDABLE:
            key = example["rule"]
            titles[key] = example["title"]
            counts[key][classify(example["expected"], outcomes)] += 1
            counts[key]["expected"] += example["expected"] == "failed"
    return counts, titles


def table(counts, titles):
    """Write the counts as a page."""
    lines = [
        "# Agreement with the examples of W3C's ACT rules",
        "",
        (
            "Counts of published examples, one row a rule, written by `python -m tests.conformance.test_act`. *Agree* counts failed "
            "examples that are reported and other ones that are not; *differ* counts faults missed and false alarms; *cannot tell* "
            "counts examples that are handed to a person, of any expected outcome."
        ),
        "",
        "| ACT rule | what it asks | agree | differ | cannot tell |",
        "|---|---|---|---|---|",
    ]
    total = Counter()
    for key in sorted(counts, key=titles.__getitem__):
        row = counts[key]
        agree, differ = row["found"] + row["silent"], row["missed"] + row["false alarm"]
        total.update(agree=agree, differ=differ, unsure=row["cannot tell"])
        lines.append(f"| {key} | {titles[key]} | {agree} | {differ} | {row['cannot tell']} |")
    lines += [f"| | all | {total['agree']} | {total['differ']} | {total['unsure']} |", ""]
    return "\n".join(lines)


@needs_cases
def test_agreement_with_the_examples():
    counts, _ = count()
    total = sum(counts.values(), Counter())
    found, false_alarms, expected = total["found"], total["false alarm"], total["expected"]
    precision, recall = found / (found + false_alarms), found / expected
    f1 = 2 * precision * recall / (precision + recall)
    assert f1 >= LOWEST_F1, counts
    assert false_alarms <= MOST_FALSE_ALARMS, counts


@needs_cases
def test_the_table_says_what_is_counted():
    assert TABLE.read_text(encoding="utf-8") == table(*count()), "run python -m tests.conformance.test_act"


@needs_cases
def test_what_needs_a_person_is_never_a_false_alarm():
    wrong = [
        example["key"]
        for example, outcomes in answers()
        if example["group"] == "judge" and classify(example["expected"], outcomes) == "false alarm"
    ]
    assert wrong == []


@needs_cases
def test_every_decidable_rule_is_implemented():
    implemented = {act_rule for check in HTML.checks for act_rule in check.rule.act_rules}
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert {case["rule"] for case in cases if case["group"] in DECIDABLE} - implemented == set()


@pytest.mark.parametrize(
    ("expected", "outcomes", "relation"),
    [
        ("failed", [Outcome.FAILED], "found"),
        ("failed", [Outcome.PASSED, Outcome.FAILED], "found"),
        ("failed", [Outcome.PASSED], "missed"),
        ("failed", [], "missed"),
        ("failed", [Outcome.CANT_TELL], "cannot tell"),
        ("passed", [Outcome.FAILED], "false alarm"),
        ("inapplicable", [Outcome.CANT_TELL], "cannot tell"),
        ("passed", [Outcome.INAPPLICABLE], "silent"),
    ],
)
def test_how_answers_are_counted(expected, outcomes, relation):
    assert classify(expected, outcomes) == relation


if __name__ == "__main__":
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(table(*count()), encoding="utf-8")
    print(f"wrote {TABLE}")
