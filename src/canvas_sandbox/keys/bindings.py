"""Whether a developer key works in an account (contract 1.1, "State has two layers")."""

from typing import Literal

from canvas_sandbox.exchange import account_chain
from canvas_sandbox.model import DeveloperKey, KeyBinding, State

BindingState = Literal["off", "on", "allow"]


def binding_of(state: State, key: DeveloperKey, account_id: int) -> KeyBinding | None:
    """Return the account's own binding of the key."""
    bindings = state.key_bindings.values()
    return next((one for one in bindings if one.developer_key_id == key.id and one.account_id == account_id), None)


def works_in(state: State, key: DeveloperKey, account_id: int) -> bool:
    """Say whether the key's account is this one or above it, and the effective binding is `on`.

    Bindings are asked from the top of the chain down; an explicit on or off decides, `allow` asks on.
    """
    chain = [account.id for account in account_chain(state, account_id)]
    if key.account_id not in chain:
        return False
    for identifier in reversed(chain):
        binding = binding_of(state, key, identifier)
        if binding is not None and binding.workflow_state != "allow":
            return binding.workflow_state == "on"
    return False


def bind(state: State, key: DeveloperKey, account_id: int, workflow_state: BindingState) -> tuple[KeyBinding, bool]:
    """Set an account's binding of the key.

    Returns:
        The binding, and whether it is new.
    """
    binding = binding_of(state, key, account_id)
    if binding is not None:
        binding.workflow_state = workflow_state
        return binding, False
    binding = KeyBinding(state.new_id(), account_id, key.id, workflow_state)
    state.key_bindings[binding.id] = binding
    return binding, True
