"""The loop that checks what is due: a slice of time at a job, results written together with the numbers they change."""

import time
from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

import structlog
from django.utils import timezone

from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import CanvasError, CanvasThrottledError, DownloadScopeMissingError, GrantLostError
from curbcut.service.checking import surroundings
from curbcut.service.checking.assessing import Assessor, CheckUnavailableError, Said
from curbcut.service.checking.due import due_items
from curbcut.service.checking.models import RuleSet
from curbcut.service.checking.rule_sets import current_rule_set
from curbcut.service.checking.settling import Settled, settle
from curbcut.service.connection.tokens import NotConnectedError, canvas_of
from curbcut.service.library.claims import claim, only_one, take
from curbcut.service.library.models import Item
from curbcut.service.library.reading import can_ask, check_connection
from curbcut.service.tenancy.models import Institution

SLICE_SECONDS = 10.0
BATCH = 20
"""Items that a job claims at a time."""

FLUSH_SECONDS = 1.0
MOST_ATTEMPTS = 5
FIRST_RETRY = timedelta(minutes=1)
LATER = timedelta(hours=1)

log = structlog.get_logger(__name__)


class _PauseError(Exception):
    """Nothing more can be fetched from this Canvas in this job."""


def check_items(institution: Institution, *, slot: int, seconds: float = SLICE_SECONDS) -> bool:
    """Check what is due for a slice of time.

    Args:
        institution: Whose.
        slot: Which of this institution's jobs this is; a second of the same returns at once.
        seconds: The slice.

    Returns:
        Whether more is due now.
    """
    deadline = time.monotonic() + seconds
    with only_one(f"check-items/{institution.pk}/{slot}") as is_ours:
        if not is_ours:
            return False
        try:
            with canvas_of(institution) as canvas, claim() as number:
                return _check_until(deadline, institution, canvas, number)
        except NotConnectedError:
            return False


def _check_until(deadline: float, institution: Institution, canvas: Canvas, number: int) -> bool:
    rule_set = current_rule_set()
    assessor = Assessor(rule_set, canvas)
    if not can_ask(institution):
        assessor.refusal = GrantLostError("Canvas cannot be asked until an administrator has looked at the connection.")
    is_first = True
    while is_first or time.monotonic() < deadline:
        is_first = False
        items = take(due_items(institution).select_related("course", "institution"), number, limit=BATCH)
        if not items:
            return False
        try:
            _check_batch(items, assessor, rule_set, deadline)
        except _PauseError:
            break
        finally:
            # What was claimed and not reached is anybody's again.
            Item.objects.of(institution).filter(claim=number).update(claim=None)
    return due_items(institution).exists()


def _check_batch(items: Iterable[Item], assessor: Assessor, rule_set: RuleSet, deadline: float) -> None:
    for _, group in groupby(items, key=lambda item: item.course_id):
        of_course = list(group)
        if any(surroundings.is_surrounded(item) for item in of_course):
            # Whoever settled the last text may not have come to this yet; without it these would be checked twice.
            surroundings.refresh(of_course[0].course)
        settled: list[Settled] = []
        flushed_at = time.monotonic()
        try:
            for item in of_course:
                surroundings.look_again(item)
                said = _say(item, assessor)
                if said is not None:
                    settled.append(Settled(item, said))
                if time.monotonic() - flushed_at > FLUSH_SECONDS:
                    settle(settled, rule_set)
                    settled, flushed_at = [], time.monotonic()
                if time.monotonic() > deadline:
                    return
        finally:
            settle(settled, rule_set)


def _say(item: Item, assessor: Assessor) -> Said | None:
    """Assess an item; `None` when it has to wait.

    Raises:
        _PauseError: Everything else that has to be fetched has to wait as well.
    """
    try:
        return assessor.assess(item)
    except GrantLostError as error:
        _put_off(item, LATER)
        _stop_fetching(item, assessor, error)
    except DownloadScopeMissingError as error:
        _stop_fetching(item, assessor, error)
        return Said(code=error.code, reason=str(error))
    except CanvasThrottledError as error:
        _put_off(item, timedelta(seconds=error.wait_seconds))
        raise _PauseError from error
    except CanvasError as error:
        if error.retryable and item.attempts < MOST_ATTEMPTS:
            _put_off(item, FIRST_RETRY * 2**item.attempts)
            return None
        return Said(code=error.code, reason=str(error))
    except CheckUnavailableError as error:
        _put_off(item, FIRST_RETRY)
        raise _PauseError from error
    except Exception as error:
        log.exception("check-error", client_id=item.institution_id, item=item.pk)
        return Said(code="check-error", reason=f"An error of ours stopped the check ({type(error).__name__}).")
    return None


def _stop_fetching(item: Item, assessor: Assessor, error: CanvasError) -> None:
    """Ask for no other file in this job; texts go on."""
    if assessor.refusal is None:
        check_connection(item.institution)
    assessor.refusal = error


def _put_off(item: Item, wait: timedelta) -> None:
    Item.objects.of(item.institution).filter(pk=item.pk, due_at=item.due_at).update(
        due_at=timezone.now() + wait, attempts=item.attempts + 1, claim=None
    )
