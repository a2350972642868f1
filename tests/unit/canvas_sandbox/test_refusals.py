"""The exact bodies of contract 3.2, 5 and 6."""

import json

import pytest

from canvas_sandbox import refusals
from canvas_sandbox.model import State, Switches
from canvas_sandbox.replies import refuse

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="canvas-lms"'}


@pytest.mark.parametrize(
    ("refusal", "status", "body", "headers"),
    [
        (refusals.not_found(), 404, {"errors": [{"message": "The specified resource does not exist."}]}, {}),
        (refusals.page_not_found(), 404, {"message": "page not found"}, {}),
        (refusals.tab_disabled(), 404, {"message": "That page has been disabled for this course"}, {}),
        (
            refusals.unauthenticated(),
            401,
            {"status": "unauthenticated", "errors": [{"message": "user authorization required"}]},
            CHALLENGE,
        ),
        (refusals.invalid_token(), 401, {"errors": [{"message": "Invalid access token."}]}, CHALLENGE),
        (refusals.revoked_token(), 401, {"errors": [{"message": "Revoked access token."}]}, CHALLENGE),
        (
            refusals.expired_token("2026-01-01T00:00:00Z"),
            401,
            {"errors": [{"message": "Expired access token.", "expired_at": "2026-01-01T00:00:00Z"}]},
            CHALLENGE,
        ),
        (refusals.invalid_as_user_id(), 401, {"errors": "Invalid as_user_id"}, {}),
        (refusals.bad_request("wiki_page is missing"), 400, {"errors": [{"message": "wiki_page is missing"}]}, {}),
        (refusals.bad_request_message("x", status=409), 409, {"message": "x"}, {}),
        (
            refusals.validation("title", "can't be blank", error_type="blank"),
            400,
            {"errors": {"title": [{"attribute": "title", "type": "blank", "message": "can't be blank"}]}},
            {},
        ),
        (
            refusals.search_term_too_short(),
            400,
            {
                "errors": [
                    {"field": "search_term", "code": "invalid", "message": "3 or more characters is required"},
                ]
            },
            {},
        ),
    ],
)
def test_json_refusals(refusal, status, body, headers):
    answer = refuse(refusal)
    assert (answer.status_code, json.loads(answer.body), refusal.headers) == (status, body, headers)
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("status", [401, 403])
def test_permission(status):
    """Contract 3.2: 403 hosted, 401 older; `status` is what clients branch on."""
    refusal = refusals.unauthorized(State(switches=Switches(permission_status=status)))
    assert refusal.status == status
    assert refusal.body["status"] == "unauthorized"
    assert refusal.headers == {}


def test_reports_are_numbered_and_scope_errors_carry_no_challenge():
    first, second = refusals.insufficient_scopes(), refusals.insufficient_scopes()
    assert first.body["errors"] == [{"message": "Insufficient scopes on access token."}]
    assert second.body["error_report_id"] > first.body["error_report_id"]
    assert first.headers == {}


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (429, b"429 Too Many Requests (Rate Limit Exceeded)\n"),
        (403, b"403 Forbidden (Rate Limit Exceeded)\n"),
    ],
)
def test_throttled_is_plain_text(status, text):
    """Contract 5."""
    answer = refuse(refusals.throttled(status))
    assert (answer.status_code, answer.body) == (status, text)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
