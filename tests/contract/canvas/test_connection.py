"""From a key to a proven connection, and every way in which that goes wrong, against the stand-in."""

import httpx
import pytest
from tests.contract.canvas.conftest import SHARD

from curbcut.canvas import errors, scopes
from curbcut.canvas.client import connect
from curbcut.canvas.course_reader import read_contents
from curbcut.canvas.developer_keys import PUT_KEY, KeyWanted, ensure_key
from curbcut.canvas.exchange import Call
from curbcut.canvas.ids import CourseId
from curbcut.canvas.oauth import OAuth, redirect_error
from curbcut.canvas.preflight import preflight
from curbcut.canvas.scope_check import check_connection, probe
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.secret import Secret
from curbcut.cli.demo import browser

URI = "http://127.0.0.1:9/api/v2/1/auth/canvas/callback"
COURSE = CourseId(101)


def make_key(connections, **wanted):
    with connect(connections.address, Secret(connections.sandbox.token())) as admin:
        return ensure_key(admin, KeyWanted(**({"redirect_uri": URI} | wanted)))


def key_record(connections, key):
    return connections.state()["developer_keys"][str(key.developer_key_id - SHARD)]


def change_key(connections, key, **fields):
    identity = str(key.developer_key_id - SHARD)
    connections.change_state(lambda state: state["developer_keys"][identity].update(fields))


def switch_key(connections, key, state):
    local_id = key.developer_key_id - SHARD

    def change(found):
        for binding in found["key_bindings"].values():
            if binding["developer_key_id"] == local_id:
                binding["workflow_state"] = state

    connections.change_state(change)


def preflight_codes(connections, key, **changes):
    wanted = {
        "client_id": key.developer_key_id,
        "client_secret": key.developer_key_secret,
        "redirect_uri": URI,
    } | changes
    canvas = connections.with_token()
    oauth = OAuth(canvas.transport, **wanted)
    report = preflight(canvas.transport, oauth)
    return [finding.code for finding in report.findings], report


def test_key_is_made_with_everything_and_switched_on(connections):
    key = make_key(connections, name="Curbcut", email="access@example.edu")
    record = key_record(connections, key)
    assert key.outcome == "made"
    assert record["scopes"] == list(SCOPES)
    assert (record["require_scopes"], record["allow_includes"]) == (True, True)
    assert (record["name"], record["email"], record["redirect_uris"]) == ("Curbcut", "access@example.edu", [URI])
    assert key.developer_key_secret == Secret(record["api_key"])
    assert preflight_codes(connections, key)[0] == []


def test_second_time_finds_the_same_key_and_changes_nothing(connections):
    first, second = make_key(connections), make_key(connections)
    assert second.outcome == "unchanged"
    assert second.developer_key_id == first.developer_key_id
    assert second.developer_key_secret == first.developer_key_secret


@pytest.mark.parametrize(
    "fields",
    [
        {"scopes": list(SCOPES[:20])},
        {"require_scopes": False},
        {"allow_includes": False},
        {"workflow_state": "inactive"},
    ],
)
def test_key_that_lacks_something_is_repaired(connections, fields):
    key = make_key(connections)
    other = "https://other.example/callback"
    change_key(connections, key, redirect_uris=[other, URI], **fields)
    again = make_key(connections)
    record = key_record(connections, again)
    assert (again.outcome, again.developer_key_id) == ("repaired", key.developer_key_id)
    assert set(record["scopes"]) == set(SCOPES)
    assert (record["require_scopes"], record["allow_includes"]) == (True, True)
    assert record["redirect_uris"] == [other, URI]
    assert preflight_codes(connections, again)[0] == []


def test_key_that_is_off_is_switched_on(connections):
    key = make_key(connections)
    switch_key(connections, key, "off")
    assert preflight_codes(connections, key)[0] == ["key-off"]
    assert make_key(connections).outcome == "repaired"
    assert preflight_codes(connections, key)[0] == []


def test_scopes_that_the_key_has_beside_ours_stay(connections):
    extra = scopes.DOWNLOAD_FILE.scope
    make_key(connections, scopes=(*SCOPES, extra))
    assert make_key(connections).outcome == "unchanged"


def test_teacher_cannot_make_a_key(connections):
    teacher = connections.with_token("teacher")
    with pytest.raises((errors.PermissionDeniedError, errors.NotFoundError)):
        ensure_key(teacher, KeyWanted(redirect_uri=URI))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"client_id": 10000000999999}, ["unknown-key"]),
        ({"client_secret": Secret("wrong")}, ["wrong-secret"]),
        ({"redirect_uri": "http://127.0.0.1:9/elsewhere"}, ["redirect-mismatch"]),
        (
            {"redirect_uri": "http://127.0.0.1:9/elsewhere", "client_secret": Secret("x")},
            ["redirect-mismatch", "wrong-secret"],
        ),
    ],
)
def test_preflight_names_what_is_wrong(connections, changes, codes):
    assert preflight_codes(connections, make_key(connections), **changes)[0] == codes


def test_preflight_names_missing_scopes(connections):
    key = make_key(connections)
    change_key(connections, key, scopes=list(SCOPES[2:]))
    found, report = preflight_codes(connections, key)
    assert found == ["missing-scopes"]
    assert set(report.findings[0].scopes) == set(SCOPES[:2])


def test_preflight_of_a_canvas_that_is_down(connections):
    connections.fault("GET /login/oauth2/auth", "502-html", times=-1)
    assert preflight_codes(connections, make_key(connections))[0] == ["unavailable"]


def test_whole_way_by_oauth_proves_everything(connections):
    steps = []
    canvas = connections.by_oauth()
    report = check_connection(canvas, progress=lambda done, of: steps.append((done, of)))
    assert [result.scope for result in report.scopes] == list(SCOPES)
    assert report.missing_scopes == ()
    assert (report.enforcement, report.includes, report.download) == ("on", "on", "works")
    assert [account.name for account in report.accounts] == ["Alderwick University"]
    assert report.is_healthy
    assert steps[0] == (1, 31)
    assert steps[-1] == (31, 31)


def test_probes_change_nothing(connections):
    def content(state):
        kinds = ("courses", "pages", "assignments", "discussion_topics", "quizzes", "files", "folders")
        return {kind: state[kind] for kind in kinds}

    before = content(connections.state())
    check_connection(connections.by_oauth())
    assert content(connections.state()) == before


@pytest.mark.parametrize("missing", SCOPES)
def test_each_missing_scope_is_named(connections, missing):
    canvas = connections.with_scopes(*(scope for scope in SCOPES if scope != missing))
    results = [probe(canvas, endpoint) for endpoint in scopes.ENDPOINTS]
    assert [result.scope for result in results if not result.granted] == [missing]


def test_call_without_its_scope_names_it(connections):
    canvas = connections.with_scopes("url:GET|/api/v1/courses/:id")
    assert canvas.courses.get_course(COURSE).id == COURSE
    with pytest.raises(errors.ScopeNotGrantedError) as raised:
        list(canvas.pages.list_pages(COURSE))
    assert raised.value.scope == scopes.LIST_PAGES.scope


def test_includes_that_are_off_are_seen(connections):
    canvas = connections.with_scopes(*SCOPES, allow_includes=False)
    report = check_connection(canvas)
    assert report.includes == "off"
    assert not report.is_healthy
    contents = read_contents(canvas, COURSE)
    assert [note.code for note in contents.notes] == ["includes-off"]
    pages = [item for item in contents.items if item.kind == "page" and item.not_checkable is None]
    assert pages
    assert all(page.html for page in pages if page.title)


def test_key_that_enforces_nothing_is_seen(connections):
    report = check_connection(connections.with_token())
    assert report.enforcement == "off"
    assert report.missing_scopes == ()


def test_teacher_is_seen_to_administer_nothing(connections):
    report = check_connection(connections.with_token("teacher"))
    assert report.accounts == ()
    assert report.includes == "cannot-tell"
    assert not report.is_healthy


@pytest.mark.parametrize("status", [401, 403])
def test_right_that_the_person_lacks_is_told_from_a_scope(connections, status):
    connections.switch(permission_status=status)
    with pytest.raises(errors.PermissionDeniedError):
        connections.with_token("student").courses.put_syllabus(COURSE, "<p>x</p>")


def test_disconnecting_kills_the_token(connections):
    canvas = connections.by_oauth()
    tokens = canvas.api._caller._tokens
    connections.oauth.revoke(tokens.current())
    with pytest.raises(errors.GrantLostError):
        canvas.courses.get_course(COURSE)


def test_scope_taken_off_the_key_loses_the_grant(connections):
    canvas = connections.by_oauth()
    with connect(connections.address, Secret(connections.sandbox.token())) as admin:
        form = tuple(("developer_key[scopes][]", scope) for scope in SCOPES[1:])
        admin.api.send(Call(endpoint=PUT_KEY, ids={"id": connections.key.developer_key_id}, form=form))
    with pytest.raises(errors.GrantLostError):
        canvas.courses.get_course(COURSE)


def test_denial_comes_back_as_an_error(connections):
    key = make_key(connections)
    canvas = connections.with_token()
    oauth = OAuth(canvas.transport, key.developer_key_id, key.developer_key_secret, URI)
    with httpx.Client(trust_env=False) as person:
        page = person.get(oauth.authorize_url("our-state"), follow_redirects=True)
        login = browser._form(page, "/login/canvas")
        credentials = {"pseudonym_session[unique_id]": "admin", "pseudonym_session[password]": "sandbox-admin"}
        person.post(login.action, data=login.fields | credentials, follow_redirects=True)
        back = person.get(f"{connections.address}/login/oauth2/deny")
    address = httpx.URL(back.headers["Location"])
    error = redirect_error(address.query.decode())
    assert error is not None
    assert error.error == "access_denied"
    assert address.params["state"] == "our-state"
