"""Parameters as Rails reads them: query, form and JSON body merged, `a[b][]=x` un-nested."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from canvas_sandbox.refusals import bad_request

DEPTH_LIMIT = 32
BODY_LIMIT = 32 * 1024 * 1024
FIELD_LIMIT = 10_000
_KEY_PART = re.compile(r"\[([^\[\]]*)\]")


def unnest(pairs: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """Turn `("wiki_page[body]", "x")` into `{"wiki_page": {"body": "x"}}` and `name[]` into lists.

    A later value replaces an earlier one of the same name; a name that is used as both a value and a
    group keeps the later form.

    Raises:
        Refusal: 400, a name is nested deeper than `DEPTH_LIMIT`.
    """
    result: dict[str, Any] = {}
    for name, value in pairs:
        head, bracket, _ = name.partition("[")
        parts = _KEY_PART.findall(name[len(head) :]) if bracket else []
        if len(parts) > DEPTH_LIMIT:
            raise bad_request("parameters are nested too deeply")
        _place(result, head, parts, value)
    return result


def _place(target: dict[str, Any], key: str, parts: list[str], value: object) -> None:
    for position, part in enumerate(parts):
        if part == "":
            _append(target, key, parts[position + 1 :], value)
            return
        group = target.get(key)
        if not isinstance(group, dict):
            group = target[key] = {}
        target, key = group, part
    target[key] = value


def _append(target: dict[str, Any], key: str, rest: list[str], value: object) -> None:
    """Add to the list `key`; `list[][name]` starts a new record when the name is already there (as Rack does)."""
    items = target.get(key)
    if not isinstance(items, list):
        items = target[key] = []
    if not rest:
        items.append(value)
        return
    if not items or not isinstance(items[-1], dict) or rest[0] in items[-1]:
        items.append({})
    _place(items[-1], rest[0], rest[1:], value)


def merge(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Merge two parameter trees; the second wins, groups are merged."""
    result = dict(first)
    for key, value in second.items():
        known = result.get(key)
        result[key] = merge(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return result


async def read_body(request: Request) -> dict[str, Any]:
    """Read the body's parameters: urlencoded, multipart (files as `UploadFile`) or JSON.

    Raises:
        Refusal: 400, the body is not what its content type says; 413, it is larger than `BODY_LIMIT`.
    """
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        try:
            form = await request.form(max_fields=FIELD_LIMIT, max_part_size=BODY_LIMIT)
        except (MultiPartException, ValueError) as error:
            raise bad_request(f"malformed form: {error}") from error
        return unnest(form.multi_items())
    if content_type == "application/json" or content_type.endswith("+json"):
        return _json_object(await request.body())
    return {}


def _json_object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise bad_request("There was a problem in the JSON you submitted") from error
    return value if isinstance(value, dict) else {"_json": value}
