"""The answers by which Canvas refuses, with their exact bodies (contract 3.2, 5 and 6)."""

import itertools
from collections.abc import Mapping

from canvas_sandbox.model import State

BEARER_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="canvas-lms"'}
"""Sent when the token is the trouble, never when scope or permission is (contract 3.2)."""

_error_report_ids = itertools.count(1272)


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """An answer other than the one asked for; the app sends it as it stands.

    Attributes:
        status: HTTP status.
        body: JSON value, or plain text when it is a string.
        headers: Further headers.
    """

    def __init__(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def _message(text: str) -> dict[str, object]:
    return {"errors": [{"message": text}]}


def not_found() -> Refusal:
    """A record or course that is unknown or deleted (contract 6)."""
    return Refusal(404, _message("The specified resource does not exist."))


def page_not_found() -> Refusal:
    """A wiki page that is unknown or deleted (contract 6)."""
    return Refusal(404, {"message": "page not found"})


def tab_disabled() -> Refusal:
    """The course's tab is switched off for the caller (contract 6)."""
    return Refusal(404, {"message": "That page has been disabled for this course"})


def unauthenticated() -> Refusal:
    """No token at all (contract 3.2)."""
    body = {"status": "unauthenticated", **_message("user authorization required")}
    return Refusal(401, body, BEARER_CHALLENGE)


def invalid_token() -> Refusal:
    """A token unknown, past its hour, of an inactive key or of a key that is off (contract 3.2)."""
    return Refusal(401, _message("Invalid access token."), BEARER_CHALLENGE)


def revoked_token() -> Refusal:
    """A token that was deleted (contract 3.2, newer versions)."""
    return Refusal(401, _message("Revoked access token."), BEARER_CHALLENGE)


def expired_token(expired_at: str) -> Refusal:
    """A manual token past its permanent expiry (contract 3.2)."""
    body = {"errors": [{"message": "Expired access token.", "expired_at": expired_at}]}
    return Refusal(401, body, BEARER_CHALLENGE)


def insufficient_scopes() -> Refusal:
    """The token's scopes do not reach this path; no challenge, with an error report (contract 3.2)."""
    body = {**_message("Insufficient scopes on access token."), "error_report_id": next(_error_report_ids)}
    return Refusal(401, body)


def unauthorized(state: State) -> Refusal:
    """The user lacks the right: 403 on hosted Canvas, 401 on older and self-hosted (contract 3.2)."""
    body = {"status": "unauthorized", **_message("user not authorized to perform that action")}
    return Refusal(state.switches.permission_status, body)


def invalid_as_user_id() -> Refusal:
    """Masquerading without the right or as nobody (contract 3.2)."""
    return Refusal(401, {"errors": "Invalid as_user_id"})


def bad_request(message: str) -> Refusal:
    """400 in the form `{"errors":[{"message":...}]}`, as for a missing wrapper parameter (contract 6)."""
    return Refusal(400, _message(message))


def bad_request_message(message: str, *, status: int = 400) -> Refusal:
    """400 (or another status) in the form `{"message":...}`, as uploads and terms answer (contract 6)."""
    return Refusal(status, {"message": message})


def validation(field: str, message: str, *, error_type: str = "invalid", status: int = 400) -> Refusal:
    """A model's error JSON (contract 6).

    Args:
        field: The attribute, or `base`.
        message: Text for people.
        error_type: Kind of fault, such as `blank`, `too_long` or `invalid`.
        status: 400, or 403 in the cases that contract 6 lists.
    """
    error = {"attribute": field, "type": error_type, "message": message}
    return Refusal(status, {"errors": {field: [error]}})


def search_term_too_short(minimum: int = 3) -> Refusal:
    """A `search_term` of too few characters (contract 6)."""
    error = {"field": "search_term", "code": "invalid", "message": f"{minimum} or more characters is required"}
    return Refusal(400, {"errors": [error]})


def throttled(status: int) -> Refusal:
    """The bucket is full: plain text, 429 or 403 (contract 5)."""
    phrase = "429 Too Many Requests" if status == 429 else "403 Forbidden"
    return Refusal(status, f"{phrase} (Rate Limit Exceeded)\n", {"X-Rate-Limit-Remaining": "0.0"})


def internal_error() -> Refusal:
    """A bug of Canvas (contract 6)."""
    error = {"message": "An error occurred.", "error_code": "internal_server_error"}
    return Refusal(500, {"errors": [error], "error_report_id": next(_error_report_ids)})
