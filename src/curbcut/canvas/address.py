"""Which addresses may be asked: the tenant's Canvas, its file hosts, and never the inside of a network."""

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from curbcut.canvas.errors import CanvasUnavailableError, ForeignAddressError

Resolve = Callable[[str, int], list[str]]
"""From host and port to IP addresses."""

FILE_HOSTS = ("instructure.com", "instructuremedia.com", "canvas-user-content.com", "inscloudgate.net", "amazonaws.com")
"""Where Canvas keeps and shows files; these domains and what lies under them."""

_DEFAULT_PORTS = {"https": 443, "http": 80}


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses.

    Raises:
        CanvasUnavailableError: There is no such host, or nobody to ask.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CanvasUnavailableError(f"The host {host} was not found. Check the address of the Canvas.") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Origin:
    """Scheme, host and port: what may share a token.

    Args:
        address: Address as a person types it; a missing scheme means https, a path is dropped.

    Raises:
        ForeignAddressError: Not an address, with a user name inside, or plain http beyond loopback.
    """

    __slots__ = ("host", "port", "scheme")

    def __init__(self, address: str) -> None:
        text = address.strip()
        self.scheme, self.host, self.port = _parts(text if "://" in text else f"https://{text}")
        if self.scheme == "http" and not self.is_loopback:
            raise ForeignAddressError(f"{self.host} is asked over https only; the address says http.")

    @property
    def is_loopback(self) -> bool:
        """Whether this is the machine itself: development and the demo."""
        return is_loopback(self.host)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}")

    def __repr__(self) -> str:
        return f"Origin({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def _parts(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ForeignAddressError("That is not a web address.") from error
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ForeignAddressError("That is not a web address; it starts with https:// and names a host.")
    if "@" in parts.netloc or "\\" in address or any(character.isspace() for character in parts.netloc):
        raise ForeignAddressError("A web address with a user name, a backslash or a space in it is not followed.")
    return parts.scheme, _ascii(parts.hostname.rstrip(".")), port or _DEFAULT_PORTS[parts.scheme]


def _ascii(host: str) -> str:
    """Write an international name as the wire and Canvas's own links write it."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError as error:
        raise ForeignAddressError(
            "That is not a web address; its host has characters that no host can have."
        ) from error


def is_loopback(host: str) -> bool:
    """Tell whether a host name means this machine, without asking anyone."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class AddressGuard:
    """Says for one tenant which addresses may be asked, before and after DNS."""

    def __init__(self, tenant: Origin, resolve: Resolve = resolve) -> None:
        self.tenant = tenant
        self._resolve = resolve

    def check(self, address: str) -> Origin:
        """Refuse an address that Canvas handed out when it leads elsewhere.

        Raises:
            ForeignAddressError: Another host, plain http, or loopback of a tenant that is not.
        """
        origin = Origin(address)
        if origin == self.tenant:
            return origin
        if origin.is_loopback:
            if self.tenant.is_loopback:
                return origin
        elif origin.scheme == "https" and origin.port == 443 and _is_file_host(origin.host):
            return origin
        raise ForeignAddressError(
            f"{self.tenant.host} sent us to {origin.host}, which is neither it nor a file host of Canvas; not followed."
        )

    def addresses_of(self, host: str, port: int) -> list[str]:
        """Resolve a host and refuse what lies inside a private network.

        The connection is then made to just these addresses, so a second answer of the name server changes nothing.

        Raises:
            CanvasUnavailableError: There is no such host.
            ForeignAddressError: One of its addresses is private, link-local or otherwise not public.
        """
        found = self._resolve(host, port)
        if not found:
            raise CanvasUnavailableError(f"The host {host} was not found. Check the address of the Canvas.")
        for address in found:
            if not self._is_allowed(ipaddress.ip_address(address.partition("%")[0])):
                raise ForeignAddressError(f"{host} has an address inside a private network; it is not asked.")
        return found

    def _is_allowed(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        mapped = getattr(address, "ipv4_mapped", None) or address
        if mapped.is_loopback:
            return self.tenant.is_loopback
        return bool(mapped.is_global and not mapped.is_multicast)


def _is_file_host(host: str) -> bool:
    return any(host == known or host.endswith("." + known) for known in FILE_HOSTS)
