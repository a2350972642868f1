"""The leaky bucket of contract 5."""

import pytest

from canvas_sandbox.gate import throttle
from canvas_sandbox.gate.throttle import Throttle
from canvas_sandbox.model import Switches

SWITCHES = Switches()


def fill(buckets: Throttle, amount: float, now: float = 0.0) -> float:
    bucket = buckets.enter("token:a", SWITCHES, now)
    assert bucket is not None
    return buckets.leave(bucket, amount, SWITCHES, now)


def test_up_front_cost_is_reserved_and_given_back():
    """Contract 5: `up_front_cost` 50 per request in flight, returned at the end."""
    buckets = Throttle()
    bucket = buckets.enter("token:a", SWITCHES, 0.0)
    assert bucket.count == 50.0
    assert buckets.leave(bucket, 0.5, SWITCHES, 0.0) == 599.5


@pytest.mark.parametrize(("amount", "refused"), [(599.9, False), (600.0, True), (700.0, True)])
def test_full_at_or_above_the_mark(amount, refused):
    """Contract 5: `hwm` 600, full at or above."""
    buckets = Throttle()
    fill(buckets, amount)
    assert (buckets.enter("token:a", SWITCHES, 0.0) is None) is refused


def test_the_bucket_holds_no_more_than_its_maximum():
    """Contract 5: `maximum` 800: 20 seconds later the client is welcome again."""
    buckets = Throttle()
    assert fill(buckets, 5000.0) == -200.0
    assert buckets.enter("token:a", SWITCHES, 20.0) is None
    assert buckets.enter("token:a", SWITCHES, 20.1) is not None


def test_outflow_of_ten_a_second():
    buckets = Throttle()
    fill(buckets, 100.0)
    assert fill(buckets, 0.0, now=4.0) == 540.0
    assert fill(buckets, 0.0, now=100.0) == 600.0


def test_a_clock_that_goes_back_fills_nothing():
    buckets = Throttle()
    fill(buckets, 100.0, now=50.0)
    assert fill(buckets, 0.0, now=10.0) == 500.0


def test_clients_do_not_share_a_bucket():
    buckets = Throttle()
    fill(buckets, 800.0)
    assert buckets.enter("token:b", SWITCHES, 0.0) is not None


def test_numbers_are_settable():
    switches = Switches(throttle_high_water_mark=10.0, throttle_up_front_cost=10.0)
    buckets = Throttle()
    assert buckets.enter("a", switches, 0.0) is not None
    assert buckets.enter("a", switches, 0.0) is None
    buckets.reset()
    assert buckets.enter("a", switches, 0.0) is not None


def test_very_many_clients_are_forgotten_empty_ones_first(monkeypatch):
    monkeypatch.setattr(throttle, "BUCKET_LIMIT", 3)
    buckets = Throttle()
    for client in ("full", "empty", "empty too"):
        bucket = buckets.enter(client, SWITCHES, 0.0)
        buckets.leave(bucket, 700.0 if client == "full" else 0.0, SWITCHES, 0.0)
    buckets.enter("new", SWITCHES, 1.0)
    assert buckets.enter("full", SWITCHES, 1.0) is None
