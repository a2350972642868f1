"""The clock that can be advanced."""

import time

from canvas_sandbox.clock import Clock, format_time


def test_advance_adds_and_never_goes_back():
    clock = Clock()
    clock.advance(3600)
    clock.advance(-7200)
    clock.advance(60)
    assert abs(clock.now() - time.time() - 3660) < 5
    assert clock.advanced_seconds == 3660


def test_format():
    """Contract 7: UTC with `Z`, no fraction."""
    assert format_time(1_000_000_000.9) == "2001-09-09T01:46:40Z"
