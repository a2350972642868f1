"""Which fixes there are, asked only when a person asks: a process that only reads and checks loads no reader for them."""

from typing import TYPE_CHECKING, cast

from curbcut.fixes.fix import Fix
from curbcut.rules.catalogue import rules_by_id

if TYPE_CHECKING:
    from curbcut.documents.kinds import Kind


def fix_named(fix_id: str) -> Fix | None:
    """Return a fix by its permanent name."""
    from curbcut.fixes.catalogue import fixes_by_id  # noqa: PLC0415 - see the module

    return fixes_by_id().get(fix_id)


def fixes_for_rule(rule_id: str, kind: str) -> tuple[Fix, ...]:
    """Return the fixes that mend a rule's findings in a kind of file, in the order in which the rule names them."""
    from curbcut.fixes.catalogue import fixes_of  # noqa: PLC0415 - see the module

    rule = rules_by_id().get(rule_id)
    return () if rule is None else fixes_of(rule, cast("Kind", kind))


def rules_mended(fix_id: str) -> frozenset[str]:
    """Return the ids of the rules whose findings a fix mends."""
    return frozenset(rule.id for rule in rules_by_id().values() if fix_id in rule.fixes)
