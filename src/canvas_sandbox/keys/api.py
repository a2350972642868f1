"""The REST API of developer keys, bindings and scopes (contract 1.2, 1.3)."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import (
    account_chain,
    api_json,
    caller_of,
    clock_of,
    is_root_administrator,
    local_id,
    may_manage_account,
    parameters_of,
    root_account_id,
    state_of,
)
from canvas_sandbox.keys import records
from canvas_sandbox.keys.bindings import bind
from canvas_sandbox.keys.presentation import binding_json, key_json
from canvas_sandbox.keys.scope_list import Scope, all_scopes, sections
from canvas_sandbox.model import Account, DeveloperKey
from canvas_sandbox.paging import paginate
from canvas_sandbox.refusals import bad_request, not_found, unauthorized, validation

BINDING_STATES = ("off", "on", "allow")


def account_of(request: Request) -> Account:
    """Return the account of the path; `self` is the root account.

    Raises:
        Refusal: 404.
    """
    state = state_of(request)
    text: str = request.path_params["account_id"]
    identifier = root_account_id(state) if text == "self" else local_id(text)
    account = state.accounts.get(identifier or 0)
    if account is None:
        raise not_found()
    return account


def _managed_root_account(request: Request) -> Account:
    """Keys belong to root accounts only, and their administrators manage them."""
    account = account_of(request)
    if account.parent_account_id is not None:
        raise not_found()
    if not is_root_administrator(state_of(request), caller_of(request).user, account.id):
        raise unauthorized(state_of(request))
    return account


def _managed_key(request: Request) -> DeveloperKey:
    state = state_of(request)
    key = state.developer_keys.get(local_id(request.path_params["id"]) or 0)
    if key is None or key.workflow_state == "deleted":
        raise not_found()
    if not is_root_administrator(state, caller_of(request).user, key.account_id):
        raise unauthorized(state)
    return key


async def list_keys(request: Request) -> Response:
    """List the account's own keys, newest first."""
    account = _managed_root_account(request)
    state, query = state_of(request), request.query_params
    keys = [
        key
        for key in sorted(state.developer_keys.values(), key=lambda key: key.id, reverse=True)
        if key.workflow_state != "deleted" and key.account_id == account.id
    ]
    if query.get("inherited", "").lower() in {"1", "true"}:
        keys = []  # only Site Admin's keys are inherited, and the sandbox has no Site Admin
    if "id" in query:
        keys = [key for key in keys if key.id == local_id(query["id"])]
    page, headers = paginate(request, keys)
    return api_json(request, [key_json(state, key, account.id) for key in page], headers=headers)


async def create_key(request: Request) -> Response:
    """Make a key; it is OFF."""
    account = _managed_root_account(request)
    state = state_of(request)
    values = _wrapped(await parameters_of(request), "developer_key")
    user_id = caller_of(request).user.id
    key = records.create_key(state, clock_of(request), account_id=account.id, user_id=user_id, values=values)
    return api_json(request, key_json(state, key, account.id))


async def update_key(request: Request) -> Response:
    """Change a key, activate it or deactivate it."""
    key = _managed_key(request)
    state = state_of(request)
    records.update_key(state, key, _wrapped(await parameters_of(request), "developer_key"))
    return api_json(request, key_json(state, key, key.account_id))


async def delete_key(request: Request) -> Response:
    """Delete a key softly."""
    key = _managed_key(request)
    state = state_of(request)
    records.delete_key(state, key)
    return api_json(request, key_json(state, key, key.account_id))


def _wrapped(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    value = parameters.get(name)
    if not isinstance(value, dict):
        raise bad_request(f"{name} is missing")
    return value


async def create_or_update_binding(request: Request) -> Response:
    """Turn a key on or off in an account: 201 when the binding is new, else 200."""
    account = account_of(request)
    state = state_of(request)
    key = state.developer_keys.get(local_id(request.path_params["developer_key_id"]) or 0)
    chain = [ancestor.id for ancestor in account_chain(state, account.id)]
    if account.parent_account_id is not None or key is None or key.workflow_state == "deleted":
        raise not_found()
    if key.account_id not in chain:
        raise not_found()
    if not is_root_administrator(state, caller_of(request).user, account.id):
        raise unauthorized(state)
    wanted = _wrapped(await parameters_of(request), "developer_key_account_binding").get("workflow_state", "off")
    if wanted not in BINDING_STATES:
        raise validation("workflow_state", "is not included in the list", error_type="inclusion")
    binding, is_new = bind(state, key, account.id, wanted)
    return api_json(request, binding_json(binding, key), status=201 if is_new else 200)


async def list_scopes(request: Request) -> Response:
    """List what keys can hold; needs the right to manage roles in the account."""
    account = account_of(request)
    state = state_of(request)
    if not may_manage_account(state, caller_of(request).user, account.id):
        raise unauthorized(state)
    names = state.switches.resource_names
    if request.query_params.get("group_by") == "resource_name":
        grouped = {name: [_scope_json(scope, name) for scope in members] for name, members in sections(names).items()}
        return api_json(request, grouped)
    return api_json(request, [_scope_json(scope, scope.resource_name(names)) for scope in all_scopes()])


def _scope_json(scope: Scope, resource_name: str) -> dict[str, str]:
    return {
        "resource": scope.resource,
        "resource_name": resource_name,
        "controller": scope.controller,
        "action": scope.action,
        "verb": scope.verb,
        "path": scope.path,
        "scope": scope.scope,
    }


_KEYS = "/api/v1/accounts/{account_id}/developer_keys"

ROUTES = [
    Route(_KEYS, list_keys, methods=["GET"]),
    Route(_KEYS, create_key, methods=["POST"]),
    Route("/api/v1/developer_keys/{id}", update_key, methods=["PUT"]),
    Route("/api/v1/developer_keys/{id}", delete_key, methods=["DELETE"]),
    Route(
        f"{_KEYS}/{{developer_key_id}}/developer_key_account_bindings",
        create_or_update_binding,
        methods=["POST"],
    ),
    Route("/api/v1/accounts/{account_id}/scopes", list_scopes, methods=["GET"]),
]
