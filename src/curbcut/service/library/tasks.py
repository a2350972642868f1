"""Jobs that list: thin; the use cases are elsewhere."""

from procrastinate.contrib.django import app

from curbcut.service.connection.models import Connection
from curbcut.service.library import reading
from curbcut.service.queue import nudge
from curbcut.service.tenancy.models import Institution


@app.task(name="library.sync-institution")
def sync_institution(client_id: int) -> None:
    """List one institution's courses and have them read."""
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is not None:
        reading.read_institution(institution)


@app.task(name="library.read-courses")
def read_courses(client_id: int, slot: int) -> None:
    """List waiting courses for a slice of time; what is found is checked next."""
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is None:
        return
    outcome = reading.read_courses(institution, slot=slot)
    if outcome.done:
        nudge("checking.start", once=f"start-checking/{client_id}", client_id=client_id)
    if outcome.is_more:
        nudge("library.read-courses", once=f"read-courses/{client_id}/{slot}", client_id=client_id, slot=slot)


@app.periodic(cron="23 2 * * *")
@app.task(name="library.sync-all")
def sync_every_institution(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate's signature of periodic tasks
    """List every connected institution anew, at night."""
    granted = Connection.all_tenants.filter(granted_at__isnull=False).values_list("institution_id", flat=True)
    for institution in Institution.objects.filter(pk__in=granted):
        reading.request_sync(institution)
