"""Accounts, their tree, their courses and their terms. Source: Canvas API reference, "Accounts", "Enrollment Terms"."""

from collections.abc import Iterator

from msgspec import Struct

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.courses import Course, Term
from curbcut.canvas.decode import decode
from curbcut.canvas.ids import AccountId, TermId


class Account(Struct, frozen=True):
    """An account; a root account has neither parent nor root."""

    id: AccountId
    name: str
    parent_account_id: AccountId | None = None
    root_account_id: AccountId | None = None
    workflow_state: str = "active"
    uuid: str | None = None
    sis_account_id: str | None = None
    default_time_zone: str | None = None


class _Terms(Struct):
    enrollment_terms: list[Term]


class Accounts:
    """The institution's accounts, as far as the person who authorized administers them."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list_accounts(self) -> Iterator[Account]:
        """Yield the accounts that the person administers: not the tree below them; a teacher has none."""
        return self._api.get_all(scopes.LIST_ACCOUNTS, Account)

    def get_account(self, account_id: AccountId | str) -> Account:
        """Read one account; `self` is the root account of the host."""
        return self._api.get(scopes.GET_ACCOUNT, Account, id=account_id)

    def list_sub_accounts(self, account_id: AccountId) -> Iterator[Account]:
        """Yield every account below, all levels; the tree follows from `parent_account_id`."""
        return self._api.get_all(scopes.LIST_SUB_ACCOUNTS, Account, {"recursive": True}, account_id=account_id)

    def list_courses(
        self,
        account_id: AccountId,
        *,
        blueprint: bool | None = None,
        blueprint_associated: bool | None = None,
        term_id: TermId | None = None,
        states: tuple[str, ...] = (),
        with_people: bool = False,
    ) -> Iterator[Course]:
        """Yield every course of an account and of the accounts below it; deleted ones only when asked for.

        Args:
            account_id: The root account covers the institution; `Course.account_id` places each course.
            blueprint: Only blueprint courses, or only others.
            blueprint_associated: Only courses that follow a blueprint, or only others.
            term_id: Only courses of a term.
            states: Only these states (`created`, `claimed`, `available`, `completed`, `deleted`, `all`).
            with_people: Teachers and the number of students too.
        """
        include = ["term", "account_name", *(["teachers", "total_students"] if with_people else [])]
        query = {
            "include[]": include,
            "blueprint": blueprint,
            "blueprint_associated": blueprint_associated,
            "enrollment_term_id": term_id,
            "state[]": states,
        }
        return self._api.get_all(scopes.LIST_ACCOUNT_COURSES, Course, query, account_id=account_id)

    def list_terms(self, account_id: AccountId) -> Iterator[Term]:
        """Yield every term of a root account, deleted ones too.

        Raises:
            ContentRejectedError: The account is a sub-account; terms belong to root accounts.
        """
        for answer in self._api.get_pages(scopes.LIST_TERMS, {"workflow_state[]": ["all"]}, account_id=account_id):
            yield from decode(answer, _Terms).enrollment_terms
