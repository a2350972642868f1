"""Taking changes back: the content that stood there before is written again, unless somebody changed it since."""

from django.db import transaction

from curbcut.service.feedback import originals
from curbcut.service.feedback.changes import ask, fresh
from curbcut.service.feedback.errors import NotOfferedError
from curbcut.service.feedback.models import OPEN, Batch, Change
from curbcut.service.feedback.obstacles import Obstacle
from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Person


@transaction.atomic
def request_undo(*, change: Change, person: Person, batch: Batch | None = None) -> Change:
    """Ask for a change to be taken back; an undo can be taken back like any other change.

    Args:
        change: What to take back.
        person: Who asks.
        batch: The job that this is a part of.

    Raises:
        ForbiddenError: The person may not change this course.
        NotOfferedError: There is nothing to take back, or it is not kept any more.
    """
    item = fresh(change.item, person)
    change = Change.objects.of(item.institution).select_related("original", "item").get(pk=change.pk)
    reason = why_not(change)
    if reason is not None:
        raise NotOfferedError(reason.code, reason.text)
    return ask(
        Change(
            kind=Change.Kind.UNDO,
            item=item,
            person=person,
            batch=batch,
            undoes=change,
            rule_id=change.rule_id,
            fix_id=change.fix_id,
            made_from=change.became,
            proposal=change.original,
            diff=_reversed(change.diff),
        )
    )


def why_not(change: Change) -> Obstacle | None:
    """Return why a change cannot be taken back, `None` when it can be asked for."""
    if change.state in OPEN:
        return Obstacle(code="still-open", text="It is not done yet.")
    if not change.is_written:
        return Obstacle(code="not-written", text="It changed nothing in Canvas, so there is nothing to take back.")
    if is_undone(change):
        return Obstacle(code="undone", text="It was taken back already.")
    if change.original is None or originals.data_of(change.original) is None:
        return Obstacle(code="not-kept", text="What stood there before is not kept any more.")
    later = later_changes(change)
    if later:
        text = f"{len(later)} later changes of this content stand on it; take back the newest first."
        return Obstacle(code="later-changes", text=text)
    return None


def is_undone(change: Change) -> bool:
    """Whether a change was taken back, and that was not itself taken back."""
    done = (Change.State.FIXED, Change.State.NOT_FIXED)
    undoings = Change.objects.of(change.institution).filter(undoes=change, state__in=done, written_at__isnull=False)
    return any(not is_undone(undoing) for undoing in undoings)


def later_changes(change: Change) -> list[Change]:
    """Return the later changes of the same content that still stand, the newest first."""
    written = Change.objects.of(change.institution).filter(item=change.item, written_at__gt=change.written_at)
    candidates = written.exclude(kind=Change.Kind.UNDO).order_by("-written_at", "-pk")
    return [each for each in candidates if not is_undone(each)]


def undoable(item: Item) -> Change | None:
    """Return the newest change of an item that can be taken back."""
    changes = Change.objects.of(item.institution).filter(item=item, written_at__isnull=False)
    written = changes.exclude(kind=Change.Kind.UNDO).select_related("original", "item").order_by("-written_at", "-pk")
    return next((change for change in written if why_not(change) is None), None)


def _reversed(diff: str) -> str:
    """Return a diff the other way round: what was put in goes out, what went out comes back."""
    lines: list[str] = []
    removed: list[str] = []
    added: list[str] = []
    for line in [*diff.splitlines(), "@"]:
        if line.startswith("- "):
            removed.append(f"+ {line[2:]}")
        elif line.startswith("+ "):
            added.append(f"- {line[2:]}")
        else:
            lines += [*added, *removed, line]
            removed, added = [], []
    return "\n".join(lines[:-1])
