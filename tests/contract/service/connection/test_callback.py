"""On the way to Canvas and back: what Canvas says, and who may bring its answer."""

import re

import pytest
from tests.contract.service.connection.administrator import Administrator, on_the_way, words

from curbcut.canvas.scopes import SCOPES
from curbcut.service.connection.models import Connection, GrantAttempt
from curbcut.service.tenancy import services as tenancy
from curbcut.service.tenancy.models import Membership

STATE = Connection.State


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
