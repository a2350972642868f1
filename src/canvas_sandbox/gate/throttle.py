"""The leaky bucket of each client (contract 5)."""

from dataclasses import dataclass

from canvas_sandbox.model import Switches

BUCKET_LIMIT = 10_000
"""More clients than this are not remembered all at once; empty buckets go first."""


@dataclass(slots=True)
class Bucket:
    """What a client has used and not yet been given back."""

    count: float = 0.0
    touched_at: float = 0.0

    def leak(self, switches: Switches, now: float) -> None:
        """Let out what time has let out."""
        passed = max(0.0, now - self.touched_at)
        self.count = max(0.0, self.count - passed * switches.throttle_outflow)
        self.touched_at = now

    def add(self, amount: float, switches: Switches) -> None:
        """Pour in (or take back) an amount, within empty and `throttle_maximum`."""
        self.count = min(max(0.0, self.count + amount), switches.throttle_maximum)


class Throttle:
    """All buckets. A client is a token, a session or an address."""

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}

    def enter(self, client: str, switches: Switches, now: float) -> Bucket | None:
        """Reserve the up-front cost of a request; None when the client's bucket is full."""
        bucket = self._buckets.get(client)
        if bucket is None:
            self._make_room(switches, now)
            bucket = self._buckets[client] = Bucket(touched_at=now)
        bucket.leak(switches, now)
        if bucket.count >= switches.throttle_high_water_mark:
            return None
        bucket.add(switches.throttle_up_front_cost, switches)
        return bucket

    def leave(self, bucket: Bucket, cost: float, switches: Switches, now: float) -> float:
        """Give the up-front cost back, charge the real one, and return what remains."""
        bucket.leak(switches, now)
        bucket.add(cost - switches.throttle_up_front_cost, switches)
        return switches.throttle_high_water_mark - bucket.count

    def reset(self) -> None:
        """Empty every bucket."""
        self._buckets.clear()

    def _make_room(self, switches: Switches, now: float) -> None:
        if len(self._buckets) < BUCKET_LIMIT:
            return
        for bucket in self._buckets.values():
            bucket.leak(switches, now)
        self._buckets = {client: bucket for client, bucket in self._buckets.items() if bucket.count > 0}
        while len(self._buckets) >= BUCKET_LIMIT:
            del self._buckets[next(iter(self._buckets))]
