"""A value that must never be shown: tokens, key secrets, authorization codes."""

import hmac
from typing import NoReturn


class Secret:
    """A string that leaves this object only by `reveal`.

    Printing, formatting, comparing by `repr`, pickling and copying into a record are the ways by which a token reaches a
    log, so they show nothing or refuse.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value, for the one place that sends it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret()"

    def __str__(self) -> str:
        return ""

    def __format__(self, _specification: str) -> NoReturn:
        raise TypeError("A secret is not put into text; call reveal() where it is sent.")

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is not pickled.")

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        # hmac.compare_digest takes the same time whatever differs.
        return isinstance(other, Secret) and hmac.compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash(("curbcut.canvas.Secret", self._value))
