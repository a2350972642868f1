"""What every template may know."""

from typing import Any

from django.http import HttpRequest

from curbcut.service.settings import CONFIGURATION


def here(request: HttpRequest) -> dict[str, Any]:
    """Name the environment, and the institution of the page when it has one."""
    return {"environment": CONFIGURATION.environment, "institution": getattr(request, "institution", None)}
