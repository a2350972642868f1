"""One request and one answer, as the layers of the client hand them to each other."""

from dataclasses import dataclass, field
from typing import Protocol

import httpx

from curbcut.canvas.scopes import Endpoint
from curbcut.canvas.secret import Secret

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What to ask.

    Attributes:
        endpoint: One of `curbcut.canvas.scopes`.
        ids: Values of the path's parameters.
        query: Parameters, repeated names allowed.
        form: Body to send form-encoded, `None` for no body. May hold secrets, so it is not printed.
        next_page: Address from a `Link` header, followed word for word instead of the endpoint's own path.
        is_probe: Ask the endpoint's harmless probe path.
    """

    endpoint: Endpoint
    ids: dict[str, str | int] = field(default_factory=dict)
    query: Pairs = field(default=(), repr=False)
    form: Pairs | None = field(default=None, repr=False)
    next_page: str | None = field(default=None, repr=False)
    is_probe: bool = False

    @property
    def is_idempotent(self) -> bool:
        """Whether a second sending leaves no trace: only reading does (each PUT of a page makes a revision)."""
        return self.endpoint.verb == "GET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, whole.

    Attributes:
        call: What was asked.
        status: HTTP status.
        headers: Its headers; names match in any case.
        content: The decoded body.
    """

    call: Call = field(repr=False)
    status: int
    headers: httpx.Headers = field(repr=False)
    content: bytes = field(repr=False)


class Sender(Protocol):
    """A layer that sends with a token."""

    def send(self, call: Call, token: Secret | None) -> Answer:
        """Send a call; raises `CanvasError` unless Canvas did it."""
        ...
