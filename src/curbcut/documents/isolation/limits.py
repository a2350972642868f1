"""What a child process may use, and how it gives up the rest before it reads anything."""

import ctypes
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_NO_NEW_PRIVS = 38
_STATUS = Path("/proc/self/status")
_LINUX = sys.platform.startswith("linux")


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of a child process.

    Attributes:
        cpu_seconds: CPU time of one request.
        wall_seconds: Time that the parent waits for one answer.
        address_space_bytes: Address space of the process; 0 is no limit.
        file_bytes: Largest file that it may write; a reader writes none.
        request_bytes: Largest request that is handed over.
        answer_bytes: Largest answer that is believed.
        requests: A child is replaced after so many requests, so that a leak cannot grow for ever.
        start_seconds: Time that a child may take until it is ready.
    """

    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    address_space_bytes: int = 3 << 30
    file_bytes: int = 0
    request_bytes: int = 101 << 20
    answer_bytes: int = 64 << 20
    requests: int = 500
    start_seconds: float = 30.0


def confine(limits: Limits) -> list[str]:
    """Give up what a reader of files does not need, in the process that calls it.

    Returns:
        What could not be given up here, one name each: `address-space`, `network`, `privileges`.
    """
    _lower(resource.RLIMIT_CORE, 0)
    # A reader writes nothing: pipes do not count, files do.
    _lower(resource.RLIMIT_FSIZE, limits.file_bytes)
    left: list[str] = []
    if limits.address_space_bytes and not _lower(resource.RLIMIT_AS, limits.address_space_bytes):
        left.append("address-space")
    if not _leave_the_network():
        left.append("network")
    if not _renounce_privileges():
        left.append("privileges")
    return left


def allow_cpu_seconds(seconds: int) -> None:
    """Allow the process so much CPU time from now on; the kernel ends it with SIGXCPU after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def allow_another_process(pid: int, seconds: int) -> None:
    """Allow a process that was started from here so much CPU time from now on, where the system lets us (Linux)."""
    if not _LINUX:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(OSError):
        soft = _cpu_seconds_of(pid) + seconds + 1
        resource.prlimit(pid, resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _cpu_seconds_of(pid: int) -> int:
    # The name of the program, in brackets, may hold anything; user and system time are the 12th and 13th field after it.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) // os.sysconf("SC_CLK_TCK")


def used_memory_bytes() -> int:
    """Return the most memory that the process ever had resident since its program started.

    On Linux `ru_maxrss` outlives `exec`: a child begins with what its parent had, so a large parent would make every child
    look grown. `VmHWM` belongs to the program that runs (proc(5)).
    """
    if not _LINUX:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = _STATUS.read_text(encoding="ascii", errors="replace") if _STATUS.exists() else ""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # a container that hides /proc


def resident_bytes_of(pid: int) -> int:
    """Return the memory that a process has resident now, 0 where the system does not say (Linux does)."""
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return 0


def _lower(limit: int, value: int) -> bool:
    _, hard = resource.getrlimit(limit)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(limit, (value, value))
    except (OSError, ValueError):  # macOS refuses some limits of address space
        return False
    return True


def _leave_the_network() -> bool:
    """Move into a network namespace of its own, where there is not even a loopback that is up."""
    if not _LINUX:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare"):
        return False
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET
    return bool(libc.unshare(flags) == 0)


def _renounce_privileges() -> bool:
    """Let no program started from here gain rights, should one ever be started."""
    if not _LINUX:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
