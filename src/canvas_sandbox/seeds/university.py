"""The frame that a university stands in before it has a course: root account, Default Term, root administrator."""

from canvas_sandbox.model import Account, State, Term
from canvas_sandbox.seeds import people
from canvas_sandbox.seeds.identity import uuid_of

ROOT_ACCOUNT_ID = 1
DEFAULT_TERM_ID = 1


def plant_university(state: State, name: str) -> None:
    """Add what every Canvas has: one root account, its Default Term and its administrator."""
    plant_account(state, ROOT_ACCOUNT_ID, name, parent=None)
    state.terms[DEFAULT_TERM_ID] = Term(id=DEFAULT_TERM_ID, root_account_id=ROOT_ACCOUNT_ID, name="Default Term")
    people.plant_person(state, people.ROOT_ADMIN, administers=(ROOT_ACCOUNT_ID,))


def plant_account(state: State, account_id: int, name: str, *, parent: int | None, sis_id: str | None = None) -> None:
    """Add an account under `parent`, or the root account when there is none."""
    state.accounts[account_id] = Account(
        id=account_id,
        name=name,
        parent_account_id=parent,
        root_account_id=None if parent is None else ROOT_ACCOUNT_ID,
        sis_account_id=sis_id,
        uuid=uuid_of("account", account_id, name),
    )
