"""The loop that writes what people asked for: a slice of time at a job, one change after the other."""

import time
from datetime import timedelta

import structlog
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import (
    CanvasError,
    CanvasThrottledError,
    GrantLostError,
    NotFoundError,
)
from curbcut.service.checking.assessing import Assessor, CheckUnavailableError
from curbcut.service.checking.models import RuleSet
from curbcut.service.checking.rule_sets import current_rule_set
from curbcut.service.connection.tokens import canvas_of
from curbcut.service.feedback.contents import NotReadableError, ReadBackError
from curbcut.service.feedback.exchange import NotWritten, Written, carry_out
from curbcut.service.feedback.models import OPEN, Change
from curbcut.service.feedback.originals import NotKeptError
from curbcut.service.feedback.recording import record_not_written, record_written
from curbcut.service.library.claims import claim, only_one, take
from curbcut.service.library.reading import can_ask, check_connection
from curbcut.service.tenancy.models import Institution

SLICE_SECONDS = 10.0
"""Time of one job; then it goes to the end of the queue, so that a big batch cannot starve other institutions."""

MOST_ATTEMPTS = 6
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
GONE = "It is no longer in Canvas."
_FROM_THE_CHANGE = (
    "item__course",
    "item__institution",
    "item__standing__result",
    "original",
    "proposal",
    "institution",
)

log = structlog.get_logger(__name__)


def waiting_changes(institution: Institution) -> "QuerySet[Change]":
    """Return the changes that can be written now, the first first: of each item the oldest, single ones before batches."""
    mine = Change.objects.of(institution).filter(state__in=OPEN)
    older = mine.filter(item=OuterRef("item"), pk__lt=OuterRef("pk"))
    waiting = mine.filter(~Exists(older), due_at__lte=timezone.now())
    return waiting.order_by(F("batch_id").asc(nulls_first=True), "due_at", "pk")


def write_changes(institution: Institution, *, slot: int, seconds: float = SLICE_SECONDS) -> bool:
    """Write what waits for a slice of time.

    Args:
        institution: Whose.
        slot: Which of this institution's jobs this is; a second of the same returns at once.
        seconds: The slice.

    Returns:
        Whether more can be written now.
    """
    if not can_ask(institution) or not waiting_changes(institution).exists():
        return False
    deadline = time.monotonic() + seconds
    with only_one(f"write-changes/{institution.pk}/{slot}") as is_ours:
        if not is_ours:
            return False
        try:
            with canvas_of(institution) as canvas, claim() as number:
                return _write_until(deadline, institution, canvas, number)
        except GrantLostError:
            return False


def _write_until(deadline: float, institution: Institution, canvas: Canvas, number: int) -> bool:
    rule_set = current_rule_set()
    assessor = Assessor(rule_set, canvas)
    is_first = True
    while is_first or time.monotonic() < deadline:
        is_first = False
        changes = take(waiting_changes(institution).select_related(*_FROM_THE_CHANGE), number, limit=1)
        if not changes:
            return False
        try:
            if not _write(changes[0], canvas, assessor, rule_set):
                return False
        finally:
            Change.objects.of(institution).filter(claim=number).update(claim=None)
    return waiting_changes(institution).exists()


def _write(change: Change, canvas: Canvas, assessor: Assessor, rule_set: RuleSet) -> bool:
    """Carry out one change; say whether the next one can be tried now.

    Raises:
        GrantLostError: Access has to be granted anew; whoever opened this Canvas writes that down.
    """
    try:
        outcome = carry_out(change, canvas)
        if isinstance(outcome, Written):
            record_written(change, outcome, assessor, rule_set)
        elif isinstance(outcome, NotWritten):
            record_not_written(change, outcome)
    except GrantLostError as error:
        _put_off(change, error.code, str(error), FIRST_RETRY)
        check_connection(change.institution)
        raise
    except CanvasThrottledError as error:
        _put_off(change, error.code, "Canvas asks us to wait.", timedelta(seconds=error.wait_seconds))
        return False
    except (CanvasError, NotKeptError, NotReadableError, ReadBackError, CheckUnavailableError) as error:
        return _settle_error(change, error.code, str(error), is_retryable=error.retryable)
    except Exception as error:
        log.exception("change-error", client_id=change.institution_id, change=change.pk)
        return _settle_error(change, "change-error", f"An error of ours stopped it ({type(error).__name__}).")
    return True


def _settle_error(change: Change, code: str, reason: str, *, is_retryable: bool = False) -> bool:
    """Try again later, or give up; what may have been written is never given up before somebody has looked."""
    may_be_written = change.state == Change.State.WRITING
    is_gone = code == NotFoundError.code
    if (is_retryable and change.attempts < MOST_ATTEMPTS) or (may_be_written and not is_gone):
        _put_off(change, code, reason, min(FIRST_RETRY * 2 ** min(change.attempts, 10), LONGEST_RETRY))
        return False
    record_not_written(change, NotWritten(Change.State.FAILED, code, GONE if is_gone else reason))
    return True


def _put_off(change: Change, code: str, reason: str, wait: timedelta) -> None:
    Change.objects.of(change.institution).filter(pk=change.pk).update(
        due_at=timezone.now() + wait, attempts=change.attempts + 1, code=code, reason=reason, claim=None
    )
