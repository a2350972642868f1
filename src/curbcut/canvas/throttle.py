"""Going at Canvas's pace: few requests in flight, waiting before the bucket is full, repeating what may be repeated.

Source: Canvas `request_throttle.rb`: 600 units, 50 up front for each request in flight, 10 units a second drain.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from curbcut.canvas.errors import CanvasError, CanvasThrottledError, CanvasUnavailableError
from curbcut.canvas.exchange import Answer, Call, Sender
from curbcut.canvas.secret import Secret
from curbcut.canvas.statuses import OUTFLOW, remaining_of

IN_FLIGHT = 3
ALONE_BELOW = 200.0
PAUSE_BELOW = 100.0
ATTEMPTS = 4
PATIENCE_SECONDS = 60.0
"""A longer wait is the job queue's: it raises, with the seconds."""


class Throttle:
    """The pace of one tenant, shared by everything in this process that asks its Canvas."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._clock = clock
        self.sleep = sleep
        self._most = in_flight
        self._now_in_flight = 0
        self._condition = threading.Condition()
        self._remaining: float | None = None
        self._noted_at = 0.0

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold one of the tenant's few requests in flight."""
        with self._condition:
            while self._now_in_flight >= self._allowed():
                self._condition.wait(timeout=1.0)
            self._now_in_flight += 1
        try:
            pause = self.pause_seconds()
            if pause > 0:
                self.sleep(pause)
            yield
        finally:
            with self._condition:
                self._now_in_flight -= 1
                self._condition.notify_all()

    def note(self, remaining: float | None) -> None:
        """Remember what Canvas said is left."""
        if remaining is not None:
            self._remaining = remaining
            self._noted_at = self._clock()

    def pause_seconds(self) -> float:
        """Say how long to wait before the next request, 0 for not at all."""
        left = self._estimate()
        return 0.0 if left is None or left >= PAUSE_BELOW else (PAUSE_BELOW - left) / OUTFLOW

    def _allowed(self) -> int:
        left = self._estimate()
        return self._most if left is None or left >= ALONE_BELOW else 1

    def _estimate(self) -> float | None:
        if self._remaining is None:
            return None
        return self._remaining + (self._clock() - self._noted_at) * OUTFLOW


class Throttled:
    """Sends at the tenant's pace.

    A throttled request was refused before anything happened, so it is repeated whatever its verb. After a failure of the
    server only reading is repeated.
    """

    def __init__(self, sender: Sender, throttle: Throttle, jitter: Callable[[], float] = random.random) -> None:
        self._sender = sender
        self._throttle = throttle
        self._jitter = jitter

    def send(self, call: Call, token: Secret | None = None) -> Answer:
        """Send a call, waiting and repeating where that is right.

        Raises:
            CanvasThrottledError: Canvas wants a longer wait than our patience.
            CanvasError: Canvas refused, or there was no answer.
        """
        for attempt in range(1, ATTEMPTS):
            try:
                return self._once(call, token)
            except CanvasError as error:
                wait = self._wait_seconds(error, call, attempt)
                if wait is None:
                    raise
                self._throttle.sleep(wait)
        return self._once(call, token)

    def _once(self, call: Call, token: Secret | None) -> Answer:
        with self._throttle.slot():
            answer = self._sender.send(call, token)
        self._throttle.note(remaining_of(answer.headers))
        return answer

    def _wait_seconds(self, error: CanvasError, call: Call, attempt: int) -> float | None:
        """Return the wait before the next attempt, `None` when there is none."""
        if isinstance(error, CanvasThrottledError):
            # Everyone of this tenant slows down, not only the one who was told.
            self._throttle.note(0.0)
            return error.wait_seconds + self._jitter() if error.wait_seconds <= PATIENCE_SECONDS else None
        if isinstance(error, CanvasUnavailableError) and call.is_idempotent:
            return float(2 ** (attempt - 1)) * (0.5 + self._jitter())
        return None
