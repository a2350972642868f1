"""What every template may know."""

from typing import Any

from django.http import HttpRequest

from curbcut.service.settings import CONFIGURATION


def here(request: HttpRequest) -> dict[str, Any]:
    """Name the environment, the institution of the page when it has one, and whether the reader administers it."""
    return {
        "environment": CONFIGURATION.environment,
        "institution": getattr(request, "institution", None),
        "is_administrator": getattr(request, "is_administrator", False),
    }
