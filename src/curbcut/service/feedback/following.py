"""A change that waited behind another of ours: its finding is looked for in what that one made."""

import msgspec

from curbcut.rules.results import Finding
from curbcut.service.checking.models import Result
from curbcut.service.feedback.models import Change, Wish
from curbcut.service.feedback.offers import result_of


def followed(change: Change) -> None:
    """Move a change on to the content that earlier changes of ours have made, when nobody else had a hand in it.

    Where a finding cannot be told for certain any more, the change stays where it was, and is a conflict.
    """
    item = change.item
    if item.fingerprint == change.made_from or not _leads_to(change, item.fingerprint):
        return
    result = result_of(item)
    wishes = () if result is None else tuple(_moved(wish, result) for wish in change.wishes)
    known = tuple(wish for wish in wishes if wish is not None)
    if known and len(known) == len(wishes):
        change.document, change.made_from = msgspec.json.encode(known), item.fingerprint


def _leads_to(change: Change, fingerprint: str) -> bool:
    """Whether our own writes alone lead from what a change was made from to some content."""
    at = change.made_from
    written = Change.objects.of(change.institution).filter(item=change.item, written_at__isnull=False)
    for made_from, became in written.order_by("written_at", "pk").values_list("made_from", "became"):
        if made_from == at:
            at = became
    return at == fingerprint


def _moved(wish: Wish, result: Result) -> Wish | None:
    of_rule = next((each for each in result.assessment.results if each.rule_id == wish.rule_id), None)
    if of_rule is None:
        return None
    same = [each for each in of_rule.findings if _known_by(each) == _known_by(wish.finding)]
    if len(same) != 1:
        return None
    return Wish(
        rule_id=wish.rule_id,
        finding=same[0],
        fix_id=wish.fix_id,
        answer=wish.answer,
        places=of_rule.failed + of_rule.cannot_tell,
    )


def _known_by(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    where = (place.page_number, place.rectangle, place.slide_number, place.sheet, place.cell, place.part)
    return finding.reason, finding.message, place.excerpt, place.selector, where
