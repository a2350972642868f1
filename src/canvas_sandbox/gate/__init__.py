"""What every request passes before a handler sees it: throttle, faults, token, scopes."""
