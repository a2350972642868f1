"""How students come to an item: what Canvas lists for them, and what the texts of the course link to."""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from html import unescape
from urllib.parse import unquote

from curbcut.service.library.models import Course, Item

LISTED = frozenset(
    {Item.Kind.ASSIGNMENT, Item.Kind.QUIZ, Item.Kind.DISCUSSION, Item.Kind.ANNOUNCEMENT, Item.Kind.SYLLABUS}
)
"""What Canvas itself shows to students, in its lists, the calendar and the stream, without anybody linking to it."""

_BATCH = 500


class Reach(IntEnum):
    """How surely students meet an item, the surest first.

    No scope of the 27 shows modules, so what is only there counts as not linked; it is published, so it comes before what
    is not.
    """

    SENT_THERE = 0
    PUBLISHED = 1
    UNPUBLISHED = 2


def reach_of(item: Item) -> Reach:
    """Say how surely students meet an item."""
    if not item.is_published:
        return Reach.UNPUBLISHED
    is_sent = item.is_front_page or item.is_linked or item.kind in LISTED
    return Reach.SENT_THERE if is_sent else Reach.PUBLISHED


def note_links(course: Course, items: Sequence[Item]) -> None:
    """Write down which items of a course its published texts lead to; the items are all that it has."""
    linked = linked_items(course.canvas_id, items)
    for is_linked in (True, False):
        changed = [one.pk for one in items if (one.pk in linked) is is_linked and one.is_linked is not is_linked]
        for start in range(0, len(changed), _BATCH):
            batch = changed[start : start + _BATCH]
            Item.objects.of(course.institution).filter(pk__in=batch).update(is_linked=is_linked)


def linked_items(course_canvas_id: str, items: Iterable[Item]) -> set[int]:
    """Return the primary keys of the items that a published text of another item links to or shows.

    The text is searched, not read as HTML: an address that stands in it unlinked moves an item a little up in an order of
    work, and nothing else.
    """
    items = list(items)
    by_path = {path: item.pk for item in items for path in _paths_of(item, course_canvas_id)}
    # Both begin with a slash, which `re` then looks for as fast as it can: 6 MB of texts take 13 ms instead of 230.
    course = f"courses/{re.escape(course_canvas_id)}/"
    address = re.compile(
        rf"""/(?:{course})?(files)/(\d+)|/{course}(pages|assignments|quizzes|discussion_topics)/([^"'?\#\s<>/]+)"""
    )
    found: set[int] = set()
    for item in items:
        if not item.is_published or "/" not in item.body:
            continue
        for file, file_id, kind, name in address.findall(item.body):
            target = by_path.get((file or kind, _plain(file_id or name)))
            if target is not None and target != item.pk:
                found.add(target)
    return found


def _paths_of(item: Item, course_canvas_id: str) -> list[tuple[str, str]]:
    """Return the ends of an item's own addresses, such as `pages` and `week-1`; those of replaced versions of a file lead to it."""
    if item.is_file:
        return [("files", canvas_id) for canvas_id in (item.canvas_id, *item.former_ids)]
    match item.html_url.partition(f"/courses/{course_canvas_id}/")[2].split("/"):
        case [kind, name, *_]:
            return [(kind, _plain(name))]
        case _:
            return []


def _plain(name: str) -> str:
    return unquote(unescape(name)).casefold()
