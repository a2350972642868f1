"""An assessment in which a person has accepted some findings: they lower no score any more, and are counted apart."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import fsum

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from curbcut.rules.results import Finding, RuleResult
from curbcut.rules.rule import Outcome, Severity
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.item import score_item

_ENCODER = msgspec.json.Encoder()


class Accepted(Struct, frozen=True, kw_only=True):
    """What was accepted in one item.

    Attributes:
        keys: Keys of accepted findings (`finding_key`).
        whole: By rule and outcome, how many places somebody saw when they accepted all of them. It covers places beyond
            the findings that are kept, as long as there are no more than were seen.
    """

    keys: frozenset[str] = frozenset()
    whole: Mapping[tuple[str, Outcome], int] = {}


class Counted(Struct, frozen=True, kw_only=True):
    """An assessment as it counts, and what was accepted.

    Attributes:
        assessment: With its score as reports show it. Accepted findings stay where they were, so that a finding keeps its
            number; their outcome is `passed`, and nothing counts them.
        failed: Accepted places that failed, by rule.
        to_review: Accepted places that a person had to look at, by rule.
    """

    assessment: Assessment
    failed: Mapping[str, int] = {}
    to_review: Mapping[str, int] = {}


def finding_key(rule_id: str, finding: Finding, source: str = "") -> str:
    """Return a digest that stays while a finding is about the same thing, wherever in the document that has moved.

    The start tag and the excerpt tell the elements of a page apart, page, slide, cell and part the places of a file. Line,
    column and path are left out: they move when something else is edited. What has no place is told by its sentence.

    Args:
        rule_id: The rule.
        finding: One of its findings.
        source: The text that offsets of the place count in, where it is at hand: excerpts are cut at 200 characters.
    """
    place = finding.place
    tag = "" if place.start is None or place.end is None else source[place.start : place.end]
    sentence = "" if tag or place.excerpt else finding.message
    where = (place.page_number, place.rectangle, place.slide_number, place.sheet, place.cell, place.part)
    what = (rule_id, finding.outcome, finding.reason, tag, place.excerpt, sentence, where)
    return sha256(_ENCODER.encode(what)).hexdigest()


def count(assessment: Assessment, accepted: Accepted, source: str = "") -> Counted:
    """Take accepted findings out of an assessment and score it anew.

    Accepting more never lowers the score, and with nothing accepted the assessment is returned as it is. What could not be
    checked stays as it is: nobody knows what there is to accept.

    Args:
        assessment: What the rules said.
        accepted: What a person decided.
        source: See `finding_key`.
    """
    if assessment.status != "checked" or not accepted.keys:
        return Counted(assessment=assessment)
    pairs = [(result, _without(result, accepted, source)) for result in assessment.results]
    failed = {was.rule_id: was.failed - now.failed for was, now in pairs if was.failed > now.failed}
    to_review = {
        was.rule_id: was.cannot_tell - now.cannot_tell for was, now in pairs if was.cannot_tell > now.cannot_tell
    }
    if not failed and not to_review:
        return Counted(assessment=assessment)
    results = tuple(now for _, now in pairs)
    # Every failed rule but advice has a part, so the severities are those of the version that made the assessment.
    severities = {part.rule_id: part.severity for part in assessment.parts}
    scored = score_item(results, lambda rule_id: severities.get(rule_id, Severity.ADVICE))
    counted = replace(assessment, results=results, score=scored.score, parts=scored.parts)
    return Counted(assessment=counted, failed=failed, to_review=to_review)


def _without(result: RuleResult, accepted: Accepted, source: str) -> RuleResult:
    if not result.findings:
        return result
    taken = [each for each in result.findings if finding_key(result.rule_id, each, source) in accepted.keys]
    if not taken:
        return result
    failed = result.failed - _accepted(result, taken, accepted, Outcome.FAILED)
    cannot_tell = result.cannot_tell - _accepted(result, taken, accepted, Outcome.CANT_TELL)
    outcome = Outcome.FAILED if failed else Outcome.CANT_TELL if cannot_tell else Outcome.PASSED
    gone = set(map(id, taken))
    return replace(
        result,
        outcome=outcome,
        failed=failed,
        cannot_tell=cannot_tell,
        failed_share=result.failed_share * _open_part(result, taken) if failed else 0.0,
        findings=tuple(replace(each, outcome=Outcome.PASSED) if id(each) in gone else each for each in result.findings),
    )


def _accepted(result: RuleResult, taken: list[Finding], accepted: Accepted, outcome: Outcome) -> int:
    here = sum(each.outcome is outcome for each in taken)
    kept = sum(each.outcome is outcome for each in result.findings)
    places = result.failed if outcome is Outcome.FAILED else result.cannot_tell
    is_whole = here == kept and places <= accepted.whole.get((result.rule_id, outcome), 0)
    return places if is_whole else here


def _open_part(result: RuleResult, taken: list[Finding]) -> float:
    """Return how much of the failed weight is still open; places beyond the kept findings weigh as those do on average."""
    kept = [each for each in result.findings if each.outcome is Outcome.FAILED]
    gone = [each for each in taken if each.outcome is Outcome.FAILED]
    whole, part = _weight_of(kept), _weight_of(gone)
    if whole <= 0:
        whole, part = float(len(kept)), float(len(gone))
    return max(0.0, 1.0 - part / whole * len(kept) / result.failed) if kept else 1.0


def _weight_of(findings: Iterable[Finding]) -> float:
    return fsum(each.weight for each in findings)
