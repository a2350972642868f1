"""Following `Link` headers to the end of a list, and never out of the tenant."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

import httpx

from curbcut.canvas.address import Origin
from curbcut.canvas.errors import ForeignAddressError, PageLimitError
from curbcut.canvas.exchange import Answer, Call

PAGE_LIMIT = 1000
"""100,000 objects: more than any course or account list that Canvas shows in the same way."""
PER_PAGE = ("per_page", "100")
_NEXT = re.compile(r"""<([^<>]*)>((?:\s*;\s*[\w*]+\s*=\s*(?:"[^"]*"|[^\s;,"]*))*)""")
_RELATION = re.compile(r"""(?i)\brel\s*=\s*(?:"([^"]*)"|([^\s;,"]*))""")


class Caller(Protocol):
    """The layer below: sends with the tenant's token."""

    def send(self, call: Call) -> Answer:
        """Send a call."""
        ...


def pages(caller: Caller, call: Call, origin: Origin, *, limit: int = PAGE_LIMIT) -> Iterator[Answer]:
    """Yield every page of a list; a short or an empty page in the middle does not end it.

    Raises:
        PageLimitError: There are more pages than `limit`, or the links run in a circle.
        ForeignAddressError: A `next` link leads to another host or away from https.
    """
    current = replace(call, query=(*call.query, PER_PAGE))
    seen: set[str] = set()
    for _ in range(limit):
        answer = caller.send(current)
        yield answer
        address = next_address(answer.headers)
        if address is None:
            return
        _check(address, origin)
        if address in seen:
            raise PageLimitError(f"Canvas's list runs in a circle ({call.endpoint.name}).")
        seen.add(address)
        current = replace(call, query=(), next_page=address)
    raise PageLimitError(f"Canvas's list has more than {limit} pages ({call.endpoint.name}).")


def next_address(headers: httpx.Headers) -> str | None:
    """Return the address of the next page; a header may come twice, in any case, with any of its relations left out."""
    for value in headers.get_list("Link"):
        for match in _NEXT.finditer(value):
            relation = _RELATION.search(match[2])
            if relation and "next" in (relation[1] or relation[2] or "").lower().split():
                return match[1].strip()
    return None


def _check(address: str, origin: Origin) -> None:
    if Origin(address) != origin:
        raise ForeignAddressError(
            f"{origin.host} named a next page on another host or over another scheme; it is not followed."
        )
