"""The Developer Keys page of a root account, with the labels of contract 1.5."""

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import clock_of, is_root_administrator, local_id, state_of
from canvas_sandbox.keys import records
from canvas_sandbox.keys.bindings import bind, binding_of
from canvas_sandbox.keys.presentation import UNNAMED, active_token_count
from canvas_sandbox.keys.scope_list import sections
from canvas_sandbox.model import Account, DeveloperKey, State, User
from canvas_sandbox.refusals import Refusal, not_found, unauthorized
from canvas_sandbox.web.pages import managed_account
from canvas_sandbox.web.templating import checked_form, go_to, logged_in_user, render

TEXT_FIELDS = ("name", "email", "redirect_uris", "redirect_uri", "vendor_code", "icon_url", "notes")
NO_SCOPES = "At least one scope must be selected."


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    key: DeveloperKey
    name: str
    is_on: bool
    token_count: int


@dataclass(slots=True)
class KeyForm:
    """What the form "Key Settings" shows, before it is a key."""

    values: dict[str, str] = field(default_factory=lambda: dict.fromkeys(TEXT_FIELDS, ""))
    require_scopes: bool = False
    allow_includes: bool = False
    scopes: frozenset[str] = frozenset()
    errors: dict[str, str] = field(default_factory=dict)


def _account(request: Request) -> tuple[Account, User]:
    user = logged_in_user(request)
    account = managed_account(request, user)
    if account.parent_account_id is not None:
        raise not_found()
    if not is_root_administrator(state_of(request), user, account.id):
        raise unauthorized(state_of(request))
    return account, user


def _key(request: Request, account: Account) -> DeveloperKey:
    key = state_of(request).developer_keys.get(local_id(request.path_params["key_id"]) or 0)
    if key is None or key.workflow_state == "deleted" or key.account_id != account.id:
        raise not_found()
    return key


def _path(account: Account) -> str:
    return f"/accounts/{account.id}/developer_keys"


async def key_table(request: Request) -> Response:
    """List the account's keys, newest first."""
    account, _ = _account(request)
    state = state_of(request)
    keys = [
        key
        for key in sorted(state.developer_keys.values(), key=lambda key: key.id, reverse=True)
        if key.account_id == account.id and key.workflow_state != "deleted"
    ]
    rows = [_row(state, key, account) for key in keys]
    return render(request, "developer_keys.html", account=account, rows=rows, path=_path(account))


def _row(state: State, key: DeveloperKey, account: Account) -> Row:
    binding = binding_of(state, key, account.id)
    is_on = binding is not None and binding.workflow_state == "on"
    return Row(key, key.name or UNNAMED, is_on, active_token_count(state, key))


async def new_key(request: Request) -> Response:
    """Show the empty form."""
    account, _ = _account(request)
    return _form_page(request, account, KeyForm(), None)


async def edit_key(request: Request) -> Response:
    """Show the form of a key."""
    account, _ = _account(request)
    key = _key(request, account)
    values = {name: getattr(key, name) or "" for name in TEXT_FIELDS if name != "redirect_uris"}
    form = KeyForm(
        values={**values, "redirect_uris": "\n".join(key.redirect_uris)},
        require_scopes=key.require_scopes,
        allow_includes=key.allow_includes,
        scopes=frozenset(key.scopes),
    )
    return _form_page(request, account, form, key)


def _form_page(request: Request, account: Account, form: KeyForm, key: DeveloperKey | None) -> Response:
    groups = sections(state_of(request).switches.resource_names)
    action = _path(account) if key is None else f"{_path(account)}/{key.id}"
    return render(
        request,
        "key_settings.html",
        status=400 if form.errors else 200,
        account=account,
        form=form,
        key=key,
        groups=groups,
        action=action,
        path=_path(account),
    )


async def create_key(request: Request) -> Response:
    """Save a new key; it is OFF until somebody turns it on."""
    account, user = _account(request)
    form = _read(await checked_form(request))
    state = state_of(request)
    if not form.errors:
        try:
            records.create_key(
                state, clock_of(request), account_id=account.id, user_id=user.id, values=_key_values(form)
            )
        except Refusal as refusal:
            form.errors = _messages(refusal)
    if form.errors:
        return _form_page(request, account, form, None)
    return go_to(request, _path(account), notice="The key was saved. It is OFF.")


async def update_key(request: Request) -> Response:
    """Save a changed key."""
    account, _ = _account(request)
    key = _key(request, account)
    form = _read(await checked_form(request))
    if not form.errors:
        try:
            records.update_key(state_of(request), key, _key_values(form))
        except Refusal as refusal:
            form.errors = _messages(refusal)
    if form.errors:
        return _form_page(request, account, form, key)
    return go_to(request, _path(account), notice="The key was saved.")


def _read(values: dict[str, list[str]]) -> KeyForm:
    form = KeyForm(
        values={name: values.get(name, [""])[0] for name in TEXT_FIELDS},
        require_scopes="require_scopes" in values,
        allow_includes="allow_includes" in values,
        scopes=frozenset(values.get("scopes[]", [])),
    )
    if form.require_scopes and not form.scopes:
        form.errors["scopes"] = NO_SCOPES
    return form


def _key_values(form: KeyForm) -> dict[str, Any]:
    return {
        **form.values,
        "require_scopes": form.require_scopes,
        "allow_includes": form.require_scopes and form.allow_includes,
        "scopes": sorted(form.scopes),
    }


def _messages(refusal: Refusal) -> dict[str, str]:
    """The model's errors, one sentence a field."""
    assert isinstance(refusal.body, dict)
    errors: dict[str, list[dict[str, str]]] = refusal.body["errors"]
    return {name: ", ".join(error["message"] for error in found) for name, found in errors.items()}


async def set_key_state(request: Request) -> Response:
    """Turn a key ON or OFF: this writes the account's binding."""
    account, _ = _account(request)
    key = _key(request, account)
    wanted = (await checked_form(request)).get("workflow_state", [""])[0]
    if wanted not in {"on", "off"}:
        raise Refusal(400, "The state is either on or off\n")
    bind(state_of(request), key, account.id, "on" if wanted == "on" else "off")
    return go_to(request, _path(account), notice=f"{key.name or UNNAMED} is {wanted.upper()}.")


async def delete_key(request: Request) -> Response:
    """Delete a key; its tokens end."""
    account, _ = _account(request)
    key = _key(request, account)
    await checked_form(request)
    records.delete_key(state_of(request), key)
    return go_to(request, _path(account), notice=f"{key.name or UNNAMED} was deleted.")


_KEYS = "/accounts/{account_id}/developer_keys"

ROUTES = [
    Route(_KEYS, key_table, methods=["GET"]),
    Route(_KEYS, create_key, methods=["POST"]),
    Route(f"{_KEYS}/new", new_key, methods=["GET"]),
    Route(f"{_KEYS}/{{key_id}}", update_key, methods=["POST"]),
    Route(f"{_KEYS}/{{key_id}}/edit", edit_key, methods=["GET"]),
    Route(f"{_KEYS}/{{key_id}}/state", set_key_state, methods=["POST"]),
    Route(f"{_KEYS}/{{key_id}}/delete", delete_key, methods=["POST"]),
]
