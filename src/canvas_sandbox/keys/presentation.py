"""A key and a binding as JSON (contract 1.2)."""

from canvas_sandbox.exchange import global_id
from canvas_sandbox.keys.bindings import binding_of
from canvas_sandbox.model import DeveloperKey, KeyBinding, State

UNNAMED = "Unnamed Tool"


def active_token_count(state: State, key: DeveloperKey) -> int:
    """Count the key's living tokens."""
    tokens = state.access_tokens.values()
    return sum(1 for token in tokens if token.developer_key_id == key.id and token.workflow_state == "active")


def key_json(state: State, key: DeveloperKey, account_id: int) -> dict[str, object]:
    """Return a key as those who manage keys see it, with the binding of an account."""
    user = state.users.get(key.user_id) if key.user_id is not None else None
    account = state.accounts.get(key.account_id)
    binding = binding_of(state, key, account_id)
    return {
        "id": global_id(key.id),
        "name": key.name,
        "created_at": key.created_at,
        "email": key.email,
        "user_id": global_id(user.id) if user else None,
        "user_name": user.name if user else None,
        "icon_url": key.icon_url,
        "notes": key.notes,
        "workflow_state": key.workflow_state,
        "vendor_code": key.vendor_code,
        "visible": key.visible,
        "test_cluster_only": key.test_cluster_only,
        "auto_expire_tokens": True,
        "require_scopes": key.require_scopes,
        "allow_includes": key.allow_includes,
        "client_credentials_audience": key.client_credentials_audience,
        "scopes": key.scopes,
        "access_token_count": active_token_count(state, key),
        "last_used_at": key.last_used_at,
        "account_name": account.name if account else None,
        "is_lti_key": False,
        "api_key": key.api_key,
        "redirect_uri": key.redirect_uri,
        "redirect_uris": "\n".join(key.redirect_uris),
        "developer_key_account_binding": None if binding is None else binding_json(binding, key),
    }


def binding_json(binding: KeyBinding, key: DeveloperKey) -> dict[str, object]:
    """Return a binding; its ids are global."""
    return {
        "id": global_id(binding.id),
        "account_id": global_id(binding.account_id),
        "developer_key_id": global_id(key.id),
        "workflow_state": binding.workflow_state,
        "account_owns_binding": binding.account_id == key.account_id,
    }
