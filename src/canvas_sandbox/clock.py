"""The sandbox's clock: the machine's time plus what a test advanced it by."""

import time
from datetime import UTC, datetime

TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
"""Canvas prints UTC with `Z` and no fraction (contract 7)."""


class Clock:
    """Tells the time; `advance` lets a test see expiry without waiting."""

    def __init__(self) -> None:
        self.advanced_seconds = 0.0

    def now(self) -> float:
        """Return seconds since the epoch."""
        return time.time() + self.advanced_seconds

    def timestamp(self) -> str:
        """Return the present moment as Canvas prints it."""
        return format_time(self.now())

    def advance(self, seconds: float) -> None:
        """Move the clock; nothing moves it back.

        Args:
            seconds: How far, at least 0.
        """
        self.advanced_seconds += max(0.0, seconds)


def format_time(seconds: float) -> str:
    """Print seconds since the epoch as Canvas prints times."""
    return datetime.fromtimestamp(seconds, tz=UTC).strftime(TIME_FORMAT)
