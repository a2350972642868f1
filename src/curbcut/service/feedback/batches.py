"""The same fix all over a course: where the same finding is, one change an item, and how far they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from curbcut.fixes.fix import FixRefusedError
from curbcut.service.feedback.changes import Wanted, described, fix_of, nudge_writing
from curbcut.service.feedback.errors import ContentChangedError, ForbiddenError, NotOfferedError
from curbcut.service.feedback.likeness import Target, same_findings, uses_without_description
from curbcut.service.feedback.models import OPEN, Batch, Change
from curbcut.service.feedback.obstacles import obstacle_in, obstacle_of_kind
from curbcut.service.feedback.repertoire import fix_named
from curbcut.service.feedback.undoing import is_undone, undo_of
from curbcut.service.library.models import Course, Item
from curbcut.service.library.texts import storable
from curbcut.service.people.access import may_change
from curbcut.service.tenancy.models import Person

__all__ = [
    "BatchProgress", "Target", "progress_of", "request_batch", "request_undo_of_batch", "same_findings", "stop",
    "uses_without_description",
]  # fmt: skip

_FOR_A_CHANGE = ("institution", "standing__result")
_FINAL = {
    "locked": Change.State.LOCKED,
    "content-changed": Change.State.MOVED,
}


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch is.

    Attributes:
        total: Its changes.
        by_state: How many in each state (`Change.State`).
    """

    total: int
    by_state: dict[str, int]

    @property
    def left(self) -> int:
        """Changes that are not final."""
        return sum(self.by_state.get(state, 0) for state in OPEN)

    @property
    def done(self) -> int:
        """Changes that are final, whatever became of them."""
        return self.total - self.left

    @property
    def is_working(self) -> bool:
        """Whether anything is left."""
        return self.left > 0


@transaction.atomic
def request_batch(
    *, course: Course, person: Person, fix_id: str, answer: str = "", targets: Iterable[Target], title: str = ""
) -> Batch:
    """Ask for the same fix at many places of a course; each item is one change, with an outcome of its own.

    An item that cannot be changed gets its line as well, with the reason.

    Raises:
        ForbiddenError: The person may not change this course.
        NotOfferedError: There is no such fix, or no place for it.
        FixRefusedError: The answer is none (reason `answer`).
    """
    if not may_change(person, course):
        raise ForbiddenError("You may not change this course.")
    fix = fix_named(fix_id)
    by_item: dict[int, list[Target]] = defaultdict(list)
    for target in targets:
        by_item[target.item_id].append(target)
    if fix is None or not by_item:
        raise NotOfferedError("nothing-to-do", "There is nothing to mend in this way.")
    answer = fix.asks.checked(answer)
    batch: Batch = Batch.objects.of(course.institution).create(
        institution=course.institution,
        course=course,
        person=person,
        person_name=person.name,
        title=storable(title, 300) or fix.title,
        fix_id=fix.id,
        answer=answer,
    )

    def change_of(item: Item) -> Change:
        places = by_item[item.pk]
        wanted = [Wanted(rule_id=each.rule_id, number=each.number, fix_id=fix.id, answer=answer) for each in places]
        return fix_of(item, person, wanted, expects=places[0].fingerprint, batch=batch)

    _ask_all(batch, person, _held(course, by_item), change_of)
    return batch


@transaction.atomic
def request_undo_of_batch(*, batch: Batch, person: Person) -> Batch:
    """Ask for every change of a batch that was written to be taken back; those that cannot be get their line too.

    Raises:
        ForbiddenError: The person may not change this course.
        NotOfferedError: Nothing of it can be taken back.
    """
    if not may_change(person, batch.course):
        raise ForbiddenError("You may not change this course.")
    stop(batch)
    written = Change.objects.of(batch.institution).filter(batch=batch, written_at__isnull=False)
    changes = [each for each in written.select_related("item", "original") if not is_undone(each)]
    if not changes:
        raise NotOfferedError("nothing-to-do", "Nothing of it stands in Canvas, so there is nothing to take back.")
    undo: Batch = Batch.objects.of(batch.institution).create(
        institution=batch.institution,
        course=batch.course,
        person=person,
        person_name=person.name,
        title=storable(f"Undo: {batch.title}", 300),
        fix_id=batch.fix_id,
        undoes=batch,
    )
    by_item = {change.item_id: change for change in changes}
    _ask_all(
        undo,
        person,
        _held(batch.course, by_item),
        lambda item: undo_of(by_item[item.pk], item, person, batch=undo),
        undoes=by_item,
    )
    return undo


def stop(batch: Batch) -> int:
    """Write nothing more of a batch; what is being written at this moment is finished.

    Returns:
        How many changes were stopped.
    """
    now = timezone.now()
    Batch.objects.of(batch.institution).filter(pk=batch.pk, stopped_at__isnull=True).update(stopped_at=now)
    waiting = Change.objects.of(batch.institution).filter(batch=batch, state=Change.State.WAITING)
    return waiting.update(
        state=Change.State.STOPPED, code="stopped", reason="It was stopped before it began.", due_at=None,
        finished_at=now, claim=None,
    )  # fmt: skip


def progress_of(batch: Batch) -> BatchProgress:
    """Count how far a batch is."""
    states = Change.objects.of(batch.institution).filter(batch=batch).values_list("state", flat=True)
    counted = Counter(states)
    return BatchProgress(total=sum(counted.values()), by_state=dict(counted))


def _held(course: Course, wanted: Iterable[int]) -> list[Item]:
    """Read the items of a course that are meant, and hold them until the end of the transaction."""
    items = Item.objects.of(course.institution).select_for_update(of=("self",)).order_by("pk")
    return list(items.filter(pk__in=list(wanted), course=course).select_related("course", *_FOR_A_CHANGE))


def _ask_all(
    batch: Batch,
    person: Person,
    items: list[Item],
    change_of: Callable[[Item], Change],
    *,
    undoes: Mapping[int, Change] | None = None,
) -> None:
    """Write down a change for each item, or why there is none, and nudge the job that writes them."""
    obstacles = {kind: obstacle_of_kind(batch.institution, kind) for kind in {item.kind for item in items}}
    changes: list[Change] = []
    for item in sorted(items, key=lambda item: (item.kind, item.title, item.pk)):
        obstacle = obstacle_in(item) or obstacles[item.kind]
        why, text = ("", "") if obstacle is None else (obstacle.code, obstacle.text)
        try:
            changes += [] if why else [change_of(item)]
        except NotOfferedError as error:
            why, text = error.why, str(error)
        except (ContentChangedError, FixRefusedError) as error:
            why, text = error.code, str(error)
        if why:
            changes.append(_refused(batch, item, person, why, text, None if undoes is None else undoes[item.pk]))
    Change.objects.of(batch.institution).bulk_create(changes)
    nudge_writing(batch.institution)


def _refused(batch: Batch, item: Item, person: Person, code: str, reason: str, undoes: Change | None) -> Change:
    return described(
        Change(
            item=item,
            person=person,
            batch=batch,
            undoes=undoes,
            kind=Change.Kind.FIX if undoes is None else Change.Kind.UNDO,
            fix_id=batch.fix_id,
            answer=batch.answer,
            state=_FINAL.get(code, Change.State.REFUSED),
            code=code,
            reason=reason,
            made_from=item.fingerprint,
            due_at=None,
            finished_at=timezone.now(),
        )
    )
