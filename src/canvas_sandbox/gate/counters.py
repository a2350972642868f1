"""What was asked of the sandbox, counted for tests: no token and no person's name in it."""

from collections import Counter

from msgspec import Struct, field


class Counters(Struct):
    """Counts since the start or the last reset.

    Attributes:
        requests: All requests to Canvas's own paths, refused ones too.
        routes: By `METHOD /path/{pattern}`; `unmatched` for paths without a route.
        statuses: By status.
        tokens: By id of the access token.
        throttled: Requests refused because a bucket was full.
        token_exchanges: Codes exchanged for tokens.
        token_refreshes: Successful refreshes at the token endpoint.
        token_requests: Requests to the token endpoint, refused ones too.
        in_flight: Requests being answered now.
        peak_in_flight: Most requests that were answered at once.
    """

    requests: int = 0
    routes: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    tokens: Counter[int] = field(default_factory=Counter)
    throttled: int = 0
    token_exchanges: int = 0
    token_refreshes: int = 0
    token_requests: int = 0
    in_flight: int = 0
    peak_in_flight: int = 0

    def enter(self) -> None:
        """Count a request that begins."""
        self.requests += 1
        self.in_flight += 1
        self.peak_in_flight = max(self.peak_in_flight, self.in_flight)

    def leave(self, status: int) -> None:
        """Count a request that ended."""
        self.in_flight -= 1
        self.statuses[status] += 1

    def reset(self) -> None:
        """Start again; requests in flight stay in flight."""
        fresh = Counters(in_flight=self.in_flight, peak_in_flight=self.in_flight)
        for name in self.__struct_fields__:
            setattr(self, name, getattr(fresh, name))
