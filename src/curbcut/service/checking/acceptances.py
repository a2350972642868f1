"""Accepting an issue: a person decides that it stays, with a reason; it lowers no score then, and is counted apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from curbcut.errors import CurbcutError
from curbcut.rules.catalogue import rules_by_id
from curbcut.rules.results import Finding, RuleResult
from curbcut.rules.rule import Outcome, Severity
from curbcut.scoring.accepting import Accepted, Counted, count, finding_key
from curbcut.scoring.assessment import Assessment
from curbcut.service.checking import summaries
from curbcut.service.checking.models import Acceptance, Standing
from curbcut.service.library.models import Item
from curbcut.service.library.texts import storable
from curbcut.service.people.events import record
from curbcut.service.people.models import Event
from curbcut.service.tenancy.models import Institution, Person


class AcceptanceError(CurbcutError):
    """There is nothing like that to accept; the text is for the person at the form."""

    code = "acceptance-refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A person's reason.

    Attributes:
        reason: From the list.
        note: In their own words.
        until: From when on it holds no longer.
    """

    reason: str
    note: str = ""
    until: datetime | None = None

    @property
    def sentence(self) -> str:
        """The reason and the note as people read them."""
        label = Acceptance.Reason(self.reason).label
        note = self.note.strip()
        return note if note and self.reason == Acceptance.Reason.OTHER else f"{label}. {note}".strip()


@transaction.atomic
def accept(
    *, item: Item, person: Person, rule_id: str, outcome: str, number: int | None, result_id: int, why: Why
) -> Acceptance:
    """Accept one finding of a rule, or all that it has in an item.

    Args:
        item: Where.
        person: Who decides.
        rule_id: The rule.
        outcome: `failed` or `cantTell`: one rule can have both in one item.
        number: The finding among all that the rule keeps, from 1; `None` for all of the outcome. An element that stands in
            the item several times, character for character, is accepted wherever it stands.
        result_id: The result that the person saw.
        why: The reason.

    Raises:
        AcceptanceError: The item was checked anew since, or has no such finding.
    """
    standing = Standing.objects.of(item.institution).select_for_update().filter(item=item).first()
    if standing is None or standing.state != Standing.State.CHECKED or standing.result_id != result_id:
        raise AcceptanceError("The item was checked anew since you opened the page. Please look at it again.")
    found = next((each for each in standing.result.assessment.results if each.rule_id == rule_id), None)
    findings = _chosen(found, Outcome(outcome), number)
    if found is None or not findings:
        raise AcceptanceError("The item has no such issue any more. Please look at it again.")
    keys = {finding_key(rule_id, each, _source_of(item)) for each in findings}
    acceptance: Acceptance = Acceptance.objects.of(item.institution).create(
        institution=item.institution,
        item=item,
        course=item.course,
        rule_id=rule_id,
        outcome=outcome,
        keys=sorted(keys),
        places=_places(found, Outcome(outcome)) if number is None else len(findings),
        is_whole_rule=number is None,
        person=person,
        person_name=person.name,
        reason=why.reason,
        note=storable(why.note.strip(), 1000),
        until=why.until,
    )
    recount(item.institution, [item])
    summaries.refresh(item.course)
    record_acceptance(acceptance, person, why.sentence)
    return acceptance


@transaction.atomic
def take_back(acceptance: Acceptance, *, person: Person | None) -> None:
    """Open an accepted issue again; without a person because its time is over."""
    holding = Acceptance.objects.of(acceptance.institution).filter(pk=acceptance.pk, ended_at__isnull=True)
    if not holding.update(ended_at=timezone.now()):
        return
    recount(acceptance.institution, [acceptance.item])
    summaries.refresh(acceptance.course)
    note = "" if person is not None else "Its time was over."
    _record(Event.Action.ISSUE_REOPENED, acceptance, person, note)


def holding(institution: Institution, items: Iterable[Item]) -> dict[int, list[Acceptance]]:
    """Return what was accepted of issues and still holds, by item."""
    found: defaultdict[int, list[Acceptance]] = defaultdict(list)
    rows = Acceptance.objects.of(institution).filter(item__in=list(items), ended_at__isnull=True)
    for each in rows.exclude(rule_id="").select_related("carried_from__course"):
        found[each.item_id].append(each)
    return found


def counted(item: Item, assessment: Assessment, acceptances: Iterable[Acceptance]) -> Counted:
    """Return an item's assessment as it counts."""
    acceptances = list(acceptances)
    return count(assessment, _accepted(acceptances), _source_of(item) if acceptances else "")


def covering(item: Item, rule_id: str, finding: Finding, acceptances: Iterable[Acceptance]) -> Acceptance | None:
    """Return the decision that covers a finding of an item, if any."""
    key = finding_key(rule_id, finding, _source_of(item))
    return next((each for each in acceptances if each.rule_id == rule_id and key in each.keys), None)


def recount(institution: Institution, items: Iterable[Item]) -> None:
    """Write how the results of some items count, after a result or a decision has changed."""
    items = list(items)
    found = holding(institution, items)
    standings = Standing.objects.of(institution).filter(item__in=items)
    for standing in standings.filter(item__in=list(found)).select_related("item", "result"):
        standing.accepted = _numbers(standing, found[standing.item_id])
        standing.save(update_fields=["accepted"])
    standings.exclude(item__in=list(found)).exclude(accepted={}).update(accepted={})


def keys_by_finding(item: Item, result: RuleResult) -> list[str]:
    """Return the keys of a rule's findings in an item, in their order."""
    return [finding_key(result.rule_id, each, _source_of(item)) for each in result.findings]


def _numbers(standing: Standing, acceptances: list[Acceptance]) -> dict[str, Any]:
    if standing.state != Standing.State.CHECKED or standing.result is None:
        return {}
    assessment = standing.result.assessment
    now = counted(standing.item, assessment, acceptances)
    if now.assessment is assessment:
        return {}
    severities = {part.rule_id: part.severity for part in assessment.parts}
    by_severity: Counter[str] = Counter()
    for rule_id, places in now.failed.items():
        by_severity[severities.get(rule_id, Severity.ADVICE)] += places
    return {
        "score": now.assessment.score,
        "failed": dict(now.failed),
        "to_review": sum(now.to_review.values()),
        "gains": now.assessment.gains,
        **{severity.value: by_severity[severity] for severity in Severity},
    }


def _accepted(acceptances: list[Acceptance]) -> Accepted:
    return Accepted(
        keys=frozenset(key for each in acceptances for key in each.keys),
        whole={(each.rule_id, Outcome(each.outcome)): each.places for each in acceptances if each.is_whole_rule},
    )


def _chosen(result: RuleResult | None, outcome: Outcome, number: int | None) -> list[Finding]:
    findings = () if result is None else result.findings
    if number is not None:
        findings = findings[number - 1 : number] if number >= 1 else ()
    return [each for each in findings if each.outcome is outcome]


def _places(result: RuleResult, outcome: Outcome) -> int:
    return result.failed if outcome is Outcome.FAILED else result.cannot_tell


def _source_of(item: Item) -> str:
    return "" if item.is_file else item.body


def record_acceptance(acceptance: Acceptance, person: Person | None, note: str) -> None:
    """Add the line of an acceptance to the audit log; without a person it was carried over."""
    _record(Event.Action.ISSUE_ACCEPTED, acceptance, person, note)


def _record(action: Event.Action, acceptance: Acceptance, person: Person | None, note: str) -> None:
    rule = rules_by_id().get(acceptance.rule_id)
    title = acceptance.rule_id if rule is None else rule.title
    record(
        action,
        institution=acceptance.institution,
        person=person,
        subject=f"{title} ({acceptance.places}) in {acceptance.item.title}",
        note=note,
        course=acceptance.course,
        item=acceptance.item,
    )
