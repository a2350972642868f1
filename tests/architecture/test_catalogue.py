"""Every rule is whole: id, words, criterion, guidance, and its place in the catalogue."""

import ast
import re
import string
from pathlib import Path

import pytest

from curbcut.documents import kinds
from curbcut.fixes.catalogue import ADVICE, known_ids, rules_mended_by
from curbcut.fixes.catalogue import FIXES as MENDING
from curbcut.guidance import MissingGuidanceError, guidance_of
from curbcut.rules.catalogue import KINDS, format_of, formats, rules_by_id
from curbcut.rules.rule import Rule, Severity
from curbcut.standards import wcag

ROOT = Path(__file__).parents[2]
RULES = [rule for format_ in formats() for rule in format_.rules]
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
ACT_ID = re.compile(r"[a-z0-9]{6}")

FIXES = known_ids()

each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


def faults_of(rule: Rule) -> list[str]:
    """Say everything that is wrong with a rule as such."""
    faults = []
    if not KEBAB.fullmatch(rule.id):
        faults.append("the id is not kebab-case")
    if rule.requirement is not None and rule.requirement not in wcag.ALL:
        faults.append("the criterion is not in standards/wcag.py")
    if not rule.title.strip() or rule.title.endswith("."):
        faults.append("the title is empty or a sentence")
    if rule.severity is not Severity.ADVICE and not rule.messages:
        faults.append("there is no message")
    faults += [f"{act_rule} is no ACT rule" for act_rule in rule.act_rules if not ACT_ID.fullmatch(act_rule)]
    faults += [f"the fix {fix} is not known" for fix in rule.fixes if fix not in FIXES]
    for reason, message in rule.messages.items():
        faults += [f"{reason}: {fault}" for fault in faults_of_message(message, required=rule.requirement is not None)]
    return faults


def faults_of_message(message: str, *, required: bool) -> list[str]:
    """Say what is wrong with the words of a message."""
    faults = []
    words = set(re.findall(r"[a-z]+", message.lower()))
    if not required and "must" in words:
        faults.append("best practice never says must")
    if required and "should" in words:
        faults.append("a requirement never says should")
    if not message.strip() or message != message.strip():
        faults.append("the message is blank or has blanks around it")
    for _, field, specification, conversion in string.Formatter().parse(message):
        if field is not None and (not field.isidentifier() or conversion):
            faults.append(f"{{{field}}} is not the plain name of a fact")
        if specification and not re.fullmatch(r"\.\d[f%]|,?d?", specification):
            faults.append(f"{specification} is no number format")
    return faults


@each_rule
def test_a_rule_is_whole(rule):
    assert faults_of(rule) == []


@each_rule
def test_a_rule_has_guidance(rule):
    guidance_of(rule.id)


def test_no_id_is_twice_there():
    ids = [rule.id for rule in RULES]
    assert sorted(set(ids)) == sorted(ids)
    assert set(rules_by_id()) == set(ids)


def test_every_guidance_file_belongs_to_a_rule():
    files = {path.stem for path in (ROOT / "src" / "curbcut" / "guidance").rglob("*.md")}
    assert files - set(rules_by_id()) == set()


def test_every_rule_that_is_written_is_in_the_catalogue():
    written = set()
    for path in (ROOT / "src" / "curbcut" / "rules").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
                ids = [
                    word.value.value
                    for word in node.keywords
                    if word.arg == "id" and isinstance(word.value, ast.Constant)
                ]
                written.update(ids)
    assert written
    assert written - set(rules_by_id()) == set()


def test_every_reason_that_a_rule_file_gives_has_a_message():
    """Reasons stand as plain strings in `Verdict(...)`; each is a key of some rule of the same file or family."""
    for path in (ROOT / "src" / "curbcut" / "rules").rglob("*.py"):
        reasons = set(reasons_in(path))
        known = {reason for rule in RULES for reason in rule.messages}
        assert reasons - known == set(), path.name


def reasons_in(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Verdict":
            reason = node.args[1] if len(node.args) > 1 else None
            if isinstance(reason, ast.Constant):
                yield reason.value


@pytest.mark.parametrize("fix", MENDING, ids=[fix.id for fix in MENDING])
def test_every_fix_mends_a_rule_of_its_kinds(fix):
    rules = rules_mended_by(fix)
    assert rules
    for rule in rules:
        assert any(rule in format_of(kind).rules for kind in fix.kinds), rule.id


def test_every_advice_belongs_to_a_rule_and_is_no_fix():
    named = {fix for rule in RULES for fix in rule.fixes}
    assert {advice.id for advice in ADVICE} - named == set()
    assert {advice.id for advice in ADVICE} & {fix.id for fix in MENDING} == set()


def test_formats_cover_the_kinds_that_the_catalogue_names():
    known = kinds.Kind.__args__
    for kind in KINDS:
        assert kind in known
        assert kind in format_of(kind).kinds
    assert format_of("unknown") is None


def test_unreadable_rules_have_the_messages_that_are_filled_in():
    for format_ in formats():
        for rule, reason in ((format_.malformed, "malformed"), (format_.encrypted, "encrypted")):
            assert rule is None or "{why}" in rule.messages[reason]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "Not_Kebab"}, "kebab"),
        ({"requirement": wcag.SuccessCriterion("9.9.9", "Nothing", "A")}, "criterion"),
        ({"title": "A sentence."}, "title"),
        ({"messages": {}}, "no message"),
        ({"messages": {"bad": "You should fix it."}}, "should"),
        ({"requirement": None, "messages": {"bad": "You must fix it."}}, "must"),
        ({"messages": {"bad": "{rule.id}"}}, "plain name"),
        ({"messages": {"bad": " "}}, "blank"),
        ({"act_rules": ("23a2a",)}, "ACT"),
        ({"fixes": ("describe-imgae",)}, "fix"),
    ],
)
def test_each_fault_of_a_rule_is_found(change, fault):
    good = {
        "id": "text-word",
        "title": "A word is wrong",
        "requirement": wcag.NON_TEXT_CONTENT,
        "severity": Severity.MINOR,
        "messages": {"bad": "The word {word} is wrong."},
    }
    assert faults_of(Rule(**good)) == []
    assert fault in " ".join(faults_of(Rule(**(good | change))))


def test_a_rule_without_guidance_would_be_found():
    with pytest.raises(MissingGuidanceError):
        guidance_of("no-such-rule")
