"""A connection that breaks later, or mends by itself."""

import pytest
from tests.contract.service.connection.administrator import clear_jobs, waiting_jobs, words

from curbcut.canvas.scopes import SCOPES
from curbcut.service.connection.models import Connection
from curbcut.service.tenancy import services as tenancy
from curbcut.service.tenancy.models import EncryptedSecret

STATE = Connection.State


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


def test_a_job_that_cannot_open_the_secrets_says_so_on_the_page(ada):
    from curbcut.service.connection.tokens import canvas_of
    from curbcut.service.tenancy.encryption import EncryptionError

    ada.connect()
    EncryptedSecret.objects.update(ciphertext=b"\x01\x02zz" + b"\0" * 40)
    with pytest.raises(EncryptionError), canvas_of(ada.institution):
        pass
    assert ada.connection.attention_code == "secret-unreadable"
    assert not ada.connection.is_usable


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
