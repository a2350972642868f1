"""What a child can be asked to do in the tests: one function a way of behaving, named by dotted path."""

import ctypes
import os
import socket
import time
from pathlib import Path

import msgspec


def shout(request: bytes) -> bytes:
    return request.upper()


def obey(request: bytes) -> bytes:
    """Do what the request says: misbehave in one way, or tell something of the process."""
    return _ORDERS[request.decode()]()


def _spin() -> bytes:
    while True:
        pass


def _sleep() -> bytes:
    time.sleep(60)
    return b""


def _hoard() -> bytes:
    return b"x" * (8 << 30)


def _segfault() -> bytes:
    ctypes.string_at(0)
    return b""


def _leave() -> bytes:
    os._exit(3)


def _raise() -> bytes:
    raise ValueError("not this one")


def _garble() -> bytes:
    os.write(_outgoing(), b"\xff" * 64)
    return b""


def _mumble() -> bytes:
    os.write(_outgoing(), (3).to_bytes(8, "big") + b"abc")
    return b""


def _print() -> bytes:
    print("a library that talks")
    return b"printed"


def _pid() -> bytes:
    return str(os.getpid()).encode()


def _environment() -> bytes:
    return msgspec.json.encode(dict(os.environ))


def _descriptors() -> bytes:
    return msgspec.json.encode(sorted(str(Path(entry).readlink()) for entry in _open_descriptors()))


def _write() -> bytes:
    target = Path(os.devnull).parent / "shm" / f"curbcut-test-{os.getpid()}"
    try:
        target.write_bytes(b"kept")
    except OSError as error:
        return type(error).__name__.encode()
    else:
        return b"written"
    finally:
        target.unlink(missing_ok=True)


def _connect() -> bytes:
    try:
        with socket.create_connection(("127.0.0.1", 9), timeout=2):
            return b"connected"
    except OSError as error:
        return str(error.errno).encode()


def _interfaces() -> bytes:
    return msgspec.json.encode([name for _, name in socket.if_nameindex()])


def _open_descriptors() -> list[str]:
    return [str(entry) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]


def _outgoing() -> int:
    """Find the pipe to the parent among the open descriptors: the one that can be written."""
    for entry in _open_descriptors():
        descriptor = int(entry.rpartition("/")[2])
        if descriptor > 2 and str(Path(entry).readlink()).startswith("pipe:") and _is_writable(descriptor):
            return descriptor
    raise AssertionError("no pipe to the parent")


def _is_writable(descriptor: int) -> bool:
    info = Path(f"/proc/self/fdinfo/{descriptor}").read_text(encoding="ascii")
    flags = int(info.split("flags:")[1].split()[0], 8)
    return flags & os.O_ACCMODE == os.O_WRONLY


_ORDERS = {
    "spin": _spin,
    "sleep": _sleep,
    "hoard": _hoard,
    "segfault": _segfault,
    "leave": _leave,
    "raise": _raise,
    "garble": _garble,
    "mumble": _mumble,
    "print": _print,
    "pid": _pid,
    "environment": _environment,
    "descriptors": _descriptors,
    "write": _write,
    "connect": _connect,
    "interfaces": _interfaces,
}
