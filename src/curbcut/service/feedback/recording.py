"""Writing down what became of a change: its outcome, the item as it is now, its result and the course's numbers, at once."""

from collections import Counter

import structlog
from django.db import transaction
from django.utils import timezone

from curbcut.canvas.sameness import same_markup
from curbcut.scoring.assessment import Assessment
from curbcut.service.checking.assessing import Assessor, Said
from curbcut.service.checking.file_cache import file_cache
from curbcut.service.checking.models import RuleSet
from curbcut.service.checking.settling import Settled, settle
from curbcut.service.feedback import originals
from curbcut.service.feedback.exchange import NotWritten, Written
from curbcut.service.feedback.models import Change
from curbcut.service.library import reading
from curbcut.service.library.models import Item
from curbcut.service.library.texts import storable
from curbcut.service.library.written import save_written, take_over_written

log = structlog.get_logger(__name__)

DROPPED = "Canvas did not keep the change: it cleans what is sent to it, and the issue is still there."
RESPELLED = "Canvas changed more than asked for while it saved; look at the result."
STILL_THERE = "It was written, and the check finds the issue still."
DIFFERENT = "Canvas does not keep it exactly as it was; look at the result."
CHANGED_AFTER = "Somebody else changed it right after it was written; what stands there now was checked."


def record_written(change: Change, written: Written, assessor: Assessor, rule_set: RuleSet) -> None:
    """Check the whole item anew, and write down what became of a change that was written.

    Raises:
        CheckUnavailableError: The bounded children do not start.
    """
    found = written.found
    data = found.load()
    item = _fresh(change.item)
    take_over_written(item, found.content, fingerprint=found.fingerprint, at=written.at)
    if item.is_file:
        file_cache().put(item.institution, found.fingerprint, data)
    said = assessor.assess(item, data if item.is_file else None)
    _judge(change, written, said, data)
    change.written_at = written.at
    change.score_after = None if said.result is None else said.result.score
    with transaction.atomic():
        save_written(item)
        settle([Settled(item, said)], rule_set)
        _close(change)


def record_not_written(change: Change, outcome: NotWritten) -> None:
    """Write down that nothing was written, with what stood there instead."""
    with transaction.atomic():
        change.state, change.code, change.reason = outcome.state, outcome.code, storable(outcome.reason)
        if outcome.found is not None:
            change.found = originals.keep(change.institution, outcome.found.load())
        _close(change)
        if outcome.state == Change.State.MOVED:
            # Whoever asked goes on with the content as it is now, so it has to be here soon.
            reading.request_course(change.course)


def _judge(change: Change, written: Written, said: Said, data: bytes) -> None:
    """Say what became of it: never that it is done when the issue is still there."""
    found = written.found
    change.code = change.reason = ""  # of why it had to wait
    # What Canvas made of ours is what an undo expects to find; anything later is somebody else's.
    change.became = written.answered or found.fingerprint
    if change.became != found.fingerprint:
        change.code, change.reason = "changed-after", CHANGED_AFTER
    is_same = change.became == change.wanted or _is_same_text(change, data)
    if change.kind == Change.Kind.FIX:
        _judge_fix(change, None if said.result is None else said.result.assessment, is_same=is_same)
    elif is_same:
        change.state = Change.State.FIXED
    else:
        change.state, change.code, change.reason = Change.State.NOT_FIXED, "different", DIFFERENT


def _judge_fix(change: Change, assessment: Assessment | None, *, is_same: bool) -> None:
    if not _is_gone(change, assessment):
        change.state = Change.State.NOT_FIXED
        change.code, change.reason = ("still-there", STILL_THERE) if is_same else ("dropped", DROPPED)
    elif left := [wish for wish in change.wishes if wish.refused]:
        why = " ".join(dict.fromkeys(wish.refused for wish in left))
        change.state, change.code = Change.State.NOT_FIXED, "partly"
        change.reason = f"{len(left)} of {len(change.wishes)} could not be mended; the others are. {storable(why)}"
    else:
        change.state = Change.State.FIXED
        if not is_same and not change.code:
            change.code, change.reason = "respelled", RESPELLED


def _is_gone(change: Change, assessment: Assessment | None) -> bool:
    """Whether each rule finds as many places fewer as were mended."""
    if assessment is None or assessment.status != "checked":
        # An item that became empty has no issue left; one that cannot be checked any more may have.
        return assessment is None
    wanted = Counter(wish.rule_id for wish in change.wishes if not wish.refused)
    before = {wish.rule_id: wish.places for wish in change.wishes}
    after = {each.rule_id: each.failed + each.cannot_tell for each in assessment.results}
    return all(after.get(rule_id, 0) <= before[rule_id] - count for rule_id, count in wanted.items())


def _is_same_text(change: Change, data: bytes) -> bool:
    wanted = None if change.item.is_file else originals.text_of(change.proposal)
    return wanted is not None and same_markup(wanted, data.decode())


def _fresh(item: Item) -> Item:
    items = Item.objects.of(item.institution).select_related("course", "institution")
    fresh: Item = items.get(pk=item.pk)
    return fresh


def _close(change: Change) -> None:
    change.finished_at, change.due_at, change.claim = timezone.now(), None, None
    change.save()
    # What it says of people and content stays in the row.
    log.info("change", client_id=change.institution_id, change=change.pk, kind=change.kind, state=change.state)
