"""`GET /login/oauth2/auth` and the person's decision, row by row of contract 2.1 and 2.2."""

import pytest
from tests.builders.keyed_sandbox import (
    CALLBACK,
    KEY_ID,
    LIST_ACCOUNTS,
    SHOW_COURSE,
    SHOW_PAGE,
    a_university,
    authorize,
    form_token,
    form_token_of_confirmation,
    landing,
    log_in,
    token_request,
    with_key,
    with_token,
)
from tests.sandbox_client import sandbox_client

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # RFC 7636, appendix B


@pytest.fixture
def state():
    return a_university()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        yield client


@pytest.mark.parametrize("client_id", ["abc", "999", "", "48.0", "1e3"])
def test_row_1_unknown_client(state, client, client_id):
    """Contract 2.1 row 1: no redirect, 401 JSON, its own challenge."""
    with_key(state)
    answer = authorize(client, client_id=client_id)
    assert answer.status_code == 401
    assert answer.json() == {"error": "invalid_client", "error_description": "unknown client"}
    assert answer.headers["www-authenticate"] == "Canvas OAuth 2.0"


@pytest.mark.parametrize("workflow_state", ["inactive", "deleted"])
def test_row_1_key_not_active(state, client, workflow_state):
    with_key(state, workflow_state=workflow_state)
    assert authorize(client).json()["error"] == "invalid_client"


def test_row_1_accepts_local_and_global_ids(state, client):
    with_key(state)
    for client_id in (str(KEY_ID), str(10_000_000_000_000 + KEY_ID)):
        assert landing(authorize(client, client_id=client_id)).address.endswith("/login")


@pytest.mark.parametrize("uri", [None, "", f"{CALLBACK}/", f"{CALLBACK}?x=1", "https://app.example"])
def test_row_2_redirect_uri_mismatch(state, client, uri):
    """Contract 2.1 row 2: no redirect, 400 JSON."""
    with_key(state)
    answer = authorize(client, redirect_uri=uri)
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "invalid_request",
        "error_description": "redirect_uri does not match client settings",
    }


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        (None, ""),
        ("a", "a"),
        (f"{LIST_ACCOUNTS} a b", "a and b"),
        ("a b c", "a, b, and c"),
    ],
)
def test_row_3_invalid_scope_names_the_missing(state, client, scope, named):
    """Contract 2.1 row 3: the text ends with the scopes that the key lacks."""
    with_key(state)
    landed = landing(authorize(client, scope=scope))
    assert landed.address == CALLBACK
    assert landed["error"] == "invalid_scope"
    assert landed["error_description"] == (
        "A requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner. "
        f"The following scopes were requested, but not granted: {named}"
    )
    assert landed["state"] == "nonce"


def test_row_3_does_not_concern_a_key_without_enforcement(state, client):
    with_key(state, require_scopes=False)
    assert landing(authorize(client, scope=None)).address.endswith("/login")


def test_row_3_reads_scopes_too_and_the_last_of_repeated_ones(state, client):
    """Contract 2.1: `scope` or `scopes`; repeating the parameter keeps only the last."""
    with_key(state)
    assert landing(authorize(client, scope=None, scopes=LIST_ACCOUNTS)).address.endswith("/login")
    assert landing(authorize(client, scope=[LIST_ACCOUNTS, "a"]))["error"] == "invalid_scope"
    assert landing(authorize(client, scope=["a", LIST_ACCOUNTS])).address.endswith("/login")


def test_row_4_key_that_is_off(state, client):
    """Contract 2.1 row 4: a key that is OFF is told to the application."""
    with_key(state, binding="off")
    landed = landing(authorize(client))
    assert landed.query == [
        ("error", "unauthorized_client"),
        ("error_description", "Client does not have access to the specified Canvas account."),
        ("state", "nonce"),
    ]


def test_row_4_key_of_another_account(state, client):
    with_key(state).account_id = 2
    assert landing(authorize(client))["error"] == "unauthorized_client"


def test_row_5_response_type(state, client):
    """Contract 2.1 row 5."""
    with_key(state)
    landed = landing(authorize(client, response_type="token"))
    assert landed["error"] == "unsupported_response_type"
    assert landed["error_description"] == "Only response_type=code is permitted"


def test_rows_win_in_their_order(state, client):
    """Contract 2.1: the first failing check wins."""
    key = with_key(state, binding="off")
    assert landing(authorize(client, scope="a", response_type="token"))["error"] == "invalid_scope"
    assert landing(authorize(client, response_type="token"))["error"] == "unauthorized_client"
    key.workflow_state = "inactive"
    assert authorize(client, redirect_uri="https://evil.example").status_code == 401


def test_row_6_prompt(state, client):
    """Contract 2.1 row 6: nobody logged in, nothing to reuse, an unknown prompt."""
    with_key(state)
    assert landing(authorize(client, prompt="none"))["error"] == "login_required"
    assert landing(authorize(client, prompt="login"))["error"] == "unsupported_prompt_type"
    log_in(client)
    assert landing(authorize(client, prompt="none"))["error"] == "interaction_required"


def test_row_6_prompt_none_with_a_reusable_grant(state, client):
    key = with_key(state)
    with_token(state, key, remember=True)
    log_in(client)
    assert "code" in dict(landing(authorize(client, prompt="none")).query)


def test_row_7_login_first_then_confirmation(state, client):
    """Contract 2.1 row 7: 302 to the login, later back to confirm."""
    with_key(state)
    assert landing(authorize(client, unique_id="teacher")).address.endswith("/login")
    assert log_in(client).headers["location"] == "/login/oauth2/confirm"
    assert "is requesting access to your account" in client.get("/login/oauth2/confirm").text


def test_row_7_force_login(state, client):
    with_key(state)
    log_in(client)
    assert landing(authorize(client, force_login="1")).address == "/login"


def test_row_8_confirmation(state, client):
    """Contract 2.1 row 8 and 2.2: the words of the confirmation; it lists no scopes."""
    with_key(state)
    log_in(client)
    assert landing(authorize(client)).address == "/login/oauth2/confirm"
    page = client.get("/login/oauth2/confirm").text
    assert "Curbcut is requesting access to your account." in page
    assert 'You are logging into this app as <a href="/">Admin</a>.' in page
    assert "Your email address is admin@a.example." in page
    assert "Remember my authorization for this service" in page
    assert LIST_ACCOUNTS not in page


def test_row_8_trusted_key_goes_straight_back(state, client):
    with_key(state, trusted=True)
    log_in(client)
    assert landing(authorize(client)).address == CALLBACK


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"remember": True}, CALLBACK),
        ({"remember": False}, "/login/oauth2/confirm"),
        ({"remember": True, "scopes": [LIST_ACCOUNTS]}, "/login/oauth2/confirm"),
        ({"remember": True, "workflow_state": "deleted"}, "/login/oauth2/confirm"),
        ({"remember": True, "user_id": 12}, "/login/oauth2/confirm"),
    ],
)
def test_row_8_reusable_grant(state, client, fields, address):
    key = with_key(state)
    with_token(state, key, **fields)
    log_in(client)
    assert landing(authorize(client)).address == address


def test_accept_returns_code_and_state_in_alphabetical_order(state, client):
    """Contract 2.1: `code=...&state=...`, joined by `&` when the URI has a query; 2.3: 128 hex characters."""
    uri = "https://app.example/callback?tenant=1"
    with_key(state, redirect_uris=[uri])
    log_in(client)
    authorize(client, redirect_uri=uri)
    data = {"authenticity_token": form_token_of_confirmation(client)}
    landed = landing(client.post("/login/oauth2/accept", data=data))
    assert [name for name, _ in landed.query] == ["tenant", "code", "state"]
    assert len(landed["code"]) == 128
    assert set(landed["code"]) <= set("0123456789abcdef")


def test_no_state_asked_none_returned(state, client):
    with_key(state, binding="off")
    assert [name for name, _ in landing(authorize(client, state=None)).query] == ["error", "error_description"]


def test_remember_access_makes_the_next_authorization_silent(state, client):
    """Contract 2.2: "Remember my authorization for this service"."""
    with_key(state)
    log_in(client)
    authorize(client)
    data = {"authenticity_token": form_token_of_confirmation(client), "remember_access": "1"}
    code = landing(client.post("/login/oauth2/accept", data=data))["code"]
    assert token_request(client, code=code).status_code == 200
    assert landing(authorize(client)).address == CALLBACK


def test_deny(state, client):
    """Contract 2.2: `access_denied` with state and no description; the session's request is dropped."""
    with_key(state)
    log_in(client)
    authorize(client)
    assert landing(client.get("/login/oauth2/deny")).query == [("error", "access_denied"), ("state", "nonce")]
    assert client.get("/login/oauth2/confirm").status_code == 400


@pytest.mark.parametrize(("method", "path"), [("POST", "accept"), ("GET", "deny"), ("GET", "confirm")])
def test_decision_without_a_session(state, client, method, path):
    """Contract 2.2: 400 plain text."""
    with_key(state)
    answer = client.request(method, f"/login/oauth2/{path}")
    assert (answer.status_code, answer.text) == (400, "Invalid or missing session for oauth")
    assert answer.headers["content-type"].startswith("text/plain")


def test_accept_twice_fails(state, client):
    """Contract 2.2: the session's OAuth data is dropped at the final redirect; Back fails."""
    with_key(state)
    log_in(client)
    authorize(client)
    data = {"authenticity_token": form_token_of_confirmation(client)}
    client.post("/login/oauth2/accept", data=data)
    assert client.post("/login/oauth2/accept", data=data).status_code == 400


def test_accept_is_protected_against_forgery(state, client):
    """Contract 2.2: a CSRF-protected form."""
    with_key(state)
    log_in(client)
    authorize(client)
    assert client.post("/login/oauth2/accept", data={"authenticity_token": "x"}).status_code == 422
    assert state.codes == {}


def test_masquerading_shows_in_the_token(state, client):
    """Contract 2.2, 2.3: the token is for the acted-as user, and `real_user` names the administrator."""
    with_key(state)
    log_in(client)
    data = {"authenticity_token": form_token(client.get("/"))}
    client.post("/users/13/masquerade", data=data)
    authorize(client)
    page = client.get("/login/oauth2/confirm")
    token = form_token(page)
    code = landing(client.post("/login/oauth2/accept", data={"authenticity_token": token}))["code"]
    answer = token_request(client, code=code).json()
    assert answer["user"]["id"] == 13
    assert answer["real_user"] == {"id": 11, "name": "Admin", "global_id": "10000000000011"}


@pytest.mark.parametrize(
    ("challenge", "method"), [(CHALLENGE, "plain"), (CHALLENGE, None), ("short", "S256"), ("ü" * 43, "S256")]
)
def test_pkce_takes_s256_only(state, client, challenge, method):
    """Contract 2.1: `code_challenge_method=S256`."""
    with_key(state)
    landed = landing(authorize(client, code_challenge=challenge, code_challenge_method=method))
    assert landed["error"] == "invalid_request"


def test_out_of_band_code_is_shown(state, client):
    """Contract 1.6 point 4: `urn:ietf:wg:oauth:2.0:oob` is always accepted."""
    with_key(state)
    log_in(client)
    authorize(client, redirect_uri="urn:ietf:wg:oauth:2.0:oob", scope=f"{LIST_ACCOUNTS} {SHOW_COURSE}")
    answer = client.post("/login/oauth2/accept", data={"authenticity_token": form_token_of_confirmation(client)})
    landed = landing(answer)
    assert landed.address == "/login/oauth2/auth"
    assert landed["code"] in client.get(answer.headers["location"]).text


def test_adding_a_scope_to_the_key_changes_no_token(state, client):
    """Contract 0, fact 2: scopes live on the token."""
    key = with_key(state)
    token = with_token(state, key)
    key.scopes.append(SHOW_PAGE)
    assert SHOW_PAGE not in token.scopes
    answer = client.get("/api/v1/courses/0/pages/x", headers={"Authorization": f"Bearer {token.token}"})
    assert answer.json()["errors"] == [{"message": "Insufficient scopes on access token."}]
