"""Who may do what (contract 3.6)."""

import pytest

from canvas_sandbox import permissions
from canvas_sandbox.model import Account, Course, State, User


def a_state(course_state: str = "available") -> State:
    state = State()
    state.accounts = {1: Account(1, "root", None, None), 2: Account(2, "sub", 1, 1), 3: Account(3, "side", 1, 1)}
    state.courses[7] = Course(7, "C", "C", 2, 1, workflow_state=course_state)
    return state


PEOPLE = {
    "root admin": {"administers": [1]},
    "sub admin": {"administers": [2]},
    "side admin": {"administers": [3]},
    "teacher": {"teaches": [7]},
    "student": {"studies": [7]},
    "stranger": {},
}


def a_person(role: str) -> User:
    return User(1, role, "", "", "", **PEOPLE[role])


@pytest.mark.parametrize(
    ("role", "root", "sub"),
    [
        ("root admin", True, True),
        ("sub admin", False, True),
        ("side admin", False, False),
        ("teacher", False, False),
    ],
)
def test_accounts(role, root, sub):
    """Contract 3.6: rights reach down the tree, not up."""
    state, person = a_state(), a_person(role)
    for may in (permissions.may_read_account, permissions.may_manage_account):
        assert (may(state, person, 1), may(state, person, 2), may(state, person, 99)) == (root, sub, False)


@pytest.mark.parametrize(
    ("role", "course_state", "read", "manage"),
    [
        ("root admin", "claimed", True, True),
        ("sub admin", "claimed", True, True),
        ("side admin", "available", False, False),
        ("teacher", "claimed", True, True),
        ("teacher", "completed", True, False),
        ("student", "available", True, False),
        ("student", "completed", True, False),
        ("student", "claimed", False, False),
        ("stranger", "available", False, False),
    ],
)
def test_courses(role, course_state, read, manage):
    state, person = a_state(course_state), a_person(role)
    assert permissions.may_read_course(state, person, 7) is read
    assert permissions.may_manage_course(state, person, 7) is manage


def test_unknown_course():
    state, person = a_state(), a_person("root admin")
    assert not permissions.may_read_course(state, person, 99)
    assert not permissions.may_manage_course(state, person, 99)


@pytest.mark.parametrize(("role", "expected"), [("root admin", True), ("sub admin", False), ("stranger", False)])
def test_root_administrator(role, expected):
    state, person = a_state(), a_person(role)
    assert permissions.is_root_administrator(state, person) is expected
    assert permissions.is_root_administrator(state, person, 2) is expected
    assert not permissions.is_root_administrator(State(), person)
