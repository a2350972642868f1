"""The people of every seed, with the logins that the sandbox prints on its own login page.

They exist only inside a sandbox on loopback, so their passwords are public on purpose.
"""

from typing import NamedTuple

from canvas_sandbox.model import State, User


class Login(NamedTuple):
    """What the login page says about a person."""

    user_id: int
    name: str
    role: str
    login: str
    password: str


ROOT_ADMIN = Login(1, "Odalys Penhallow", "Administrator of the whole university", "admin", "sandbox-admin")
SUB_ACCOUNT_ADMIN = Login(2, "Ferran Okwuosa", "Administrator of one faculty", "faculty", "sandbox-faculty")
TEACHER = Login(3, "Rosa Lind", "Teacher", "teacher", "sandbox-teacher")
STUDENT = Login(4, "Jun Abara", "Student", "student", "sandbox-student")

LOGINS = (ROOT_ADMIN, SUB_ACCOUNT_ADMIN, TEACHER, STUDENT)
"""Everybody that a seed may plant, in the order in which the login page shows them."""


def plant_person(
    state: State,
    login: Login,
    *,
    administers: tuple[int, ...] = (),
    teaches: tuple[int, ...] = (),
    studies: tuple[int, ...] = (),
) -> User:
    """Add a person with their rights and answer the record."""
    user = User(
        id=login.user_id,
        name=login.name,
        email=f"{login.login}@alderwick.example",
        login=login.login,
        password=login.password,
        administers=list(administers),
        teaches=list(teaches),
        studies=list(studies),
    )
    state.users[user.id] = user
    return user
