"""The second host: the same process under its other loopback name, as storage lies beside Canvas (contract 8.2, 8.4)."""

from starlette.requests import Request

from canvas_sandbox.exchange import host_of

_OTHER_NAMES = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}


def second_host_of(request: Request) -> str:
    """Return scheme and host of the storage, such as `http://localhost:8080` for `http://127.0.0.1:8080`."""
    scheme, _, authority = host_of(request).partition("://")
    name, colon, port = authority.partition(":")
    return f"{scheme}://{_OTHER_NAMES.get(name, f'files.{name}')}{colon}{port}"
