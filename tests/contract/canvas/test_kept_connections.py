"""A server that hangs up on a kept connection while a request is on its way."""

import socket
import threading

import httpx
import pytest

from curbcut.canvas.address import AddressGuard, Origin
from curbcut.canvas.connection import open_http

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture
def server():
    """Answers the first request of each connection and hangs up at the next one, unread."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        accepted = []

        def serve():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                accepted.append(connection)
                threading.Thread(target=answer_once, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", accepted
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def answer_once(connection):
    with connection:
        connection.recv(65_536)
        connection.sendall(ANSWER)
        connection.recv(65_536)


def hang_up_at_once(listening):
    connection, _ = listening.accept()
    with connection:
        connection.recv(65_536)


def test_a_read_goes_out_again_on_another_connection(server):
    address, accepted = server
    with open_http(AddressGuard(Origin(address))) as http:
        assert [http.get(address).text for _ in range(3)] == ["ok", "ok", "ok"]
    assert len(accepted) == 3


def test_a_write_does_not(server):
    address, accepted = server
    with open_http(AddressGuard(Origin(address))) as http:
        assert http.post(address).text == "ok"
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            http.post(address)
    assert len(accepted) == 1


def test_a_new_connection_that_breaks_is_a_failure():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=hang_up_at_once, args=(listening,), daemon=True)
        thread.start()
        with (
            open_http(AddressGuard(Origin(address))) as http,
            pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)),
        ):
            http.get(address)
        thread.join(10)
