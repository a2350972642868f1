"""Canvas's pace: few in flight, pauses before the bucket is full, repeats where nothing was done."""

import threading

import httpx
import pytest
from tests.unit.canvas.fakes import FakeTime

from curbcut.canvas import scopes
from curbcut.canvas.errors import CanvasThrottledError, CanvasTimeoutError, CanvasUnavailableError, NotFoundError
from curbcut.canvas.exchange import Answer, Call
from curbcut.canvas.throttle import ATTEMPTS, Throttle, Throttled

READ = Call(endpoint=scopes.LIST_PAGES, ids={"course_id": 1})
WRITE = Call(endpoint=scopes.PUT_PAGE, ids={"course_id": 1, "url_or_id": 2}, form=())


class Sender:
    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.calls = 0

    def send(self, call, _token=None):
        self.calls += 1
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        headers = httpx.Headers({} if outcome is None else {"X-Rate-Limit-Remaining": str(outcome)})
        return Answer(call=call, status=200, headers=headers, content=b"")


def throttled(*outcomes, time=None):
    time = time or FakeTime()
    sender = Sender(*outcomes)
    return Throttled(sender, Throttle(clock=time.clock, sleep=time.sleep), jitter=lambda: 0.5), sender, time


def test_ordinary_answer_waits_for_nothing():
    layer, _, time = throttled(600.0, 590.0, None)
    for _ in range(3):
        layer.send(READ)
    assert time.slept == []


@pytest.mark.parametrize("call", [READ, WRITE])
def test_throttled_call_is_repeated_whatever_its_verb(call):
    layer, sender, time = throttled(CanvasThrottledError("wait", 5.0), 600.0)
    layer.send(call)
    assert sender.calls == 2
    assert time.slept[0] == pytest.approx(5.5)


def test_longer_wait_than_our_patience_is_the_callers():
    layer, sender, time = throttled(CanvasThrottledError("wait", 61.0))
    with pytest.raises(CanvasThrottledError) as raised:
        layer.send(READ)
    assert (sender.calls, time.slept, raised.value.wait_seconds) == (1, [], 61.0)


def test_endless_throttling_ends():
    layer, sender, _ = throttled(*[CanvasThrottledError("wait", 1.0)] * ATTEMPTS)
    with pytest.raises(CanvasThrottledError):
        layer.send(READ)
    assert sender.calls == ATTEMPTS


@pytest.mark.parametrize("error", [CanvasUnavailableError("502"), CanvasTimeoutError("slow")])
def test_reading_is_repeated_after_a_failure_with_back_off(error):
    layer, sender, time = throttled(error, error, 600.0)
    layer.send(READ)
    assert sender.calls == 3
    assert time.slept == [1.0, 2.0]


@pytest.mark.parametrize("error", [CanvasUnavailableError("502"), CanvasTimeoutError("slow")])
def test_writing_is_not_repeated_after_a_failure(error):
    layer, sender, time = throttled(error)
    with pytest.raises(type(error)):
        layer.send(WRITE)
    assert (sender.calls, time.slept) == (1, [])


def test_refusal_is_not_repeated():
    layer, sender, _ = throttled(NotFoundError("no"))
    with pytest.raises(NotFoundError):
        layer.send(READ)
    assert sender.calls == 1


@pytest.mark.parametrize(("left", "seconds"), [(100.0, 0.0), (99.0, 0.1), (40.0, 6.0), (0.0, 10.0)])
def test_pause_below_a_hundred_units(left, seconds):
    time = FakeTime()
    throttle = Throttle(clock=time.clock, sleep=time.sleep)
    throttle.note(left)
    assert throttle.pause_seconds() == pytest.approx(seconds)
    with throttle.slot():
        assert sum(time.slept) == pytest.approx(seconds)


def test_bucket_drains_while_nobody_asks():
    time = FakeTime()
    throttle = Throttle(clock=time.clock, sleep=time.sleep)
    throttle.note(0.0)
    time.now += 10
    assert throttle.pause_seconds() == 0.0
    throttle.note(None)
    assert throttle.pause_seconds() == 0.0


@pytest.mark.parametrize(("left", "most"), [(None, 3), (200.0, 3), (150.0, 1)])
def test_never_more_in_flight_than_allowed(left, most):
    throttle = Throttle()
    throttle.note(left)
    peak = 0
    inside = 0
    guard = threading.Lock()
    barrier = threading.Barrier(8)

    def work():
        nonlocal peak, inside
        barrier.wait()
        with throttle.slot():
            with guard:
                inside += 1
                peak = max(peak, inside)
            threading.Event().wait(0.01)
            with guard:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert peak == most


def test_slot_is_given_back_after_an_error():
    throttle = Throttle(in_flight=1)
    for _ in range(3):
        with pytest.raises(NotFoundError), throttle.slot():
            raise NotFoundError("no")
