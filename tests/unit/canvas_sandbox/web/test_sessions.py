"""Browser sessions."""

from starlette.requests import Request

from canvas_sandbox.model import State, User
from canvas_sandbox.web import sessions
from canvas_sandbox.web.sessions import COOKIE, SESSION_SECONDS, Sessions, user_of

ALICE = User(1, "Alice", "a", "a", "p")


def a_request(cookie: str = "") -> Request:
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    return Request({"type": "http", "headers": headers})


def test_a_session_is_found_by_its_cookie_until_it_ends():
    every = Sessions()
    session = every.ensure(a_request(), now=0.0)
    assert every.ensure(a_request(session.identifier), now=1.0) is session
    assert every.find(a_request(session.identifier), now=SESSION_SECONDS) is None
    assert every.find(a_request(session.identifier), now=1.0) is None


def test_an_unknown_cookie_is_no_session():
    every = Sessions()
    assert every.find(a_request("planted"), now=0.0) is None
    assert every.ensure(a_request("planted"), now=0.0).identifier != "planted"


def test_login_moves_to_a_new_identifier_and_keeps_where_one_was_going():
    every = Sessions()
    before = every.ensure(a_request(), now=0.0)
    before.return_to = "/x"
    after = every.log_in(before, ALICE, now=0.0)
    assert every.find(a_request(before.identifier), now=0.0) is None
    assert (after.user_id, after.return_to) == (1, "/x")
    assert after.csrf_token != before.csrf_token


def test_form_token():
    session = Sessions().ensure(a_request(), now=0.0)
    assert session.allows(session.csrf_token)
    for wrong in ("", "x", None, "ü", ["x"]):
        assert not session.allows(wrong)


def test_ending_all_sessions_of_a_person():
    every = Sessions()
    first = every.log_in(every.ensure(a_request(), 0.0), ALICE, 0.0)
    other = every.ensure(a_request(), 0.0)
    every.end_all_of(1)
    assert every.find(a_request(first.identifier), 0.0) is None
    assert every.find(a_request(other.identifier), 0.0) is other


def test_the_oldest_goes_when_there_are_very_many(monkeypatch):
    monkeypatch.setattr(sessions, "SESSION_LIMIT", 2)
    every = Sessions()
    made = [every.ensure(a_request(), 0.0) for _ in range(3)]
    assert [every.find(a_request(one.identifier), 0.0) is not None for one in made] == [False, True, True]


def test_user_of():
    every = Sessions()
    session = every.log_in(every.ensure(a_request(), 0.0), ALICE, 0.0)
    assert user_of(State(users={1: ALICE}), session) is ALICE
    assert user_of(State(), session) is None
    assert user_of(State(), None) is None
