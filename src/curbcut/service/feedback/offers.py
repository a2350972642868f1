"""What can be done about a finding: the fixes that fit, what each asks, what could be answered, or why it cannot be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from curbcut.documents.isolation.limits import Limits
from curbcut.fixes.fix import Fix, Question
from curbcut.fixes.isolated import Mender, Part, Proposal
from curbcut.rules.results import Finding
from curbcut.service.checking.assessing import context_of
from curbcut.service.checking.file_cache import file_cache
from curbcut.service.checking.models import Result, Standing
from curbcut.service.feedback.obstacles import Obstacle, obstacle_of
from curbcut.service.feedback.repertoire import fixes_for_rule
from curbcut.service.library.models import Item
from curbcut.service.library.texts import fingerprint

_PATIENCE = Limits(cpu_seconds=10, wall_seconds=15.0, answer_bytes=128 << 20)
"""Less than a job may use: a person waits for the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A fix that a rule names for its findings.

    Attributes:
        fix_id: Permanent name of the fix.
        title: What a button says.
        question: What the person is asked.
        proposal: A good answer, where one can be computed.
        obstacle: Why it cannot be done here; `None` when it can.
    """

    fix_id: str
    title: str
    question: Question
    proposal: str | None = None
    obstacle: Obstacle | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be asked for."""
        return self.obstacle is None


@cache
def mender() -> Mender:
    """Return this process's child that proposes answers; it starts when first needed."""
    return Mender(limits=_PATIENCE)


@cache
def patient_mender() -> Mender:
    """Return the child that prepares fixes for jobs, which may take longer than a person waits for a page."""
    return Mender()


def offers_for(item: Item, rule_id: str, number: int) -> tuple[Offer, ...]:
    """Return what can be done about one finding, in the order in which its rule names the fixes.

    Args:
        item: With its `course`, `institution` and `standing__result`.
        rule_id: Whose finding.
        number: Which of the rule's findings, from 1, over all outcomes.

    Returns:
        An offer a fix; none when no fix mends this rule, or when there is no such finding any more.
    """
    return offers_for_all(item, [(rule_id, number)]).get((rule_id, number), ())


def offers_for_all(item: Item, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[Offer, ...]]:
    """Return the offers of several findings of one item at once: the document is read once for all of them."""
    result = result_of(item)
    if result is None:
        return {}
    parts: list[Part] = []
    named: list[tuple[tuple[str, int], Fix]] = []
    for rule_id, number in wanted:
        finding = finding_of(result, rule_id, number)
        for fix in fixes_for(result, rule_id) if finding is not None else ():
            parts.append(Part(rule_id, cast("Finding", finding), fix.id))
            named.append(((rule_id, number), fix))
    obstacle = obstacle_of(item)
    proposals = (Proposal(),) * len(parts) if obstacle is not None else _proposals(item, tuple(parts))
    offers: dict[tuple[str, int], tuple[Offer, ...]] = {}
    for (key, fix), proposal in zip(named, proposals, strict=True):
        offers[key] = (*offers.get(key, ()), _offer(fix, proposal, obstacle))
    return offers


def result_of(item: Item) -> Result | None:
    """Return the result that an item stands on, when it is about the content that we know of."""
    standing: Standing | None = getattr(item, "standing", None)
    result = None if standing is None else standing.result
    return result if result is not None and result.fingerprint == item.fingerprint else None


def finding_of(result: Result, rule_id: str, number: int) -> Finding | None:
    """Return a rule's finding, counted from 1 over all outcomes; `None` when there is no such finding."""
    findings = next((each.findings for each in result.assessment.results if each.rule_id == rule_id), ())
    return findings[number - 1] if 1 <= number <= len(findings) else None


def fixes_for(result: Result, rule_id: str) -> tuple[Fix, ...]:
    """Return the fixes that mend a rule's findings in this kind of content."""
    return fixes_for_rule(rule_id, result.file_kind)


def bytes_of(item: Item) -> bytes | None:
    """Return the content that was checked: a text's own, a file's where it is still kept here."""
    if not item.is_file:
        data = item.body.encode()
        return data if fingerprint(data) == item.fingerprint else None
    return file_cache().get(item.institution, item.fingerprint) if item.fingerprint else None


def _proposals(item: Item, parts: tuple[Part, ...]) -> tuple[Proposal, ...]:
    data = bytes_of(item) if parts else None
    if data is None:
        # The worker fetches the file anew; only what could be proposed is not known before.
        return (Proposal(),) * len(parts)
    return mender().propose(data, context_of(item), parts)


def _offer(fix: Fix, proposal: Proposal, obstacle: Obstacle | None) -> Offer:
    if obstacle is None and proposal.refused is not None:
        obstacle = Obstacle(code=proposal.refused.reason, text=proposal.refused.text)
    return Offer(fix_id=fix.id, title=fix.title, question=fix.asks, proposal=proposal.answer, obstacle=obstacle)
