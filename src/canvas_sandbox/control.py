"""The sandbox's own controls under `/sandbox/`: state, switches, faults, tokens, counters, clock.

They stand outside Canvas's paths and answer the machine they run on only.
"""

import ipaddress
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, clock_of, state_of
from canvas_sandbox.model import AccessToken, Fault, State, Switches, User
from canvas_sandbox.oauth.grants import random_slug
from canvas_sandbox.refusals import Refusal
from canvas_sandbox.running import running_of

Handler = Callable[[Request], Awaitable[Response]]
Body = TypeVar("Body")
_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1", "[::1]", "testserver"})


class TokenRequest(msgspec.Struct):
    """What a manual token is made from.

    Attributes:
        login: Whose token.
        scopes: Only of use with a key that enforces scopes.
        developer_key_id: Local id of a key; None makes a manual token.
        seconds: Life; None is for ever.
    """

    login: str
    scopes: list[str] = msgspec.field(default_factory=list)
    developer_key_id: int | None = None
    seconds: float | None = None


class ClockRequest(msgspec.Struct):
    """How far to advance the clock."""

    advance: float


def _guarded(handler: Handler) -> Handler:
    """Answer loopback peers only, and no foreign page in a browser on this machine."""

    async def guarded(request: Request) -> Response:
        if not _is_local(request):
            raise Refusal(403, {"error": "the controls answer this machine only"})
        return await handler(request)

    return guarded


def _is_local(request: Request) -> bool:
    peer = request.client.host if request.client is not None else ""
    try:
        is_loopback = ipaddress.ip_address(peer).is_loopback
    except ValueError:
        is_loopback = False
    origin = request.headers.get("origin")
    same_origin = origin is None or origin == f"{request.url.scheme}://{request.headers.get('host')}"
    return is_loopback and same_origin and request.url.hostname in _LOOPBACK_NAMES


async def _decode(request: Request, kind: type[Body]) -> Body:
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.DecodeError as error:
        raise Refusal(400, {"error": str(error)}) from error


def _check_faults(faults: list[Fault]) -> None:
    for fault in faults:
        try:
            re.compile(fault.pattern)
        except re.error as error:
            raise Refusal(400, {"error": f"fault pattern {fault.pattern!r}: {error}"}) from error


async def _get_state(request: Request) -> Response:
    return api_json(request, state_of(request))


async def _put_state(request: Request) -> Response:
    state = await _decode(request, State)
    _check_faults(state.switches.faults)
    request.app.state.sandbox = state
    running_of(request).sessions.clear()
    return Response(status_code=204)


async def _get_switches(request: Request) -> Response:
    return api_json(request, state_of(request).switches)


async def _patch_switches(request: Request) -> Response:
    state = state_of(request)
    changes = await _decode(request, dict[str, object])
    unknown = sorted(set(changes) - set(Switches.__struct_fields__))
    if unknown:
        raise Refusal(400, {"error": f"unknown switches: {', '.join(unknown)}"})
    try:
        switches = msgspec.convert(msgspec.to_builtins(state.switches) | changes, Switches)
    except msgspec.ValidationError as error:
        raise Refusal(400, {"error": str(error)}) from error
    _check_faults(switches.faults)
    state.switches = switches
    return api_json(request, switches)


async def _post_faults(request: Request) -> Response:
    added = await _decode(request, list[Fault])
    _check_faults(added)
    state_of(request).switches.faults.extend(added)
    return api_json(request, state_of(request).switches.faults, status=201)


async def _delete_faults(request: Request) -> Response:
    state_of(request).switches.faults.clear()
    return Response(status_code=204)


async def _post_tokens(request: Request) -> Response:
    wanted = await _decode(request, TokenRequest)
    state = state_of(request)
    user = _user_by_login(state, wanted.login)
    if user is None or (wanted.developer_key_id is not None and wanted.developer_key_id not in state.developer_keys):
        raise Refusal(404, {"error": "no such login or developer key"})
    expires_at = None if wanted.seconds is None else clock_of(request).now() + wanted.seconds
    token = AccessToken(
        id=state.new_id(),
        user_id=user.id,
        token=random_slug(),
        refresh_token=None,
        developer_key_id=wanted.developer_key_id,
        scopes=wanted.scopes,
        expires_at=expires_at,
        purpose="made by the sandbox's controls",
    )
    state.access_tokens[token.id] = token
    return api_json(request, {"id": token.id, "access_token": token.token, "user_id": user.id}, status=201)


def _user_by_login(state: State, login: str) -> User | None:
    return next((user for user in state.users.values() if user.login == login), None)


async def _get_counters(request: Request) -> Response:
    return api_json(request, running_of(request).counters)


async def _delete_counters(request: Request) -> Response:
    running_of(request).counters.reset()
    return Response(status_code=204)


async def _delete_buckets(request: Request) -> Response:
    running_of(request).throttle.reset()
    return Response(status_code=204)


async def _post_clock(request: Request) -> Response:
    clock = clock_of(request)
    clock.advance((await _decode(request, ClockRequest)).advance)
    return api_json(request, {"now": clock.timestamp(), "advanced_seconds": clock.advanced_seconds})


ROUTES: list[Route] = [
    Route("/sandbox/state", _guarded(_get_state), methods=["GET"]),
    Route("/sandbox/state", _guarded(_put_state), methods=["PUT"]),
    Route("/sandbox/switches", _guarded(_get_switches), methods=["GET"]),
    Route("/sandbox/switches", _guarded(_patch_switches), methods=["PATCH"]),
    Route("/sandbox/faults", _guarded(_post_faults), methods=["POST"]),
    Route("/sandbox/faults", _guarded(_delete_faults), methods=["DELETE"]),
    Route("/sandbox/tokens", _guarded(_post_tokens), methods=["POST"]),
    Route("/sandbox/counters", _guarded(_get_counters), methods=["GET"]),
    Route("/sandbox/counters", _guarded(_delete_counters), methods=["DELETE"]),
    Route("/sandbox/buckets", _guarded(_delete_buckets), methods=["DELETE"]),
    Route("/sandbox/clock", _guarded(_post_clock), methods=["POST"]),
]
