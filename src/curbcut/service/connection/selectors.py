"""What the Configuration page shows, read in one place."""

from itertools import groupby
from typing import Any

from curbcut.canvas.scopes import ENDPOINTS, Endpoint
from curbcut.service.connection.models import DEVELOPER_KEY_SECRET, Connection
from curbcut.service.tenancy.models import EncryptedSecret, Institution


def scopes_by_section() -> list[tuple[str, list[Endpoint]]]:
    """Group the 27 endpoints under the headings of Canvas's Developer Keys page, in its order."""
    return [(section, list(group)) for section, group in groupby(ENDPOINTS, key=lambda endpoint: endpoint.section)]


def has_key_secret(institution: Institution) -> bool:
    """Whether a developer key's secret is kept; the page never learns more of it."""
    return EncryptedSecret.objects.filter(institution=institution, name=DEVELOPER_KEY_SECRET).exists()


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
        "is_by_key": connection.is_by_key,
    }
