"""The gate: order of checks, tokens, scopes, includes, throttle, faults (contract 3, 5, 6, 14)."""

import asyncio

import httpx
import pytest
from tests.builders.keyed_sandbox import LIST_ACCOUNTS, SHOW_COURSE, TOKEN, a_university, log_in, with_key, with_token
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.app import create_app
from canvas_sandbox.model import Fault

CHALLENGE = 'Bearer realm="canvas-lms"'
INVALID = {"errors": [{"message": "Invalid access token."}]}
HEADERS = bearer(TOKEN)


@pytest.fixture
def state():
    return a_university()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        yield client


def test_no_token(client):
    """Contract 3.2, first row."""
    answer = client.get("/api/v1/accounts")
    assert answer.status_code == 401
    assert answer.json() == {"status": "unauthenticated", "errors": [{"message": "user authorization required"}]}
    assert answer.headers["www-authenticate"] == CHALLENGE


@pytest.mark.parametrize("header", [f"bearer {TOKEN}", f"Token {TOKEN}", "Bearer", "Bearer "])
def test_exact_word_bearer(state, client, header):
    """Contract 3.1: exact word `Bearer`."""
    with_token(state)
    assert client.get("/api/v1/accounts", headers={"Authorization": header}).json()["status"] == "unauthenticated"


def test_token_as_parameter(state, client):
    """Contract 3.1: else parameter `access_token`."""
    with_token(state)
    assert client.get("/api/v1/accounts", params={"access_token": TOKEN}).status_code == 200


def test_token_unknown(client):
    answer = client.get("/api/v1/accounts", headers=bearer("x"))
    assert (answer.status_code, answer.json()) == (401, INVALID)
    assert answer.headers["www-authenticate"] == CHALLENGE


def test_token_past_its_hour(state, client):
    """Contract 3.2: "Invalid", not "Expired"."""
    with_token(state, with_key(state), expires_at=1.0)
    answer = client.get("/api/v1/accounts", headers=HEADERS)
    assert (answer.json(), answer.headers["www-authenticate"]) == (INVALID, CHALLENGE)


def test_manual_token_permanently_expired(state, client):
    with_token(state, expires_at=0.0)
    assert client.get("/api/v1/accounts", headers=HEADERS).json() == {
        "errors": [{"message": "Expired access token.", "expired_at": "1970-01-01T00:00:00Z"}]
    }


def test_token_revoked(state, client):
    with_token(state, workflow_state="deleted")
    answer = client.get("/api/v1/accounts", headers=HEADERS)
    assert answer.json() == {"errors": [{"message": "Revoked access token."}]}
    assert answer.headers["www-authenticate"] == CHALLENGE


@pytest.mark.parametrize("fields", [{"workflow_state": "inactive"}, {"workflow_state": "deleted"}, {"binding": "off"}])
def test_key_off_or_not_active_kills_its_tokens(state, client, fields):
    """Contract 3.2, 14 point 4: key OFF gives "Invalid access token."."""
    with_token(state, with_key(state, **fields))
    assert client.get("/api/v1/accounts", headers=HEADERS).json() == INVALID


def test_user_who_is_gone(state, client):
    with_token(state, user_id=99)
    assert client.get("/api/v1/accounts", headers=HEADERS).json() == INVALID


def test_scope_missing(state, client):
    """Contract 3.2: 401 without a challenge, with an error report."""
    with_token(state, with_key(state))
    answer = client.get("/api/v1/courses/0/pages", headers=HEADERS)
    assert answer.status_code == 401
    assert answer.json()["errors"] == [{"message": "Insufficient scopes on access token."}]
    assert isinstance(answer.json()["error_report_id"], int)
    assert "www-authenticate" not in answer.headers


def test_scope_is_checked_before_the_record(state, client):
    """Contract 0 fact 1, 3.3: missing scope 401, present 404, for the same id 0."""
    token = with_token(state, with_key(state))
    assert client.get("/api/v1/courses/0", headers=HEADERS).status_code == 404
    token.scopes = [LIST_ACCOUNTS]
    assert client.get("/api/v1/courses/0", headers=HEADERS).status_code == 401


def test_scopes_of_the_token_count_not_those_of_the_key(state, client):
    """Contract 0, fact 2."""
    with_token(state, with_key(state), scopes=[SHOW_COURSE])
    assert client.get("/api/v1/accounts", headers=HEADERS).status_code == 401


def test_head_counts_as_get(state, client):
    """Contract 3.3."""
    with_token(state, with_key(state))
    assert client.head("/api/v1/accounts", headers=HEADERS).status_code == 200
    assert client.put("/api/v1/courses/0", headers=HEADERS).status_code == 401


def test_escaped_slash_does_not_widen_a_scope(state, client):
    with_token(state, with_key(state))
    assert client.get("/api/v1/courses/0%2Fpages", headers=HEADERS).status_code in {401, 404}
    assert client.get("/api/v1/courses/0/pages", headers=HEADERS).status_code == 401


@pytest.mark.parametrize(("enforced", "status"), [(True, 401), (False, 404)])
def test_enforcement_probe(state, client, enforced, status):
    """Contract 3.4: `GET courses/0/modules` tells whether the key enforces scopes."""
    with_token(state, with_key(state, require_scopes=enforced))
    assert client.get("/api/v1/courses/0/modules", headers=HEADERS).status_code == status


def test_unknown_path_is_404_before_the_token(client):
    """Contract 3.3: routing comes before the token; Rails knows no 405."""
    for method, path in (("GET", "/api/v1/nothing"), ("DELETE", "/api/v1/accounts")):
        answer = client.request(method, path)
        assert answer.status_code == 404
        assert answer.json() == {"errors": [{"message": "The specified resource does not exist."}]}


@pytest.mark.parametrize("path", ["/api/v1/accounts/", "/api/v1/accounts.json"])
def test_format_and_trailing_slash(state, client, path):
    with_token(state)
    assert client.get(path, headers=HEADERS).status_code == 200


@pytest.mark.parametrize("status", [401, 403])
def test_permission_is_switchable(state, client, status):
    """Contract 3.2: 403 hosted, 401 older; no challenge."""
    state.switches.permission_status = status
    with_token(state, user_id=14)
    answer = client.get("/api/v1/accounts/1", headers=HEADERS)
    assert answer.status_code == status
    assert answer.json() == {
        "status": "unauthorized",
        "errors": [{"message": "user not authorized to perform that action"}],
    }
    assert "www-authenticate" not in answer.headers


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"allow_includes": True}, True),
        ({"allow_includes": False}, False),
        ({"allow_includes": False, "require_scopes": False}, True),
    ],
)
@pytest.mark.parametrize("query", ["include[]=syllabus_body", "includes[]=syllabus_body"])
def test_includes_filter(state, client, fields, shown, query):
    """Contract 3.5: dropped silently while Allow Include Parameters is off and scopes are enforced."""
    with_token(state, with_key(state, **fields))
    answer = client.get(f"/api/v1/courses/7?{query}", headers=HEADERS)
    assert answer.status_code == 200
    if query.startswith("include[]"):
        assert ("syllabus_body" in answer.json()) is shown


@pytest.mark.parametrize(
    ("user_id", "as_user", "answer_id"),
    [(11, "13", 13), (11, "10000000000013", 13), (13, "13", 13)],
)
def test_as_user_id(state, client, user_id, as_user, answer_id):
    """Contract 3.1: honoured for administrators with the right."""
    with_token(state, user_id=user_id)
    answer = client.get("/api/v1/accounts", params={"as_user_id": as_user}, headers=HEADERS)
    assert answer.headers["x-canvas-user-id"] == str(10_000_000_000_000 + answer_id)


@pytest.mark.parametrize(("user_id", "as_user"), [(11, "99"), (11, "x"), (13, "11")])
def test_wrong_as_user_id(state, client, user_id, as_user):
    with_token(state, user_id=user_id)
    answer = client.get("/api/v1/accounts", params={"as_user_id": as_user}, headers=HEADERS)
    assert (answer.status_code, answer.json()) == (401, {"errors": "Invalid as_user_id"})


def test_headers_of_every_answer(state, client):
    """Contract 5, 6."""
    with_token(state)
    for path in ("/api/v1/accounts", "/api/v1/courses/0"):
        answer = client.get(path, headers=HEADERS)
        assert float(answer.headers["x-request-cost"]) >= 0.0
        assert 599.0 <= float(answer.headers["x-rate-limit-remaining"]) <= 600.0
        assert answer.headers["x-canvas-user-id"] == "10000000000011"
        assert len(answer.headers["x-request-context-id"]) == 32


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (429, "429 Too Many Requests (Rate Limit Exceeded)\n"),
        (403, "403 Forbidden (Rate Limit Exceeded)\n"),
    ],
)
def test_throttled(state, client, status, body):
    """Contract 5: plain text in both forms, no Retry-After, no X-Request-Cost."""
    state.switches.throttle_status = status
    state.switches.throttle_outflow = 0.0
    state.switches.request_cost = 300.0
    with_token(state)
    assert [client.get("/api/v1/accounts", headers=HEADERS).status_code for _ in range(2)] == [200, 200]
    answer = client.get("/api/v1/accounts", headers=HEADERS)
    assert (answer.status_code, answer.text) == (status, body)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-rate-limit-remaining"] == "0.0"
    assert "x-request-cost" not in answer.headers
    assert "retry-after" not in answer.headers


def test_each_token_has_its_own_bucket_and_it_leaks(state, client):
    """Contract 5: client identity is the token; outflow 10 a second."""
    state.switches.request_cost = 650.0
    with_token(state)
    with_token(state, token="u" * 64)
    assert client.get("/api/v1/accounts", headers=HEADERS).status_code == 200
    assert client.get("/api/v1/accounts", headers=HEADERS).status_code == 429
    assert client.get("/api/v1/accounts", headers=bearer("u" * 64)).status_code == 200
    client.post("/sandbox/clock", json={"advance": 60})
    assert client.get("/api/v1/accounts", headers=HEADERS).status_code == 200


def test_the_throttle_comes_before_the_token(state, client):
    """Contract 3.3, step 1."""
    state.switches.throttle_high_water_mark = 0.0
    assert client.get("/api/v1/accounts", headers=bearer("unknown")).status_code == 429


def test_twelve_parallel_requests_use_up_600_at_once(state):
    """Contract 5: up-front cost 50 for each request in flight, given back at the end."""
    state.switches.throttle_outflow = 0.0
    state.switches.faults = [Fault("GET /api/v1/accounts$", "slow", times=-1, seconds=0.2)]
    with_token(state)

    async def run() -> list[int]:
        transport = httpx.ASGITransport(create_app(state), client=("127.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            requests = [client.get("/api/v1/accounts", headers=HEADERS) for _ in range(13)]
            statuses = [answer.status_code for answer in await asyncio.gather(*requests)]
            statuses.append((await client.get("/api/v1/accounts", headers=HEADERS)).status_code)
            return statuses

    assert sorted(asyncio.run(run())) == [200] * 13 + [429]


def test_fault_500(state, client):
    """Contract 6, 14 point 11: twice, then all is well."""
    state.switches.faults = [Fault("/accounts", "500", times=2, after=1)]
    with_token(state)
    statuses = [client.get("/api/v1/accounts", headers=HEADERS).status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    state.switches.faults = [Fault("/accounts", "500")]
    error = client.get("/api/v1/accounts", headers=HEADERS).json()
    assert error["errors"] == [{"message": "An error occurred.", "error_code": "internal_server_error"}]
    assert isinstance(error["error_report_id"], int)


def test_fault_502_html(state, client):
    state.switches.faults = [Fault("^GET ", "502-html")]
    answer = client.get("/api/v1/accounts", headers=HEADERS)
    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")


def test_fault_lost_answer(state, client):
    """Contract 6: a write may have happened although its answer is an error."""
    state.switches.faults = [Fault("^PUT ", "lost-answer")]
    with_token(state)
    form = {"course[syllabus_body]": "<p>New</p>"}
    assert client.put("/api/v1/courses/7", headers=HEADERS, data=form).status_code == 502
    assert state.courses[7].syllabus_body == "<p>New</p>"
    assert client.put("/api/v1/courses/7", headers=HEADERS, data=form).status_code == 200


def test_fault_time_out(state, client):
    state.switches.faults = [Fault("^GET ", "time-out", seconds=0.01)]
    assert client.get("/api/v1/accounts", headers=HEADERS).status_code == 504


def test_fault_slow(state, client):
    state.switches.faults = [Fault("^GET ", "slow", seconds=0.01)]
    with_token(state)
    assert client.get("/api/v1/accounts", headers=HEADERS).status_code == 200


def test_fault_revoke_token(state, client):
    """Contract 14 point 11: revoked token mid-run."""
    state.switches.faults = [Fault("/accounts", "revoke-token", after=1)]
    token = with_token(state)
    assert client.get("/api/v1/accounts", headers=HEADERS).status_code == 200
    answer = client.get("/api/v1/accounts", headers=HEADERS)
    assert answer.json() == {"errors": [{"message": "Revoked access token."}]}
    assert token.workflow_state == "deleted"


def test_fault_duplicate_link(state, client):
    """Contract 14 point 11: the Link header twice."""
    with_token(state)
    path = "/api/v1/accounts/1/courses"
    assert len(client.get(path, headers=HEADERS).headers.get_list("link")) == 1
    state.switches.faults = [Fault("/courses", "duplicate-link")]
    assert len(client.get(path, headers=HEADERS).headers.get_list("link")) == 2


def test_fault_foreign_next(state, client):
    with_token(state)
    state.courses[8] = type(state.courses[7])(8, "More", "BIO2", 2, 1)
    state.switches.faults = [Fault("/courses", "foreign-next")]
    links = client.get("/api/v1/accounts/1/courses?per_page=1", headers=HEADERS).headers["link"]
    assert '<https://canvas.attacker.example/api/v1/accounts/1/courses?page=2&per_page=1>; rel="next"' in links
    assert links.count("attacker") == 1


def test_a_session_counts_as_a_client(state, client):
    """Contract 5: user or session comes before the address."""
    state.switches.throttle_outflow = 0.0
    log_in(client)
    state.switches.request_cost = 600.0
    assert client.get("/").status_code == 200
    assert client.get("/").status_code == 429
    client.cookies.clear()
    assert client.get("/").status_code == 302


def test_string_ids(state, client):
    """Contract 3.1: every id as a string."""
    with_token(state)
    headers = HEADERS | {"Accept": "application/json+canvas-string-ids"}
    [account] = client.get("/api/v1/accounts", headers=headers).json()
    assert account["id"] == "1"
    [account] = client.get("/api/v1/accounts", headers=HEADERS).json()
    assert account["id"] == 1
