"""Mends the first finding of a small source and checks it again.

assert mend("title-frame", '<iframe src="/a"></iframe>', "A map") == '<iframe src="/a" title="A map"></iframe>'
"""

import pytest

from curbcut.documents.context import Context
from curbcut.fixes.catalogue import fixes_by_id, read_original, rules_mended_by
from curbcut.fixes.fix import Change, FixRefusedError, Original
from curbcut.rules.catalogue import format_of
from curbcut.rules.runner import run


def findings_of(original, kind="html", rule_ids=None):
    """Return rule ids and findings, of the rules given or of all."""
    checks = [check for check in format_of(kind).checks if rule_ids is None or check.rule.id in rule_ids]
    results = run(original.document, checks)
    return [(result.rule_id, finding) for result in results for finding in result.findings]


def original_of(source, *, kind="html", origin="editor", **context) -> Original:
    data = source.encode() if isinstance(source, str) else source
    name = "page.html" if kind == "html" else f"file.{kind}"
    if kind == "html" and isinstance(source, str):
        context.setdefault("encoding", "utf-8")
    return read_original(kind, data, Context(name=name, origin=origin, **context))


def to_mend(fix_id, original, kind="html", rule_id=None, nth=0):
    """Return the nth finding that a fix mends."""
    rule_ids = {rule_id} if rule_id else {rule.id for rule in rules_mended_by(fixes_by_id()[fix_id])}
    return findings_of(original, kind, rule_ids)[nth][1]


def change_of(fix_id, source, answer=None, *, kind="html", rule_id=None, nth=0, origin="editor", **context) -> Change:
    """Mend one finding; without an answer with what is proposed."""
    original = original_of(source, kind=kind, origin=origin, **context)
    finding = to_mend(fix_id, original, kind, rule_id, nth)
    fix = fixes_by_id()[fix_id]
    return fix.prepare(original, finding, (fix.propose(original, finding) or "") if answer is None else answer)


def mend(fix_id, source, answer=None, *, rule_id=None, nth=0, origin="editor", **context) -> str:
    """Return the mended source, after making sure that fewer findings are left and none is of a new kind."""
    change = change_of(fix_id, source, answer, rule_id=rule_id, nth=nth, origin=origin, **context)
    before = [rule for rule, _ in findings_of(original_of(source, origin=origin, **context))]
    after = [rule for rule, _ in findings_of(original_of(change.data.decode(), origin=origin, **context))]
    assert len(after) < len(before)
    assert [rule for rule in set(after) if after.count(rule) > before.count(rule)] == []
    return change.data.decode()


def refusal_of(fix_id, source, answer=None, **options) -> str:
    """Return why a fix is refused."""
    with pytest.raises(FixRefusedError) as refused:
        change_of(fix_id, source, answer, **options)
    assert str(refused.value)
    return refused.value.reason
