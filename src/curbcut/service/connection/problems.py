"""What can be wrong with a connection: for each, what happened, what to do about it, and who has to."""

from dataclasses import dataclass

from curbcut.canvas.errors import (
    AccessTokenRefusedError,
    AuthorizationError,
    CanvasError,
    CanvasShapeError,
    CanvasThrottledError,
    CanvasUnavailableError,
    ForeignAddressError,
    GrantLostError,
    InsecureConnectionError,
    PermissionDeniedError,
    ScopeNotGrantedError,
)
from curbcut.canvas.preflight import PreflightFinding
from curbcut.canvas.scope_check import ConnectionReport
from curbcut.errors import CurbcutError

TEXTS = {
    # the key, seen before anyone signs in or by what Canvas sends back
    "unknown-key": "Canvas knows no active developer key with this ID. Copy the ID from the Details column of Canvas's Developer Keys page and save again.",
    "wrong-secret": "The secret does not belong to this developer key. Press Show Key on Canvas's Developer Keys page, copy the whole value and save again.",
    "secret-wanted": "Enter the secret of this developer key too. A secret that is kept is used only for the key and the Canvas address that it was saved with.",
    "key-off": "The developer key is off. A Canvas administrator has to switch its State to ON on the Developer Keys page; then grant access again.",
    "redirect-mismatch": "The developer key does not list our redirect URI. Copy it from step 3 into Redirect URIs on the key, character for character, and save the key.",
    "missing-scopes": "The developer key does not allow every scope that Curbcut needs. A Canvas administrator has to tick these on the key and save it; then grant access again.",
    # the way to Canvas and back
    "denied": "Access was not granted: Cancel was pressed on Canvas's page. Grant access again and press Authorize.",
    "state-missing": "Canvas's answer does not say which request of ours it belongs to (its state is missing). Start again with Save and grant access.",
    "state-unknown": "Canvas's answer does not belong to a request that you made here. If you did not start this, close the page; otherwise start again with Save and grant access.",
    "state-used": "This answer of Canvas was used already, or is more than an hour old. Start again with Save and grant access.",
    "state-of-another-institution": "This answer of Canvas belongs to another institution. Start again from that institution's Configuration page.",
    "code-missing": "Canvas sent you back without a code. Start again with Save and grant access.",
    "code-expired": "The code from Canvas is no longer valid: it lives ten minutes and works once. Start again with Save and grant access.",
    "authorization-refused": "Canvas did not grant access. It says: {detail}",
    # what the check finds
    "not-an-administrator": "{person} administers no account in this Canvas, so no course can be listed. An administrator of the root account has to press Authorize.",
    "includes-off": "Allow Include Parameters is off on the developer key, so syllabuses and some other parts cannot be read. A Canvas administrator has to tick it on the key; then check again.",
    "masquerade": "Access was granted while acting as another user ({person}), and has only that user's rights. Grant it again without acting as somebody.",
    "lacks-right": "{person} lacks the rights in Canvas that these need. A Canvas administrator can give them under Permissions; then check again.",
    "not-enforced": "The developer key does not enforce scopes, so its tokens reach everything that {person} may. Everything works; switching Enforce Scopes on limits Curbcut to the 27 listed scopes.",
    "download-scope-missing": "Canvas no longer lets us download files with the 27 scopes alone. Files are shown as could not be checked until a Canvas administrator adds this scope to the key and access is granted again; everything else goes on.",
    "download-failed": "A course file could not be downloaded, so files may be shown as could not be checked: {detail}",
    # a connection that breaks later
    "grant-lost": "Canvas no longer honours the access that was granted: the key was switched off, changed or deleted, a scope was taken off it, the token was revoked, or its user is gone. A Canvas administrator has to look at the key and press Save and grant access again.",
    "token-refused": "Canvas does not accept this access token: it is wrong, expired or deleted, or its user is gone. Make a new one in Canvas under Account, Settings, and save it here.",
    "canvas-down": "Canvas does not answer just now. Nothing is lost: we try again every ten minutes, or press Check again.",
    "throttled": "Canvas asks us to slow down. Nothing is lost: we try again every ten minutes.",
    "canvas-silent": "Canvas does not answer just now, or asks us to wait after several tries in a row. Look whether the address is spelled right; if it is, wait a minute, then press Save and grant access again.",
    "not-connected": "The institution is not connected to its Canvas. Save a developer key and grant access.",
    "secret-unreadable": "The secrets of this connection do not open: the master key that encrypted them is not configured. The operator of this deployment has to add it to CURBCUT_MASTER_KEYS, or enter the developer key's secret again.",
    # the address
    "not-an-address": "That is not the address of a Canvas. It looks like https://example.instructure.com.",
    "not-https": "The address begins with http://. Secrets are sent over https:// only; please enter it so.",
    "not-a-canvas": "This address does not answer like a Canvas. Check it; it looks like https://example.instructure.com.",
    "private-address": "The address leads into a private network, and is not asked from here. Use the public address of your Canvas.",
    "certificate": "The certificate of this address does not hold, so nothing was sent to it. The administrator of that server has to mend it.",
    "cannot-tell": "Canvas answered in a way that says neither yes nor no: {detail}",
}
"""Wording by permanent code."""

LOST = frozenset({"grant-lost", "token-refused", "not-connected", "secret-unreadable"})
"""With these nothing can be asked of Canvas until a person has done something."""
PASSING = frozenset({"canvas-down", "throttled"})
"""These go away by themselves, so we look again."""
_REMARKS = frozenset({"not-enforced", "download-scope-missing", "download-failed"})

_OF_PREFLIGHT = {"unavailable": "canvas-silent", "insecure": "certificate", "forbidden-address": "private-address"}
_OF_AUTHORIZATION = {
    "access_denied": "denied",
    "unauthorized_client": "key-off",
    "invalid_client": "wrong-secret",
    "invalid_grant": "code-expired",
    "invalid_scope": "missing-scopes",
}
_OF_ERROR: tuple[tuple[type[CurbcutError], str], ...] = (
    (GrantLostError, "grant-lost"),
    (AccessTokenRefusedError, "grant-lost"),
    (PermissionDeniedError, "grant-lost"),
    (CanvasThrottledError, "throttled"),
    (CanvasUnavailableError, "canvas-down"),
    (InsecureConnectionError, "certificate"),
    (ForeignAddressError, "private-address"),
    (CanvasShapeError, "not-a-canvas"),
)
_BY_CODE = {"not-connected": "not-connected", "encryption-error": "secret-unreadable"}
_SOMEBODY = "The person who authorized"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: Permanent name.
        text: What happened, what to do and who has to.
        scopes: Scope strings that it is about, listed below the text.
        stops_work: Whether courses cannot be read as they should because of it; otherwise it is good to know.
    """

    code: str
    text: str
    scopes: tuple[str, ...] = ()
    stops_work: bool = True

    @property
    def whole_text(self) -> str:
        """The text with its scopes, where no list can be shown."""
        return f"{self.text} {', '.join(self.scopes)}" if self.scopes else self.text


def problem(code: str, *, scopes: tuple[str, ...] = (), detail: str = "", person: str = "") -> Problem:
    """Word a problem.

    Args:
        code: A key of `TEXTS`.
        scopes: Scope strings that it is about.
        detail: What Canvas says, for texts that quote it.
        person: Who authorized, for texts that name them.
    """
    text = TEXTS[code].format(detail=detail, person=person or _SOMEBODY)
    return Problem(code, text, scopes, stops_work=code not in _REMARKS)


def of_preflight(finding: PreflightFinding) -> Problem:
    """Word what the pre-flight saw."""
    return problem(_OF_PREFLIGHT.get(finding.code, finding.code), scopes=finding.scopes, detail=finding.text)


def of_exchange(error: CanvasError) -> Problem:
    """Word what went wrong with the code; there is nothing yet that could be looked at again by itself."""
    return problem("canvas-silent") if error.retryable else of_error(error)


def of_error(error: CurbcutError, *, by_developer_key: bool = True) -> Problem:
    """Word what the client, or the store of secrets, raised.

    Args:
        error: The exception.
        by_developer_key: Whether the institution is connected by developer key; a token's owner does something else.
    """
    if isinstance(error, AuthorizationError):
        code = _OF_AUTHORIZATION.get(error.error, "authorization-refused")
        return problem(code, scopes=error.missing_scopes, detail=str(error))
    if isinstance(error, ScopeNotGrantedError):
        return problem("missing-scopes", scopes=(error.scope,))
    code = _BY_CODE.get(error.code) or next(
        (code for kind, code in _OF_ERROR if isinstance(error, kind)), "cannot-tell"
    )
    if code == "grant-lost" and not by_developer_key:
        code = "token-refused"
    return problem(code, detail=str(error))


def of_report(
    report: ConnectionReport, *, person: str, by_developer_key: bool, is_masquerade: bool
) -> tuple[Problem, ...]:
    """Name everything that a check found, what stops work first."""
    lacking = tuple(result.scope for result in report.scopes if result.lacks_right)
    missing_download = (report.download_scope,) if report.download_scope else ()
    applies = (
        (bool(report.missing_scopes), problem("missing-scopes", scopes=report.missing_scopes)),
        (report.includes == "off", problem("includes-off")),
        (not report.accounts, problem("not-an-administrator", person=person)),
        (is_masquerade, problem("masquerade", person=person)),
        (bool(lacking), problem("lacks-right", scopes=lacking, person=person)),
        (report.download == "scope-missing", problem("download-scope-missing", scopes=missing_download)),
        (report.download == "failed", problem("download-failed", detail=report.download_detail or "")),
        (by_developer_key and report.enforcement == "off", problem("not-enforced", person=person)),
    )
    return tuple(found for is_so, found in applies if is_so)
