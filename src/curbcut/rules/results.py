"""What a rule says of a document: its outcome, and its findings."""

from msgspec import Struct

from curbcut.documents.place import Place
from curbcut.rules.rule import Outcome

MOST_FINDINGS = 200
"""Findings kept a rule, outcome and document; `RuleResult` counts all of them, so nothing is lost in silence."""


class Finding(Struct, frozen=True, omit_defaults=True):
    """One test target that failed, or that we cannot tell of.

    Attributes:
        outcome: `failed` or `cantTell`; `passed` once a person has accepted it (`scoring/accepting.py`).
        reason: Key of the rule's messages.
        message: One sentence for an instructor.
        place: Where the target is.
        weight: Its part in the failed share, in the rule's own unit; targets of most rules weigh alike.
    """

    outcome: Outcome
    reason: str
    message: str
    place: Place
    weight: float = 1.0


class RuleResult(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one rule says of one document.

    Attributes:
        rule_id: The rule.
        outcome: Failed if any target failed, else cantTell if any, else passed; inapplicable without a target.
        targets: Number of test targets.
        failed: Number of targets that failed.
        cannot_tell: Number of targets that we cannot tell of.
        failed_share: Weight of the failed targets over the weight of all, 0 to 1.
        findings: The first `MOST_FINDINGS` of either outcome, in document order.
    """

    rule_id: str
    outcome: Outcome
    targets: int = 0
    failed: int = 0
    cannot_tell: int = 0
    failed_share: float = 0.0
    findings: tuple[Finding, ...] = ()
