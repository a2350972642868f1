"""Which request meets which fault, and what it does to links (contract 14, point 11)."""

import asyncio

import pytest

from canvas_sandbox.gate import faults
from canvas_sandbox.model import Fault, Switches
from canvas_sandbox.refusals import Refusal

LINK = (
    b'<http://127.0.0.1:1/api/v1/x?page=1&per_page=10>; rel="current",'
    b'<http://127.0.0.1:1/api/v1/x?page=2&per_page=10>; rel="next"'
)


def met(switches: Switches, times: int, request: tuple[str, str] = ("GET", "/x")) -> list[bool]:
    return [faults.take(switches, *request) is not None for _ in range(times)]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault("/x", "500"), [True, False, False]),
        (Fault("/x", "500", times=2), [True, True, False]),
        (Fault("/x", "500", times=-1), [True, True, True]),
        (Fault("/x", "500", times=0), [False, False, False]),
        (Fault("/x", "500", after=1), [False, True, False]),
        (Fault("^GET /x$", "500"), [True, False, False]),
        (Fault("^PUT ", "500"), [False, False, False]),
    ],
)
def test_take(fault, expected):
    assert met(Switches(faults=[fault]), 3) == expected


def test_the_first_fault_that_fits_is_met():
    switches = Switches(faults=[Fault("/y", "500"), Fault("/x", "502-html"), Fault("/x", "500")])
    assert [faults.take(switches, "GET", "/x").kind for _ in range(2)] == ["502-html", "500"]


def test_answer_502():
    answer = asyncio_free(faults.answer(Fault("", "502-html"), nothing_received))
    assert answer.status_code == 502
    assert answer.media_type == "text/html"


def test_answer_500():
    with pytest.raises(Refusal) as caught:
        asyncio_free(faults.answer(Fault("", "500"), nothing_received))
    assert caught.value.status == 500


@pytest.mark.parametrize("kind", ["slow", "revoke-token", "duplicate-link", "foreign-next"])
def test_others_let_the_request_go_on(kind):
    assert asyncio_free(faults.answer(Fault("", kind), nothing_received)) is None


def test_duplicate_link():
    headers = [(b"link", LINK), (b"x", b"y")]
    assert faults.spoil_links(Fault("", "duplicate-link"), headers) == [*headers, (b"link", LINK)]


def test_foreign_next_changes_the_host_of_next_only():
    [(_, value)] = faults.spoil_links(Fault("", "foreign-next"), [(b"link", LINK)])
    assert b'<https://canvas.attacker.example/api/v1/x?page=2&per_page=10>; rel="next"' in value
    assert b'<http://127.0.0.1:1/api/v1/x?page=1&per_page=10>; rel="current"' in value


def test_other_faults_leave_links_alone():
    assert faults.spoil_links(Fault("", "slow"), [(b"link", LINK)]) == [(b"link", LINK)]


async def nothing_received():
    raise AssertionError("only time-out listens to the client")


def asyncio_free(coroutine):
    """Run a coroutine that at most yields to the loop, without a loop: sockets are blocked here."""
    original = asyncio.sleep
    asyncio.sleep = _no_sleep
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    finally:
        asyncio.sleep = original
        coroutine.close()
    raise AssertionError("the coroutine waits for something else than sleep")


async def _no_sleep(_seconds: float) -> None:
    return None
