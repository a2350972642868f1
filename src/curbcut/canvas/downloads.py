"""Getting a file's bytes, in an age where some Canvas sites give the permission in the address and others ask for a token.

Source: Instructure's notices on file verifiers: both kinds are in the field, and a site may change over while connected.
"""

import hashlib
import re
import time
from collections.abc import Callable
from typing import BinaryIO, Literal, Protocol
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
from msgspec import Struct

from curbcut.canvas import scopes
from curbcut.canvas.address import Origin
from curbcut.canvas.authorized import Authorized
from curbcut.canvas.errors import (
    CanvasThrottledError,
    CanvasTimeoutError,
    CanvasUnavailableError,
    DownloadError,
    DownloadScopeMissingError,
    ForeignAddressError,
    GrantLostError,
    IncompleteDownloadError,
    OversizedFileError,
)
from curbcut.canvas.secret import Secret
from curbcut.canvas.statuses import INSUFFICIENT_SCOPES, THROTTLE_TEXT, wait_seconds_of
from curbcut.canvas.throttle import Throttle
from curbcut.canvas.transport import Transport

HOPS = 6
DEADLINE_SECONDS = 900.0
AGAIN_SECONDS = 0.5
"""Wait before a step is tried a second time; longer waits are the job queue's."""

_PAGE_BYTES = 65_536
_LOGIN_FORM = re.compile(rb"pseudonym_session|<input[^<>]{0,200}type=[\"']?password", re.IGNORECASE)

Way = Literal["address", "token"]
"""`address`: the address itself is the permission (era A). `token`: the access token is asked for (era B)."""


class Downloadable(Protocol):
    """What has to be known of a file."""

    @property
    def url(self) -> str:
        """Address of the bytes."""
        ...

    @property
    def size(self) -> int | None:
        """Bytes, by Canvas's word."""
        ...

    @property
    def display_name(self) -> str:
        """Name for people."""
        ...

    @property
    def content_type(self) -> str:
        """MIME type, by Canvas's word."""
        ...


class Downloaded(Struct, frozen=True):
    """What arrived.

    Attributes:
        size: Bytes.
        sha256: Their fingerprint, hexadecimal.
        way: What Canvas wanted to see.
    """

    size: int
    sha256: str
    way: Way


class _LoginWantedError(DownloadError):
    """Canvas shows its login page, or refuses: this way is not its way."""


class Downloads:
    """Downloads files of one tenant and remembers which way it wants."""

    def __init__(
        self,
        transport: Transport,
        authorized: Authorized,
        throttle: Throttle,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._authorized = authorized
        self._throttle = throttle
        self._clock = clock
        self.way: Way | None = None

    def download(self, file: Downloadable, target: BinaryIO, limit_bytes: int) -> Downloaded:
        """Write a file's bytes to `target`; see `Files.download`."""
        if not file.url:
            raise DownloadError(f"Canvas shows no address for the file {file.display_name}: it is locked for us.")
        if (file.size or 0) > limit_bytes:
            raise _too_large(file, limit_bytes)
        start = target.tell()
        refusal: DownloadError | DownloadScopeMissingError | None = None
        for way in self._ways(file.url):
            target.seek(start)
            target.truncate()
            try:
                result = self._try(file, target, limit_bytes, way)
            except (_LoginWantedError, DownloadScopeMissingError) as error:
                # A missing scope says more than a login page, whichever comes last.
                refusal = error if not isinstance(refusal, DownloadScopeMissingError) else refusal
                continue
            self.way = way
            return result
        assert refusal is not None
        if isinstance(refusal, DownloadScopeMissingError):
            raise refusal
        raise DownloadError(f"Canvas shows a login page instead of the file {file.display_name}.")

    def _ways(self, url: str) -> tuple[Way, Way]:
        has_permission_inside = any(name == "verifier" for name, _ in parse_qsl(urlsplit(url).query))
        return ("token", "address") if self.way == "token" and not has_permission_inside else ("address", "token")

    def _try(self, file: Downloadable, target: BinaryIO, limit_bytes: int, way: Way) -> Downloaded:
        token = self._authorized.token() if way == "token" else None
        try:
            return self._fetch(file, target, limit_bytes, token)
        except _TokenRefusedError:
            assert token is not None
            fresh = self._authorized.renew(token)
        try:
            return self._fetch(file, target, limit_bytes, fresh)
        except _TokenRefusedError as error:
            raise GrantLostError("Canvas refuses even a fresh access token. An administrator has to look.") from error

    def _fetch(self, file: Downloadable, target: BinaryIO, limit_bytes: int, token: Secret | None) -> Downloaded:
        """Follow redirects by hand: the token stays at the tenant's host, and each host is checked."""
        address = file.url
        for _ in range(HOPS):
            arrived = self._ask(address, file, target, limit_bytes, token)
            if isinstance(arrived, Downloaded):
                return arrived
            address = arrived
        raise DownloadError(f"Canvas sends us in a circle for the file {file.display_name}.")

    def _ask(
        self, address: str, file: Downloadable, target: BinaryIO, limit_bytes: int, token: Secret | None
    ) -> Downloaded | str:
        """Go one step, a second time where there was no answer: the steps before it stay good and are not asked for again."""
        start = target.tell()
        try:
            return self._step(address, file, target, limit_bytes, token)
        except CanvasTimeoutError:
            raise
        except CanvasUnavailableError:
            self._throttle.sleep(AGAIN_SECONDS)
            target.seek(start)
            target.truncate()
        return self._step(address, file, target, limit_bytes, token)

    def _step(
        self, address: str, file: Downloadable, target: BinaryIO, limit_bytes: int, token: Secret | None
    ) -> Downloaded | str:
        with self._throttle.slot(), self._transport.open(address, token) as response:
            if response.is_redirect:
                return self._target_of(response, address)
            self._refuse(response, file, token)
            size, digest = self._save(response, file, target, limit_bytes)
            return Downloaded(size, digest, "token" if token else "address")

    def _target_of(self, response: httpx.Response, address: str) -> str:
        target = urljoin(address, response.headers["Location"])
        try:
            origin = self._transport.guard.check(target)
        except ForeignAddressError:
            # A tenant whose login is elsewhere sends us there at once.
            raise _LoginWantedError("Canvas sends us to a host that keeps no files of its own.") from None
        if _is_login(target, origin, self._transport.origin):
            raise _LoginWantedError("Canvas sends us to its login page.")
        return target

    def _refuse(self, response: httpx.Response, file: Downloadable, token: Secret | None) -> None:
        status = response.status_code
        if status == 200:
            return
        body = _beginning(response)
        if status == 429 or (status == 403 and THROTTLE_TEXT in body):
            raise CanvasThrottledError("Canvas asked us to wait (download a file).", wait_seconds_of(response.headers))
        if status >= 500:
            raise CanvasUnavailableError(f"Canvas cannot answer now: status {status} (download a file).")
        if token is not None and status == 401:
            if INSUFFICIENT_SCOPES.encode() in body:
                raise _scope_missing()
            if "WWW-Authenticate" in response.headers:
                raise _TokenRefusedError("Canvas refused the access token (download a file).")
        if status in {401, 403}:
            raise _LoginWantedError(f"Canvas refuses the file {file.display_name}: status {status}.")
        raise DownloadError(f"Canvas does not hand out the file {file.display_name}: status {status}.")

    def _save(
        self, response: httpx.Response, file: Downloadable, target: BinaryIO, limit_bytes: int
    ) -> tuple[int, str]:
        chunks = response.iter_bytes(_PAGE_BYTES)
        digest = hashlib.sha256()
        size = 0
        started = self._clock()
        for chunk in chunks:
            if size == 0 and _is_login_page(response, file, chunk):
                raise _LoginWantedError("Canvas shows a login page.")
            size += len(chunk)
            if size > limit_bytes:
                raise _too_large(file, limit_bytes)
            if self._clock() - started > DEADLINE_SECONDS:
                raise IncompleteDownloadError(f"The file {file.display_name} was still arriving after a long time.")
            digest.update(chunk)
            target.write(chunk)
        if file.size is not None and size != file.size:
            raise IncompleteDownloadError(
                f"Of the file {file.display_name} {size} bytes arrived where Canvas named {file.size}."
            )
        return size, digest.hexdigest()


class _TokenRefusedError(DownloadError):
    """The access token is dead."""


def _is_login(target: str, origin: Origin, tenant: Origin) -> bool:
    path = urlsplit(target).path
    return origin == tenant and (path == "/login" or path.startswith("/login/"))


def _is_login_page(response: httpx.Response, file: Downloadable, beginning: bytes) -> bool:
    """Tell a login page saved under the file's name; an HTML file of a course may well have a form of its own."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return False
    if not file.content_type.startswith(("text/", "application/xhtml")):
        return True
    return b"pseudonym_session" in beginning or (file.size not in {None, len(beginning)} and _has_form(beginning))


def _has_form(beginning: bytes) -> bool:
    return _LOGIN_FORM.search(beginning) is not None


def _beginning(response: httpx.Response) -> bytes:
    for chunk in response.iter_bytes(_PAGE_BYTES):
        return chunk
    return b""


def _too_large(file: Downloadable, limit_bytes: int) -> OversizedFileError:
    return OversizedFileError(f"The file {file.display_name} is larger than {limit_bytes:,} bytes.")


def _scope_missing() -> DownloadScopeMissingError:
    scope = scopes.DOWNLOAD_FILE.scope
    return DownloadScopeMissingError(
        f"Canvas no longer lets us download files: add the scope {scope} to the developer key and authorize again.",
        scope,
    )
