"""Accounts and their terms (contract 7.1 and 10)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import (
    account_chain,
    api_json,
    caller_of,
    includes_of,
    may_manage_account,
    may_read_account,
    query_list,
    state_of,
)
from canvas_sandbox.model import Account, State, Term
from canvas_sandbox.paging import paginate, paginate_bookmarked
from canvas_sandbox.refusals import bad_request_message, unauthorized
from canvas_sandbox.resources.finding import account_of, flag, readable_account_of

TIME_ZONE = "America/Denver"


async def _list_accounts(request: Request) -> Response:
    """Accounts of the caller's own administrations, not what hangs below them; bookmarked (contract 4)."""
    state = state_of(request)
    administered = sorted(set(caller_of(request).user.administers) & state.accounts.keys())
    page, headers = paginate_bookmarked(request, administered, int)
    return api_json(request, [_account_json(request, state.accounts[item]) for item in page], headers=headers)


async def _show_account(request: Request) -> Response:
    return api_json(request, _account_json(request, readable_account_of(request, name="id")))


async def _list_sub_accounts(request: Request) -> Response:
    """Direct children by id or name; `recursive=true` the whole tree below, without `rel="last"` (contract 7.1)."""
    state = state_of(request)
    account = readable_account_of(request)
    if flag(request, "recursive"):
        below = [item for item in state.accounts.values() if account in account_chain(state, item.id)[1:]]
        page, headers = paginate(request, sorted(below, key=lambda item: item.id), with_last=False)
    else:
        children = [item for item in state.accounts.values() if item.parent_account_id == account.id]
        children.sort(key=lambda item: item.id)
        if request.query_params.get("order") == "name":
            children.sort(key=lambda item: item.name.casefold())
        page, headers = paginate(request, children)
    return api_json(request, [_account_json(request, item) for item in page], headers=headers)


def _account_json(request: Request, account: Account) -> dict[str, object]:
    state = state_of(request)
    fields: dict[str, object] = {
        "id": account.id,
        "name": account.name,
        "workflow_state": "active",
        "parent_account_id": account.parent_account_id,
        "root_account_id": account.root_account_id,
        "uuid": account.uuid,
        "default_time_zone": TIME_ZONE,
    }
    if not may_manage_account(state, caller_of(request).user, account.id):
        return fields
    fields |= {
        "default_storage_quota_mb": 500,
        "default_user_storage_quota_mb": 50,
        "default_group_storage_quota_mb": 50,
        "course_template_id": None,
    }
    if account.parent_account_id is not None:
        fields |= {"sis_account_id": account.sis_account_id, "integration_id": None, "sis_import_id": None}
    return fields | _account_includes(state, account, includes_of(request))


def _account_includes(state: State, account: Account, includes: frozenset[str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    if "lti_guid" in includes:
        fields["lti_guid"] = f"{account.uuid}:canvas-lms"
    if "registration_settings" in includes:
        fields["registration_settings"] = {"login_handle_name": "Email", "require_email": False}
    if "services" in includes:
        fields["services"] = {}
    if "course_count" in includes:
        fields["course_count"] = sum(
            course.workflow_state != "deleted" and account in account_chain(state, course.account_id)
            for course in state.courses.values()
        )
    if "sub_account_count" in includes:
        fields["sub_account_count"] = sum(item.parent_account_id == account.id for item in state.accounts.values())
    return fields


async def _list_terms(request: Request) -> Response:
    """Account 404, then "only root accounts" 400, then the right to read terms (contract 10)."""
    state = state_of(request)
    account = account_of(request)
    if account.parent_account_id is not None:
        raise bad_request_message("Terms only belong to root_accounts.")
    user = caller_of(request).user
    if not may_read_account(state, user, account.id):
        raise unauthorized(state)
    wanted = set(query_list(request, "workflow_state")) or {"active"}
    name = request.query_params.get("term_name", "").lower()
    terms = [
        term
        for term in state.terms.values()
        if term.root_account_id == account.id
        and ("all" in wanted or term.workflow_state in wanted)
        and name in term.name.lower()
    ]
    page, headers = paginate(request, _latest_first(terms))
    body = {"enrollment_terms": [term_json(request, term) for term in page]}
    return api_json(request, body, headers=headers)


def _latest_first(terms: list[Term]) -> list[Term]:
    """Order by start, then end, both descending and terms without a date first, then id (contract 10)."""
    terms.sort(key=lambda term: term.id)
    terms.sort(key=lambda term: (term.end_at is None, term.end_at or ""), reverse=True)
    terms.sort(key=lambda term: (term.start_at is None, term.start_at or ""), reverse=True)
    return terms


def term_json(request: Request, term: Term) -> dict[str, object]:
    """Return a term; its SIS id shows to those who manage the root account."""
    state = state_of(request)
    includes = includes_of(request)
    fields: dict[str, object] = {
        "id": term.id,
        "name": term.name,
        "start_at": term.start_at,
        "end_at": term.end_at,
        "created_at": term.created_at,
        "workflow_state": term.workflow_state,
        "grading_period_group_id": None,
    }
    if may_manage_account(state, caller_of(request).user, term.root_account_id):
        fields["sis_term_id"] = term.sis_term_id
    if "overrides" in includes:
        fields["overrides"] = {}
    if "course_count" in includes:
        fields["course_count"] = sum(
            course.enrollment_term_id == term.id and course.workflow_state != "deleted"
            for course in state.courses.values()
        )
    return fields


ROUTES = [
    Route("/api/v1/accounts", _list_accounts),
    Route("/api/v1/accounts/{account_id}/sub_accounts", _list_sub_accounts),
    Route("/api/v1/accounts/{account_id}/terms", _list_terms),
    Route("/api/v1/accounts/{id}", _show_account),
]
