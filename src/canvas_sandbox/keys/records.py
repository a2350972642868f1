"""Making, changing and deleting developer keys, with Canvas's validations (contract 1.1, 1.2)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from canvas_sandbox.clock import Clock
from canvas_sandbox.keys.bindings import bind
from canvas_sandbox.keys.scope_list import all_scope_strings
from canvas_sandbox.model import DeveloperKey, State
from canvas_sandbox.oauth.grants import end_tokens_of_key, random_slug
from canvas_sandbox.refusals import Refusal

TEXT_FIELDS = ("name", "email", "notes", "icon_url", "redirect_uri", "vendor_code", "client_credentials_audience")
BOOLEAN_FIELDS = ("visible", "test_cluster_only", "require_scopes", "allow_includes")
TRUE_TEXTS = frozenset({"1", "true", "on", "yes", "t"})
AUDIENCES = frozenset({"internal", "external"})


def create_key(state: State, clock: Clock, *, account_id: int, user_id: int, values: Mapping[str, Any]) -> DeveloperKey:
    """Make a key of an account; its binding starts OFF.

    Raises:
        Refusal: 400, a value is not valid; nothing is kept.
    """
    changes = _checked(values)
    key = DeveloperKey(
        id=state.new_id(),
        account_id=account_id,
        name=None,
        email=None,
        api_key=random_slug(),
        user_id=user_id,
        created_at=clock.timestamp(),
    )
    _assign(key, changes)
    state.developer_keys[key.id] = key
    bind(state, key, account_id, "off")
    return key


def update_key(state: State, key: DeveloperKey, values: Mapping[str, Any]) -> None:
    """Change a key. Taking any scope from it ends all its tokens; adding one changes no token.

    Raises:
        Refusal: 400, a value is not valid; nothing is changed.
    """
    changes = _checked(values)
    event = values.get("event")
    before = set(key.scopes)
    _assign(key, changes)
    if before - set(key.scopes):
        end_tokens_of_key(state, key)
    if event in {"activate", "deactivate"}:
        key.workflow_state = "active" if event == "activate" else "inactive"


def delete_key(state: State, key: DeveloperKey) -> None:
    """Delete a key softly; its tokens end with it."""
    key.workflow_state = "deleted"
    end_tokens_of_key(state, key)


def _assign(key: DeveloperKey, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(key, name, value)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields to set, or refuse all of them."""
    changes: dict[str, Any] = {name: _text(values[name]) for name in TEXT_FIELDS if name in values}
    changes |= {name: _boolean(values[name]) for name in BOOLEAN_FIELDS if name in values}
    if "redirect_uris" in values:
        changes["redirect_uris"] = _uris(values["redirect_uris"])
    if "scopes" in values:
        changes["scopes"] = _scopes(values["scopes"])
    errors: dict[str, list[str]] = {}
    for name in ("redirect_uri", "icon_url"):
        if changes.get(name) and not _is_uri(changes[name]):
            errors[name] = ["is not a valid URI"]
    if not all(map(_is_uri, changes.get("redirect_uris", ()))):
        errors["redirect_uris"] = ["is not a valid URI"]
    unknown = [scope for scope in changes.get("scopes", ()) if scope not in all_scope_strings()]
    if unknown:
        errors["scopes"] = [f"cannot contain {scope}" for scope in unknown]
    if changes.get("client_credentials_audience") not in {None, *AUDIENCES}:
        errors["client_credentials_audience"] = ["is not included in the list"]
    if errors:
        raise invalid_key(errors)
    return changes


def invalid_key(errors: Mapping[str, list[str]]) -> Refusal:
    """The model's error JSON, status 400."""
    body = {
        name: [{"attribute": name, "type": message, "message": message} for message in messages]
        for name, messages in errors.items()
    }
    return Refusal(400, {"errors": body})


def _text(value: object) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None


def _boolean(value: object) -> bool:
    return value if isinstance(value, bool) else str(value).strip().lower() in TRUE_TEXTS


def _uris(value: object) -> list[str]:
    """One string separated by white space, or a list; each address once."""
    parts = value if isinstance(value, list) else [value or ""]
    return list(dict.fromkeys(uri for part in parts for uri in str(part).split()))


def _scopes(value: object) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(str(part) for part in parts if part))


def _is_uri(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.scheme) and bool(parts.netloc or parts.path) and not any(char.isspace() for char in text)
