"""What lives only while the sandbox runs: buckets, counters, sessions, the index of tokens."""

from dataclasses import dataclass, field
from typing import cast

from starlette.requests import Request

from canvas_sandbox.gate.authentication import TokenIndex
from canvas_sandbox.gate.counters import Counters
from canvas_sandbox.gate.throttle import Throttle
from canvas_sandbox.web.sessions import Sessions


@dataclass(slots=True)
class Running:
    """The parts of one running sandbox that are not its state."""

    throttle: Throttle = field(default_factory=Throttle)
    counters: Counters = field(default_factory=Counters)
    tokens: TokenIndex = field(default_factory=TokenIndex)
    sessions: Sessions = field(default_factory=Sessions)


def running_of(request: Request) -> Running:
    """Return the running parts of the sandbox that answers this request."""
    return cast("Running", request.app.state.running)
