"""What is counted, and that a reset keeps what is in flight."""

from canvas_sandbox.gate.counters import Counters


def test_peak_of_requests_in_flight():
    counters = Counters()
    counters.enter()
    counters.enter()
    counters.leave(200)
    counters.enter()
    assert (counters.requests, counters.in_flight, counters.peak_in_flight) == (3, 2, 2)
    assert counters.statuses == {200: 1}


def test_reset():
    counters = Counters()
    counters.enter()
    counters.enter()
    counters.leave(404)
    counters.routes["GET /x"] += 1
    counters.reset()
    assert (counters.requests, counters.in_flight, counters.peak_in_flight) == (0, 1, 1)
    assert not counters.routes
    assert not counters.statuses
