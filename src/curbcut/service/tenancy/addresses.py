"""From where a person asks; the number of tries to sign in is counted by it."""

import ipaddress

from django.http import HttpRequest

from curbcut.service.settings import CONFIGURATION

UNKNOWN = "0.0.0.0"  # noqa: S104 - nothing binds to it


def address_of(request: HttpRequest) -> str:
    """Return the address of whoever asks.

    Behind a reverse proxy that is the last one of `X-Forwarded-For`, which the proxy itself has seen; the connection's would
    be the proxy's own, and thirty wrong passwords of anybody would shut everybody out.
    """
    seen = request.META.get("REMOTE_ADDR") or UNKNOWN
    if not CONFIGURATION.is_behind_proxy:
        return seen
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return seen
