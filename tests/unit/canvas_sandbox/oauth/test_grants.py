"""Codes and tokens without a server (contract 2.3)."""

import pytest

from canvas_sandbox.clock import Clock
from canvas_sandbox.model import AuthorizationCode, DeveloperKey, State, User
from canvas_sandbox.oauth import grants
from canvas_sandbox.web.sessions import AuthorizationRequest, Session


@pytest.mark.parametrize(
    ("challenge", "verifier", "expected"),
    [
        # RFC 7636, appendix B
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", True),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", True),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK", False),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "", False),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", None, False),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", ["x"], False),
    ],
)
def test_verifier(challenge, verifier, expected):
    assert grants.verifier_matches(challenge, verifier) is expected


def test_slugs_are_random_letters_and_digits():
    one, other = grants.random_slug(), grants.random_slug()
    assert one != other
    assert len(one) == 64
    assert one.isascii()
    assert one.isalnum()


def test_making_a_code_forgets_those_that_ended():
    state, clock = State(users={1: User(1, "A", "a", "a", "p")}), Clock()
    state.codes["old"] = AuthorizationCode("old", 1, 1, [], "x", expires_at=clock.now() - 1)
    asked = AuthorizationRequest(1, "https://a/cb", "s", ("x",), "purpose", None)
    code = grants.make_code(state, clock, Session("i", 0.0, user_id=1), asked, remember=True)
    assert list(state.codes) == [code.code]
    assert (code.scopes, code.remember, code.purpose) == (["x"], True, "purpose")


def test_a_code_of_somebody_who_is_gone():
    state, clock = State(), Clock()
    state.codes["c"] = AuthorizationCode("c", 1, 1, [], "x", expires_at=clock.now() + 60)
    assert grants.find_code(state, clock, "c") is None


def test_a_refresh_token_of_none_is_never_found():
    assert grants.find_refreshable(State(), "") is None


def test_a_trusted_key_asks_nobody():
    key = DeveloperKey(1, 1, "k", None, "s", trusted=True)
    assert grants.has_reusable_grant(State(), key, User(1, "A", "a", "a", "p"), ())
