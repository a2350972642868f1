"""Lists in portions with a `Link` header: ordinal and bookmarked (contract 4)."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request

from canvas_sandbox.exchange import host_of
from canvas_sandbox.refusals import not_found

T = TypeVar("T")

DEFAULT_PER_PAGE = 10
MAXIMUM_PER_PAGE = 100
HEADER_LIMIT_BYTES = 6_000
"""Newer Canvas drops relations rather than let the header grow further (contract 4)."""

_LEFT_OUT = frozenset({"page", "per_page", "access_token", "api_key"})
_RELATIONS = ("current", "next", "prev", "first", "last")
_PREFERENCE = ("next", "last", "prev", "current", "first")
_BOOKMARK = "bookmark:"


def paginate(request: Request, items: Sequence[T], *, with_last: bool = True) -> tuple[list[T], dict[str, str]]:
    """Cut one page out of an ordinal list.

    Args:
        request: Gives `page` and `per_page`.
        items: The whole list, in order.
        with_last: Name the last page; lists that are costly to count do not.

    Returns:
        The page's items (none beyond the end) and the headers to send with them.

    Raises:
        Refusal: 404, `page` is no page number.
    """
    per_page = _per_page(request)
    page = _page_number(request)
    last = max(1, -(-len(items) // per_page))
    targets = {"current": str(page), "first": "1"}
    if page < last:
        targets["next"] = str(page + 1)
    if page > 1:
        targets["prev"] = str(page - 1)
    if with_last:
        targets["last"] = str(last)
    start = (page - 1) * per_page
    return list(items[start : start + per_page]), _link_header(request, targets, per_page)


def paginate_bookmarked(
    request: Request, items: Sequence[T], key: Callable[[T], int]
) -> tuple[list[T], dict[str, str]]:
    """Cut one page out of a bookmarked list, whose places are opaque and whose end is not counted.

    Args:
        request: Gives `page` (`first` or a bookmark) and `per_page`.
        items: The whole list, ascending by `key`.
        key: What a bookmark remembers of the last item of a page.

    Returns:
        The page's items and the headers to send with them.

    Raises:
        Refusal: 404, the bookmark is not one of ours or nothing comes after it.
    """
    per_page = _per_page(request)
    page = request.query_params.get("page") or "first"
    rest = list(items)
    if page not in {"first", "1"}:
        after = _read_bookmark(page)
        rest = [item for item in items if key(item) > after]
        if not rest:
            raise not_found()
    else:
        page = "first"
    chosen = rest[:per_page]
    targets = {"current": page, "first": "first"}
    if len(rest) > per_page:
        targets["next"] = _write_bookmark(key(chosen[-1]))
    else:
        targets["last"] = page
    return chosen, _link_header(request, targets, per_page)


def _per_page(request: Request) -> int:
    text = request.query_params.get("per_page")
    if not text:
        return DEFAULT_PER_PAGE
    try:
        wanted = int(text[:20])
    except ValueError:
        wanted = 0  # text counts as 0, and is clamped like any other number
    return min(max(wanted, 1), MAXIMUM_PER_PAGE)


def _page_number(request: Request) -> int:
    text = request.query_params.get("page") or "1"
    if text == "first":
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) < 1:
        raise not_found()
    return int(text)


def _write_bookmark(key: int) -> str:
    return _BOOKMARK + base64.urlsafe_b64encode(msgspec.json.encode([key])).decode().rstrip("=")


def _read_bookmark(page: str) -> int:
    if not page.startswith(_BOOKMARK) or len(page) > 200:
        raise not_found()
    text = page.removeprefix(_BOOKMARK)
    try:
        [key] = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=list[int])
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise not_found() from error
    return key


def _link_header(request: Request, targets: dict[str, str], per_page: int) -> dict[str, str]:
    path = request.scope.get("raw_path", request.url.path.encode()).partition(b"?")[0].decode("ascii", "replace")
    repeated = [pair for pair in request.query_params.multi_items() if pair[0] not in _LEFT_OUT]
    relations = {
        relation: f"<{host_of(request)}{path}?{urlencode([*repeated, ('page', page), ('per_page', per_page)])}>;"
        f' rel="{relation}"'
        for relation, page in targets.items()
    }
    kept: set[str] = set()
    size = 0
    for relation in _PREFERENCE:
        size += len(relations.get(relation, "")) + 1
        if relation in relations and (size <= HEADER_LIMIT_BYTES or not kept):
            kept.add(relation)
    return {"Link": ",".join(relations[relation] for relation in _RELATIONS if relation in kept)}
