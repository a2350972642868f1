"""The REST API of developer keys, bindings and scopes (contract 1.1 to 1.4)."""

import pytest
from tests.builders.keyed_sandbox import (
    CALLBACK,
    KEY_ID,
    LIST_ACCOUNTS,
    SHOW_COURSE,
    SHOW_PAGE,
    TOKEN,
    a_university,
    token_request,
    with_key,
    with_token,
)
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.model import Account, KeyBinding

HEADERS = bearer(TOKEN)
KEYS = "/api/v1/accounts/1/developer_keys"
GLOBAL = 10_000_000_000_000


@pytest.fixture
def state():
    state = a_university()
    with_token(state)
    return state


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        client.headers.update(HEADERS)
        yield client


def test_create(state, client):
    """Contract 1.1, 1.2: OFF, global id, 64-character secret, redirect URIs joined by newlines."""
    form = {
        "developer_key[name]": "Curbcut",
        "developer_key[email]": "a@b.example",
        "developer_key[redirect_uris]": f"{CALLBACK}\nhttps://two.example/cb {CALLBACK}",
        "developer_key[require_scopes]": "true",
        "developer_key[allow_includes]": "1",
        "developer_key[scopes][]": [LIST_ACCOUNTS, SHOW_COURSE],
    }
    answer = client.post(KEYS, data=form)
    assert answer.status_code == 200
    key = answer.json()
    [record] = state.developer_keys.values()
    assert key["id"] == GLOBAL + record.id
    assert len(key["api_key"]) == 64
    assert key["api_key"].isalnum()
    assert key["redirect_uris"] == f"{CALLBACK}\nhttps://two.example/cb"
    assert key["scopes"] == [LIST_ACCOUNTS, SHOW_COURSE]
    assert (key["require_scopes"], key["allow_includes"], key["auto_expire_tokens"]) == (True, True, True)
    assert (key["workflow_state"], key["visible"], key["is_lti_key"]) == ("active", True, False)
    assert (key["user_id"], key["user_name"], key["account_name"]) == (GLOBAL + 11, "Admin", "Alderwick")
    assert (key["access_token_count"], key["last_used_at"]) == (0, None)
    assert key["developer_key_account_binding"]["workflow_state"] == "off"


def test_create_from_json(client):
    body = {
        "developer_key": {"name": "J", "redirect_uris": CALLBACK, "scopes": [LIST_ACCOUNTS], "require_scopes": True}
    }
    key = client.post(KEYS, json=body).json()
    assert (key["name"], key["scopes"], key["require_scopes"]) == ("J", [LIST_ACCOUNTS], True)


@pytest.mark.parametrize(
    ("field", "value", "error_field", "message"),
    [
        ("scopes", ["url:GET|/api/v1/nothing"], "scopes", "cannot contain url:GET|/api/v1/nothing"),
        ("scopes", [LIST_ACCOUNTS, "x"], "scopes", "cannot contain x"),
        ("redirect_uris", "not an address", "redirect_uris", "is not a valid URI"),
        ("redirect_uris", "https://[bad/cb", "redirect_uris", "is not a valid URI"),
        ("redirect_uri", "nonsense", "redirect_uri", "is not a valid URI"),
        ("client_credentials_audience", "me", "client_credentials_audience", "is not included in the list"),
    ],
)
def test_validation(state, client, field, value, error_field, message):
    """Contract 1.1: 400 with the model's error JSON; nothing is kept."""
    answer = client.post(KEYS, json={"developer_key": {field: value}})
    assert answer.status_code == 400
    [error] = answer.json()["errors"][error_field]
    assert (error["attribute"], error["message"]) == (error_field, message)
    assert state.developer_keys == {}


def test_wrapper_missing(client):
    answer = client.post(KEYS, json={"name": "x"})
    assert answer.json() == {"errors": [{"message": "developer_key is missing"}]}


def test_a_renamed_scope_makes_saving_fail(state, client):
    """Contract 1.2: a scope that Canvas no longer knows blocks saving until it is gone."""
    stale = "url:GET|/api/v1/courses/:course_id/pages/:url"
    key = with_key(state, scopes=[stale])
    path = f"/api/v1/developer_keys/{key.id}"
    assert client.put(path, json={"developer_key": {"name": "n", "scopes": [stale]}}).status_code == 400
    assert client.put(path, json={"developer_key": {"scopes": [SHOW_PAGE]}}).status_code == 200


def test_list_is_newest_first_and_paged(state, client):
    """Contract 1.2: id descending, paginated."""
    for name in "abc":
        client.post(KEYS, json={"developer_key": {"name": name}})
    answer = client.get(KEYS, params={"per_page": 2})
    assert [key["name"] for key in answer.json()] == ["c", "b"]
    assert 'rel="next"' in answer.headers["link"]
    assert client.get(KEYS, params={"inherited": "true"}).json() == []
    wanted = answer.json()[1]["id"]
    assert [key["name"] for key in client.get(KEYS, params={"id": wanted}).json()] == ["b"]


def test_update_and_events(state, client):
    """Contract 1.2: `developer_key[event]=activate|deactivate`; the secret stays."""
    key = with_key(state)
    path = f"/api/v1/developer_keys/{GLOBAL + key.id}"
    secret = key.api_key
    assert client.put(path, data={"developer_key[name]": "New"}).json()["name"] == "New"
    assert client.put(path, data={"developer_key[event]": "deactivate"}).json()["workflow_state"] == "inactive"
    assert client.put(path, data={"developer_key[event]": "activate"}).json()["workflow_state"] == "active"
    assert key.api_key == secret
    assert key.scopes == [LIST_ACCOUNTS, SHOW_COURSE]


@pytest.mark.parametrize(
    ("scopes", "survives"),
    [([LIST_ACCOUNTS], False), ([LIST_ACCOUNTS, SHOW_COURSE, SHOW_PAGE], True), ([SHOW_PAGE, LIST_ACCOUNTS], False)],
)
def test_removing_a_scope_kills_all_tokens(state, client, scopes, survives):
    """Contract 0 fact 2, 14 point 4: removing any scope destroys all tokens of the key, adding none."""
    key = with_key(state)
    token = with_token(state, key, token="k" * 64)
    client.put(f"/api/v1/developer_keys/{key.id}", json={"developer_key": {"scopes": scopes}})
    status = client.get("/api/v1/accounts", headers=bearer(token.token)).status_code
    assert status == (200 if survives else 401)
    answer = token_request(client, grant_type="refresh_token", refresh_token=token.refresh_token)
    assert answer.status_code == (200 if survives else 400)


def test_delete_is_soft(state, client):
    """Contract 1.2."""
    key = with_key(state)
    assert client.delete(f"/api/v1/developer_keys/{key.id}").json()["workflow_state"] == "deleted"
    assert client.get(KEYS).json() == []
    assert client.delete(f"/api/v1/developer_keys/{key.id}").status_code == 404


def test_binding_turns_a_key_on(state, client):
    """Contract 1.2: 200 when updated; ids are global."""
    key = with_key(state, binding="off")
    path = f"{KEYS}/{GLOBAL + KEY_ID}/developer_key_account_bindings"
    answer = client.post(path, data={"developer_key_account_binding[workflow_state]": "on"})
    assert answer.status_code == 200
    assert answer.json() == {
        "id": GLOBAL + 1,
        "account_id": GLOBAL + 1,
        "developer_key_id": GLOBAL + key.id,
        "workflow_state": "on",
        "account_owns_binding": True,
    }


def test_binding_created(state, client):
    """Contract 1.2: 201 when created, default off."""
    with_key(state)
    state.key_bindings.clear()
    path = f"{KEYS}/{KEY_ID}/developer_key_account_bindings"
    answer = client.post(path, json={"developer_key_account_binding": {}})
    assert (answer.status_code, answer.json()["workflow_state"]) == (201, "off")


def test_binding_refused(state, client):
    """Contract 1.2: the wrapper is required; a key out of the chain or a sub-account is 404."""
    key = with_key(state)
    path = f"{KEYS}/{KEY_ID}/developer_key_account_bindings"
    assert client.post(path, data={"workflow_state": "on"}).status_code == 400
    assert client.post(path, json={"developer_key_account_binding": {"workflow_state": "x"}}).status_code == 400
    body = {"developer_key_account_binding": {"workflow_state": "on"}}
    assert client.post(path.replace("/1/", "/2/"), json=body).status_code == 404
    assert client.post(path.replace(str(KEY_ID), "999"), json=body).status_code == 404
    key.account_id = 2
    assert client.post(path, json=body).status_code == 404


def test_rights(state, client):
    """Contract 1.2: all need `manage_developer_keys` on the root account; a non-root account is 404."""
    with_key(state)
    assert client.get("/api/v1/accounts/2/developer_keys").status_code == 404
    assert client.get("/api/v1/accounts/0/developer_keys").status_code == 404
    assert client.get("/api/v1/accounts/self/developer_keys").status_code == 200
    with_token(state, user_id=12, token="f" * 64)
    headers = bearer("f" * 64)
    calls = [
        ("GET", KEYS),
        ("POST", KEYS),
        ("PUT", f"/api/v1/developer_keys/{KEY_ID}"),
        ("DELETE", f"/api/v1/developer_keys/{KEY_ID}"),
        ("POST", f"{KEYS}/{KEY_ID}/developer_key_account_bindings"),
    ]
    assert {client.request(*call, headers=headers).status_code for call in calls} == {403}


def test_a_key_is_off_until_somebody_turns_it_on_in_the_root_account(state, client):
    """Contract 1.1: the binding of a sub-account does not count above it."""
    key = with_key(state, binding="off")
    state.key_bindings[2] = KeyBinding(2, 2, key.id, "on")
    token = with_token(state, key, token="k" * 64)
    assert client.get("/api/v1/accounts", headers=bearer(token.token)).status_code == 401


def test_scopes_list(state, client):
    """Contract 1.3: seven fields."""
    scopes = client.get("/api/v1/accounts/1/scopes").json()
    [one] = [scope for scope in scopes if scope["scope"] == "url:POST|/api/v1/courses/:course_id/files"]
    assert one == {
        "resource": "courses",
        "resource_name": "Courses",
        "controller": "courses",
        "action": "create_file",
        "verb": "POST",
        "path": "/api/v1/courses/:course_id/files",
        "scope": "url:POST|/api/v1/courses/:course_id/files",
    }


def test_scopes_grouped(state, client):
    """Contract 1.3, 1.4: by documentation resource, or by controller where the mapper is missing."""
    path = "/api/v1/accounts/1/scopes?group_by=resource_name"
    assert {"Accounts", "Blueprint Courses", "Enrollment Terms", "Files"} <= set(client.get(path).json())
    state.switches.resource_names = "controller"
    assert {"accounts", "master_courses/master_templates", "terms_api", "wiki_pages_api"} <= set(
        client.get(path).json()
    )


def test_scopes_need_a_right(state, client):
    """Contract 1.3: `manage_role_overrides` on the account."""
    with_token(state, user_id=12, token="f" * 64)
    headers = bearer("f" * 64)
    assert client.get("/api/v1/accounts/1/scopes", headers=headers).status_code == 403
    assert client.get("/api/v1/accounts/2/scopes", headers=headers).status_code == 200
    state.accounts[3] = Account(3, "Other", 1, 1)
    assert client.get("/api/v1/accounts/3/scopes", headers=headers).status_code == 403
