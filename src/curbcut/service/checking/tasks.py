"""Jobs that check, and those that keep jobs going: thin; the use cases are elsewhere."""

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from curbcut.service.checking import dispatch, loop, spreading
from curbcut.service.checking.due import forget_unused_results
from curbcut.service.tenancy.models import Institution

log = structlog.get_logger(__name__)


@app.task(name="checking.start")
def start(client_id: int) -> None:
    """Put an institution's checks into the queue."""
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is not None:
        dispatch.start(institution)


@app.task(name="checking.check-items")
def check_items(client_id: int, slot: int) -> None:
    """Check what is due for a slice of time."""
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is not None and loop.check_items(institution, slot=slot):
        dispatch.nudge_slot(institution, slot)


@app.task(name="checking.spread")
def spread(client_id: int) -> None:
    """Carry decisions into copies of their courses."""
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is not None:
        spreading.spread(institution)


@app.periodic(cron="* * * * *")
@app.task(name="checking.tick")
def tick(timestamp: int = 0) -> None:  # noqa: ARG001 - Procrastinate's signature of periodic tasks
    """Derive what has to be done; whatever nudge was lost is made up for here."""
    dispatch.tick()


@app.periodic(cron="* * * * *")
@app.task(name="checking.revive-jobs", pass_context=True)
async def revive_jobs(context: JobContext, timestamp: int = 0) -> None:  # noqa: ARG001 - as above
    """Give jobs back to the queue whose worker died: it has not said for half a minute that it lives."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except AlreadyEnqueued:
            # The same waits already, and twice is not needed.
            await manager.finish_job(job, Status.FAILED, delete_job=True)
        log.warning("stalled-job", task=job.task_name)


@app.periodic(cron="41 4 * * *")
@app.task(name="checking.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Forget results that nothing stands on any more."""
    for institution in Institution.objects.all():
        forget_unused_results(institution)
