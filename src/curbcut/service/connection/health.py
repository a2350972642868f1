"""The quick check: what works through a connection, written down for the Configuration page."""

from django.utils import timezone
from msgspec import to_builtins

from curbcut.canvas.errors import CanvasError
from curbcut.canvas.scope_check import check_connection
from curbcut.service.connection import problems, services
from curbcut.service.connection.models import Connection
from curbcut.service.connection.tokens import canvas_of
from curbcut.service.tenancy.models import Institution


def check(institution: Institution) -> None:
    """Probe the connection and write the report, also when Canvas does not answer.

    An earlier report stays when Canvas is merely down, so that a bad night does not look like a lost key.
    """
    connection = services.connection_of(institution)
    is_masquerade = bool(connection.report.get("is_masquerade"))

    def progress(done: int, steps: int) -> None:
        Connection.objects.of(institution).update(progress=done * 100 // steps)

    try:
        with canvas_of(institution) as canvas:
            report = check_connection(canvas, progress=progress)
    except CanvasError as error:
        connection.refresh_from_db()
        connection.checked_at = timezone.now()
        services.settle(connection, (problems.of_error(error),))
        return
    connection.refresh_from_db()
    connection.checked_at = timezone.now()
    connection.report = to_builtins(report) | {"is_masquerade": is_masquerade}
    by_key = connection.method == Connection.Method.DEVELOPER_KEY
    person = connection.canvas_user_name or "The person who authorized"
    found = problems.of_report(report, person=person, by_developer_key=by_key)
    if is_masquerade:
        found = (*found, problems.problem("masquerade"))
    services.settle(connection, found)
