"""Jobs about connections: thin; the use cases are elsewhere."""

from procrastinate.contrib.django import app

from curbcut.service.connection import health
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
    """Check every connection once a day."""
    health.nudge_every_check()


@app.periodic(cron="*/10 * * * *")
@app.task(name="connection.check-overdue")
def check_overdue_connections(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate's signature of periodic tasks
    """Look again at what may have passed by itself."""
    health.nudge_overdue_checks()
