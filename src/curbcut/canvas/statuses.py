"""From an answer's status and body to a typed error: the one place that knows Canvas's error shapes.

Source: Canvas `lib/authentication_methods.rb`, `app/controllers/application_controller.rb`, `request_throttle.rb`.
"""

import math
from typing import Any

import httpx
import msgspec

from curbcut.canvas.errors import (
    AccessTokenRefusedError,
    CanvasError,
    CanvasShapeError,
    CanvasThrottledError,
    CanvasUnavailableError,
    ConflictError,
    ContentRejectedError,
    LockedByBlueprintError,
    NotFoundError,
    PermissionDeniedError,
    ScopeNotGrantedError,
    TabDisabledError,
)
from curbcut.canvas.exchange import Answer

THROTTLE_TEXT = b"Rate Limit Exceeded"
INSUFFICIENT_SCOPES = "Insufficient scopes on access token."
HIGH_WATER_MARK = 600.0
"""Canvas refuses at this level of its bucket, which drains by `OUTFLOW` a second (`request_throttle.rb`)."""
OUTFLOW = 10.0
_QUOTED_CHARACTERS = 300


def error_of(answer: Answer) -> CanvasError | None:
    """Return what went wrong, `None` when the answer is a success."""
    if 200 <= answer.status < 300:
        return None
    error = _error(answer, _json_of(answer))
    error.status = answer.status
    error.request_context_id = answer.headers.get("X-Request-Context-Id", "")[:100]
    body = _json_of(answer)
    if isinstance(body, dict):
        error.error_report_id = str(body.get("error_report_id", ""))[:100]
    return error


def _error(answer: Answer, body: Any) -> CanvasError:
    what = answer.call.endpoint.name
    status = answer.status
    if status == 429 or (status == 403 and THROTTLE_TEXT in answer.content[:200]):
        return CanvasThrottledError(f"Canvas asked us to wait ({what}).", wait_seconds_of(answer.headers))
    if status == 401:
        return _unauthorized(answer, body)
    if status >= 500 or status == 408:
        return CanvasUnavailableError(f"Canvas cannot answer now: status {status} ({what}).")
    if status == 403:
        return _forbidden(what, body)
    if status == 404:
        return _not_found(what, body)
    if status == 409:
        return ConflictError(f"Canvas could not {what}: {_text_of(body)}")
    if status in {400, 413, 422}:
        return _rejected(what, body)
    return CanvasShapeError(f"Canvas answered with status {status} ({what}). Is there a Canvas at this address?")


def _unauthorized(answer: Answer, body: Any) -> CanvasError:
    what = answer.call.endpoint.name
    if "WWW-Authenticate" in answer.headers:
        return AccessTokenRefusedError(f"Canvas refused the access token ({what}).")
    if INSUFFICIENT_SCOPES in _text_of(body):
        scope = answer.call.endpoint.scope
        return ScopeNotGrantedError(
            f"Canvas does not let us {what}: add the scope {scope} to the developer key and authorize again.", scope
        )
    if isinstance(body, dict) and "errors" in body:
        return _denied(what, body)
    return CanvasShapeError(f"Something that is not the Canvas API asked for a login ({what}).")


def _forbidden(what: str, body: Any) -> CanvasError:
    if isinstance(body, dict) and body.get("errors") == {}:
        return ContentRejectedError(f"Canvas could not {what}: its dates or its grading period are closed.")
    return _denied(what, body)


def _denied(what: str, body: Any) -> PermissionDeniedError:
    # The text may be in the language of the user; it is shown to people and never compared.
    return PermissionDeniedError(
        f"The person who authorized may not {what} here. Canvas says: {_text_of(body) or 'nothing'}"
    )


def _not_found(what: str, body: Any) -> NotFoundError:
    if isinstance(body, dict) and "disabled for this course" in str(body.get("message", "")):
        return TabDisabledError(f"The course has switched this page off ({what}).")
    return NotFoundError(f"Canvas knows no such record ({what}).")


def _rejected(what: str, body: Any) -> ContentRejectedError:
    text = _text_of(body)
    if "locked by Master Course" in text:
        return LockedByBlueprintError(f"Canvas could not {what}: the blueprint course locks it. Change it there.")
    return ContentRejectedError(f"Canvas could not {what}: {text or 'it gave no reason'}")


def wait_seconds_of(headers: httpx.Headers) -> float:
    """Say how long to wait: `Retry-After` when Canvas sends it, else until a third of its bucket is free again."""
    announced = _number(headers.get("Retry-After"))
    if announced is not None and announced >= 0:
        return min(announced, 600.0)
    remaining = _number(headers.get("X-Rate-Limit-Remaining")) or 0.0
    return min(max(HIGH_WATER_MARK / 3 - remaining, OUTFLOW) / OUTFLOW, 60.0)


def remaining_of(headers: httpx.Headers) -> float | None:
    """Return what is left in the bucket by `X-Rate-Limit-Remaining`, `None` when Canvas did not say."""
    return _number(headers.get("X-Rate-Limit-Remaining"))


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text else None
    except ValueError:
        return None
    return number if number is not None and math.isfinite(number) else None


def _json_of(answer: Answer) -> Any:
    try:
        return msgspec.json.decode(answer.content)
    except (msgspec.DecodeError, RecursionError):
        return None


def _text_of(body: Any) -> str:
    """Collect the messages of any of Canvas's error shapes, for people."""
    messages: list[str] = []
    _collect(body, messages, 0)
    return "; ".join(messages)[:_QUOTED_CHARACTERS]


def _collect(body: Any, messages: list[str], depth: int) -> None:
    if depth > 5 or len(messages) > 10:
        return
    if isinstance(body, dict):
        for name, value in body.items():
            if isinstance(value, str) and name in {"message", "errors", "error_description"}:
                messages.append(value)
            elif isinstance(value, dict | list):
                _collect(value, messages, depth + 1)
    elif isinstance(body, list):
        for value in body:
            _collect(value, messages, depth + 1)
