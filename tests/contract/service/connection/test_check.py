"""What the check in the background finds, each by name."""

import pytest
from tests.contract.service.connection.administrator import on_the_way, words

from curbcut.canvas import scopes
from curbcut.canvas.scopes import DOWNLOAD_FILE, SCOPES
from curbcut.canvas.secret import Secret
from curbcut.service.connection.models import Connection

STATE = Connection.State


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


def test_a_bucket_that_the_set_up_has_filled_is_waited_for(ada, monkeypatch):
    from curbcut.service.connection import health

    ada.connect()
    ada.sandbox.control("PATCH", "switches", {"throttle_outflow": 0.0})
    key = ada.make_key()
    for _ in range(3):
        ada.save(key)
    waited = []

    def pause(seconds):
        waited.append(seconds)
        ada.sandbox.control("DELETE", "buckets")

    monkeypatch.setattr(health, "pause", pause)
    ada.check()
    assert len(waited) == 1
    assert (ada.connection.state, ada.problem_codes()) == (STATE.HEALTHY, [])
