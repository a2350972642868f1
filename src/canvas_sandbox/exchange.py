"""What a handler asks of a request, and how it answers: state, caller, parameters, JSON."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from canvas_sandbox import parameters
from canvas_sandbox.clock import Clock
from canvas_sandbox.model import SHARD, AccessToken, DeveloperKey, State, User
from canvas_sandbox.permissions import (
    account_chain,
    is_root_administrator,
    may_manage_account,
    may_manage_course,
    may_read_account,
    may_read_course,
    root_account_id,
)
from canvas_sandbox.refusals import unauthenticated

__all__ = [
    "Caller",
    "account_chain",
    "api_json",
    "caller_of",
    "caller_or_none",
    "clock_of",
    "global_id",
    "host_of",
    "includes_of",
    "is_root_administrator",
    "local_id",
    "may_manage_account",
    "may_manage_course",
    "may_read_account",
    "may_read_course",
    "parameters_of",
    "query_list",
    "root_account_id",
    "session_user",
    "state_of",
    "with_string_ids",
]

JSON_TYPE = "application/json; charset=utf-8"
STRING_IDS = "application/json+canvas-string-ids"
INCLUDES_ALWAYS_KEPT = frozenset({"uuid"})
"""What is left of `include[]` while Allow Include Parameters is off (contract 3.5)."""

_ID_NAME = re.compile(r"(?:^|_)id$")
_IDS_NAME = re.compile(r"(?:^|_)ids$")
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, with which token, and how far it reaches.

    Attributes:
        user: The person the token acts for.
        token: The access token.
        key: Its developer key; manual tokens have none.
        scopes_enforced: The key enforces scopes.
        allow_includes: `include[]` counts: scopes are not enforced, or Allow Include Parameters is on.
    """

    user: User
    token: AccessToken
    key: DeveloperKey | None
    scopes_enforced: bool
    allow_includes: bool


def state_of(request: Request) -> State:
    """Return the sandbox's state."""
    return cast("State", request.app.state.sandbox)


def clock_of(request: Request) -> Clock:
    """Return the sandbox's clock; use it wherever Canvas would look at the time."""
    return cast("Clock", request.app.state.clock)


def caller_of(request: Request) -> Caller:
    """Return who calls.

    Raises:
        Refusal: 401, nobody: the route takes requests without a token and this one has none.
    """
    caller = caller_or_none(request)
    if caller is None:
        raise unauthenticated()
    return caller


def caller_or_none(request: Request) -> Caller | None:
    """Return who calls by token, or None on a route that does without (web paths, `create_success`)."""
    return cast("Caller | None", request.scope.get("canvas.caller"))


def session_user(request: Request) -> User | None:
    """Return who is logged in by the browser's session cookie, if anyone."""
    return cast("User | None", request.scope.get("canvas.session_user"))


def host_of(request: Request) -> str:
    """Return scheme and host as the caller wrote them, such as `http://127.0.0.1:8080`."""
    host = request.headers.get("host") or request.url.netloc
    return f"{request.url.scheme}://{host}"


def query_list(request: Request, name: str) -> list[str]:
    """Return the values of `name[]`, or of a bare `name`, in the query."""
    query = request.query_params
    return query.getlist(f"{name}[]") or query.getlist(name)


def includes_of(request: Request) -> frozenset[str]:
    """Return what `include[]`, `includes[]` or `include` ask for, after the includes filter (contract 3.5).

    Reads the query, and the body too once `parameters_of` was awaited.
    """
    query = request.query_params
    arrays = {*query.getlist("include[]"), *query.getlist("includes[]")}
    scalars = {*query.getlist("include"), *query.getlist("includes")}
    body = request.scope.get("canvas.body_parameters", {})
    for value in (body.get("include"), body.get("includes")):
        if isinstance(value, list):
            arrays.update(item for item in value if isinstance(item, str))
        elif isinstance(value, str):
            scalars.add(value)
    caller = caller_or_none(request)
    if caller is None or caller.allow_includes:
        return frozenset(arrays | scalars)
    return frozenset(arrays & INCLUDES_ALWAYS_KEPT)


async def parameters_of(request: Request) -> dict[str, Any]:
    """Return query and body (form or JSON) merged and un-nested, with `include` filtered (contract 3.5).

    `wiki_page[body]=x` and the JSON `{"wiki_page": {"body": "x"}}` both give `{"wiki_page": {"body": "x"}}`.

    Raises:
        Refusal: 400, the body does not parse.
    """
    body = request.scope.get("canvas.body_parameters")
    if body is None:  # a body can be read once only
        body = request.scope["canvas.body_parameters"] = await parameters.read_body(request)
    merged = parameters.merge(parameters.unnest(request.query_params.multi_items()), body)
    caller = caller_or_none(request)
    if caller is not None and not caller.allow_includes:
        for name in ("include", "includes"):
            value = merged.pop(name, None)
            if isinstance(value, list):
                merged[name] = [item for item in value if item in INCLUDES_ALWAYS_KEPT]
    return merged


def api_json(
    request: Request, data: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with JSON; ids become strings when the caller asks for them (contract 3.1)."""
    if STRING_IDS in request.headers.get("accept", ""):
        data = with_string_ids(msgspec.to_builtins(data))
    return Response(_encode(data), status_code=status, headers=dict(headers or {}), media_type=JSON_TYPE)


def with_string_ids(value: object) -> object:
    """Return a copy in which every integer under `id`, `*_id`, `ids` or `*_ids` is a string."""
    if isinstance(value, dict):
        return {name: _string_id(name, item) for name, item in value.items()}
    if isinstance(value, list):
        return [with_string_ids(item) for item in value]
    return value


def _string_id(name: object, value: object) -> object:
    if isinstance(name, str) and _ID_NAME.search(name) and type(value) is int:
        return str(value)
    if isinstance(name, str) and _IDS_NAME.search(name) and isinstance(value, list):
        return [str(item) if type(item) is int else item for item in value]
    return with_string_ids(value)


def local_id(text: str) -> int | None:
    """Read an id of a path: local, global or `shard~local` (contract 3.1); None when it is none of them."""
    shard, tilde, local = text.partition("~")
    digits = local if tilde else text
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19) or (tilde and shard != "1"):
        return None
    number = int(digits)
    return number % SHARD if number // SHARD == 1 else number


def global_id(identifier: int) -> int:
    """Return the id that is unique over all shards (contract 1.1)."""
    return SHARD + identifier % SHARD
