"""Developer keys, their bindings, and the scopes they can hold (contract 1)."""
