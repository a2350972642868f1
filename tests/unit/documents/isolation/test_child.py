"""The child's loop, run in this process on streams in memory."""

import io

import msgspec
import pytest

from curbcut.documents.isolation.child import load, main, serve
from curbcut.documents.isolation.frames import LENGTH_BYTES, Answer, Hello, Stopped, length_of, unpack
from curbcut.documents.isolation.limits import Limits

BEHAVIOURS = "tests.unit.documents.isolation.behaviours"


@pytest.fixture(autouse=True)
def _no_limit_on_this_process(monkeypatch):
    monkeypatch.setattr("curbcut.documents.isolation.child.allow_cpu_seconds", lambda _seconds: None)


def ask(path, *requests, limits=None, tail=b""):
    incoming = io.BytesIO(b"".join(length_of(request) + request for request in requests) + tail)
    outgoing = io.BytesIO()
    serve(incoming, outgoing, path, limits or Limits())
    return frames(outgoing.getvalue())


def frames(data):
    found = []
    while data:
        length = int.from_bytes(data[:LENGTH_BYTES], "big")
        found.append(unpack(data[LENGTH_BYTES : LENGTH_BYTES + length]))
        data = data[LENGTH_BYTES + length :]
    return found


def test_every_request_gets_its_answer():
    assert ask(f"{BEHAVIOURS}:shout", b"a", b"b") == [Answer(b"A"), Answer(b"B")]


def test_an_error_is_a_reply_and_the_loop_goes_on():
    stopped, answer = ask(f"{BEHAVIOURS}:obey", b"raise", b"print")
    assert stopped == Stopped("crash", "The check stopped on an error of its own (ValueError: not this one).")
    assert answer == Answer(b"printed")


def test_want_of_memory_is_a_reply(monkeypatch):
    def starve(request):
        raise MemoryError

    monkeypatch.setattr("curbcut.documents.isolation.child.load", lambda _path: starve)
    [reply] = ask("any:thing", b"x")
    assert isinstance(reply, Stopped)
    assert reply.limit == "memory"


def test_a_child_whose_memory_has_grown_asks_to_be_replaced():
    [reply] = ask(f"{BEHAVIOURS}:shout", b"a", limits=Limits(address_space_bytes=1))
    assert reply == Answer(b"A", retire=True)


def test_half_a_request_ends_the_loop():
    assert ask(f"{BEHAVIOURS}:shout", b"a", tail=length_of(b"bcd") + b"b") == [Answer(b"A")]


def test_half_a_length_ends_the_loop():
    assert ask(f"{BEHAVIOURS}:shout", tail=b"\0\0") == []


def test_load_names_what_is_missing():
    with pytest.raises(AttributeError):
        load(f"{BEHAVIOURS}:nothing")
    with pytest.raises(ModuleNotFoundError):
        load("curbcut.no_such_module:nothing")


def run_main(monkeypatch, *arguments):
    """Run a whole child in this process, with streams for pipes and nothing given up."""
    request = b"abc"
    outgoing = io.BytesIO()
    pipes = (io.BytesIO(length_of(request) + request), outgoing)
    monkeypatch.setattr("curbcut.documents.isolation.child._take_the_pipes", lambda: pipes)
    monkeypatch.setattr("curbcut.documents.isolation.child.confine", lambda _limits: ["network"])
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert main(list(arguments)) == 0
    return frames(outgoing.getvalue())


LIMITS = msgspec.json.encode(Limits()).decode()


def test_a_child_says_hello_and_what_it_could_not_give_up(monkeypatch):
    assert run_main(monkeypatch, f"{BEHAVIOURS}:shout", LIMITS, "json") == [Hello(("network",)), Answer(b"ABC")]


@pytest.mark.parametrize("arguments", [(f"{BEHAVIOURS}:nothing", LIMITS), ("no.such.module:f", LIMITS)])
def test_a_function_that_does_not_load_is_told_with_each_request(monkeypatch, arguments):
    hello, stopped = run_main(monkeypatch, *arguments)
    assert isinstance(hello, Hello)
    assert isinstance(stopped, Stopped)


def test_a_module_that_does_not_load_early_is_no_reason_to_end(monkeypatch):
    [_, answer] = run_main(monkeypatch, f"{BEHAVIOURS}:shout", LIMITS, "no.such.module")
    assert answer == Answer(b"ABC")
