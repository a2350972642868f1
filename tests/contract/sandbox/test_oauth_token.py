"""`POST` and `DELETE /login/oauth2/token`, row by row of contract 2.3 and 2.4."""

import base64

import pytest
from tests.builders.keyed_sandbox import (
    CALLBACK,
    KEY_ID,
    LIST_ACCOUNTS,
    SECRET,
    a_university,
    form_token,
    landing,
    log_in,
    obtain_code,
    token_request,
    with_key,
    with_token,
)
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.model import AuthorizationCode

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636, appendix B
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
REFRESH = "r" * 64


@pytest.fixture
def state():
    state = a_university()
    state.switches.token_request_cost = 0.0  # three requests would fill the bucket; tested on its own
    return state


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        yield client


def a_code(state, **fields) -> str:
    values = {
        "code": "c" * 128,
        "developer_key_id": KEY_ID,
        "user_id": 11,
        "scopes": [LIST_ACCOUNTS],
        "redirect_uri": CALLBACK,
        "expires_at": 4e9,
    }
    code = AuthorizationCode(**(values | fields))
    state.codes[code.code] = code
    return code.code


def refused(answer) -> tuple[int, str, str]:
    body = answer.json()
    return answer.status_code, body["error"], body["error_description"]


def test_code_grant(state, client):
    """Contract 2.3: the answer's fields; the refresh token is in this answer only."""
    key = with_key(state)
    answer = token_request(client, grant_type="authorization_code", code=obtain_code(client), redirect_uri=CALLBACK)
    body = answer.json()
    [token] = state.access_tokens.values()
    assert body == {
        "access_token": token.token,
        "token_type": "Bearer",
        "user": {"id": 11, "name": "Admin", "global_id": "10000000000011", "effective_locale": "en"},
        "canvas_region": "us-east-1",
        "refresh_token": token.refresh_token,
        "expires_in": 3600,
    }
    assert len(token.token) == len(body["refresh_token"]) == 64
    assert token.scopes == key.scopes
    assert "real_user" not in body
    assert client.get("/api/v1/accounts", headers=bearer(token.token)).status_code == 200


def test_grant_type_may_be_left_out(state, client):
    """Contract 2.3: `grant_type` may be left out if `code` is there."""
    with_key(state)
    assert token_request(client, code=a_code(state)).status_code == 200


@pytest.mark.parametrize("client_id", [None, "", "999", "x"])
def test_unknown_client(state, client, client_id):
    with_key(state)
    answer = token_request(client, client_id=client_id, code="x")
    assert refused(answer) == (401, "invalid_client", "unknown client")
    assert answer.headers["www-authenticate"] == "Canvas OAuth 2.0"


def test_inactive_client(state, client):
    with_key(state, workflow_state="inactive")
    assert refused(token_request(client, code="x"))[1:] == ("invalid_client", "unknown client")


@pytest.mark.parametrize("secret", [None, "", "S" * 64, "ü"])
def test_wrong_secret_comes_before_the_grant(state, client, secret):
    """Contract 2.3: order is client, secret, then grant fields; 2.5: this diagnoses a secret."""
    with_key(state)
    answer = token_request(client, client_secret=secret, grant_type="nonsense")
    assert refused(answer) == (401, "invalid_client", "invalid client")


def test_right_secret_with_an_impossible_code(state, client):
    """Contract 2.5: 400 `invalid_grant` proves the secret."""
    with_key(state)
    answer = token_request(client, grant_type="authorization_code", code="impossible")
    assert refused(answer) == (400, "invalid_grant", "authorization_code not found")


def test_basic_authentication(state, client):
    """Contract 2.3: HTTP Basic works, and the body wins."""
    with_key(state)
    right = base64.b64encode(f"{KEY_ID}:{SECRET}".encode()).decode()
    wrong = base64.b64encode(f"{KEY_ID}:wrong".encode()).decode()
    code = a_code(state)
    body = {"code": code}
    answer = client.post("/login/oauth2/token", data=body, headers={"Authorization": f"Basic {wrong}"})
    assert answer.status_code == 401
    answer = client.post("/login/oauth2/token", data=body, headers={"Authorization": f"Basic {right}"})
    assert answer.status_code == 200
    body = {"client_id": str(KEY_ID), "client_secret": SECRET, "code": a_code(state)}
    answer = client.post("/login/oauth2/token", data=body, headers={"Authorization": f"Basic {wrong}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!!", "Basic /w==", "Basic " + base64.b64encode(b"nocolon").decode()]
)
def test_malformed_basic_authentication_is_no_client(state, client, header):
    with_key(state)
    answer = client.post("/login/oauth2/token", data={"code": "x"}, headers={"Authorization": header})
    assert refused(answer) == (401, "invalid_client", "unknown client")


def test_code_missing(state, client):
    with_key(state)
    assert refused(token_request(client, grant_type="authorization_code")) == (
        400,
        "invalid_request",
        "You must provide the code parameter when using the authorization_code grant type",
    )


def test_code_is_single_use(state, client):
    """Contract 2.3: deleted at the exchange."""
    with_key(state)
    code = a_code(state)
    assert token_request(client, code=code).status_code == 200
    assert refused(token_request(client, code=code)) == (400, "invalid_grant", "authorization_code not found")


@pytest.mark.parametrize(("seconds", "status"), [(595, 200), (601, 400)])
def test_code_lives_ten_minutes(state, client, seconds, status):
    with_key(state)
    code = obtain_code(client)
    client.post("/sandbox/clock", json={"advance": seconds})
    assert token_request(client, code=code).status_code == status


def test_code_of_another_client(state, client):
    """Contract 2.3: `incorrect client`; the code is not used up by a stranger."""
    with_key(state)
    code = a_code(state, developer_key_id=49)
    assert refused(token_request(client, code=code)) == (400, "invalid_grant", "incorrect client")
    assert code in state.codes


def test_refresh_token_missing(state, client):
    with_key(state)
    assert refused(token_request(client, grant_type="refresh_token")) == (
        400,
        "invalid_request",
        "You must provide the refresh_token parameter when using the refresh_token grant type",
    )


def test_refresh_token_unknown(state, client):
    """Contract 2.3: `invalid_request`, not `invalid_grant`."""
    with_key(state)
    answer = token_request(client, grant_type="refresh_token", refresh_token="x")
    assert refused(answer) == (400, "invalid_request", "refresh_token not found")


def test_refresh_token_of_another_client(state, client):
    with_token(state, with_key(state)).developer_key_id = 49
    answer = token_request(client, grant_type="refresh_token", refresh_token=REFRESH)
    assert refused(answer) == (400, "invalid_grant", "incorrect client")


@pytest.mark.parametrize("grant_type", ["password", "client_credentials", None])
def test_other_grant_type(state, client, grant_type):
    with_key(state)
    assert refused(token_request(client, grant_type=grant_type)) == (
        400,
        "unsupported_grant_type",
        "The grant_type you requested is not currently supported",
    )


@pytest.mark.parametrize(("verifier", "status"), [(VERIFIER, 200), (VERIFIER + "x", 400), (None, 400), ("", 400)])
def test_pkce(state, client, verifier, status):
    """Contract 2.1, 2.3: S256; a wrong verifier is `invalid_grant`."""
    with_key(state)
    code = obtain_code(client, code_challenge=CHALLENGE, code_challenge_method="S256")
    answer = token_request(client, code=code, code_verifier=verifier)
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["error"] == "invalid_grant"
        assert token_request(client, code=code, code_verifier=VERIFIER).status_code == 400


def test_refresh_overwrites_the_access_token_in_place(state, client):
    """Contract 0, fact 4: the old one dies at once, the refresh token stays and is not told again."""
    token = with_token(state, with_key(state))
    old = token.token
    answer = token_request(client, grant_type="refresh_token", refresh_token=REFRESH)
    body = answer.json()
    assert "refresh_token" not in body
    assert body["expires_in"] == 3600
    assert body["access_token"] == token.token != old
    assert token.refresh_token == REFRESH
    assert client.get("/api/v1/accounts", headers=bearer(old)).json() == {
        "errors": [{"message": "Invalid access token."}]
    }
    assert client.get("/api/v1/accounts", headers=bearer(token.token)).status_code == 200


def test_refresh_works_while_the_key_is_off(state, client):
    """Contract 2.3: but the new token gets 401 at each call."""
    with_token(state, with_key(state, binding="off"))
    answer = token_request(client, grant_type="refresh_token", refresh_token=REFRESH)
    assert answer.status_code == 200
    assert client.get("/api/v1/accounts", headers=bearer(answer.json()["access_token"])).status_code == 401


def test_refresh_after_the_token_was_revoked(state, client):
    with_token(state, with_key(state), workflow_state="deleted")
    answer = token_request(client, grant_type="refresh_token", refresh_token=REFRESH)
    assert refused(answer) == (400, "invalid_request", "refresh_token not found")


@pytest.mark.parametrize(("replace", "survives"), [(None, True), ("0", True), ("1", False), ("true", False)])
def test_replace_tokens(state, client, replace, survives):
    """Contract 2.3: ends all other tokens of the same user and key, and no one else's."""
    key = with_key(state)
    first = with_token(state, key)
    others = with_token(state, key, user_id=12, token="o" * 64)
    assert token_request(client, code=a_code(state), replace_tokens=replace).status_code == 200
    assert (first.workflow_state == "active") is survives
    assert others.workflow_state == "active"


def test_a_token_request_costs_200(state, client):
    """Contract 2.3, 5: three in a row by one client fill the bucket."""
    state.switches.token_request_cost = 200.0
    state.switches.throttle_outflow = 0.0
    with_key(state)
    answers = [token_request(client, code="x") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 429]
    assert float(answers[0].headers["x-request-cost"]) >= 200.0


def test_older_versions_answer_errors_by_redirect(state, client):
    """Contract 2.3: with the switch on and a redirect_uri sent; never to an address no key knows."""
    state.switches.token_errors_redirect = True
    with_key(state)
    assert landing(token_request(client, code="x", redirect_uri=CALLBACK))["error"] == "invalid_grant"
    assert token_request(client, code="x", redirect_uri="https://evil.example/").status_code == 400
    assert token_request(client, code="x").status_code == 400


def test_delete(state, client):
    """Contract 2.4: 200 `{}` whatever the scopes; token and refresh token are dead."""
    token = with_token(state, with_key(state))
    answer = client.delete("/login/oauth2/token", headers=bearer(token.token))
    assert (answer.status_code, answer.json()) == (200, {})
    answer = client.get("/api/v1/accounts", headers=bearer(token.token))
    assert (answer.status_code, answer.json()) == (401, {"errors": [{"message": "Revoked access token."}]})
    assert token_request(client, grant_type="refresh_token", refresh_token=REFRESH).status_code == 400


@pytest.mark.parametrize(("parameter", "status"), [("", 200), ("?expire_sessions=1", 302)])
def test_delete_with_expire_sessions(state, client, parameter, status):
    """Contract 2.4: `expire_sessions=1` also ends web sessions."""
    token = with_token(state, with_key(state))
    log_in(client)
    client.delete(f"/login/oauth2/token{parameter}", headers=bearer(token.token))
    assert client.get("/").status_code == status


def test_delete_without_a_token(client):
    answer = client.delete("/login/oauth2/token")
    assert answer.status_code == 400
    assert answer.json() == {"message": "can't delete OAuth access token when not using an OAuth access token"}


def test_the_whole_conversation(state, client):
    """Contract appendix B, steps 1 to 3, 5 and 7, in one browser."""
    with_key(state)
    code = obtain_code(client, purpose="Curbcut")
    first = token_request(client, code=code).json()
    [token] = state.access_tokens.values()
    assert token.purpose == "Curbcut"
    client.post("/sandbox/clock", json={"advance": 3601})
    assert client.get("/api/v1/accounts", headers=bearer(first["access_token"])).status_code == 401
    second = token_request(client, grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    headers = bearer(second["access_token"])
    assert client.get("/api/v1/accounts", headers=headers).status_code == 200
    assert client.delete("/login/oauth2/token", headers=headers).status_code == 200
    assert form_token(client.get("/")) != ""
