"""What can be wrong with a connection: for each, what happened and what the reader can do, and who has to."""

from dataclasses import dataclass

from curbcut.canvas.errors import (
    AuthorizationError,
    CanvasError,
    CanvasShapeError,
    CanvasThrottledError,
    CanvasUnavailableError,
    ForeignAddressError,
    GrantLostError,
    InsecureConnectionError,
    ScopeNotGrantedError,
)
from curbcut.canvas.preflight import PreflightFinding
from curbcut.canvas.scope_check import ConnectionReport

TEXTS = {
    "unknown-key": "Canvas knows no active developer key with this ID. Copy the ID from the Details column of the Developer Keys page and save again.",
    "wrong-secret": "The secret does not belong to this developer key. Press Show Key on the Developer Keys page, copy the whole value and save again.",
    "key-off": "The developer key is off. Switch its State to ON on the Developer Keys page, then grant access again.",
    "redirect-mismatch": "The developer key does not list our redirect URI. Copy it from step 3 into Redirect URIs on the key, character for character, and save the key.",
    "missing-scopes": "The developer key does not allow these scopes. Tick them on the key, save it, and grant access again: {scopes}",
    "denied": "Access was not granted: Cancel was pressed on Canvas's page. Grant access again and press Authorize.",
    "state-missing": "Canvas's answer does not belong to a request of ours (its state is missing). Start again with Save and grant access.",
    "state-unknown": "Canvas's answer does not belong to a request that we made. If you did not start this, close the page; otherwise start again with Save and grant access.",
    "state-used": "This answer of Canvas was used already. Start again with Save and grant access.",
    "state-of-another-institution": "This answer belongs to another institution. Start again from that institution's Configuration page.",
    "code-expired": "The code from Canvas is no longer valid: it lives ten minutes and works once. Start again with Save and grant access.",
    "authorization-refused": "Canvas refused: {detail}",
    "not-an-administrator": "{person} administers no account in this Canvas, so no course can be listed. A Canvas administrator of the root account has to press Authorize.",
    "includes-off": "Allow Include Parameters is off on the developer key, so the syllabus and other parts cannot be read. Switch it on and check again.",
    "not-enforced": "The developer key does not enforce scopes: its tokens reach everything that the user may. Everything works; switching Enforce Scopes on limits Curbcut to the 27 listed scopes.",
    "download-scope-missing": "Canvas no longer lets us download files with the 27 scopes alone. Files are shown as could not be checked until this scope is added to the key and access is granted again: {scopes}",
    "download-failed": "A course file could not be downloaded: {detail}",
    "masquerade": "The access was granted while acting as another user. It has that user's rights only; grant it again without acting as somebody.",
    "lacks-right": "{person} lacks rights in Canvas for: {scopes}. A Canvas administrator can give them under Permissions.",
    "grant-lost": "Canvas no longer honours the access that was granted: the key was switched off or changed, a scope was removed, or the token was revoked. An administrator has to press Save and grant access again.",
    "token-refused": "Canvas does not accept this access token. Make a new one in Canvas under Account, Settings, and save it here.",
    "canvas-down": "Canvas does not answer just now. Nothing is lost; we try again by ourselves, or press Check again.",
    "throttled": "Canvas asks us to slow down. Nothing is lost; press Check again in some minutes.",
    "not-a-canvas": "This address does not answer like a Canvas. Check the address, for example https://example.instructure.com.",
    "not-https": "The address of Canvas begins with http://. Secrets are sent only over https://; please use that.",
    "private-address": "The address leads into a private network or is not allowed. Use the public address of your Canvas.",
    "certificate": "The certificate of this address does not hold, so nothing was sent to it. Your Canvas or network administrator has to mend it.",
    "not-connected": "The institution is not connected to its Canvas.",
    "cannot-tell": "Canvas answered in a way that says neither yes nor no: {detail}",
}
"""Wording by permanent code."""

_OF_PREFLIGHT = {
    "unavailable": "canvas-down",
    "insecure": "certificate",
    "forbidden-address": "private-address",
}
_OF_AUTHORIZATION = {
    "access_denied": "denied",
    "unauthorized_client": "key-off",
    "invalid_client": "wrong-secret",
    "invalid_grant": "code-expired",
    "invalid_scope": "missing-scopes",
}
_SHOWN_ONLY = {"not-enforced", "download-scope-missing", "download-failed"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: Permanent name.
        text: What happened and what to do.
        scopes: Scope strings that it is about.
        stops_work: Whether courses cannot be read because of it.
    """

    code: str
    text: str
    scopes: tuple[str, ...] = ()
    stops_work: bool = True


def problem(
    code: str, *, scopes: tuple[str, ...] = (), detail: str = "", person: str = "The person who authorized"
) -> Problem:
    """Word a problem."""
    text = TEXTS[code].format(scopes=", ".join(scopes), detail=detail, person=person)
    return Problem(code, text, scopes, stops_work=code not in _SHOWN_ONLY)


def of_preflight(finding: PreflightFinding) -> Problem:
    """Word what the pre-flight saw."""
    code = _OF_PREFLIGHT.get(finding.code, finding.code)
    return problem(code, scopes=finding.scopes, detail=finding.text)


def of_error(error: CanvasError) -> Problem:
    """Word what the client raised."""
    match error:
        case AuthorizationError():
            code = _OF_AUTHORIZATION.get(error.error, "authorization-refused")
            return problem(code, scopes=error.missing_scopes, detail=str(error))
        case GrantLostError():
            return problem("not-connected" if error.code == "not-connected" else "grant-lost")
        case ScopeNotGrantedError():
            return problem("missing-scopes", scopes=(error.scope,))
        case CanvasThrottledError():
            return problem("throttled")
        case CanvasUnavailableError():
            return problem("canvas-down")
        case InsecureConnectionError():
            return problem("certificate")
        case ForeignAddressError():
            return problem("private-address")
        case CanvasShapeError():
            return problem("not-a-canvas")
        case _:
            return problem("cannot-tell", detail=str(error))


def of_report(report: ConnectionReport, *, person: str, by_developer_key: bool) -> tuple[Problem, ...]:
    """Name everything that a check found, what stops work first."""
    found: list[Problem] = []
    if report.missing_scopes:
        found.append(problem("missing-scopes", scopes=report.missing_scopes))
    if report.includes == "off":
        found.append(problem("includes-off"))
    if not report.accounts:
        found.append(problem("not-an-administrator", person=person))
    if report.is_masquerade:
        found.append(problem("masquerade"))
    lacking = tuple(result.scope for result in report.scopes if result.lacks_right)
    if lacking:
        found.append(problem("lacks-right", scopes=lacking, person=person))
    if report.download == "scope-missing":
        found.append(problem("download-scope-missing", scopes=(report.download_scope or "",)))
    if report.download == "failed":
        found.append(problem("download-failed", detail=report.download_detail or ""))
    if by_developer_key and report.enforcement == "off":
        found.append(problem("not-enforced"))
    return tuple(found)
