"""What waits in the queue, and another job that works at the same time."""

import contextlib
import threading


def jobs():
    """Give the names of what waits in the queue."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    return sorted(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True))


@contextlib.contextmanager
def in_another_connection(block):
    """Enter a context manager in a thread, which has a database connection of its own."""
    from django.db import connection

    inside, leave, result = threading.Event(), threading.Event(), []

    def run():
        with block as value:
            result.append(value)
            inside.set()
            leave.wait(30)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert inside.wait(30)
    try:
        yield result[0]
    finally:
        leave.set()
        thread.join()
