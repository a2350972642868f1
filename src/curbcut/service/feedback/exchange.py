"""One change on its way: prepare, read again, compare, keep, write, read back. What came of it is a value."""

from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import CanvasError, GrantLostError, LockedByBlueprintError
from curbcut.canvas.sameness import same_markup
from curbcut.fixes.isolated import Part, Refused
from curbcut.service.checking.assessing import context_of
from curbcut.service.feedback import originals
from curbcut.service.feedback.contents import Contents, Found
from curbcut.service.feedback.following import followed
from curbcut.service.feedback.models import Change, Original
from curbcut.service.feedback.obstacles import LOCKED, locked, obstacle_of
from curbcut.service.feedback.offers import bytes_of, patient_mender
from curbcut.service.library.claims import canvas_slot
from curbcut.service.library.texts import storable

CHANGED = "The content was changed in Canvas after it was checked, so nothing was written. Look at both versions."
UNKNOWN = (
    "Our writing was interrupted, and now there is something else than before and than what we wrote. "
    "Look at the versions: nothing more was written."
)


@dataclass(frozen=True, slots=True)
class Written:
    """Canvas took it.

    Attributes:
        found: What stands there now.
        answered: sha256 of what Canvas said it made of it; `None` where it did not say, or where nobody heard it.
        at: When.
    """

    found: Found
    answered: str | None = None
    at: datetime = field(default_factory=timezone.now)


@dataclass(frozen=True, slots=True)
class NotWritten:
    """Nothing was written, for good.

    Attributes:
        state: Final state of the change.
        code: Why, for programs.
        reason: Why, for people.
        found: What stood there instead, for a conflict.
    """

    state: Change.State
    code: str
    reason: str
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Somebody stopped it before it began; that is written down already."""


Outcome = Written | NotWritten | Withdrawn


def carry_out(change: Change, canvas: Canvas) -> Outcome:
    """Write a change to Canvas, or find out that this was done already, or say why not.

    Args:
        change: Open, claimed by this job, with `item__course`, `item__institution`, `original` and `proposal`.
        canvas: Where to.

    Raises:
        CanvasError: Canvas cannot be asked, does not show it, or did not answer.
        NotKeptError: What stands there cannot be kept.
        NotReadableError: What stands there cannot be read.
        ReadBackError: It was written, and what it became is not known.
    """
    if change.state == Change.State.WRITING:
        return _go_on(change, canvas)
    return _prepare(change) or _begin(change, canvas)


def _prepare(change: Change) -> NotWritten | None:
    """Make what is to be written, from the content that the person saw; it asks Canvas nothing."""
    obstacle = obstacle_of(change.item)
    if obstacle is not None and obstacle.code != "not-connected":
        state = Change.State.LOCKED if obstacle.code == LOCKED else Change.State.REFUSED
        return NotWritten(state, obstacle.code, obstacle.text)
    if change.kind != Change.Kind.FIX:
        return None if change.proposal is not None else _not_kept()
    followed(change)
    data = bytes_of(change.item) if change.item.fingerprint == change.made_from else None
    return None if data is None else _mend(change, data)


def _mend(change: Change, data: bytes) -> NotWritten | None:
    parts = tuple(Part(wish.rule_id, wish.finding, wish.fix_id, wish.answer) for wish in change.wishes)
    made = patient_mender().mend(data, context_of(change.item), parts)
    if isinstance(made, Refused):
        return NotWritten(Change.State.REFUSED, made.reason, made.text)
    if made.refused:
        left = {index: why.text for index, why in made.refused.items()}
        wishes = (replace(wish, refused=left.get(index, "")) for index, wish in enumerate(change.wishes))
        change.document = msgspec.json.encode(tuple(wishes))
    change.proposal = originals.keep(change.institution, made.data)
    change.diff = storable(made.diff)
    return None


def _begin(change: Change, canvas: Canvas) -> Outcome:
    contents = _contents(change, canvas)
    with canvas_slot(change.institution):
        found = contents.read()
        if found.fingerprint != change.made_from:
            return NotWritten(Change.State.MOVED, "content-changed", CHANGED, found)
        data = found.load()
        if change.proposal is None:
            # A file that was not kept here: now its bytes are.
            refusal = _mend(change, data)
            if refusal is not None:
                return refusal
        return _write(change, contents, found, data)


def _write(change: Change, contents: Contents, found: Found, data: bytes) -> Outcome:
    wanted = None if change.proposal is None else originals.data_of(change.proposal)
    if wanted is None:
        return _not_kept()
    if change.state == Change.State.WAITING and not _declare(change, data):
        return Withdrawn()
    try:
        answered, after = contents.write(found, wanted)
    except GrantLostError:
        raise  # access can be granted anew
    except LockedByBlueprintError:
        obstacle = locked(change.course)
        return NotWritten(Change.State.LOCKED, obstacle.code, obstacle.text)
    except CanvasError as error:
        if error.retryable:
            raise
        return NotWritten(Change.State.FAILED, error.code, str(error))
    return Written(after, answered)


def _go_on(change: Change, canvas: Canvas) -> Outcome:
    """Find out what became of a write whose end nobody saw, before anything else."""
    contents = _contents(change, canvas)
    with canvas_slot(change.institution):
        found = contents.read()
        if found.fingerprint == change.made_from:
            return _write(change, contents, found, found.load())
        if found.fingerprint == change.wanted or _is_ours(change, found):
            return Written(found)
    return NotWritten(Change.State.MOVED, "unknown-outcome", UNKNOWN, found)


def _is_ours(change: Change, found: Found) -> bool:
    """Whether a text is what we wrote, in Canvas's own spelling."""
    wanted = None if change.item.is_file else originals.text_of(change.proposal)
    return wanted is not None and same_markup(wanted, found.load().decode())


def _declare(change: Change, data: bytes) -> bool:
    """Keep what stands there, and write down what will be; `False` when somebody stopped the change in the meantime."""
    assert change.proposal is not None
    with transaction.atomic():
        change.original = originals.keep(change.institution, data)
        change.wanted = change.proposal.sha256
        change.state = Change.State.WRITING
        waiting = Change.objects.of(change.institution).filter(pk=change.pk, state=Change.State.WAITING)
        return bool(
            waiting.update(
                state=change.state, original=change.original, proposal=change.proposal, wanted=change.wanted,
                diff=change.diff, document=change.document,
                made_from=change.made_from, canvas_id=change.item.canvas_id,
            )
        )  # fmt: skip


def _contents(change: Change, canvas: Canvas) -> Contents:
    known = [change.item.body] if not change.item.is_file else []
    known += [text for kept in (change.original, change.proposal) if (text := _text_of(change, kept)) is not None]
    return Contents(change.item, canvas, *known)


def _text_of(change: Change, kept: Original | None) -> str | None:
    return None if change.item.is_file else originals.text_of(kept)


def _not_kept() -> NotWritten:
    return NotWritten(Change.State.REFUSED, "not-kept", "What was to be written is not kept any more.")
