"""Jobs about connections: thin; the use cases are elsewhere."""

from procrastinate.contrib.django import app

from curbcut.service.connection import health
from curbcut.service.connection.models import Connection
from curbcut.service.queue import nudge
from curbcut.service.tenancy.models import Institution


@app.task(name="connection.check")
def check_connection_of(client_id: int) -> None:
    """Check one institution's connection."""
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is not None:
        health.check(institution)


@app.periodic(cron="17 3 * * *")
@app.task(name="connection.check-all")
def check_every_connection(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate's signature of periodic tasks
    """Check every connection once a day, so that a key that was switched off is told before anybody misses results."""
    granted = Connection.all_tenants.filter(granted_at__isnull=False)
    for client_id in granted.values_list("institution_id", flat=True):
        nudge("connection.check", once=f"check-connection/{client_id}", client_id=client_id)
