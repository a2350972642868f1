"""The parent's side of one child: start it, ask it, end it. Every way of dying becomes a `Stopped`."""

import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress

import msgspec

from curbcut.documents.isolation.frames import (
    LENGTH_BYTES,
    Answer,
    Frame,
    Hello,
    Limit,
    Reply,
    Stopped,
    length_of,
    unpack,
)
from curbcut.documents.isolation.limits import Limits

_CHUNK = 1 << 20
_LIMIT_OF_SIGNAL: dict[int, tuple[Limit, str]] = {
    signal.SIGXCPU: ("cpu-time", "It takes more computing time than a check may use."),
    signal.SIGKILL: ("memory", "The operating system ended the check, most often for want of memory."),
}
_CRASHED: tuple[Limit, str] = ("crash", "The reader of this kind of file crashed on it.")


class _SilentError(Exception):
    """The child said nothing usable; carries what becomes of the request."""

    def __init__(self, reply: Stopped) -> None:
        super().__init__(reply.text)
        self.reply = reply


class Worker:
    """One child process and the pipes to it. Not for several threads at once."""

    def __init__(self, function: str, limits: Limits, preload: tuple[str, ...] = ()) -> None:
        """Start the child; it loads `function` (`package.module:name`) and the modules of `preload` at once."""
        self._limits = limits
        self._asked = 0
        self._ready = False
        self._retire = False
        self.unconfined: tuple[str, ...] = ()
        command = [sys.executable, "-P", "-m", "curbcut.documents.isolation", function]
        self._process = subprocess.Popen(
            [*command, msgspec.json.encode(limits).decode(), *preload],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
            bufsize=0,
            start_new_session=True,  # a Ctrl-C in the terminal is the parent's affair
        )

    @property
    def has_worked(self) -> bool:
        """Whether it answered a request before."""
        return self._asked > 1

    @property
    def is_spent(self) -> bool:
        """Whether it has to be replaced before the next request."""
        return self._retire or self._asked >= self._limits.requests or self._process.poll() is not None

    def ask(self, request: bytes) -> Reply:
        """Send one request and wait for its answer; after a `Stopped` by a limit the child is gone."""
        self._asked += 1
        try:
            self._await_hello()
            deadline = time.monotonic() + self._limits.wall_seconds
            self._send(request, deadline)
            frame = self._receive(deadline)
        except _SilentError as silence:
            self.close()
            return silence.reply
        if isinstance(frame, Answer):
            self._retire = self._retire or frame.retire
            return frame
        if isinstance(frame, Stopped):
            self._retire = True
            return frame
        self.close()
        return Stopped("garbage", "The check gave an answer that makes no sense.")

    def close(self) -> None:
        """End the child with whatever it started, and free its pipes."""
        # It leads a session of its own: a program that it runs over a file is in its group, and would outlive it.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _await_hello(self) -> None:
        if self._ready:
            return
        try:
            frame = self._receive(time.monotonic() + self._limits.start_seconds)
        except _SilentError:
            frame = None
        if not isinstance(frame, Hello):
            raise _SilentError(Stopped("start", "The process that reads files does not start on this computer."))
        self.unconfined = frame.unconfined
        self._ready = True

    def _send(self, request: bytes, deadline: float) -> None:
        assert self._process.stdin is not None
        pipe = self._process.stdin.fileno()
        os.set_blocking(pipe, False)
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_WRITE)
            for part in (length_of(request), request):
                rest = memoryview(part)
                while rest:
                    self._wait(ready, deadline)
                    try:
                        rest = rest[os.write(pipe, rest[:_CHUNK]) :]
                    except BlockingIOError:
                        continue
                    except OSError:
                        raise _SilentError(self._why_it_died()) from None

    def _receive(self, deadline: float) -> Frame:
        length = int.from_bytes(self._read(LENGTH_BYTES, deadline), "big")
        if not 0 < length <= self._limits.answer_bytes:
            raise _SilentError(Stopped("garbage", "The check gave an answer that makes no sense."))
        try:
            return unpack(self._read(length, deadline))
        except msgspec.DecodeError:
            raise _SilentError(Stopped("garbage", "The check gave an answer that makes no sense.")) from None

    def _read(self, length: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        read = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_READ)
            while len(read) < length:
                self._wait(ready, deadline)
                part = os.read(pipe, min(_CHUNK, length - len(read)))
                if not part:
                    raise _SilentError(self._why_it_died())
                read += part
        return bytes(read)

    def _wait(self, ready: selectors.BaseSelector, deadline: float) -> None:
        if not ready.select(max(0.0, deadline - time.monotonic())):
            raise _SilentError(Stopped("wall-time", "It takes longer than a check may take."))

    def _why_it_died(self) -> Stopped:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return Stopped(*_CRASHED)
        return Stopped(*_LIMIT_OF_SIGNAL.get(-code, _CRASHED))


def _environment() -> dict[str, str]:
    """Nothing of the parent's environment but where modules are: no secret, no proxy, no preload."""
    return {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        # A library that starts a thread a core reserves address space that the limit then lacks.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
