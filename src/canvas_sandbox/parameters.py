"""Parameters as Rails reads them: query, form and JSON body merged, `a[b][]=x` un-nested."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from canvas_sandbox.refusals import bad_request, bad_request_message

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
    if content_type == "multipart/form-data":
        return await _multipart(request)
    if content_type == "application/x-www-form-urlencoded":
        return _urlencoded(await _limited_body(request))
    if content_type == "application/json" or content_type.endswith("+json"):
        return _json_object(await _limited_body(request))
    return {}


async def _limited_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise bad_request_message("the request is too large", status=413)
    return bytes(body)


async def _multipart(request: Request) -> dict[str, Any]:
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > BODY_LIMIT:
        raise bad_request_message("the request is too large", status=413)
    try:
        form = await request.form(max_files=FIELD_LIMIT, max_fields=FIELD_LIMIT, max_part_size=BODY_LIMIT)
    except (MultiPartException, HTTPException, ValueError) as error:
        raise bad_request("malformed form") from error
    return unnest(form.multi_items())


def _urlencoded(body: bytes) -> dict[str, Any]:
    text = body.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELD_LIMIT)
    except ValueError as error:
        raise bad_request("too many parameters") from error
    return unnest(pairs)


def _json_object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise bad_request("There was a problem in the JSON you submitted") from error
    return value if isinstance(value, dict) else {"_json": value}
