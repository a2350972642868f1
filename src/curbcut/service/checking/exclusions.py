"""Leaving an item out: by whom and why is written down, and its numbers no longer count."""

from django.db import transaction
from django.utils import timezone

from curbcut.service.checking import summaries
from curbcut.service.checking.models import Standing
from curbcut.service.library.models import Item
from curbcut.service.library.texts import storable
from curbcut.service.tenancy.models import Person


@transaction.atomic
def exclude(item: Item, *, person: Person, why: str) -> None:
    """Leave an item out of checks and scores."""
    fields = {
        "course": item.course,
        "state": Standing.State.EXCLUDED,
        "code": "excluded",
        "reason": storable(why.strip(), 1000),
        "excluded_by": person,
        "checked_at": timezone.now(),
    }
    Standing.objects.of(item.institution).update_or_create(institution=item.institution, item=item, defaults=fields)
    Item.objects.of(item.institution).filter(pk=item.pk).update(due_at=None)
    summaries.refresh(item.course)


@transaction.atomic
def include(item: Item) -> None:
    """Take an item in again; it is checked anew, which is quick where its content was checked before."""
    excluded = Standing.objects.of(item.institution).filter(item=item, state=Standing.State.EXCLUDED)
    if not excluded.delete()[0]:
        return
    Item.objects.of(item.institution).filter(pk=item.pk).update(due_at=timezone.now(), is_urgent=True)
    summaries.refresh(item.course)
