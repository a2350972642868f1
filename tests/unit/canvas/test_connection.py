"""The wire: checked addresses only, and each of httpx's exceptions as ours."""

import inspect
import logging
import ssl

import httpcore
import httpx
import pytest

from curbcut.canvas import connection, errors
from curbcut.canvas.address import AddressGuard, Origin
from curbcut.canvas.connection import error_of, open_http

NOT_OF_REQUESTS = {"CookieConflict", "HTTPStatusError"}
"""Raised by calls that this client does not make: cookies by name and `raise_for_status`."""


def exceptions_of_httpx():
    for name, kind in vars(httpx).items():
        if inspect.isclass(kind) and issubclass(kind, Exception) and name not in NOT_OF_REQUESTS:
            yield kind


def make(kind):
    wanted = inspect.signature(kind.__init__).parameters
    return kind(*(["x"] if "message" in wanted else []))


@pytest.mark.parametrize("kind", list(exceptions_of_httpx()), ids=lambda kind: kind.__name__)
def test_each_exception_of_httpx_is_mapped(kind):
    assert issubclass(kind, httpx.HTTPError | httpx.InvalidURL | httpx.StreamError)
    error = error_of(make(kind), "canvas.example.edu")
    assert isinstance(error, errors.CanvasError)
    assert "canvas.example.edu" in str(error)


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (httpx.ReadTimeout("x"), errors.CanvasTimeoutError),
        (httpx.PoolTimeout("x"), errors.CanvasTimeoutError),
        (httpx.ConnectError("x"), errors.CanvasUnavailableError),
        (httpx.RemoteProtocolError("x"), errors.CanvasUnavailableError),
        (httpx.InvalidURL("x"), errors.CanvasError),
    ],
)
def test_kinds_are_told_apart(raised, kind):
    assert type(error_of(raised, "host")) is kind


def test_certificate_is_its_own_error():
    error = httpx.ConnectError("x")
    error.__cause__ = ssl.SSLCertVerificationError("bad")
    assert type(error_of(error, "host")) is errors.InsecureConnectionError


def test_connections_go_to_checked_addresses_only():
    guard = AddressGuard(Origin("https://canvas.example.edu"), lambda _h, _p: ["10.0.0.1"])
    with open_http(guard) as http, pytest.raises(errors.ForeignAddressError):
        http.get("https://canvas.example.edu/api/v1/accounts")


def test_connection_is_made_to_the_address_that_was_checked(monkeypatch):
    tried = []

    def connect(_self, host, port, *_rest):
        tried.append((host, port))
        raise httpcore.ConnectError("refused")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    guard = AddressGuard(Origin("https://canvas.example.edu"), lambda _h, _p: ["93.184.216.34", "93.184.216.35"])
    with open_http(guard) as http, pytest.raises(httpx.ConnectError):
        http.get("https://canvas.example.edu/")
    assert tried == [("93.184.216.34", 443), ("93.184.216.35", 443)]


def test_environment_is_not_asked(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    guard = AddressGuard(Origin("https://canvas.example.edu"), lambda _h, _p: ["10.0.0.1"])
    with open_http(guard) as http:
        assert http.trust_env is False
        assert http.follow_redirects is False
        with pytest.raises(errors.ForeignAddressError):
            http.get("https://canvas.example.edu/")


def test_socket_files_are_not_connected_to():
    backend = connection._CheckedNetwork(AddressGuard(Origin("https://canvas.example.edu")))
    with pytest.raises(httpcore.ConnectError):
        backend.connect_unix_socket("/run/x")


def test_logs_of_httpx_carry_no_query(caplog):
    http = httpx.Client(transport=httpx.MockTransport(lambda _r: httpx.Response(200)))
    with caplog.at_level(logging.DEBUG):
        http.get("https://canvas.example.edu/files/1/download?verifier=SECRETVERIFIER")
    assert "canvas.example.edu/files/1/download" in caplog.text
    assert "SECRETVERIFIER" not in caplog.text
