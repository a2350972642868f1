"""Where an authorization may return to, and with what (contract 1.6, 2.1)."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse

from canvas_sandbox.model import DeveloperKey

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
"""No redirect at all: the code is shown in the browser."""


def redirect_uri_matches(key: DeveloperKey, redirect_uri: str | None) -> bool:
    """Say whether a key may be answered at this address.

    An entry of `redirect_uris` has to be equal; the legacy `redirect_uri` admits its scheme, its host and
    sub-domains of it, whatever the path, port and query.
    """
    if not redirect_uri:
        return False
    if redirect_uri in key.redirect_uris or redirect_uri == OUT_OF_BAND:
        return True
    return bool(key.redirect_uri) and _same_site(key.redirect_uri or "", redirect_uri)


def _same_site(registered: str, asked: str) -> bool:
    try:
        ours, theirs = urlsplit(registered), urlsplit(asked)
        host, other = ours.hostname, theirs.hostname
    except ValueError:
        return False
    if not host or not other or ours.scheme != theirs.scheme:
        return False
    return other == host or other.endswith(f".{host}")


def final_redirect(redirect_uri: str, options: Mapping[str, str | None]) -> RedirectResponse:
    """Send the browser back with the options in alphabetical order; those that are None are left out."""
    query = urlencode(sorted((name, value) for name, value in options.items() if value is not None))
    target = "/login/oauth2/auth" if redirect_uri == OUT_OF_BAND else redirect_uri
    return RedirectResponse(f"{target}{'&' if '?' in target else '?'}{query}", status_code=302)
