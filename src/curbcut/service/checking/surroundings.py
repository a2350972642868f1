"""What the items of a course say of each other, derived from what is stored: captions beside films, words of pages on pictures."""

from typing import TypedDict

from django.utils import timezone

from curbcut.documents.kinds import kind_of
from curbcut.documents.used_picture import UsedPicture
from curbcut.reports.course_report import EMPTY
from curbcut.reports.neighbours import Neighbours
from curbcut.service.checking.models import Standing
from curbcut.service.library.models import Course, Item

SURROUNDED = frozenset({"image", "video", "audio"})
"""Kinds of file of which other items of the course say something."""

_OF_BODY = (
    "kind", "fingerprint", "standing__code", "standing__result__fingerprint", "standing__result__pictures",
)  # fmt: skip


class Told(TypedDict, total=False):
    """The part of a reader's context that comes from other items."""

    siblings: tuple[str, ...] | None
    alternatives: tuple[str, ...] | None


def told_of(surroundings: dict[str, list[str]]) -> Told:
    """Return what a reader is told of an item's surroundings."""
    told: Told = {}
    if "siblings" in surroundings:
        told["siblings"] = tuple(surroundings["siblings"])
    if "alternatives" in surroundings:
        told["alternatives"] = tuple(surroundings["alternatives"])
    return told


def refresh(course: Course) -> int:
    """Bring up to date what is known of the surroundings of each file; where that moved, a new check is due.

    Everything comes from the database: the child that checks a body says which pictures it shows. While bodies wait, nothing
    is done: the last of them that is checked does it. Not inside a transaction.

    Returns:
        How many files became due.
    """
    items = Item.objects.of(course.institution).filter(course=course, gone_at__isnull=True)
    bodies = items.exclude(kind=Item.Kind.FILE)
    if bodies.filter(due_at__isnull=False).exists():
        return 0
    files = list(items.filter(kind=Item.Kind.FILE).only("title", "canvas_id", "folder_id", "is_played", "surroundings"))
    surrounded = [item for item in files if is_surrounded(item)]
    if not surrounded:
        return 0
    neighbours = Neighbours(int(course.canvas_id))
    if course.notes:
        neighbours.add_unread()
    for row in bodies.values(*_OF_BODY):
        neighbours.add_body(row["kind"], _pictures_of(row))
    for item in files:
        neighbours.add_file(item.title, int(item.folder_id) if item.folder_id else None)
    moved = [item for item in surrounded if _take_over(item, neighbours)]
    if moved:
        _make_due(course, moved)
    return len(moved)


def is_surrounded(item: Item) -> bool:
    """Tell whether other items of the course say something of it."""
    return item.is_file and kind_of(item.title, b"") in SURROUNDED


def look_again(item: Item) -> None:
    """Take over what was found out of an item's surroundings since it was read."""
    if not is_surrounded(item):
        return
    found = Item.objects.of(item.institution).filter(pk=item.pk).values_list("surroundings", "due_at").first()
    if found is not None:
        item.surroundings, item.due_at = found


def _pictures_of(row: dict[str, object]) -> tuple[UsedPicture, ...] | None:
    if row["standing__code"] == EMPTY:
        return ()
    pictures = row["standing__result__pictures"]
    if not isinstance(pictures, list) or row["standing__result__fingerprint"] != row["fingerprint"]:
        return None
    return tuple(UsedPicture(source, alternative) for source, alternative in pictures)


def _take_over(item: Item, neighbours: Neighbours) -> bool:
    folder_id = int(item.folder_id) if item.folder_id else None
    siblings = neighbours.siblings_of(item.title, folder_id, is_played=item.is_played)
    alternatives = neighbours.alternatives_of(item.title, int(item.canvas_id))
    found: dict[str, list[str]] = {}
    if siblings is not None:
        found["siblings"] = list(siblings)
    if alternatives is not None:
        found["alternatives"] = list(alternatives)
    if found == item.surroundings:
        return False
    item.surroundings = found
    return True


def _make_due(course: Course, moved: list[Item]) -> None:
    items = Item.objects.of(course.institution)
    excluded = Standing.objects.of(course.institution).filter(course=course, state=Standing.State.EXCLUDED)
    left_out = set(excluded.values_list("item_id", flat=True))
    for item in moved:
        # One statement each and no transaction around them: whoever settles some of these items at the moment cannot wait for
        # us while we wait for them.
        due = {} if item.pk in left_out else {"due_at": timezone.now(), "attempts": 0}
        # Another job may have found out the same at the same moment, and may be checking it by now.
        items.filter(pk=item.pk).exclude(surroundings=item.surroundings).update(surroundings=item.surroundings, **due)
