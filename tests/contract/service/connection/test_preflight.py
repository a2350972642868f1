"""What is wrong with a key, told before anyone leaves the page."""

import pytest
from tests.contract.service.connection.administrator import SHARD, refused, words

from curbcut.canvas.scopes import SCOPES
from curbcut.service.connection.models import Connection

STATE = Connection.State


def test_an_unknown_key_is_told_by_the_pre_flight(ada):
    key = ada.make_key()
    answer = ada.save(key, developer_key_id=SHARD + 99_999)
    assert "knows no active developer key with this ID" in refused(answer)
    assert "<title>Error: Configuration" in answer.content.decode()


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
