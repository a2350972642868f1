"""A Canvas of canned answers, in process."""

from collections.abc import Callable

import httpx

from curbcut.canvas.address import Origin
from curbcut.canvas.authorized import AccessToken
from curbcut.canvas.client import Canvas
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle
from curbcut.canvas.transport import Transport

CANVAS = "https://canvas.example.edu"
TOKEN = "the-access-token-nobody-may-see"
Handler = Callable[[httpx.Request], httpx.Response]


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def public(_host: str, _port: int) -> list[str]:
    return ["93.184.216.34"]


def a_transport(handler: Handler, address: str = CANVAS, resolve=public) -> Transport:
    http = httpx.Client(transport=httpx.MockTransport(handler))
    return Transport(Origin(address), http=http, resolve=resolve)


def a_canvas(handler: Handler, *, tokens=None, time: FakeTime | None = None, **options) -> Canvas:
    time = time or FakeTime()
    throttle = Throttle(clock=time.clock, sleep=time.sleep)
    return Canvas(a_transport(handler), tokens or AccessToken(Secret(TOKEN)), throttle=throttle, **options)


def json_answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


def script(*answers: httpx.Response | Exception) -> Handler:
    """Answer one after another; the requests are kept in the handler's `requests`."""
    left = list(answers)
    requests: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    handler.requests = requests  # type: ignore[attr-defined]  # a function that remembers
    return handler
