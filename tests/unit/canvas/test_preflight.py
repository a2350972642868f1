"""What Canvas says of a key before a login, as findings by name."""

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, a_transport, json_answer, script

from curbcut.canvas.oauth import OAuth
from curbcut.canvas.preflight import preflight
from curbcut.canvas.secret import Secret

CALLBACK = "https://curbcut.example/api/v2/1/auth/canvas/callback"
LOGIN = httpx.Response(302, headers={"Location": f"{CANVAS}/login"})
SECRET_RIGHT = json_answer({"error": "invalid_grant", "error_description": "authorization_code not found"}, 400)
SECRET_WRONG = json_answer({"error": "invalid_client", "error_description": "invalid client"}, 401)


def back(**parameters):
    return httpx.Response(302, headers={"Location": f"{CALLBACK}?{httpx.QueryParams(parameters)}"})


def codes(*answers):
    handler = script(*answers)
    transport = a_transport(handler)
    report = preflight(transport, OAuth(transport, 48, Secret("s"), CALLBACK))
    return [finding.code for finding in report.findings], report, handler.requests


def test_right_key_is_clear():
    found, report, requests = codes(LOGIN, SECRET_RIGHT)
    assert found == []
    assert report.is_clear
    assert report.is_secret_proven
    assert [request.method for request in requests] == ["GET", "POST"]
    assert not any("Authorization" in request.headers for request in requests)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([json_answer({"error": "invalid_client", "error_description": "unknown client"}, 401)], ["unknown-key"]),
        ([json_answer({"error": "invalid_request"}, 400), SECRET_RIGHT], ["redirect-mismatch"]),
        ([json_answer({"error": "invalid_request"}, 400), SECRET_WRONG], ["redirect-mismatch", "wrong-secret"]),
        ([LOGIN, SECRET_WRONG], ["wrong-secret"]),
        (
            [LOGIN, json_answer({"error": "invalid_client", "error_description": "unknown client"}, 401)],
            ["unknown-key"],
        ),
        ([back(error="unauthorized_client", state="x"), SECRET_RIGHT], ["key-off"]),
        ([back(error="unsupported_response_type"), SECRET_RIGHT], ["cannot-tell"]),
        ([back(code="x"), SECRET_RIGHT], ["cannot-tell"]),
        ([LOGIN, httpx.Response(302, headers={"Location": CALLBACK})], ["cannot-tell"]),
        ([httpx.Response(200, text="<html>Welcome</html>")], ["not-a-canvas"]),
        ([httpx.Response(404, text="Not found")], ["not-a-canvas"]),
        ([httpx.Response(302, headers={"Location": "https://elsewhere.example/"})], ["not-a-canvas"]),
        ([httpx.Response(302)], ["not-a-canvas"]),
        ([httpx.Response(502, text="<html>")], ["unavailable"]),
        ([httpx.ConnectError("x")], ["unavailable"]),
        ([httpx.ReadTimeout("x")], ["unavailable"]),
        ([LOGIN, httpx.Response(200, text="<html>")], ["not-a-canvas"]),
        ([LOGIN, httpx.Response(429, text="Rate Limit Exceeded")], ["unavailable"]),
    ],
)
def test_each_fault_has_its_own_finding(answers, expected):
    found, report, _ = codes(*answers)
    assert found == expected
    assert not report.is_clear
    assert all(finding.text for finding in report.findings)


def test_missing_scopes_are_named():
    text = (
        "The following scopes were requested, but not granted: url:GET|/api/v1/accounts and url:PUT|/api/v1/files/:id"
    )
    _, report, _ = codes(back(error="invalid_scope", error_description=text), SECRET_RIGHT)
    [finding] = report.findings
    assert finding.code == "missing-scopes"
    assert finding.scopes == ("url:GET|/api/v1/accounts", "url:PUT|/api/v1/files/:id")


def test_private_address_is_not_asked():
    transport = a_transport(lambda _r: pytest.fail("asked"))

    def refuse(_call, _token=None):
        transport.guard.addresses_of("canvas.example.edu", 443)

    transport.guard._resolve = lambda _h, _p: ["10.0.0.1"]
    transport.exchange = refuse
    report = preflight(transport, OAuth(transport, 48, Secret("s"), CALLBACK))
    assert [finding.code for finding in report.findings] == ["forbidden-address"]
