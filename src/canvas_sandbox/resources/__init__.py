"""Canvas's resources: the 27 endpoints, what uploads and downloads need, and the web paths that links lead to."""

from starlette.routing import Route

__all__ = ["ROUTES"]

ROUTES: list[Route] = []
