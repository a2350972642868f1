"""What a child gives up, seen without giving it up in this process."""

import resource
from types import SimpleNamespace

import pytest

from curbcut.documents.isolation import limits as module
from curbcut.documents.isolation.limits import Limits, allow_cpu_seconds, confine, used_memory_bytes

UNLIMITED = resource.RLIM_INFINITY


class Kernel:
    """Keeps the limits that a process would have."""

    def __init__(self, monkeypatch, *, hard=UNLIMITED, refuses=(), linux=True, unshare=0, prctl=0):
        self.limits = {}
        self.hard = hard
        self.refuses = refuses
        self.flags = []
        self.unshared = unshare
        self.renounced = prctl
        monkeypatch.setattr(module.resource, "getrlimit", lambda _limit: (self.hard, self.hard))
        monkeypatch.setattr(module.resource, "setrlimit", self.set_limit)
        monkeypatch.setattr(module.ctypes, "CDLL", lambda *_, **__: self)
        monkeypatch.setattr(module, "_LINUX", linux)

    def set_limit(self, limit, values):
        if limit in self.refuses:
            raise ValueError("not here")
        self.limits[limit] = values

    def unshare(self, flags):
        self.flags.append(flags)
        return self.unshared

    def prctl(self, *_):
        return self.renounced


def test_everything_is_given_up_on_linux(monkeypatch):
    kernel = Kernel(monkeypatch)
    assert confine(Limits(address_space_bytes=1000)) == []
    assert kernel.limits == {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_AS: (1000, 1000),
    }


@pytest.mark.parametrize(("user", "flags"), [(0, 0x40000000), (1000, 0x50000000)])
def test_a_user_leaves_the_network_through_a_namespace_of_the_own(monkeypatch, user, flags):
    kernel = Kernel(monkeypatch)
    monkeypatch.setattr(module.os, "geteuid", lambda: user)
    confine(Limits())
    assert kernel.flags == [flags]


@pytest.mark.parametrize(
    ("kernel", "left"),
    [
        ({"unshare": -1}, ["network"]),
        ({"prctl": -1}, ["privileges"]),
        ({"refuses": (resource.RLIMIT_AS,)}, ["address-space"]),
        ({"linux": False}, ["network", "privileges"]),
    ],
)
def test_what_cannot_be_given_up_is_named(monkeypatch, kernel, left):
    Kernel(monkeypatch, **kernel)
    assert confine(Limits()) == left


def test_a_library_without_the_call_keeps_the_network(monkeypatch):
    Kernel(monkeypatch)
    monkeypatch.setattr(module.ctypes, "CDLL", lambda *_, **__: SimpleNamespace(prctl=lambda *_: 0))
    assert confine(Limits()) == ["network"]


def test_without_a_limit_of_memory_none_is_set(monkeypatch):
    kernel = Kernel(monkeypatch)
    confine(Limits(address_space_bytes=0))
    assert resource.RLIMIT_AS not in kernel.limits


def test_a_limit_is_never_raised(monkeypatch):
    kernel = Kernel(monkeypatch, hard=500)
    confine(Limits(address_space_bytes=1000))
    assert kernel.limits[resource.RLIMIT_AS] == (500, 500)


@pytest.mark.parametrize(("hard", "allowed"), [(UNLIMITED, 3 + 10 + 1), (5, 5)])
def test_computing_time_counts_from_now_on(monkeypatch, hard, allowed):
    kernel = Kernel(monkeypatch, hard=hard)
    monkeypatch.setattr(module.resource, "getrusage", lambda _who: SimpleNamespace(ru_utime=2.5, ru_stime=0.6))
    allow_cpu_seconds(10)
    assert kernel.limits == {resource.RLIMIT_CPU: (allowed, hard)}


@pytest.mark.parametrize(
    ("linux", "status", "expected"),
    [
        (True, "Name:\tpython\nVmHWM:\t    9 kB\nVmRSS:\t    5 kB\n", 9 * 1024),
        (True, "Name:\tpython\n", 7 * 1024),
        (True, None, 7 * 1024),
        (False, None, 7),
    ],
)
def test_memory_is_told_in_bytes(monkeypatch, tmp_path, linux, status, expected):
    Kernel(monkeypatch, linux=linux)
    monkeypatch.setattr(module.resource, "getrusage", lambda _who: SimpleNamespace(ru_maxrss=7))
    monkeypatch.setattr(module, "_STATUS", tmp_path / "status")
    if status is not None:
        (tmp_path / "status").write_text(status)
    assert used_memory_bytes() == expected
