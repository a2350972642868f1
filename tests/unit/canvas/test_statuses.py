"""Every row of Canvas's table of refusals becomes its own error."""

import httpx
import pytest

from curbcut.canvas import errors, scopes
from curbcut.canvas.exchange import Answer, Call
from curbcut.canvas.statuses import error_of, remaining_of, wait_seconds_of

BEARER = {"WWW-Authenticate": 'Bearer realm="canvas-lms"'}


def answer(status, body="", headers=None, endpoint=scopes.LIST_PAGES):
    content = body.encode() if isinstance(body, str) else body
    call = Call(endpoint=endpoint, ids={"course_id": 1})
    return Answer(call=call, status=status, headers=httpx.Headers(headers or {}), content=content)


@pytest.mark.parametrize("status", [200, 201, 204])
def test_success_is_no_error(status):
    assert error_of(answer(status, "[]")) is None


@pytest.mark.parametrize(
    ("status", "body", "headers", "kind"),
    [
        (401, '{"errors":[{"message":"Invalid access token."}]}', BEARER, errors.AccessTokenRefusedError),
        (401, '{"errors":[{"message":"Jeton invalide."}]}', BEARER, errors.AccessTokenRefusedError),
        (401, '{"errors":[{"message":"Insufficient scopes on access token."}]}', {}, errors.ScopeNotGrantedError),
        (401, '{"status":"unauthorized","errors":[{"message":"x"}]}', {}, errors.PermissionDeniedError),
        (403, '{"status":"unauthorized","errors":[{"message":"x"}]}', {}, errors.PermissionDeniedError),
        (401, '{"errors":"Invalid as_user_id"}', {}, errors.PermissionDeniedError),
        (401, "<html>Log in to the proxy</html>", {}, errors.CanvasShapeError),
        (403, "403 Forbidden (Rate Limit Exceeded)\n", {}, errors.CanvasThrottledError),
        (429, "429 Too Many Requests (Rate Limit Exceeded)\n", {}, errors.CanvasThrottledError),
        (403, "<html>blocked</html>", {}, errors.PermissionDeniedError),
        (403, '{"errors":{}}', {}, errors.ContentRejectedError),
        (404, '{"errors":[{"message":"The specified resource does not exist."}]}', {}, errors.NotFoundError),
        (404, '{"message":"That page has been disabled for this course"}', {}, errors.TabDisabledError),
        (409, '{"message":"file already exists"}', {}, errors.ConflictError),
        (400, '{"errors":{"title":[{"message":"too long"}]}}', {}, errors.ContentRejectedError),
        (422, '{"errors":[{"field":"name","message":"no"}]}', {}, errors.ContentRejectedError),
        (
            400,
            '{"errors":{"base":[{"message":"cannot change column(s): body - locked by Master Course"}]}}',
            {},
            errors.LockedByBlueprintError,
        ),
        (500, '{"errors":[{"message":"An error occurred."}],"error_report_id":123}', {}, errors.CanvasUnavailableError),
        (502, "<html>Bad Gateway</html>", {}, errors.CanvasUnavailableError),
        (503, "", {}, errors.CanvasUnavailableError),
        (408, "", {}, errors.CanvasUnavailableError),
        (302, "", {"Location": "/login"}, errors.CanvasShapeError),
        (418, "", {}, errors.CanvasShapeError),
    ],
)
def test_refusal_becomes_its_own_error(status, body, headers, kind):
    error = error_of(answer(status, body, headers))
    assert type(error) is kind
    assert error.status == status


def test_missing_scope_is_named():
    error = error_of(answer(401, '{"errors":[{"message":"Insufficient scopes on access token."}]}'))
    assert isinstance(error, errors.ScopeNotGrantedError)
    assert error.scope == "url:GET|/api/v1/courses/:course_id/pages"
    assert error.scope in str(error)


def test_names_for_support_are_kept():
    error = error_of(answer(500, '{"error_report_id":123}', {"X-Request-Context-Id": "abc"}))
    assert error is not None
    assert (error.error_report_id, error.request_context_id) == ("123", "abc")


@pytest.mark.parametrize("body", ["[" * 100_000, '{"errors":' * 50_000, '{"message":"' + "x" * 100_000 + '"}', "\xff"])
def test_hostile_error_body_makes_a_short_text(body):
    error = error_of(answer(400, body))
    assert isinstance(error, errors.ContentRejectedError)
    assert len(str(error)) < 400


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "999999"}, 600.0),
        ({"X-Rate-Limit-Remaining": "0.0"}, 20.0),
        ({"X-Rate-Limit-Remaining": "150"}, 5.0),
        ({"X-Rate-Limit-Remaining": "599"}, 1.0),
        ({"X-Rate-Limit-Remaining": "nan"}, 20.0),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 20.0),
        ({}, 20.0),
    ],
)
def test_wait_follows_the_bucket(headers, seconds):
    assert wait_seconds_of(httpx.Headers(headers)) == pytest.approx(seconds)


def test_remaining_is_read_whatever_the_case_of_its_name():
    assert remaining_of(httpx.Headers({"x-rate-limit-remaining": "512.5"})) == pytest.approx(512.5)
    assert remaining_of(httpx.Headers({"X-Rate-Limit-Remaining": "many"})) is None


def test_codes_are_unique_and_permanent():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.CanvasError)]
    codes = [kind.code for kind in kinds]
    assert len(codes) == len(set(codes)) == 22
