"""The Configuration page from key to healthy connection, and every way in which that goes wrong, on the stand-in."""

import re
import socket

import pytest
from tests.contract.service import servers
from tests.contract.service.administrator import SHARD, Administrator, words
from tests.sandbox_process import start_sandbox

from curbcut.canvas import scopes
from curbcut.canvas.scopes import DOWNLOAD_FILE, SCOPES
from curbcut.canvas.secret import Secret
from curbcut.service.connection.models import Connection, GrantAttempt
from curbcut.service.tenancy import services as tenancy
from curbcut.service.tenancy.models import EncryptedSecret, Membership
from curbcut.service.tenancy.secret_store import read_secret

STATE = Connection.State


@pytest.fixture(scope="module")
def running():
    with start_sandbox(seed="demo") as sandbox:
        yield sandbox, sandbox.control("GET", "state")


@pytest.fixture
def sandbox(running):
    process, first_state = running
    process.control("PUT", "state", first_state)
    process.control("DELETE", "buckets")
    process.control("DELETE", "counters")
    return process


@pytest.fixture
def ada(sandbox):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events CASCADE")
    return Administrator(sandbox)


@pytest.fixture
def plain_server():
    with servers.plain_server() as server:
        yield server.address


@pytest.fixture
def self_signed_server(tmp_path):
    with servers.plain_server(servers.self_signed_certificate(tmp_path)) as server:
        yield server


def waiting_jobs(task):
    from procrastinate.contrib.django.models import ProcrastinateJob

    return [job.args for job in ProcrastinateJob.objects.filter(task_name=task, status="todo")]


# The way that the documentation describes


def test_the_whole_way_ends_with_a_correctly_configured_connection(ada):
    key = ada.make_key()
    answer = ada.save(key)
    assert answer.status_code == 302
    asked = Secret(answer.headers["Location"]).reveal()
    assert asked.startswith(f"{ada.sandbox.address}/login/oauth2/auth?")
    assert ada.connection.state == STATE.AWAITING_GRANT

    page = ada.come_back(ada.in_canvas(asked))
    assert page.redirect_chain == [(ada.url("configuration") + "?key", 302)]
    assert "We are checking in the background" in words(page)
    assert waiting_jobs("connection.check") == [{"client_id": ada.client_id}]

    ada.check()
    connection = ada.connection
    assert (connection.state, ada.problem_codes()) == (STATE.HEALTHY, [])
    assert connection.canvas_user_name == "Odalys Penhallow"
    page = words(ada.page())
    assert "The integration is configured correctly." in page
    assert "27 of 27 scopes granted" in page
    assert page.count("✓ Granted") == 27
    assert re.search(r"Scopes enforced Yes Include parameters Allowed File download Works", page)
    assert "Accounts administered Alderwick University" in page


def test_all_27_scopes_are_asked_for_with_the_institution_s_own_redirect_uri(ada):
    import httpx

    url = httpx.URL(ada.save(ada.make_key()).headers["Location"])
    assert url.params["scope"].split(" ") == list(SCOPES)
    assert url.params["redirect_uri"] == ada.redirect_uri
    assert url.params["purpose"] == "Curbcut for Northfield"
    assert len(url.params["state"]) >= 32


def test_the_page_shows_the_redirect_uri_and_each_scope_in_its_section(ada):
    page = ada.page().content.decode()
    assert f'id="redirect-uri">{ada.redirect_uri}<' in page
    shown = re.findall(r'<code class="code" id="scope-[\d-]+">([^<]+)</code>', page)
    assert shown == list(SCOPES)
    assert "Blueprint Courses (2)" in page
    assert page.count("data-copy=") == 29


def test_the_worker_does_the_check(ada):
    from curbcut.service.queue import run_worker

    ada.connect()
    run_worker(until_idle=True)
    assert ada.connection.state == STATE.HEALTHY
    status = ada.here.get(ada.url("connection-status")).json()
    assert status == {"state": "healthy", "progress": 100, "is_overdue": False}


def test_a_connection_that_is_healthy_for_the_first_time_has_its_courses_read(ada):
    from procrastinate.contrib.django import app

    if "library.sync-institution" not in app.tasks:
        pytest.skip("the library is not installed")
    ada.connect()
    ada.check()
    ada.check()
    assert waiting_jobs("library.sync-institution") == [{"client_id": ada.client_id}]


def test_the_secret_can_be_left_empty_the_second_time_and_is_never_shown(ada):
    key = ada.connect()
    page = ada.page().content.decode()
    assert key.developer_key_secret.reveal() not in page
    assert "A secret is kept for key" in page
    assert ada.save(key, secret="").status_code == 302


# Seen before anyone leaves the page


def refused(answer):
    assert answer.status_code in {200, 422}, "the person was sent away"
    return words(answer)


def test_an_unknown_key_is_told_by_the_pre_flight(ada):
    key = ada.make_key()
    assert "knows no active developer key with this ID" in refused(ada.save(key, developer_key_id=SHARD + 99_999))


def test_a_wrong_secret_is_told_by_the_pre_flight(ada):
    assert "The secret does not belong to this developer key" in refused(ada.save(ada.make_key(), secret="wrong"))


def test_a_key_that_is_off_is_told_by_the_pre_flight(ada):
    key = ada.make_key()
    ada.switch_key(key, "off")
    assert "The developer key is off" in refused(ada.save(key))


def test_a_redirect_uri_that_is_not_on_the_key_is_told_by_the_pre_flight(ada):
    key = ada.make_key(redirect_uris=["http://127.0.0.1:8040/api/v2/99/auth/canvas/callback"])
    assert "does not list our redirect URI" in refused(ada.save(key))


@pytest.mark.parametrize("missing", [SCOPES[:1], SCOPES[24:]])
def test_missing_scopes_are_told_by_name_by_the_pre_flight(ada, missing):
    key = ada.make_key(scopes=[scope for scope in SCOPES if scope not in missing])
    alert = refused(ada.save(key)).split("Connection:")[0]
    assert "does not allow every scope" in alert
    assert [scope for scope in SCOPES if f" {scope} " in alert] == list(missing)


def test_one_may_go_on_all_the_same(ada):
    key = ada.make_key(scopes=list(SCOPES[1:]))
    ada.save(key)
    answer = ada.here.post(ada.url("grant"))
    assert answer.status_code == 302
    page = words(ada.come_back(ada.in_canvas(answer.headers["Location"])))
    assert "does not allow every scope" in page
    assert SCOPES[0] in page
    assert (ada.connection.state, ada.problem_codes()) == (STATE.NEEDS_ATTENTION, ["missing-scopes"])


def test_where_canvas_shows_plain_text_the_waiting_page_says_so_after_a_while(ada):
    from datetime import timedelta

    import httpx
    from django.utils import timezone

    key = ada.make_key()
    ada.save(key, developer_key_id=SHARD + 99_999)
    asked = ada.here.post(ada.url("grant")).headers["Location"]
    assert httpx.get(asked, trust_env=False).json()["error"] == "invalid_client"
    page = words(ada.page())
    assert "We sent you to Canvas" in page
    assert "plain text" not in page
    Connection.objects.of(ada.institution).update(state_changed_at=timezone.now() - timedelta(seconds=21))
    assert "Did Canvas show a page of plain text" in words(ada.page())
    assert ada.here.get(ada.url("connection-status")).json()["is_overdue"] is True


@pytest.mark.parametrize("text", ["abc", "12 a", "-5", "9" * 21, "١٢"])
def test_an_id_that_is_no_number_is_refused_at_the_field(ada, text):
    page = refused(ada.save(developer_key_id=text, secret="x"))
    assert "The ID is a number" in page
    assert ada.connection.developer_key_id == ""


def test_an_id_is_taken_with_the_spaces_it_was_copied_with(ada):
    key = ada.make_key()
    assert ada.save(key, developer_key_id=f" {key.developer_key_id} ").status_code == 302


# Addresses


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://canvas.example.edu", "begins with http://"),
        ("HTTP://canvas.example.edu", "begins with http://"),
        ("https://10.1.2.3", "leads into a private network"),
        ("https://[fd00::1]", "leads into a private network"),
        ("https://me@canvas.example.edu", "not the address of a Canvas"),
        ("ftp://canvas.example.edu", "not the address of a Canvas"),
        ("https://", "not the address of a Canvas"),
        ("https://canvas.invalid", "does not answer just now"),
    ],
)
def test_an_address_that_is_not_asked(ada, address, said):
    assert said in refused(ada.save(ada.make_key(), address=address))


def test_a_canvas_that_is_down(ada):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    answer = ada.save(ada.make_key(), address=f"http://127.0.0.1:{port}")
    assert "Canvas does not answer just now" in refused(answer)


def test_a_proxy_that_answers_502_in_html(ada):
    ada.fault("GET /login/oauth2/auth", "502-html")
    assert "Canvas does not answer just now" in refused(ada.save(ada.make_key()))


def test_an_address_without_a_canvas(ada, plain_server):
    assert "does not answer like a Canvas" in refused(ada.save(ada.make_key(), address=plain_server))


def test_a_certificate_that_does_not_hold(ada, self_signed_server):
    answer = ada.save(ada.make_key(), address=self_signed_server.address)
    assert "certificate of this address does not hold" in refused(answer)
    assert self_signed_server.requests == []


@pytest.mark.parametrize("change", ["address", "developer_key_id"])
def test_a_kept_secret_is_not_sent_to_another_address_or_for_another_key(ada, plain_server, change):
    key = ada.connect()
    changes = {"address": plain_server} if change == "address" else {"developer_key_id": SHARD + 77}
    assert "Enter the secret of this developer key too" in refused(ada.save(key, secret="", **changes))
    assert ada.connection.canvas_url == ada.sandbox.address
    assert ada.connection.granted_at is not None


def test_another_address_ends_the_access_that_existed(ada, plain_server):
    key = ada.connect()
    ada.save(key, address=plain_server)
    assert ada.connection.granted_at is None
    assert read_secret(ada.institution, "access_token") is None
    assert tokens_at_canvas(ada) == []


# On the way to Canvas and back


def on_the_way(ada):
    return ada.save(ada.make_key()).headers["Location"]


def test_cancel(ada):
    page = words(ada.come_back(ada.in_canvas(on_the_way(ada), press="Cancel")))
    assert page.count("Access was not granted: Cancel was pressed") == 1
    assert "Grant access" in page.partition("Set up the developer key")[0]
    assert ada.problem_codes() == ["denied"]


def test_cancel_leaves_an_earlier_grant_working(ada):
    key = ada.connect()
    ada.check()
    asked = ada.save(key, secret="").headers["Location"]
    assert ada.connection.is_usable
    assert "the access that exists goes on working" in words(ada.page())
    page = ada.come_back(ada.in_canvas(asked, press="Cancel"))
    assert "Access was not granted: Cancel was pressed" in words(page)
    assert ada.connection.state == STATE.HEALTHY


def test_a_key_that_was_switched_off_meanwhile(ada):
    key = ada.make_key()
    asked = ada.save(key).headers["Location"]
    ada.switch_key(key, "off")
    assert "The developer key is off" in words(ada.come_back(ada.in_canvas(asked)))


def test_an_answer_without_state(ada):
    callback = ada.in_canvas(on_the_way(ada))
    page = words(ada.come_back(re.sub(r"&state=[^&]+", "", callback)))
    assert "its state is missing" in page
    assert ada.connection.granted_at is None


def test_an_answer_with_a_forged_state(ada):
    callback = ada.in_canvas(on_the_way(ada))
    page = words(ada.come_back(re.sub(r"state=[^&]+", "state=forged", callback)))
    assert "does not belong to a request that you made" in page
    assert ada.sandbox.counters()["token_exchanges"] == 0


def test_an_answer_that_is_replayed(ada):
    callback = ada.in_canvas(on_the_way(ada))
    ada.come_back(callback)
    assert "was used already" in words(ada.come_back(callback))
    assert ada.sandbox.counters()["token_exchanges"] == 1
    assert ada.connection.granted_at is not None


def test_an_answer_that_comes_after_more_than_an_hour(ada):
    from datetime import timedelta

    from django.utils import timezone

    callback = ada.in_canvas(on_the_way(ada))
    GrantAttempt.objects.of(ada.institution).update(started_at=timezone.now() - timedelta(minutes=61))
    assert "more than an hour old" in words(ada.come_back(callback))


def test_the_answer_to_somebody_else_s_request(ada):
    callback = ada.in_canvas(on_the_way(ada))
    other = Administrator(ada.sandbox, name="Elsewhere", email="eve@example.edu")
    Membership.objects.create(person=other.person, institution=ada.institution)
    page = words(other.come_back(callback))
    assert "does not belong to a request that you made" in page
    assert "was used already" not in words(ada.come_back(callback))


def test_the_answer_for_another_institution_of_the_same_person(ada):
    other = Administrator(ada.sandbox, name="Elsewhere")
    callback = ada.in_canvas(on_the_way(ada)).replace(f"/v2/{ada.client_id}/", f"/v2/{other.client_id}/")
    assert "belongs to another institution" in words(other.come_back(callback))
    assert other.connection.granted_at is None


def test_the_callback_of_an_institution_that_is_not_one_s_own(ada):
    stranger = tenancy.create_institution(name="Elsewhere")
    callback = ada.in_canvas(on_the_way(ada)).replace(f"/v2/{ada.client_id}/", f"/v2/{stranger.client_id}/")
    assert ada.here.get(callback).status_code == 404


def test_the_callback_of_an_institution_of_another_environment_names_its_host(ada):
    callback = ada.in_canvas(on_the_way(ada))
    type(ada.institution).objects.filter(pk=ada.client_id).update(environment="ca")
    for browser in (ada.here, type(ada.here)(HTTP_HOST="127.0.0.1")):  # signed in here or not
        answer = browser.get(callback)
        assert answer.status_code == 421
        assert "prod-ca-central-1.ally.ac" in words(answer)
        assert callback.partition("code=")[2][:40] not in answer.content.decode()


def test_the_callback_after_the_session_here_has_ended(ada):
    callback = ada.in_canvas(on_the_way(ada))
    ada.here.logout()
    answer = ada.here.get(callback)
    assert answer.headers["Location"] == "/sign-in/"
    assert "Your session here ended" in words(ada.here.get("/sign-in/"))


def test_a_code_that_is_too_old(ada):
    callback = ada.in_canvas(on_the_way(ada))
    ada.sandbox.control("POST", "clock", {"advance": 601})
    assert "The code from Canvas is no longer valid" in words(ada.come_back(callback))
    assert ada.problem_codes() == ["code-expired"]


def test_canvas_goes_down_between_authorize_and_the_exchange(ada):
    callback = ada.in_canvas(on_the_way(ada))
    ada.fault("POST /login/oauth2/token", "502-html")
    assert "Canvas does not answer just now" in words(ada.come_back(callback))


def fill_the_bucket(ada):
    """Be an administrator who presses Save several times; the way to Canvas that began first is still good."""
    ada.sandbox.control("PATCH", "switches", {"throttle_outflow": 0.0})
    key = ada.make_key()
    callback = ada.in_canvas(ada.save(key).headers["Location"])
    for _ in range(3):
        ada.save(key)
    return callback


def test_several_saves_in_a_row_fill_the_bucket_and_the_exchange_waits(ada, monkeypatch):
    from curbcut.service.connection import grants

    waited = []

    def pause(seconds):
        waited.append(seconds)
        ada.sandbox.control("DELETE", "buckets")

    monkeypatch.setattr(grants, "pause", pause)
    ada.come_back(fill_the_bucket(ada))
    assert len(waited) == 1
    assert 0 < waited[0] <= 25
    assert ada.connection.granted_at is not None


def test_an_exchange_that_should_wait_too_long_says_so(ada, monkeypatch):
    from curbcut.service.connection import grants

    monkeypatch.setattr(grants, "PATIENCE_SECONDS", 0.0)
    page = words(ada.come_back(fill_the_bucket(ada)))
    assert "asks us to wait after several tries" in page
    assert ada.problem_codes() == ["canvas-silent"]


def test_a_secret_that_is_wrong_only_at_the_exchange(ada):
    key = ada.make_key()
    callback = ada.in_canvas(ada.save(key).headers["Location"])
    ada.change_key(key, api_key="Z" * 64)
    assert "The secret does not belong" in words(ada.come_back(callback))


def test_invalid_scope_without_state_as_older_canvas_sends_it(ada):
    on_the_way(ada)
    said = f"The following scopes were requested, but not granted: {SCOPES[3]}, and {SCOPES[7]}"
    query = {"error": "invalid_scope", "error_description": said}
    page = words(ada.here.get(ada.url("callback"), query, follow=True))
    assert SCOPES[3] in page
    assert SCOPES[7] in page
    assert ada.problem_codes() == ["missing-scopes"]


@pytest.mark.parametrize("query", [{"error": "access_denied"}, {"error": "access_denied", "state": "forged"}])
def test_a_link_that_pretends_to_be_canvas_changes_nothing(ada, query):
    ada.connect()
    ada.check()
    ada.here.get(ada.url("callback"), query)
    assert ada.connection.state == STATE.HEALTHY


def test_an_error_that_canvas_may_invent_is_quoted(ada):
    state = re.search(r"state=([^&]+)", on_the_way(ada))[1]
    query = {"error": "teapot", "error_description": "<b>short</b> and stout", "state": state}
    page = ada.here.get(ada.url("callback"), query, follow=True)
    assert "Canvas did not grant access. It says: teapot" in words(page)
    assert b"<b>short" not in page.content


# What the check finds


@pytest.mark.parametrize(
    ("changes", "codes", "state"),
    [
        ({"allow_includes": False}, ["includes-off"], STATE.NEEDS_ATTENTION),
        ({"require_scopes": False}, ["not-enforced"], STATE.HEALTHY),
    ],
)
def test_a_switch_of_the_key_is_named(ada, changes, codes, state):
    ada.connect(**changes)
    ada.check()
    assert (ada.problem_codes(), ada.connection.state) == (codes, state)


@pytest.mark.parametrize("missing", [SCOPES[21:22], SCOPES[:1] + SCOPES[15:18]])
def test_scopes_that_the_token_lacks_are_named(ada, missing):
    ada.connect()
    ada.change_state(lambda state: narrow_tokens(state, missing))
    ada.check()
    assert "missing-scopes" in ada.problem_codes()
    page = words(ada.page())
    assert page.count("✗ Missing") == len(missing)
    assert f"{27 - len(missing)} of 27 scopes granted" in page


def narrow_tokens(state, missing):
    for token in state["access_tokens"].values():
        if token["developer_key_id"] is not None:
            token["scopes"] = [scope for scope in token["scopes"] if scope not in missing]


def test_somebody_who_administers_nothing_is_named(ada):
    asked = on_the_way(ada)
    ada.come_back(ada.in_canvas(asked, login="teacher"))
    ada.check()
    assert ada.problem_codes()[0] == "not-an-administrator"
    assert "Rosa Lind administers no account" in words(ada.page())


def test_a_grant_while_acting_as_somebody_else(ada):
    ada.come_back(ada.in_canvas(on_the_way(ada), act_as=3))
    ada.check()
    assert "masquerade" in ada.problem_codes()
    page = words(ada.page())
    assert "while acting as another user (Rosa Lind)" in page
    assert "Acting as another user ✗ Yes" in page
    ada.check()
    assert "masquerade" in ada.problem_codes()


def canvas_as(ada, login):
    from curbcut.canvas.client import connect

    return connect(ada.sandbox.address, Secret(ada.sandbox.token(login)))


@pytest.mark.parametrize("status", [401, 403])
def test_rights_that_the_person_lacks_are_told_by_scope(ada, status):
    """Both statuses are in the field; an administrator lacks none, of the root account or of one below it."""
    from curbcut.service.connection import rights

    ada.sandbox.control("PATCH", "switches", {"permission_status": status})
    with canvas_as(ada, "teacher") as teacher, canvas_as(ada, "student") as student, canvas_as(ada, "admin") as admin:
        assert set(rights.lacking_in_account(teacher, 1)) == {endpoint.scope for endpoint in rights.OF_AN_ACCOUNT}
        assert scopes.LIST_CONTENT_MIGRATIONS.scope in set(rights.lacking_in_course(student, 101))
        assert set(rights.lacking_in_account(admin, 1)) | set(rights.lacking_in_course(admin, 101)) == set()


def test_rights_that_the_person_lacks_need_attention(ada, monkeypatch):
    from curbcut.service.connection import rights

    ada.connect()
    monkeypatch.setattr(rights, "lacking_in_course", lambda *_: [scopes.LIST_FILES.scope])
    ada.check()
    assert ada.problem_codes() == ["lacks-right"]
    page = words(ada.page())
    assert "Odalys Penhallow lacks the rights in Canvas" in page
    assert page.count("Granted, but the user lacks the right") == 1


def test_an_administrator_of_one_faculty_only(ada):
    ada.come_back(ada.in_canvas(on_the_way(ada), login="faculty"))
    ada.check()
    assert ada.problem_codes() == []
    assert "Accounts administered Alderwick University" not in words(ada.page())


def test_a_canvas_that_asks_for_a_download_scope_is_no_reason_to_stop(ada):
    ada.sandbox.control("PATCH", "switches", {"download_era": "bearer"})
    ada.connect()
    ada.check()
    assert (ada.connection.state, ada.problem_codes()) == (STATE.HEALTHY, ["download-scope-missing"])
    assert DOWNLOAD_FILE.scope in words(ada.page())


def test_a_canvas_that_changes_its_downloads_later_is_told_by_the_next_check(ada):
    ada.connect()
    ada.check()
    ada.sandbox.control("PATCH", "switches", {"download_era": "bearer"})
    ada.check()
    assert ada.problem_codes() == ["download-scope-missing"]


# A connection that breaks later


def breaks(ada, code, said):
    ada.check()
    assert (ada.connection.state, ada.connection.attention_code) == (STATE.NEEDS_ATTENTION, code)
    assert said in words(ada.page())


LOST = "Canvas no longer honours the access"


def test_the_key_is_switched_off_later(ada):
    key = ada.connect()
    ada.switch_key(key, "off")
    breaks(ada, "grant-lost", LOST)
    assert not ada.connection.is_usable


def test_a_scope_is_taken_off_the_key_later(ada):
    ada.take_scopes_off(ada.connect(), SCOPES[5])
    breaks(ada, "grant-lost", LOST)


def test_the_token_is_revoked_later(ada):
    ada.connect()
    ada.change_state(lambda state: state["access_tokens"].clear())
    breaks(ada, "grant-lost", LOST)


def test_the_user_is_gone_later(ada):
    ada.connect()

    def leave(state):
        state["users"].pop("1")
        state["access_tokens"] = {k: v for k, v in state["access_tokens"].items() if v["user_id"] != 1}

    ada.change_state(leave)
    breaks(ada, "grant-lost", LOST)


def test_the_key_is_deleted_later(ada):
    ada.change_key(ada.connect(), workflow_state="deleted")
    breaks(ada, "grant-lost", LOST)


def test_canvas_is_down_later_and_the_last_report_stays(ada):
    ada.connect()
    ada.check()
    ada.fault("/api/v1/", "502-html")
    breaks(ada, "canvas-down", "we try again every ten minutes")
    assert "27 of 27 scopes granted" in words(ada.page())
    assert ada.connection.is_usable


def test_the_master_key_is_gone_later(ada):
    ada.connect()
    EncryptedSecret.objects.update(ciphertext=b"\x01\x02zz" + b"\0" * 40)
    breaks(ada, "secret-unreadable", "CURBCUT_MASTER_KEYS")
    ada.here.post(ada.url("disconnect"))
    assert not EncryptedSecret.objects.exists()


def test_a_job_that_finds_the_grant_lost_says_so_on_the_page(ada):
    from curbcut.canvas.errors import GrantLostError
    from curbcut.service.connection.tokens import canvas_of

    ada.switch_key(ada.connect(), "off")
    with pytest.raises(GrantLostError), canvas_of(ada.institution) as canvas:
        list(canvas.accounts.list_accounts())
    assert ada.connection.attention_code == "grant-lost"


def test_granting_anew_mends_it(ada):
    key = ada.connect()
    ada.switch_key(key, "off")
    ada.check()
    ada.switch_key(key, "on")
    answer = ada.here.post(ada.url("grant"))
    ada.come_back(ada.in_canvas(answer.headers["Location"]))
    ada.check()
    assert (ada.connection.state, ada.problem_codes()) == (STATE.HEALTHY, [])


def test_what_passes_by_itself_is_looked_at_again_and_what_does_not_is_not(ada):
    from datetime import timedelta

    from django.utils import timezone

    from curbcut.service.connection import health

    ada.connect()
    clear_jobs()
    health.nudge_overdue_checks()
    assert waiting_jobs("connection.check") == []
    Connection.objects.of(ada.institution).update(state_changed_at=timezone.now() - timedelta(minutes=6))
    health.nudge_overdue_checks()
    assert len(waiting_jobs("connection.check")) == 1
    clear_jobs()
    for code, expected in (("canvas-down", 1), ("grant-lost", 0)):
        Connection.objects.of(ada.institution).update(state=STATE.NEEDS_ATTENTION, attention_code=code)
        clear_jobs()
        health.nudge_overdue_checks()
        assert len(waiting_jobs("connection.check")) == expected


def test_every_connection_is_checked_daily_and_only_those_with_a_grant(ada):
    from curbcut.service.connection import health

    ada.connect()
    clear_jobs()
    tenancy.create_institution(name="Never connected")
    health.nudge_every_check()
    health.nudge_every_check()
    assert waiting_jobs("connection.check") == [{"client_id": ada.client_id}]


def clear_jobs():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events CASCADE")


# Again, and no more


def test_check_again(ada):
    ada.connect()
    ada.check()
    clear_jobs()
    ada.here.post(ada.url("check-connection"))
    assert ada.connection.state == STATE.CHECKING
    assert waiting_jobs("connection.check") == [{"client_id": ada.client_id}]


def test_there_is_nothing_to_check_without_a_grant(ada):
    ada.here.post(ada.url("check-connection"))
    assert ada.connection.state == STATE.UNCONFIGURED
    assert waiting_jobs("connection.check") == []


def test_a_check_that_ends_after_disconnecting_writes_nothing(ada, monkeypatch):
    from curbcut.service.connection import health, services

    ada.connect()
    probe = health.check_connection

    def disconnected_meanwhile(canvas, **more):
        report = probe(canvas, **more)
        services.disconnect(ada.institution)
        return report

    monkeypatch.setattr(health, "check_connection", disconnected_meanwhile)
    ada.check()
    assert (ada.connection.state, ada.connection.report) == (STATE.DISCONNECTED, {})


def tokens_at_canvas(ada):
    state = ada.sandbox.control("GET", "state")
    tokens = state["access_tokens"].values()
    return [one for one in tokens if one["developer_key_id"] is not None and one["workflow_state"] == "active"]


@pytest.mark.parametrize("hours", [0, 2])
def test_disconnecting_revokes_at_canvas_and_forgets(ada, hours):
    """After its hour the access token alone cannot be shown to Canvas any more; the grant would live on."""
    ada.connect()
    ada.check()
    ada.sandbox.control("POST", "clock", {"advance": hours * 3600})
    assert "The token is revoked" in words(ada.here.get(ada.url("disconnect")))
    assert len(tokens_at_canvas(ada)) == 1
    page = words(ada.here.post(ada.url("disconnect"), follow=True))
    assert "The token was revoked at Canvas" in page
    assert tokens_at_canvas(ada) == []
    assert not EncryptedSecret.objects.exists()
    assert ada.connection.state == STATE.DISCONNECTED
    assert not ada.connection.is_usable


def test_disconnecting_while_canvas_is_down_forgets_all_the_same_and_says_what_is_left(ada):
    ada.connect()
    ada.fault("DELETE /login/oauth2/token", "502-html")
    page = words(ada.here.post(ada.url("disconnect"), follow=True))
    assert "please delete the token there" in page
    assert not EncryptedSecret.objects.exists()


def test_disconnecting_a_grant_that_is_gone_already_is_no_trouble(ada):
    ada.connect()
    ada.change_state(lambda state: state["access_tokens"].clear())
    assert "The token was revoked at Canvas" in words(ada.here.post(ada.url("disconnect"), follow=True))


# The older way


def save_token(ada, token, address=None):
    form = {"canvas_url": address or ada.sandbox.address, "token": token}
    return ada.here.post(ada.url("configuration-token"), form, follow=True)


def test_a_service_user_s_token(ada):
    page = save_token(ada, ada.sandbox.token())
    assert "We are checking" in words(page)
    ada.check()
    assert (ada.connection.state, ada.problem_codes()) == (STATE.HEALTHY, [])
    page = words(ada.page(tab=""))
    assert "The integration is configured correctly" in words(ada.here.get(ada.url("configuration"), follow=True))
    assert "Scopes enforced" not in page


@pytest.mark.parametrize("token", ["nonsense", "1~" + "x" * 62])
def test_a_token_that_canvas_does_not_accept(ada, token):
    save_token(ada, token)
    ada.check()
    assert ada.connection.attention_code == "token-refused"
    assert "Make a new one in Canvas" in words(ada.here.get(ada.url("configuration-token")))


def test_a_token_of_somebody_who_administers_nothing(ada):
    save_token(ada, ada.sandbox.token("teacher"))
    ada.check()
    assert ada.problem_codes()[0] == "not-an-administrator"


@pytest.mark.parametrize("address", ["http://canvas.example.edu", "https://a b"])
def test_an_address_that_may_not_get_a_token(ada, address):
    save_token(ada, "secret", address)
    assert not EncryptedSecret.objects.exists()


def test_disconnecting_leaves_a_service_user_s_token_to_its_owner(ada):
    token = ada.sandbox.token()
    save_token(ada, token)
    page = words(ada.here.post(ada.url("disconnect"), follow=True))
    assert "Disconnected. The secrets are forgotten here." in page
    import httpx

    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.get(f"{ada.sandbox.address}/api/v1/accounts", headers=headers, trust_env=False).status_code == 200


def test_a_token_for_another_canvas_ends_the_key_and_forgets_its_secret(ada, plain_server):
    key = ada.connect()
    save_token(ada, "another", plain_server)
    assert tokens_at_canvas(ada) == []
    assert read_secret(ada.institution, "developer_key_secret") is None
    assert "Enter the secret" in refused(ada.save(key, secret="", address=plain_server))
