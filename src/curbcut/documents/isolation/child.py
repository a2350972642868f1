"""The child's side: confine itself, then answer one request after the other until the parent closes the pipe."""

import importlib
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from curbcut.documents.isolation.frames import Answer, Hello, Reply, Stopped, pack, read_request
from curbcut.documents.isolation.limits import Limits, allow_cpu_seconds, confine, used_memory_bytes

Function = Callable[[bytes], bytes]

_WORTH_RETIRING = 0.5
"""Share of the allowed address space that was once resident: such a child hands its memory back by ending."""


def main(arguments: list[str]) -> int:
    """Run a child: `arguments` are the function's dotted path, the limits as JSON, and modules to load."""
    path, encoded_limits, *modules = arguments
    limits = msgspec.json.decode(encoded_limits, type=Limits)
    incoming, outgoing = _take_the_pipes()
    # Our own code loads before anything is given up and before a hostile byte is read: compiled modules are written to
    # their cache, which makes the next start three times as fast.
    function = _load_early(path, modules)
    unconfined = confine(limits)
    sys.dont_write_bytecode = True
    outgoing.write(pack(Hello(tuple(unconfined))))
    outgoing.flush()
    serve(incoming, outgoing, function or path, limits)
    return 0


def serve(incoming: BinaryIO, outgoing: BinaryIO, function: Function | str, limits: Limits) -> None:
    """Answer requests until the stream ends; a function that is a path still is loaded with each request."""
    while (request := read_request(incoming)) is not None:
        allow_cpu_seconds(limits.cpu_seconds)
        reply: Reply
        try:
            function = load(function) if isinstance(function, str) else function
            reply = Answer(function(request), retire=_has_grown(limits))
        except MemoryError:
            reply = Stopped("memory", "It needs more memory than a check may use.")
        except Exception as error:  # noqa: BLE001 - the worker's loop: one file never ends the child
            reply = Stopped("crash", f"The check stopped on an error of its own ({type(error).__name__}: {error}).")
        outgoing.write(pack(reply))
        outgoing.flush()


def load(path: str) -> Function:
    """Import `package.module:function`.

    Raises:
        ImportError: There is no such module.
        AttributeError: The module has no such function.
    """
    module, _, name = path.partition(":")
    function: Function = getattr(importlib.import_module(module), name)
    return function


def _load_early(path: str, modules: list[str]) -> Function | None:
    try:
        for module in modules:
            importlib.import_module(module)
        return load(path)
    except Exception:  # noqa: BLE001 - each request tries again and says what is wrong
        return None


def _has_grown(limits: Limits) -> bool:
    allowed = limits.address_space_bytes
    return bool(allowed) and used_memory_bytes() > allowed * _WORTH_RETIRING


def _take_the_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for frames, and point standard input and output at nothing: a library that prints harms none."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return incoming, outgoing
