"""Taking changes back: the content that stood there before is written again, unless somebody changed it since."""

from itertools import pairwise

from django.db import transaction

from curbcut.service.feedback import originals
from curbcut.service.feedback.changes import ask, described, fresh
from curbcut.service.feedback.errors import NotOfferedError
from curbcut.service.feedback.models import OPEN, Batch, Change, Original
from curbcut.service.feedback.obstacles import Obstacle
from curbcut.service.feedback.reversing import Step, without_step
from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Person


@transaction.atomic
def request_undo(*, change: Change, person: Person) -> Change:
    """Ask for a change to be taken back; an undo can be taken back like any other change.

    Args:
        change: What to take back.
        person: Who asks.

    Raises:
        ForbiddenError: The person may not change this course.
        NotOfferedError: There is nothing to take back, or it is not kept any more.
    """
    item = fresh(change.item, person)
    return ask(undo_of(change, item, person))


def undo_of(change: Change, item: Item, person: Person, *, batch: Batch | None = None) -> Change:
    """Make the change that takes another back; it is not saved.

    Raises:
        NotOfferedError: There is nothing to take back, or it is not kept any more.
    """
    change = Change.objects.of(item.institution).select_related("original", "item").get(pk=change.pk)
    reason = why_not(change)
    if reason is not None:
        raise NotOfferedError(reason.code, reason.text)
    made_from, proposal = _what_to_write(change, item)
    return described(
        Change(
            kind=Change.Kind.UNDO,
            item=item,
            person=person,
            batch=batch,
            undoes=change,
            rule_id=change.rule_id,
            fix_id=change.fix_id,
            made_from=made_from,
            proposal=proposal,
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
    return None


def is_undone(change: Change) -> bool:
    """Whether a change was taken back, and that was not itself taken back."""
    done = (Change.State.FIXED, Change.State.NOT_FIXED)
    undoings = Change.objects.of(change.institution).filter(undoes=change, state__in=done, written_at__isnull=False)
    return any(not is_undone(undoing) for undoing in undoings)


def _what_to_write(change: Change, item: Item) -> tuple[str, Original | None]:
    """Return which content has to stand there, and what is to be put in its place.

    Later changes of ours stay: only what this one changed is taken out. Whatever anybody else did since is found out by
    comparing, when it is written.

    Raises:
        NotOfferedError: Later changes stand on this one.
    """
    later = _later_writes(change)
    chain = (change, *later)
    is_ours_alone = all(each.made_from == before.became for before, each in pairwise(chain))
    if item.fingerprint == change.became or not is_ours_alone or chain[-1].became != item.fingerprint:
        return change.became, change.original
    text = None if item.is_file else _without(change, later, item)
    if text is None:
        raise NotOfferedError("later-changes", "Later changes of this content stand on it; take back the newest first.")
    return item.fingerprint, originals.keep(item.institution, text.encode())


def _later_writes(change: Change) -> list[Change]:
    """Return what we wrote to the same item since, the first first."""
    written = Change.objects.of(change.institution).filter(item=change.item, written_at__isnull=False)
    later = written.filter(written_at__gte=change.written_at).exclude(pk=change.pk).select_related("original")
    return list(later.order_by("written_at", "pk"))


def _without(change: Change, later: list[Change], item: Item) -> str | None:
    texts = [originals.text_of(each.original) for each in (change, *later)]
    if any(text is None for text in texts):
        return None
    known = [text or "" for text in texts] + [item.body]
    steps = [Step(before, after) for before, after in pairwise(known)]
    return without_step(steps[0], steps[1:])


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
