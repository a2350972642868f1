"""Checking again, and the end of a connection."""

import pytest
from tests.contract.service.connection.administrator import clear_jobs, tokens_at_canvas, waiting_jobs, words

from curbcut.service.connection.models import Connection
from curbcut.service.tenancy.models import EncryptedSecret

STATE = Connection.State


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
