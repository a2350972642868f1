"""The loop that lists what waits: an institution's courses, then the content of each course, a slice of time at a job."""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone

from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import CanvasError, CanvasThrottledError, GrantLostError
from curbcut.service.connection.models import Connection
from curbcut.service.connection.tokens import NotConnectedError, canvas_of
from curbcut.service.library.claims import canvas_slot, claim, only_one, take
from curbcut.service.library.models import Course
from curbcut.service.library.sync_course import sync_course
from curbcut.service.library.sync_institution import note_problem, sync_institution, want_sync
from curbcut.service.queue import nudge
from curbcut.service.tenancy.models import Institution

if TYPE_CHECKING:
    from django.db.models import QuerySet

SLICE_SECONDS = 10.0
"""Time of one job; then it goes to the end of the queue, so that a big institution cannot starve the others."""

SLOTS = 2
"""Courses of one institution that are listed at the same time; a third request in flight is left for its files."""

RETRY = timedelta(minutes=2)
_STOPPING = {
    "grant-lost", "token-refused", "not-connected", "certificate", "private-address", "not-https", "not-a-canvas",
}  # fmt: skip
"""Problems of a connection with which asking Canvas is in vain until a person did something."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Slice:
    """What became of one job's time.

    Attributes:
        done: Courses that were listed, or could not be.
        is_more: Whether more is waiting that can be done now.
    """

    done: int = 0
    is_more: bool = False


def can_ask(institution: Institution) -> bool:
    """Whether Canvas can be asked at all, by what is known of the connection."""
    connection = Connection.objects.of(institution).first()
    if connection is None or not connection.is_usable:
        return False
    return connection.state != Connection.State.NEEDS_ATTENTION or connection.attention_code not in _STOPPING


def request_sync(institution: Institution) -> None:
    """Have an institution listed and checked anew, all of it."""
    want_sync(institution)
    nudge("library.sync-institution", once=f"sync-institution/{institution.pk}", client_id=institution.pk)


def request_course(course: Course) -> None:
    """Have one course listed and checked anew, before others."""
    Course.objects.of(course.institution).filter(pk=course.pk).update(wanted_at=timezone.now(), is_urgent=True)
    nudge_reading(course.institution)


def nudge_reading(institution: Institution) -> None:
    """Ask for the jobs that list courses."""
    for slot in range(SLOTS):
        nudge("library.read-courses", once=f"read-courses/{institution.pk}/{slot}", client_id=institution.pk, slot=slot)


def read_institution(institution: Institution) -> None:
    """List an institution's courses, unless another job does it at this moment; then have them read."""
    with only_one(f"sync-institution/{institution.pk}") as is_ours:
        if not is_ours or not can_ask(institution):
            return
        try:
            with canvas_of(institution) as canvas, canvas_slot(institution):
                sync_institution(institution, canvas)
        except NotConnectedError as error:
            note_problem(institution, str(error), again=False)
            return
        except CanvasError as error:
            note_problem(institution, str(error), again=error.retryable)
            if isinstance(error, GrantLostError):
                check_connection(institution)
            return
    nudge_reading(institution)


def read_courses(institution: Institution, *, slot: int, seconds: float = SLICE_SECONDS) -> Slice:
    """List waiting courses for a slice of time.

    Args:
        institution: Whose.
        slot: Which of the few jobs of this institution this is; a second of the same returns at once.
        seconds: The slice.
    """
    if not can_ask(institution):
        return Slice()
    deadline = time.monotonic() + seconds
    done = 0
    with only_one(f"read-courses/{institution.pk}/{slot}") as is_ours:
        if not is_ours:
            return Slice()
        try:
            with canvas_of(institution) as canvas, claim() as number:
                while not done or time.monotonic() < deadline:
                    courses = take(waiting_courses(institution), number, limit=1)
                    if not courses:
                        return Slice(done)
                    with canvas_slot(institution):
                        can_go_on = _read(courses[0], canvas)
                    done += 1
                    if not can_go_on:
                        return Slice(done)
        except NotConnectedError:
            return Slice(done)
    return Slice(done, is_more=waiting_courses(institution).exists())


def waiting_courses(institution: Institution) -> "QuerySet[Course]":
    """Return the courses whose content waits to be listed, the first first."""
    waiting = Course.objects.of(institution).filter(wanted_at__lte=timezone.now(), gone_at__isnull=True)
    return waiting.order_by("-is_urgent", "wanted_at", "pk")


def check_connection(institution: Institution) -> None:
    """Have the connection looked at: it is what tells an administrator what to do."""
    nudge("connection.check", once=f"check-connection/{institution.pk}", client_id=institution.pk)


def _read(course: Course, canvas: Canvas) -> bool:
    """List one course; say whether the next one can be tried now."""
    try:
        sync_course(course, canvas)
    except GrantLostError as error:
        _put_off(course, str(error), RETRY)
        check_connection(course.institution)
        return False
    except CanvasThrottledError as error:
        _put_off(course, "", timedelta(seconds=error.wait_seconds))
        return False
    except CanvasError as error:
        if error.retryable:
            _put_off(course, str(error), RETRY)
            return False
        _give_up(course, str(error))
    except Exception as error:
        log.exception("course-sync-error", client_id=course.institution_id, course=course.canvas_id)
        _give_up(course, f"An error of ours stopped the reading ({type(error).__name__}).")
    return True


def _put_off(course: Course, problem: str, wait: timedelta) -> None:
    Course.objects.of(course.institution).filter(pk=course.pk).update(
        wanted_at=timezone.now() + wait, sync_problem=problem, claim=None
    )


def _give_up(course: Course, problem: str) -> None:
    """Leave it to the next night, or to whoever asks for it."""
    Course.objects.of(course.institution).filter(pk=course.pk).update(
        sync_state=Course.SyncState.FAILED, sync_problem=problem, wanted_at=None, is_urgent=False, claim=None
    )
