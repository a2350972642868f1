"""What was accepted in an item, as its page shows it."""

from dataclasses import dataclass

from curbcut.rules.catalogue import rules_by_id
from curbcut.service.checking import acceptances
from curbcut.service.checking.models import Acceptance
from curbcut.service.feedback.assessments import full_assessment_of
from curbcut.service.library.models import Item


@dataclass(frozen=True, slots=True)
class Decision:
    """An accepted issue.

    Attributes:
        acceptance: Who, why, until when.
        title: What the rule is called.
        messages: What the findings say that it covers now; empty when they are gone.
    """

    acceptance: Acceptance
    title: str
    messages: tuple[str, ...]

    @property
    def origin(self) -> str:
        """The course that it was carried over from; empty when it was decided here."""
        carried_from = self.acceptance.carried_from
        return "" if carried_from is None else carried_from.course.name


def decisions_on(item: Item) -> list[Decision]:
    """Return what was accepted in an item and holds, the oldest first."""
    found = acceptances.holding(item.institution, [item]).get(item.pk, [])
    if not found:
        return []
    rules = rules_by_id()
    findings = [
        (acceptances.covering(item, result.rule_id, finding, found), finding.message)
        for result in full_assessment_of(item).results
        for finding in result.findings
    ]
    return [
        Decision(
            one,
            rules[one.rule_id].title if one.rule_id in rules else one.rule_id,
            tuple(dict.fromkeys(message for decision, message in findings if decision is one)),
        )
        for one in found
    ]
