"""Taking over what we wrote to Canvas ourselves, so that the next listing finds nothing new in it."""

from datetime import datetime

from curbcut.canvas.content import ContentItem
from curbcut.service.library.models import Item
from curbcut.service.library.sync_course import WRITTEN, take_over


def take_over_written(item: Item, content: ContentItem, *, fingerprint: str, at: datetime) -> None:
    """Write what we read back on an item that is not saved yet.

    Args:
        item: With its `course`.
        content: As Canvas describes it now, a text in stored form.
        fingerprint: sha256 of it.
        at: When it was written.
    """
    if content.file is not None and str(content.file.id) != item.canvas_id:
        item.former_ids = [*item.former_ids, item.canvas_id]
        item.canvas_id = str(content.file.id)
    # Lists say what a blueprint course locks, single objects not always.
    was_locked = item.is_content_locked
    take_over(item, content, item.course, at)
    item.is_content_locked = item.is_content_locked or was_locked
    item.fingerprint = fingerprint
    item.written_at = at


def save_written(item: Item) -> None:
    """Save it; a row that a listing made of the new number in the meantime is the same file and goes."""
    if item.is_file:
        same = Item.objects.of(item.institution).filter(course=item.course, kind=item.kind, canvas_id=item.canvas_id)
        same.exclude(pk=item.pk).delete()
    item.save(update_fields=[*WRITTEN, "canvas_id", "former_ids", "written_at"])
