"""One request to one Canvas: the right host, a deadline, a bounded answer, and a typed error for every refusal."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import httpx

from curbcut.canvas.address import AddressGuard, Origin, Resolve, resolve
from curbcut.canvas.connection import error_of as connection_error_of
from curbcut.canvas.connection import open_http
from curbcut.canvas.errors import AccessTokenRefusedError, CanvasShapeError, CanvasTimeoutError, ForeignAddressError
from curbcut.canvas.exchange import Answer, Call, Pairs
from curbcut.canvas.secret import Secret
from curbcut.canvas.statuses import error_of

ACCEPT = "application/json+canvas-string-ids"
"""Canvas then prints ids as strings: they can exceed what JSON numbers hold elsewhere."""
ANSWER_BYTES = 64 * 1024 * 1024
"""A list of 100 pages of 500 kB is 50 MB; more is no answer of Canvas."""
DEADLINE_SECONDS = 120.0


class Transport:
    """Sends calls to one tenant.

    Args:
        origin: The tenant's Canvas.
        http: Client to send with; by default one that connects only to checked addresses.
        resolve: How host names become addresses.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        origin: Origin,
        *,
        http: httpx.Client | None = None,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.origin = origin
        self.guard = AddressGuard(origin, resolve)
        self.request_count = 0
        self._counting = threading.Lock()
        self._http = http or open_http(self.guard)
        self._clock = clock

    def send(self, call: Call, token: Secret | None = None) -> Answer:
        """Send a call and read its answer.

        Raises:
            CanvasError: Canvas refused, or there was no answer.
        """
        answer = self.exchange(call, token)
        error = error_of(answer)
        if error is not None:
            raise error
        return answer

    def exchange(self, call: Call, token: Secret | None = None) -> Answer:
        """Send a call and return the answer, whatever its status.

        Raises:
            CanvasError: There was no answer.
        """
        headers = {"Accept": ACCEPT}
        if token is not None:
            headers["Authorization"] = _bearer(token)
        form = _multi(call.form)
        with self._open(call.endpoint.verb, self._address_of(call), headers=headers, data=form) as response:
            content = self._read(response)
            return Answer(call=call, status=response.status_code, headers=response.headers, content=content)

    @contextlib.contextmanager
    def open(self, address: str, token: Secret | None = None) -> Iterator[httpx.Response]:
        """GET an address that Canvas handed out, unread. The token goes to the tenant's own host only.

        Raises:
            ForeignAddressError: The address leads to a host that may not be asked.
            CanvasUnavailableError: There was no answer.
        """
        origin = self.guard.check(address)
        headers = {"Accept": "*/*"}
        if token is not None and origin == self.origin:
            headers["Authorization"] = _bearer(token)
        with self._open("GET", address, headers=headers) as response:
            yield response

    def upload(self, address: str, form: Pairs, file: tuple[str, str, bytes, str]) -> httpx.Response:
        """POST a file to an address that Canvas handed out, without any token.

        Args:
            address: `upload_url` of Canvas.
            form: Fields to send first, in this order.
            file: Field, file name, content and content type; sent last, as storage wants it.

        Raises:
            ForeignAddressError: The address leads to a host that may not be asked.
            CanvasUnavailableError: There was no answer.
        """
        self.guard.check(address)
        field, name, content, content_type = file
        parts: list[tuple[str, tuple[str | None, bytes, str | None]]] = [
            (key, (None, value.encode(), None)) for key, value in form
        ]
        parts.append((field, (name, content, content_type)))
        with self._open("POST", address, headers={"Accept": "application/json"}, files=parts) as response:
            content = self._read(response)
            return httpx.Response(response.status_code, headers=_plain(response.headers), content=content)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _address_of(self, call: Call) -> str:
        if call.next_page is not None:
            return call.next_page
        path = call.endpoint.probe_path if call.is_probe else call.endpoint.path_of(call.ids)
        query = f"?{httpx.QueryParams(call.query)}" if call.query else ""
        return f"{self.origin}{path}{query}"

    @contextlib.contextmanager
    def _open(
        self,
        verb: str,
        address: str,
        *,
        headers: dict[str, str],
        data: dict[str, list[str]] | None = None,
        files: list[tuple[str, tuple[str | None, bytes, str | None]]] | None = None,
    ) -> Iterator[httpx.Response]:
        with self._counting:
            self.request_count += 1
        try:
            # Built by hand so that a cookie that a host sets is never sent back.
            request = self._http.build_request(verb, address, headers=headers, data=data, files=files)
            request.headers.pop("Cookie", None)
            response = self._http.send(request, stream=True)
            try:
                yield response
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise connection_error_of(error, _host_of(address, self.origin)) from None

    def _read(self, response: httpx.Response) -> bytes:
        started = self._clock()
        chunks: list[bytes] = []
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > ANSWER_BYTES:
                raise CanvasShapeError(f"{self.origin.host} sends an answer without end; given up.")
            if self._clock() - started > DEADLINE_SECONDS:
                raise CanvasTimeoutError(f"{self.origin.host} was still sending after {DEADLINE_SECONDS:.0f} seconds.")
            chunks.append(chunk)
        return b"".join(chunks)


def _bearer(token: Secret) -> str:
    value = token.reveal()
    if not value.isascii() or not value.isprintable():
        # No header carries it, and what would be raised holds it.
        raise AccessTokenRefusedError("The access token has signs in it that no token has. Copy it once more.")
    return f"Bearer {value}"


def _multi(form: Pairs | None) -> dict[str, list[str]] | None:
    if form is None:
        return None
    fields: dict[str, list[str]] = {}
    for name, value in form:
        fields.setdefault(name, []).append(value)
    return fields


def _plain(headers: httpx.Headers) -> list[tuple[str, str]]:
    """Drop what described the bytes on the wire: the content is decoded by now."""
    return [(name, value) for name, value in headers.items() if name not in {"content-encoding", "content-length"}]


def _host_of(address: str, origin: Origin) -> str:
    try:
        return Origin(address).host
    except ForeignAddressError:
        return origin.host
