"""The wire: an HTTP client that connects only to addresses that were checked."""

import logging
import ssl
from collections.abc import Iterable
from importlib.metadata import version

import httpcore
import httpx

from curbcut.canvas.address import AddressGuard
from curbcut.canvas.errors import CanvasError, CanvasTimeoutError, CanvasUnavailableError, InsecureConnectionError

USER_AGENT = f"Curbcut/{version('curbcut')}"
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_KEPT = 4
_LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=_KEPT, keepalive_expiry=4.0)
"""A connection is kept a little less than the five seconds after which common servers hang up, so that we hang up first."""

_HUNG_UP = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)


class _WithoutQuery(logging.Filter):
    """Cut queries off httpx's own log lines: file links carry their permission there."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                str(argument.copy_with(query=None)) if isinstance(argument, httpx.URL) else argument
                for argument in record.args
            )
        return True


logging.getLogger("httpx").addFilter(_WithoutQuery())
# httpcore's debug lines print whole response headers, signed links among them.
logging.getLogger("httpcore").setLevel(logging.INFO)


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects to the addresses that the guard let through, not to a host name that could answer otherwise later."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        refused: httpcore.ConnectError | None = None
        for address in self._guard.addresses_of(host, port):
            try:
                return self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                refused = error
        raise refused or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - the interface's
        timeout: float | None = None,  # noqa: ARG002 - the interface's
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - the interface's
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("A Canvas is never behind a socket file.")


class _Wire(httpx.HTTPTransport):
    """Sends a GET again when the kept connection that it went out on turns out to be closed.

    A server may hang up while a request is on its way. It has not read that request then, and a client may repeat it on
    another connection by itself: RFC 9112, 9.3.1. Without that a file would wait a minute for its next attempt, and its
    permission, a request before, would be asked for twice.
    """

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; each kept connection may turn out to be closed, a new one may not."""
        for _ in range(_KEPT):
            events: set[str] = set()
            request.extensions = {**request.extensions, "trace": lambda name, _details, seen=events: seen.add(name)}
            try:
                return super().handle_request(request)
            except _HUNG_UP:
                if request.method != "GET" or "connection.connect_tcp.started" in events:
                    raise
        return super().handle_request(request)


def open_http(guard: AddressGuard) -> httpx.Client:
    """Build the client of one tenant: no proxy and no `.netrc` from the environment, no redirects, no cookies kept."""
    transport = _Wire(verify=ssl.create_default_context(), limits=_LIMITS, trust_env=False)
    # httpx has no public way to say how connections are made; a test fails when this attribute moves.
    pool = transport._pool  # noqa: SLF001 - see the line above
    pool._network_backend = _CheckedNetwork(guard)  # noqa: SLF001 - see above
    return httpx.Client(
        transport=transport,
        timeout=TIMEOUT,
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": USER_AGENT},
    )


def error_of(error: httpx.HTTPError | httpx.InvalidURL | httpx.StreamError, host: str) -> CanvasError:
    """Turn an exception of httpx into ours; it never quotes a URL."""
    if isinstance(error, httpx.TimeoutException):
        return CanvasTimeoutError(f"{host} did not answer in time.")
    if _is_about_certificate(error):
        return InsecureConnectionError(f"The certificate of {host} does not hold, so nothing was sent to it.")
    if isinstance(error, httpx.ConnectError):
        return CanvasUnavailableError(f"No connection to {host}.")
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return CanvasError(f"{host} named an address that is none.")
    return CanvasUnavailableError(f"The connection to {host} broke ({type(error).__name__}).")


def _is_about_certificate(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
