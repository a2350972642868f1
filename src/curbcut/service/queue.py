"""The worker: runs jobs of the queue until it is told to stop. What has to be done is in the database; jobs are nudges."""

import asyncio

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

DEFAULT_CONCURRENCY = 4


def nudge(task: str, *, once: str, **arguments: int | str) -> None:
    """Ask for a job by its task's name, unless the same is waiting already.

    Args:
        task: Name of the task.
        once: Name of what it does; one job a name waits at a time (one that runs does not count).
        arguments: What the task is called with.
    """
    try:
        # A savepoint: the refusal is a database error, which would end a transaction around us.
        with transaction.atomic():
            app.configure_task(task, queueing_lock=once).defer(**arguments)
    except AlreadyEnqueued:
        pass


def run_worker(*, concurrency: int = DEFAULT_CONCURRENCY, until_idle: bool = False) -> None:
    """Run jobs; a SIGTERM lets those under way finish.

    Args:
        concurrency: Jobs at the same time in this process.
        until_idle: Return when the queue is empty, for tests and for one-off runs.
    """
    # What was due when the last worker stopped does not wait for the next full minute.
    nudge("checking.tick", once="tick")
    asyncio.run(_run_worker(concurrency=concurrency, until_idle=until_idle))


async def _run_worker(*, concurrency: int, until_idle: bool) -> None:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    # Django's connector enqueues in Django's transactions; the worker listens on a connection of its own.
    with app.replace_connector(connector.get_worker_connector()) as worker_app:
        async with worker_app.open_async():
            await worker_app.run_worker_async(
                concurrency=concurrency,
                wait=not until_idle,
                fetch_job_polling_interval=2.0,
                shutdown_graceful_timeout=10.0,
                delete_jobs="successful",
                install_signal_handlers=True,
            )
