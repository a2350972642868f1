"""Making a developer key by API, with an administrator's own token: none of this is among the 27 endpoints.

Source: Canvas `app/controllers/developer_keys_controller.rb`, `developer_key_account_bindings_controller.rb`.
"""

from typing import Literal

from msgspec import Struct

from curbcut.canvas.client import Canvas
from curbcut.canvas.decode import decode
from curbcut.canvas.exchange import Call
from curbcut.canvas.ids import AccountId, DeveloperKeyId
from curbcut.canvas.scopes import SCOPES, Endpoint
from curbcut.canvas.secret import Secret

_SECTION = "Developer Keys"
LIST_KEYS = Endpoint(
    name="list developer keys", section=_SECTION, verb="GET", path="/api/v1/accounts/:account_id/developer_keys"
)
POST_KEY = Endpoint(
    name="make a developer key", section=_SECTION, verb="POST", path="/api/v1/accounts/:account_id/developer_keys"
)
PUT_KEY = Endpoint(name="change a developer key", section=_SECTION, verb="PUT", path="/api/v1/developer_keys/:id")
POST_BINDING = Endpoint(
    name="switch a developer key on",
    section=_SECTION,
    verb="POST",
    path="/api/v1/accounts/:account_id/developer_keys/:developer_key_id/developer_key_account_bindings",
)


class _Binding(Struct, frozen=True):
    workflow_state: str = "off"


class _Key(Struct, frozen=True):
    id: DeveloperKeyId
    api_key: str | None = None
    name: str | None = None
    workflow_state: str = "active"
    redirect_uris: str | list[str] | None = None
    scopes: list[str] | None = None
    require_scopes: bool | None = None
    allow_includes: bool | None = None
    developer_key_account_binding: _Binding | None = None

    def __repr__(self) -> str:
        return f"_Key(id={self.id})"

    @property
    def uris(self) -> list[str]:
        """Redirect URIs; Canvas prints them as lines of one text."""
        listed = self.redirect_uris or []
        return listed.split() if isinstance(listed, str) else listed


class KeyWanted(Struct, frozen=True, kw_only=True):
    """The key that Curbcut needs.

    Attributes:
        redirect_uri: Where Canvas sends the browser back; also how our own key is found again.
        name: Its name in Canvas.
        email: Whom Canvas's administrators can ask about it.
        scopes: Its scopes.
    """

    redirect_uri: str
    name: str = "Curbcut"
    email: str | None = None
    scopes: tuple[str, ...] = SCOPES


class KeyMade(Struct, frozen=True, kw_only=True):
    """The key as it is now.

    Attributes:
        developer_key_id: Its ID, to paste on the Configuration page.
        developer_key_secret: Its secret.
        outcome: What had to be done.
    """

    developer_key_id: DeveloperKeyId
    developer_key_secret: Secret
    outcome: Literal["made", "repaired", "unchanged"]


def ensure_key(canvas: Canvas, wanted: KeyWanted) -> KeyMade:
    """Make the key, or repair the one with our redirect URI, and switch it on.

    Only scopes that are missing are added: taking one away would kill every token of the key.

    Raises:
        PermissionDeniedError: The token's owner may not manage developer keys.
        ContentRejectedError: This Canvas does not know one of the scopes; its text names it.
    """
    account_id = _root_account_id(canvas)
    found = [key for key in canvas.api.get_all(LIST_KEYS, _Key, account_id=account_id) if _is_ours(key, wanted)]
    key = found[0] if found else _change(canvas, POST_KEY, wanted, wanted.scopes, account_id=account_id)
    is_changed = not found
    if found and not _is_right(key, wanted):
        scopes = tuple(dict.fromkeys((*(key.scopes or ()), *wanted.scopes)))
        key = _change(canvas, PUT_KEY, wanted, scopes, uris=key.uris, id=key.id)
        is_changed = True
    if found and key.workflow_state != "active":
        canvas.api.change(PUT_KEY, _Key, {"developer_key[event]": "activate"}, id=key.id)
        is_changed = True
    if _state_of(key) != "on":
        form = {"developer_key_account_binding[workflow_state]": "on"}
        canvas.api.change(POST_BINDING, _Binding, form, account_id=account_id, developer_key_id=key.id)
        is_changed = True
    return KeyMade(
        developer_key_id=key.id,
        developer_key_secret=Secret(key.api_key or ""),
        outcome="made" if not found else "repaired" if is_changed else "unchanged",
    )


def _root_account_id(canvas: Canvas) -> AccountId:
    """Keys belong to a root account; `self` is that of the host."""
    return canvas.accounts.get_account("self").id


def _is_ours(key: _Key, wanted: KeyWanted) -> bool:
    return wanted.redirect_uri in key.uris and key.workflow_state != "deleted"


def _is_right(key: _Key, wanted: KeyWanted) -> bool:
    return bool(key.require_scopes and key.allow_includes and set(wanted.scopes) <= set(key.scopes or ()))


def _state_of(key: _Key) -> str:
    return key.developer_key_account_binding.workflow_state if key.developer_key_account_binding else "off"


def _change(
    canvas: Canvas,
    endpoint: Endpoint,
    wanted: KeyWanted,
    scopes: tuple[str, ...],
    *,
    uris: list[str] | None = None,
    **ids: int,
) -> _Key:
    form = [
        ("developer_key[name]", wanted.name),
        ("developer_key[redirect_uris]", "\n".join(uris or [wanted.redirect_uri])),
        ("developer_key[require_scopes]", "true"),
        ("developer_key[allow_includes]", "true"),
        *(("developer_key[scopes][]", scope) for scope in scopes),
    ]
    if wanted.email is not None:
        form.append(("developer_key[email]", wanted.email))
    return decode(canvas.api.send(Call(endpoint=endpoint, ids=dict(ids), form=tuple(form))), _Key)
