"""Jobs that write to Canvas, and those that keep them going: thin; the use cases are elsewhere."""

from procrastinate.contrib.django import app

from curbcut.service.feedback import originals, writing
from curbcut.service.feedback.changes import ONE_TASK, nudge_writing
from curbcut.service.queue import nudge
from curbcut.service.tenancy.models import Institution


@app.task(name=ONE_TASK)
def write_changes(client_id: int, slot: int) -> None:
    """Write what people asked for, for a slice of time."""
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is not None and writing.write_changes(institution, slot=slot):
        nudge(ONE_TASK, once=f"write-changes/{client_id}/{slot}", client_id=client_id, slot=slot)


@app.periodic(cron="* * * * *")
@app.task(name="feedback.tick")
def tick(timestamp: int = 0) -> None:  # noqa: ARG001 - Procrastinate's signature of periodic tasks
    """Nudge what waits; whatever nudge was lost is made up for here."""
    for institution in Institution.objects.all():
        if writing.waiting_changes(institution).exists():
            nudge_writing(institution)


@app.periodic(cron="17 4 * * *")
@app.task(name="feedback.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Forget content that was kept long enough."""
    for institution in Institution.objects.all():
        originals.forget_old(institution)
