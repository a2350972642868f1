"""What the Configuration page shows, read in one place."""

from itertools import groupby
from typing import Any

from curbcut.canvas.scopes import ENDPOINTS, Endpoint
from curbcut.service.connection.models import Connection


def scopes_by_section() -> list[tuple[str, list[Endpoint]]]:
    """Group the 27 endpoints under the headings of Canvas's Developer Keys page, in its order."""
    return [(section, list(group)) for section, group in groupby(ENDPOINTS, key=lambda endpoint: endpoint.section)]


def health_rows(connection: Connection) -> dict[str, Any] | None:
    """Return the last check for the template, or `None` when there was none."""
    report = connection.report
    if "scopes" not in report:
        return None
    granted = {row["scope"]: row for row in report["scopes"]}
    rows = [
        {"section": endpoint.section, "name": endpoint.name, "scope": endpoint.scope, **granted.get(endpoint.scope, {})}
        for endpoint in ENDPOINTS
    ]
    return {
        **report,
        "rows": rows,
        "granted_count": sum(1 for row in rows if row.get("granted")),
        "is_by_key": connection.method == Connection.Method.DEVELOPER_KEY,
    }
