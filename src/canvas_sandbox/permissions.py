"""Who may do what: administrators of an account's chain, teachers of a course (contract 3.6)."""

from canvas_sandbox.model import Account, State, User


def account_chain(state: State, account_id: int) -> list[Account]:
    """Return the account and its ancestors, lowest first; empty when unknown."""
    chain: list[Account] = []
    account = state.accounts.get(account_id)
    while account is not None and account not in chain:
        chain.append(account)
        account = state.accounts.get(account.parent_account_id) if account.parent_account_id is not None else None
    return chain


def root_account_id(state: State) -> int:
    """Return the id of the root account that the host name stands for: the first without a parent."""
    return next((account.id for account in state.accounts.values() if account.parent_account_id is None), 1)


def is_root_administrator(state: State, user: User, account_id: int | None = None) -> bool:
    """Say whether the user administers the root account (of the given account, else of the host)."""
    chain = account_chain(state, root_account_id(state) if account_id is None else account_id)
    return bool(chain) and chain[-1].id in user.administers


def may_read_account(state: State, user: User, account_id: int) -> bool:
    """Say whether the user may read the account: administrators of it or of an ancestor."""
    return any(account.id in user.administers for account in account_chain(state, account_id))


def may_manage_account(state: State, user: User, account_id: int) -> bool:
    """Say whether the user may manage the account: the sandbox's administrators hold all rights."""
    return may_read_account(state, user, account_id)


def may_read_course(state: State, user: User, course_id: int) -> bool:
    """Say whether the user may read the course: those who manage it, its teachers, its students once it is open."""
    course = state.courses.get(course_id)
    if course is None:
        return False
    if may_manage_course(state, user, course_id) or course_id in user.teaches:
        return True
    return course_id in user.studies and course.workflow_state in {"available", "completed"}


def may_manage_course(state: State, user: User, course_id: int) -> bool:
    """Say whether the user may change the course's content: administrators, and teachers until it is concluded."""
    course = state.courses.get(course_id)
    if course is None:
        return False
    if may_read_account(state, user, course.account_id):
        return True
    return course_id in user.teaches and course.workflow_state != "completed"
