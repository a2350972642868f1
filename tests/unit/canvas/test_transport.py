"""One request: the token in its header and nowhere else, a bounded answer, no cookie kept, no redirect followed."""

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, a_transport, json_answer, script

from curbcut.canvas import scopes, transport
from curbcut.canvas.errors import AccessTokenRefusedError, CanvasShapeError, CanvasTimeoutError, ForeignAddressError
from curbcut.canvas.exchange import Call
from curbcut.canvas.secret import Secret

CALL = Call(endpoint=scopes.LIST_ACCOUNTS)


def test_token_is_a_header_of_the_tenant_only():
    handler = script(json_answer([]), httpx.Response(200), httpx.Response(200))
    sender = a_transport(handler)
    sender.send(CALL, Secret("t0ken"))
    for address in (f"{CANVAS}/files/1/download", "https://x.s3.amazonaws.com/y"):
        with sender.open(address, Secret("t0ken")):
            pass
    assert [request.headers.get("Authorization") for request in handler.requests] == [
        "Bearer t0ken",
        "Bearer t0ken",
        None,
    ]
    assert not any("t0ken" in str(request.url) for request in handler.requests)
    assert sender.request_count == 3


@pytest.mark.parametrize("token", ["t0k\u200ben", "t0ken\r\nX-More: 1"])
def test_token_that_no_header_carries_is_refused_and_not_told(token):
    handler = script()
    sender = a_transport(handler)
    with pytest.raises(AccessTokenRefusedError) as refused:
        sender.send(CALL, Secret(token))
    assert "t0k" not in str(refused.value)
    with pytest.raises(AccessTokenRefusedError), sender.open(f"{CANVAS}/files/1/download", Secret(token)):
        pass
    assert handler.requests == []


def test_cookies_are_not_sent_back():
    handler = script(json_answer([], headers={"Set-Cookie": "canvas_session=x; Path=/"}), json_answer([]))
    sender = a_transport(handler)
    sender.send(CALL)
    sender.send(CALL)
    assert "Cookie" not in handler.requests[1].headers


def test_redirect_is_not_followed():
    handler = script(httpx.Response(302, headers={"Location": "https://evil.example/"}))
    with pytest.raises(CanvasShapeError):
        a_transport(handler).send(CALL, Secret("x"))
    assert len(handler.requests) == 1


def test_answer_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(transport, "ANSWER_BYTES", 1000)
    with pytest.raises(CanvasShapeError, match="without end"):
        a_transport(script(httpx.Response(200, content=b" " * 2000))).send(CALL)


def test_answer_that_drips_is_given_up():
    times = iter(range(0, 10_000, 100))
    handler = script(httpx.Response(200, content=(b" " for _ in range(50))))
    sender = a_transport(handler)
    sender._clock = lambda: float(next(times))
    with pytest.raises(CanvasTimeoutError, match="still sending"):
        sender.send(CALL)


@pytest.mark.parametrize("address", ["https://evil.example/x", "http://canvas.example.edu/x", "ftp://x", "nonsense://"])
def test_foreign_address_is_not_opened(address):
    sender = a_transport(script())
    with pytest.raises(ForeignAddressError), sender.open(address):
        pass
    with pytest.raises(ForeignAddressError):
        sender.upload(address, (), ("file", "a", b"", "text/plain"))
    assert sender.request_count == 0


def test_probe_asks_the_harmless_path():
    handler = script(json_answer({}, 404))
    a_transport(handler).exchange(Call(endpoint=scopes.PUT_PAGE, is_probe=True))
    [request] = handler.requests
    assert (request.method, request.url.path, request.content) == ("PUT", "/api/v1/courses/0/pages/x", b"")
