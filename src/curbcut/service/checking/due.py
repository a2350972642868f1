"""What is due, derived from the database: new content (marked by the listing), newer rules, and what may work now."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from curbcut.service.checking.models import Result, RuleSet, Standing
from curbcut.service.connection.models import Connection
from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Institution

DOWNLOAD_SCOPE_MISSING = "download-scope-missing"
TRY_AGAIN = (
    "download-failed",
    "incomplete-download",
    "not-found",
    "canvas-unavailable",
    "canvas-timeout",
    "check-error",
)
"""Codes of what may go well another time without the item having changed; tried once a listing of its course."""

UNUSED_FOR = timedelta(days=1)


def due_items(institution: Institution) -> QuerySet[Item]:
    """Return the items that wait to be checked now, the first first.

    Files wait for the texts of their course: what those say of a picture belongs to its check (`surroundings.py`), and a
    picture that is checked before them is checked, and perhaps fetched, twice.
    """
    here = Item.objects.of(institution).filter(gone_at__isnull=True)
    texts = here.exclude(kind=Item.Kind.FILE).filter(course=OuterRef("course"), due_at__isnull=False)
    due = here.filter(~Q(kind=Item.Kind.FILE) | ~Exists(texts), due_at__lte=timezone.now())
    return due.order_by("-is_urgent", "due_at", "course_id", "pk")


def make_due(institution: Institution, rule_set: RuleSet) -> int:
    """Make due what older rules settled, and what could not be fetched and perhaps can be now.

    Returns:
        How many items became due.
    """
    standings = Standing.objects.of(institution).exclude(state=Standing.State.EXCLUDED)
    reasons = Q(rule_set__lt=rule_set) | Q(code__in=TRY_AGAIN, checked_at__lt=F("course__synced_at"))
    works_since = _download_works_since(institution)
    if works_since is not None:
        reasons |= Q(code=DOWNLOAD_SCOPE_MISSING, checked_at__lt=works_since)
    waiting = Item.objects.of(institution).filter(due_at__isnull=True, gone_at__isnull=True)
    again = waiting.filter(pk__in=standings.filter(reasons).values("item_id"))
    return again.update(due_at=timezone.now(), attempts=0)


def forget_unused_results(institution: Institution) -> int:
    """Delete results that no item stands on any more; return how many.

    Not those of the last day: one that was just found stands under its item a moment later.
    """
    used = Standing.objects.of(institution).filter(result__isnull=False).values("result_id")
    old = Result.objects.of(institution).filter(checked_at__lt=timezone.now() - UNUSED_FOR)
    return old.exclude(pk__in=used).delete()[0]


def _download_works_since(institution: Institution) -> datetime | None:
    connection = Connection.objects.of(institution).first()
    if connection is None or connection.report.get("download") != "works":
        return None
    checked_at: datetime | None = connection.checked_at
    return checked_at
