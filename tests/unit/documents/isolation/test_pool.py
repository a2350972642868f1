"""Each way in which a child can end a request, and that the pool goes on."""

import os
import threading
from pathlib import Path

import msgspec
import pytest

from curbcut.documents.isolation.frames import Answer, Stopped
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.pool import Pool

BEHAVIOURS = "tests.unit.documents.isolation.behaviours"
TIGHT = Limits(cpu_seconds=1, wall_seconds=120, address_space_bytes=1 << 30)


@pytest.fixture(scope="module")
def pool():
    with Pool(f"{BEHAVIOURS}:obey", limits=TIGHT) as pool:
        yield pool


def test_an_answer_is_what_the_function_returned():
    with Pool(f"{BEHAVIOURS}:shout") as pool:
        assert pool.call(b"hello") == Answer(b"HELLO")


def test_an_empty_request_is_answered():
    with Pool(f"{BEHAVIOURS}:shout") as pool:
        assert pool.call(b"") == Answer(b"")


def test_a_large_request_and_a_large_answer_cross_the_pipe():
    with Pool(f"{BEHAVIOURS}:shout") as pool:
        reply = pool.call(b"a" * 5_000_000)
    assert isinstance(reply, Answer)
    assert reply.body == b"A" * 5_000_000


@pytest.mark.parametrize(
    ("order", "limit"),
    [
        (b"spin", "cpu-time"),
        (b"hoard", "memory"),
        (b"segfault", "crash"),
        (b"leave", "crash"),
        (b"raise", "crash"),
        (b"garble", "garbage"),
        (b"mumble", "garbage"),
    ],
)
def test_a_child_that_misbehaves_is_named_and_replaced(pool, order, limit):
    reply = pool.call(order)
    assert isinstance(reply, Stopped)
    assert reply.limit == limit
    assert reply.text.endswith(".")
    assert isinstance(pool.call(b"pid"), Answer)


def test_a_child_that_hangs_is_ended_by_the_clock():
    with Pool(f"{BEHAVIOURS}:obey", limits=Limits(wall_seconds=0.5)) as pool:
        reply = pool.call(b"sleep")
        assert isinstance(reply, Stopped)
        assert reply.limit == "wall-time"
        assert isinstance(pool.call(b"pid"), Answer)


def test_an_answer_larger_than_believed_is_garbage():
    with Pool(f"{BEHAVIOURS}:shout", limits=Limits(answer_bytes=1000)) as pool:
        assert isinstance(pool.call(b"a" * 900), Answer)
        reply = pool.call(b"a" * 1001)
    assert isinstance(reply, Stopped)
    assert reply.limit == "garbage"


def test_a_request_larger_than_allowed_is_not_sent():
    with Pool(f"{BEHAVIOURS}:shout", limits=Limits(request_bytes=10)) as pool:
        assert isinstance(pool.call(b"a" * 10), Answer)
        reply = pool.call(b"a" * 11)
    assert isinstance(reply, Stopped)
    assert reply.limit == "size"


def test_a_function_that_is_not_there_is_said_for_every_request():
    with Pool(f"{BEHAVIOURS}:no_such_function") as pool:
        for _ in range(2):
            reply = pool.call(b"")
            assert isinstance(reply, Stopped)
            assert "no_such_function" in reply.text


def test_a_child_that_does_not_start_is_said(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Pool(f"{BEHAVIOURS}:shout") as pool:
        reply = pool.call(b"")
    assert isinstance(reply, Stopped)
    assert reply.limit == "start"


def test_a_child_is_used_again_and_replaced_after_its_number_of_requests():
    with Pool(f"{BEHAVIOURS}:obey", limits=Limits(requests=2)) as pool:
        first, second, third = (pool.call(b"pid").body for _ in range(3))
    assert first == second != third


def test_a_large_parent_does_not_make_its_children_look_grown():
    ballast = b"x" * (600 << 20)
    with Pool(f"{BEHAVIOURS}:obey", limits=Limits(address_space_bytes=1 << 30)) as fresh:
        assert fresh.call(b"print") == Answer(b"printed")
    assert len(ballast) == 600 << 20


def test_a_library_that_prints_harms_nobody(pool):
    assert pool.call(b"print") == Answer(b"printed")


def test_a_child_gets_no_secret_of_the_parents_environment(pool, monkeypatch):
    monkeypatch.setenv("CANVAS_TOKEN", "very-secret")
    with Pool(f"{BEHAVIOURS}:obey") as fresh:
        environment = msgspec.json.decode(fresh.call(b"environment").body)
    assert "CANVAS_TOKEN" not in environment
    assert "very-secret" not in str(environment)
    assert not {name for name in environment if "PROXY" in name.upper() or "LD_" in name}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="descriptors are listed by Linux only")
def test_a_child_inherits_no_open_file(tmp_path):
    with (tmp_path / "private").open("w") as private:
        os.set_inheritable(private.fileno(), True)
        with Pool(f"{BEHAVIOURS}:obey") as pool:
            open_files = msgspec.json.decode(pool.call(b"descriptors").body)
    assert not [name for name in open_files if "private" in name]
    assert len([name for name in open_files if name.startswith("pipe:")]) == 2


def test_a_child_writes_no_file(pool):
    assert pool.call(b"write") == Answer(b"OSError")


def test_a_child_has_no_network_where_the_kernel_lets_it_leave(pool):
    interfaces = msgspec.json.decode(pool.call(b"interfaces").body)
    if "network" in pool.unconfined():
        pytest.skip("this kernel does not let the child leave the network")
    assert interfaces == ["lo"]
    assert pool.call(b"connect") != Answer(b"connected")


def test_map_keeps_the_order_whatever_the_number_of_children():
    with Pool(f"{BEHAVIOURS}:shout", jobs=2) as pool:
        words = [f"w{number}".encode() for number in range(50)]
        assert [reply.body for reply in pool.map(pool.call, iter(words))] == [word.upper() for word in words]


def test_map_takes_items_only_a_few_ahead():
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield str(number).encode()

    with Pool(f"{BEHAVIOURS}:shout") as pool:
        next(pool.map(pool.call, items()))
    assert len(taken) < 20


def test_several_threads_share_the_children():
    answers = []
    with Pool(f"{BEHAVIOURS}:shout", jobs=2) as pool:
        threads = [threading.Thread(target=lambda: answers.append(pool.call(b"x"))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [Answer(b"X")] * 8


def test_a_child_ends_when_the_pool_closes():
    pool = Pool(f"{BEHAVIOURS}:obey")
    child = int(pool.call(b"pid").body)
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_used_child_that_dies_gets_its_request_a_second_try():
    with Pool(f"{BEHAVIOURS}:obey") as pool:
        child = int(pool.call(b"pid").body)
        os.kill(child, 9)
        assert isinstance(pool.call(b"pid"), Answer)
