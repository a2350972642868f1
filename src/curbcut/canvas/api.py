"""Asking for typed objects: what the resource modules are written with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from curbcut.canvas import paging
from curbcut.canvas.address import Origin
from curbcut.canvas.decode import decode
from curbcut.canvas.exchange import Answer, Call, Pairs
from curbcut.canvas.paging import Caller
from curbcut.canvas.scopes import Endpoint

Shape = TypeVar("Shape")
Value = str | int | bool | Sequence[str]
Parameters = Mapping[str, Value | None]
"""Query or form: `None` is left out, a list becomes repeated fields (name them with `[]`)."""


class Api:
    """The tenant's Canvas as typed objects."""

    def __init__(self, caller: Caller, origin: Origin, *, page_limit: int = paging.PAGE_LIMIT) -> None:
        self.origin = origin
        self._caller = caller
        self._page_limit = page_limit

    def get(self, endpoint: Endpoint, shape: type[Shape], query: Parameters | None = None, **ids: str | int) -> Shape:
        """Read one object."""
        return decode(self.send(Call(endpoint=endpoint, ids=ids, query=pairs(query))), shape)

    def get_all(
        self, endpoint: Endpoint, shape: type[Shape], query: Parameters | None = None, **ids: str | int
    ) -> Iterator[Shape]:
        """Yield every object of a list, page by page."""
        for answer in self.get_pages(endpoint, query, **ids):
            yield from decode(answer, list[shape])  # type: ignore[valid-type]  # a list of whatever was asked for

    def get_pages(self, endpoint: Endpoint, query: Parameters | None = None, **ids: str | int) -> Iterator[Answer]:
        """Yield the pages of a list undecoded, for lists that are wrapped in an object."""
        call = Call(endpoint=endpoint, ids=ids, query=pairs(query))
        return paging.pages(self._caller, call, self.origin, limit=self._page_limit)

    def change(self, endpoint: Endpoint, shape: type[Shape], form: Parameters, **ids: str | int) -> Shape:
        """Write one object and return what Canvas made of it."""
        return decode(self.send(Call(endpoint=endpoint, ids=ids, form=pairs(form))), shape)

    def send(self, call: Call) -> Answer:
        """Send a call as it is."""
        return self._caller.send(call)


def pairs(parameters: Parameters | None) -> Pairs:
    """Flatten parameters to what a query or a form repeats."""
    flat: list[tuple[str, str]] = []
    for name, value in (parameters or {}).items():
        if value is None:
            continue
        if isinstance(value, str | int):
            flat.append((name, _text(value)))
        else:
            flat.extend((name, item) for item in value)
    return tuple(flat)


def _text(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
