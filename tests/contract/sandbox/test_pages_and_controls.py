"""The pages people see without a browser's script, and the sandbox's own controls."""

import msgspec
import pytest
from tests.builders.keyed_sandbox import KEY_ID, TOKEN, a_university, form_token, log_in, with_key, with_token
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.model import State

KEYS = "/accounts/1/developer_keys"


@pytest.fixture
def state():
    return a_university()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        yield client


def test_pages_need_a_login_and_lead_back(client):
    assert client.get(KEYS).headers["location"] == "/login"
    assert log_in(client).headers["location"] == KEYS


def test_session_cookie(client):
    cookie = client.get("/login").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_login_starts_a_new_session(client):
    client.get("/login")
    before = client.cookies["canvas_session"]
    log_in(client)
    assert client.cookies["canvas_session"] != before


@pytest.mark.parametrize(("login", "password"), [("admin", "x"), ("", ""), ("nobody", "x"), ("admin", "")])
def test_wrong_login(client, login, password):
    data = {
        "authenticity_token": form_token(client.get("/login")),
        "pseudonym_session[unique_id]": login,
        "pseudonym_session[password]": password,
    }
    answer = client.post("/login/canvas", data=data)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert client.get("/").status_code == 302


def test_log_out(client):
    log_in(client)
    assert client.post("/logout").status_code == 422
    data = {"authenticity_token": form_token(client.get("/"))}
    assert client.post("/logout", data=data).headers["location"] == "/login"
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("login", "status"), [("admin", 200), ("faculty", 403), ("teacher", 403)])
def test_key_page_is_for_root_administrators(client, login, status):
    """Contract 1.2: needs `manage_developer_keys` on the root account."""
    log_in(client, login)
    assert client.get(KEYS).status_code == status


def test_key_page_of_a_sub_account_does_not_exist(client):
    log_in(client, "faculty")
    assert client.get("/accounts/2/developer_keys").status_code == 404
    assert client.get("/accounts/2").status_code == 200


def test_forms_of_the_key_page_are_protected(state, client):
    """A page elsewhere must not be able to make or turn on a key in the administrator's browser."""
    with_key(state, binding="off")
    log_in(client)
    for path in (KEYS, f"{KEYS}/{KEY_ID}", f"{KEYS}/{KEY_ID}/state", f"{KEYS}/{KEY_ID}/delete"):
        assert client.post(path, data={"workflow_state": "on"}).status_code == 422
    assert state.key_bindings[1].workflow_state == "off"
    assert state.developer_keys[KEY_ID].workflow_state == "active"


def test_editing_without_script_keeps_what_is_not_touched(state, client):
    key = with_key(state, notes="kept")
    log_in(client)
    page = client.get(f"{KEYS}/{KEY_ID}/edit")
    assert f'value="{key.scopes[0]}" checked' in page.text
    data = {
        "authenticity_token": form_token(page),
        "name": "Renamed",
        "redirect_uris": key.redirect_uris[0],
        "notes": "kept",
        "require_scopes": "1",
        "scopes[]": list(key.scopes),
    }
    assert client.post(f"{KEYS}/{KEY_ID}", data=data).status_code == 303
    assert (key.name, key.notes, key.require_scopes) == ("Renamed", "kept", True)


def test_enforcing_without_a_scope_is_refused(state, client):
    log_in(client)
    data = {"authenticity_token": form_token(client.get(f"{KEYS}/new")), "require_scopes": "1"}
    answer = client.post(KEYS, data=data)
    assert answer.status_code == 400
    assert "At least one scope must be selected." in answer.text
    assert state.developer_keys == {}


def test_texts_of_a_key_are_escaped(state, client):
    with_key(state, name="<script>alert(1)</script>", notes="</textarea><b>", icon_url="https://x/'\"><b>")
    log_in(client)
    for path in (KEYS, f"{KEYS}/{KEY_ID}/edit"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "</textarea><b>" not in page


def test_turning_off_and_deleting(state, client):
    """Contract 1.1: the control on the page writes the binding."""
    key = with_key(state)
    log_in(client)
    data = {"authenticity_token": form_token(client.get(KEYS))}
    client.post(f"{KEYS}/{KEY_ID}/state", data=data | {"workflow_state": "off"})
    assert state.key_bindings[1].workflow_state == "off"
    assert client.post(f"{KEYS}/{KEY_ID}/state", data=data | {"workflow_state": "allow"}).status_code == 400
    client.post(f"{KEYS}/{KEY_ID}/delete", data=data)
    assert key.workflow_state == "deleted"
    assert "Curbcut was deleted." in client.get(KEYS).text


def test_masquerading_is_for_root_administrators(client):
    log_in(client, "teacher")
    data = {"authenticity_token": form_token(client.get("/"))}
    assert client.post("/users/11/masquerade", data=data).status_code == 403


def test_stopping_to_act_as_somebody(client):
    log_in(client)
    data = {"authenticity_token": form_token(client.get("/"))}
    client.post("/users/13/masquerade", data=data)
    assert "Admin is acting as Teacher." in client.get("/").text
    client.post("/users/self/stop_masquerade", data=data)
    assert "is acting as" not in client.get("/").text


@pytest.mark.parametrize("peer", ["10.0.0.1", "::ffff:10.0.0.1", "nonsense"])
def test_controls_answer_this_machine_only(state, peer):
    with sandbox_client(state, peer=peer) as client:
        assert client.get("/sandbox/state").status_code == 403


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}])
def test_controls_answer_no_foreign_page(client, header):
    """A page in a browser on this machine is a loopback peer too."""
    assert client.get("/sandbox/state", headers=header).status_code == 403


def test_state_goes_out_and_in(state, client):
    with_token(state)
    snapshot = client.get("/sandbox/state").content
    assert msgspec.json.decode(snapshot, type=State) == state
    assert client.put("/sandbox/state", content=msgspec.json.encode(State())).status_code == 204
    assert client.get("/api/v1/accounts", headers=bearer(TOKEN)).status_code == 401
    client.put("/sandbox/state", content=snapshot)
    assert client.get("/api/v1/accounts", headers=bearer(TOKEN)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"permission_status": 401}, 200),
        ({"permission_stats": 401}, 400),
        ({"permission_status": "x"}, 400),
        ({"storage": "tape"}, 400),
        ({"faults": [{"pattern": "(", "kind": "500"}]}, 400),
    ],
)
def test_switches(state, client, changes, status):
    before = msgspec.to_builtins(state.switches)
    answer = client.patch("/sandbox/switches", json=changes)
    assert answer.status_code == status
    after = client.get("/sandbox/switches").json()
    assert after == (before | changes if status == 200 else before)


def test_faults(state, client):
    fault = {"pattern": "^GET /x", "kind": "500", "times": 3}
    assert client.post("/sandbox/faults", json=[fault]).status_code == 201
    assert [(one.pattern, one.times) for one in state.switches.faults] == [("^GET /x", 3)]
    assert client.post("/sandbox/faults", json=[{"pattern": "[", "kind": "500"}]).status_code == 400
    assert client.delete("/sandbox/faults").status_code == 204
    assert state.switches.faults == []


def test_tokens(state, client):
    with_key(state)
    made = client.post("/sandbox/tokens", json={"login": "teacher"}).json()
    assert made["user_id"] == 13
    wanted = {"login": "admin", "developer_key_id": KEY_ID, "scopes": ["url:GET|/api/v1/accounts"], "seconds": 60}
    token = client.post("/sandbox/tokens", json=wanted).json()["access_token"]
    assert client.get("/api/v1/accounts", headers=bearer(token)).status_code == 200
    client.post("/sandbox/clock", json={"advance": 61})
    assert client.get("/api/v1/accounts", headers=bearer(token)).status_code == 401
    assert client.post("/sandbox/tokens", json={"login": "nobody"}).status_code == 404
    assert client.post("/sandbox/tokens", json={"login": "admin", "developer_key_id": 1}).status_code == 404
    assert client.post("/sandbox/tokens", content=b"[").status_code == 400


def test_counters(state, client):
    token = with_token(state)
    client.get("/api/v1/courses/7", headers=bearer(TOKEN))
    client.get("/api/v1/courses/0", headers=bearer(TOKEN))
    client.get("/api/v1/nothing")
    counters = client.get("/sandbox/counters").json()
    assert counters["requests"] == 3
    assert counters["statuses"] == {"200": 1, "404": 2}
    assert list(counters["routes"].values()) == [2]
    assert next(iter(counters["routes"])).startswith("GET /api/v1/courses/{")
    assert counters["tokens"] == {str(token.id): 2}
    assert (counters["in_flight"], counters["peak_in_flight"]) == (0, 1)
    assert TOKEN not in str(counters)
    assert client.delete("/sandbox/counters").status_code == 204
    assert client.get("/sandbox/counters").json()["requests"] == 0


def test_buckets_can_be_emptied(state, client):
    state.switches.throttle_outflow = 0.0
    state.switches.request_cost = 700.0
    with_token(state)
    client.get("/api/v1/accounts", headers=bearer(TOKEN))
    assert client.get("/api/v1/accounts", headers=bearer(TOKEN)).status_code == 429
    client.delete("/sandbox/buckets")
    assert client.get("/api/v1/accounts", headers=bearer(TOKEN)).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize(
    "path",
    ["/accounts/x/developer_keys", "/accounts/999", "/users/x/masquerade", "/%00", "/login/oauth2/auth", "/sandbox/x"],
)
def test_odd_requests_do_not_break_a_page(client, method, path):
    log_in(client)
    assert client.request(method, path).status_code in {400, 401, 404, 422}
