"""Listing a course's content: what is new, what changed, what is gone. Nothing is written for what stayed as it was."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from curbcut.canvas.client import Canvas
from curbcut.canvas.content import ContentItem, CourseContents
from curbcut.canvas.course_reader import read_contents
from curbcut.canvas.files import File
from curbcut.canvas.ids import CourseId
from curbcut.service.library.file_addresses import sealed
from curbcut.service.library.models import Course, Item
from curbcut.service.library.reach import note_links
from curbcut.service.library.replacements import Replacements
from curbcut.service.library.texts import digest, fingerprint, storable, visible

_UNREADABLE = {"permission-denied", "scope-not-granted", "includes-off"}
"""Notes that mean: a list could not be seen. What was known of that kind is kept then, not counted as deleted."""
_BATCH = 500


def sync_course(course: Course, canvas: Canvas) -> None:
    """List a course and bring its items up to date.

    Raises:
        NotFoundError: The course is gone, or hidden from the person who authorized.
        CanvasError: Canvas does not answer, or the grant is lost; nothing was changed then.
    """
    began_at = timezone.now()
    contents = read_contents(canvas, CourseId(int(course.canvas_id)))
    with transaction.atomic():
        apply(course, contents, began_at=began_at)


def apply(course: Course, contents: CourseContents, *, began_at: datetime | None = None) -> bool:
    """Write what was read.

    Args:
        course: Whose content.
        contents: What Canvas listed.
        began_at: When the listing began: what we wrote to Canvas after that, it may show as it was before.

    Returns:
        Whether any item is new, changed or gone.
    """
    now = timezone.now()
    course.locale = storable(contents.course.locale, 35)
    course.notes = [storable(note.text) for note in contents.notes]
    course.sync_state, course.sync_problem, course.synced_at = Course.SyncState.READ, "", now
    _set_origin(course, contents)
    has_changed = _apply_items(course, contents, now, began_at or now)
    if has_changed:
        course.items_changed_at = now
    course.save(
        update_fields=[
            "locale", "notes", "sync_state", "sync_problem", "synced_at", "origin", "origin_canvas_id", "origin_name",
            "items_changed_at",
        ]
    )  # fmt: skip
    # Whoever asked again while we were reading is not forgotten.
    Course.objects.of(course.institution).filter(pk=course.pk, wanted_at=course.wanted_at).update(
        wanted_at=None, is_urgent=False, claim=None
    )
    return has_changed


def _apply_items(course: Course, contents: CourseContents, now: datetime, began_at: datetime) -> bool:
    known = {(item.kind, item.canvas_id): item for item in Item.objects.of(course.institution).filter(course=course)}
    replacements = Replacements(known.values())
    new: list[Item] = []
    changed: list[Item] = []
    seen: set[tuple[str, str]] = set()
    for content in contents.items:
        key = (content.kind, str(content.id))
        if content.not_checkable == "mirror" or key in seen:
            continue  # it shows what another item of this course is, which is checked there
        if content.kind == "file" and replacements.has(key[1]):
            continue  # read before its new version took its place
        seen.add(key)
        item = known.get(key)
        if item is not None and _is_newer_here(item, began_at):
            continue
        if item is None:
            item = Item(institution=course.institution, course=course, kind=content.kind, canvas_id=str(content.id))
            new.append(item)
            take_over(item, content, course, now)
        elif take_over(item, _as_known(content, item, replacements), course, now):
            changed.append(item)
    items = Item.objects.of(course.institution)
    items.bulk_create(new, batch_size=_BATCH)
    items.bulk_update(changed, WRITTEN, batch_size=_BATCH)
    listed = {key for key, item in known.items() if key in seen or _is_newer_here(item, began_at)}
    gone = [item.pk for key, item in known.items() if key not in listed and item.gone_at is None]
    gone = [] if not gone else _really_gone(known, listed, contents)
    Item.objects.of(course.institution).filter(pk__in=gone).update(gone_at=now, due_at=None, claim=None)
    has_changed = bool(new or changed or gone)
    here = [item for item in (*known.values(), *new) if item.gone_at is None and item.pk not in gone]
    if has_changed or any(item.is_linked is None for item in here):
        note_links(course, here)
    return has_changed


_SHOWN = (
    "title", "html_url", "is_published", "is_content_locked", "updated_at", "not_checkable", "folder_id", "is_played",
    "is_front_page",
)  # fmt: skip
WRITTEN = [
    *_SHOWN, "body", "content_type", "size", "identity", "address", "fingerprint", "content_version", "due_at",
    "is_urgent", "attempts", "gone_at",
]  # fmt: skip


def _is_newer_here(item: Item, began_at: datetime) -> bool:
    return item.written_at is not None and item.written_at >= began_at


def _as_known(content: ContentItem, item: Item, replacements: Replacements) -> ContentItem:
    return content if content.html is None else replace(content, html=replacements.as_known(content.html, item.body))


def take_over(item: Item, content: ContentItem, course: Course, now: datetime) -> bool:
    """Write what Canvas says on an item; say whether anything is other than before."""
    before = [getattr(item, name) for name in _SHOWN] + [item.gone_at]
    for name, value in _shown(content, course).items():
        setattr(item, name, value)
    came_back = item.gone_at is not None
    item.gone_at = None
    version = _content_version(content, course)
    if version != item.content_version or came_back:
        _take_content(item, content, course)
        item.content_version = version
        item.due_at, item.is_urgent, item.attempts = now, course.is_urgent, 0
        return True
    return before != [getattr(item, name) for name in _SHOWN] + [None]


def _shown(content: ContentItem, course: Course) -> dict[str, Any]:
    origin = course.html_url.partition("/courses/")[0]
    return {
        "title": visible(storable(content.title, 500)),
        # People follow this link from our pages, so it leads to their Canvas or nowhere.
        "html_url": storable(content.html_url, 1000) if content.html_url.startswith(f"{origin}/") else "",
        "is_published": content.published,
        "is_content_locked": content.is_content_locked,
        "updated_at": content.updated_at,
        "not_checkable": content.not_checkable or "",
        "folder_id": str(content.file.folder_id or "") if content.file is not None else "",
        "is_played": content.file is not None and bool(content.file.media_entry_id),
        "is_front_page": content.is_front_page,
    }


def _take_content(item: Item, content: ContentItem, course: Course) -> None:
    if content.file is None:
        item.body = storable(content.html)
        item.fingerprint = fingerprint(item.body.encode()) if content.html is not None else ""
        return
    identity = identity_of(content.file)
    if identity != item.identity:
        item.identity, item.fingerprint = identity, ""
    item.content_type, item.size = storable(content.file.content_type, 255), content.file.size
    item.address = sealed(course, content.file)


def identity_of(file: File) -> str:
    """Return the digest of what tells a file's bytes apart; while it stays, nothing is fetched.

    Canvas gives new content a new id. Without `uuid`, which Canvas is about to leave out, and without `updated_at` where
    there is `modified_at`, since locking or renaming moves the first and not the second.
    """
    return digest(file.id, file.size, file.modified_at or file.updated_at)


def _content_version(content: ContentItem, course: Course) -> str:
    if content.file is not None:
        what: tuple[object, ...] = (identity_of(content.file), content.file.display_name, content.file.content_type)
    else:
        what = (content.html,)
    return digest(content.kind == "file", course.locale, content.not_checkable, *what)


def _really_gone(known: dict[tuple[str, str], Item], seen: set[tuple[str, str]], contents: CourseContents) -> list[int]:
    kinds_seen = {kind for kind, _ in seen}
    is_partial = any(note.code in _UNREADABLE for note in contents.notes)
    return [
        item.pk
        for (kind, canvas_id), item in known.items()
        if (kind, canvas_id) not in seen and item.gone_at is None and not (is_partial and kind not in kinds_seen)
    ]


def _set_origin(course: Course, contents: CourseContents) -> None:
    """A blueprint that it follows says more than a copy of years ago."""
    if contents.subscription is not None:
        blueprint = contents.subscription.blueprint_course
        course.origin, course.origin_canvas_id = Course.Origin.BLUEPRINT, str(blueprint.id)
        course.origin_name = storable(blueprint.name, 255)
        return
    copies = [one for one in contents.content_migrations if one.copied_from is not None]
    latest = max(copies, key=lambda one: (one.finished_at is not None, one.finished_at, one.id), default=None)
    course.origin = Course.Origin.COPY if latest else Course.Origin.NONE
    course.origin_canvas_id = str(latest.copied_from) if latest else ""
    course.origin_name = storable(latest.settings.source_course_name, 255) if latest and latest.settings else ""
