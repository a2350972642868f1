"""Whether a key works in an account (contract 1.1)."""

import pytest

from canvas_sandbox.keys.bindings import bind, binding_of, works_in
from canvas_sandbox.model import Account, DeveloperKey, KeyBinding, State


def a_state(*bindings: tuple[int, str]) -> State:
    """Accounts 1 > 2 > 3 and, apart from them, 9."""
    state = State()
    for number, parent in ((1, None), (2, 1), (3, 2), (9, None)):
        state.accounts[number] = Account(number, str(number), parent, None if parent is None else 1)
    for number, (account, workflow_state) in enumerate(bindings):
        state.key_bindings[number] = KeyBinding(number, account, 5, workflow_state)
    return state


@pytest.mark.parametrize(
    ("key_account", "bindings", "account", "expected"),
    [
        (1, [(1, "on")], 1, True),
        (1, [(1, "on")], 3, True),
        (1, [(1, "off")], 1, False),
        (1, [], 1, False),
        (1, [(1, "allow")], 1, False),
        (1, [(1, "allow"), (2, "on")], 2, True),
        (1, [(1, "allow"), (2, "on")], 1, False),
        (1, [(1, "off"), (2, "on")], 2, False),
        (1, [(1, "on"), (2, "off")], 2, True),
        (2, [(2, "on")], 1, False),
        (2, [(2, "on")], 3, True),
        (9, [(1, "on"), (9, "on")], 1, False),
        (1, [(1, "on")], 9, False),
        (1, [(1, "on")], 404, False),
    ],
)
def test_works_in(key_account, bindings, account, expected):
    """Contract 1.1: the account chain from the top down; the key's account is this one or above it."""
    key = DeveloperKey(5, key_account, "k", None, "s")
    assert works_in(a_state(*bindings), key, account) is expected


def test_bind_makes_one_binding_an_account():
    state, key = a_state(), DeveloperKey(5, 1, "k", None, "s")
    first, is_new = bind(state, key, 1, "off")
    again, is_new_again = bind(state, key, 1, "on")
    assert (is_new, is_new_again) == (True, False)
    assert first is again is binding_of(state, key, 1)
    assert first.workflow_state == "on"
    assert binding_of(state, key, 2) is None


def test_accounts_in_a_ring_do_not_hang():
    state = a_state((1, "on"))
    state.accounts[1].parent_account_id = 3
    assert works_in(state, DeveloperKey(5, 1, "k", None, "s"), 3) is True
