"""Looking at a developer key before anyone logs in: Canvas refuses a wrong key, address or scope without a session.

Read in Canvas's source and not promised by its documentation, so a pre-flight warns and explains; it never forbids.
"""

import secrets
from collections.abc import Callable
from typing import Literal
from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import Struct

from curbcut.canvas.errors import (
    AuthorizationError,
    CanvasError,
    CanvasShapeError,
    CanvasThrottledError,
    CanvasUnavailableError,
    ForeignAddressError,
    InsecureConnectionError,
)
from curbcut.canvas.exchange import Answer, Call
from curbcut.canvas.oauth import AUTHORIZE, OAuth, redirect_error, refusal_of
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.transport import Transport

FindingCode = Literal[
    "unknown-key",
    "wrong-secret",
    "key-off",
    "redirect-mismatch",
    "missing-scopes",
    "not-a-canvas",
    "insecure",
    "forbidden-address",
    "unavailable",
    "cannot-tell",
]
_TEXTS: dict[FindingCode, str] = {
    "unknown-key": "Canvas knows no developer key with this ID, or it was deleted. Copy the ID from the key's Details.",
    "wrong-secret": "The secret does not belong to this key. Copy it again with Show Key.",
    "key-off": "The key is off for this account. Switch its State to On under Developer Keys.",
    "redirect-mismatch": "The key does not list our redirect URI. Add it under Redirect URIs, character for character.",
    "missing-scopes": "The key lacks scopes. Add the ones listed here to the key.",
    "not-a-canvas": "The address does not answer like a Canvas.",
    "insecure": "The certificate of the address does not hold.",
    "forbidden-address": "The address may not be asked.",
    "unavailable": "Canvas cannot answer now. Try again later.",
    "cannot-tell": "Canvas answered in a way that says neither yes nor no.",
}


class PreflightFinding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong, or cannot be told.

    Attributes:
        code: What it is, for programs.
        text: The same for people, with what to do.
        scopes: The missing scopes, for `missing-scopes`.
    """

    code: FindingCode
    text: str
    scopes: tuple[str, ...] = ()


class PreflightReport(Struct, frozen=True, kw_only=True):
    """What the pre-flight saw.

    Attributes:
        findings: Empty when everything is right so far.
        is_secret_proven: Whether Canvas confirmed the secret.
    """

    findings: tuple[PreflightFinding, ...] = ()
    is_secret_proven: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether nothing speaks against going on."""
        return not self.findings


def preflight(transport: Transport, oauth: OAuth, *, scopes: tuple[str, ...] = SCOPES) -> PreflightReport:
    """Ask Canvas about a key, its secret, its redirect URI and its scopes. Two requests, no session, no side effect.

    The second costs a third of the throttle's bucket of our address: once for each time a key is saved.
    """
    findings = _asked(lambda: _authorize_finding(transport, oauth, scopes))
    if findings and findings[0].code in {"unknown-key", "not-a-canvas", "insecure", "forbidden-address", "unavailable"}:
        return PreflightReport(findings=findings)
    about_secret = _asked(lambda: _secret_finding(oauth))
    return PreflightReport(findings=findings + about_secret, is_secret_proven=not about_secret)


def _asked(question: Callable[[], PreflightFinding | None]) -> tuple[PreflightFinding, ...]:
    try:
        finding = question()
    except InsecureConnectionError as error:
        finding = _finding("insecure", str(error))
    except ForeignAddressError as error:
        finding = _finding("forbidden-address", str(error))
    except (CanvasUnavailableError, CanvasThrottledError) as error:
        finding = _finding("unavailable", str(error))
    except CanvasError as error:
        finding = _finding("not-a-canvas", str(error))
    return (finding,) if finding else ()


def _authorize_finding(transport: Transport, oauth: OAuth, scopes: tuple[str, ...]) -> PreflightFinding | None:
    query = oauth.authorize_query(secrets.token_urlsafe(24), scopes, "Curbcut")
    answer = transport.exchange(Call(endpoint=AUTHORIZE, query=tuple(query.multi_items())))
    error = _error_name(answer)
    if answer.status == 401 and error == "invalid_client":
        return _finding("unknown-key")
    if answer.status == 400 and error == "invalid_request":
        return _finding("redirect-mismatch")
    if answer.status == 429 or answer.status >= 500:
        raise CanvasUnavailableError(f"Canvas cannot answer now: status {answer.status}.")
    if 300 <= answer.status < 400 and "Location" in answer.headers:
        return _redirect_finding(transport, oauth, answer)
    return _finding("not-a-canvas")


def _redirect_finding(transport: Transport, oauth: OAuth, answer: Answer) -> PreflightFinding | None:
    target = urljoin(f"{transport.origin}{AUTHORIZE.path}", answer.headers["Location"])
    if _is_same_place(target, oauth.redirect_uri):
        error = redirect_error(urlsplit(target).query)
        return _refusal(error) if error else _finding("cannot-tell")
    if urlsplit(target).path.startswith("/login"):
        return None
    return _finding("not-a-canvas")


def _refusal(error: AuthorizationError) -> PreflightFinding:
    if error.error == "invalid_scope":
        return PreflightFinding(code="missing-scopes", text=_TEXTS["missing-scopes"], scopes=error.missing_scopes)
    if error.error == "unauthorized_client":
        return _finding("key-off")
    return _finding("cannot-tell", str(error))


def _secret_finding(oauth: OAuth) -> PreflightFinding | None:
    """Offer a code that cannot exist: Canvas looks at the secret first."""
    code = "0" * 128
    answer = oauth.ask_token({"grant_type": "authorization_code", "code": code, "redirect_uri": oauth.redirect_uri})
    refusal = refusal_of(answer) if answer.status != 200 else CanvasShapeError("Canvas took a code that cannot exist.")
    if not isinstance(refusal, AuthorizationError):
        raise refusal
    if refusal.error == "invalid_client":
        return _finding("unknown-key" if "unknown client" in str(refusal) else "wrong-secret")
    return None if refusal.error == "invalid_grant" else _finding("cannot-tell", str(refusal))


def _error_name(answer: Answer) -> str:
    try:
        body = msgspec.json.decode(answer.content)
    except msgspec.DecodeError:
        return ""
    return str(body.get("error", "")) if isinstance(body, dict) else ""


def _is_same_place(address: str, redirect_uri: str) -> bool:
    left, right = urlsplit(address), urlsplit(redirect_uri)
    return (left.scheme, left.netloc, left.path) == (right.scheme, right.netloc, right.path)


def _finding(code: FindingCode, detail: str = "") -> PreflightFinding:
    return PreflightFinding(code=code, text=f"{_TEXTS[code]} {detail}".strip())
