"""Addresses that are not asked, or that are no Canvas; and that a secret goes to its own address only."""

import socket

import pytest
from tests.contract.service.connection.administrator import SHARD, refused, tokens_at_canvas

from curbcut.service.tenancy.secret_store import read_secret


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://canvas.example.edu", "begins with http://"),
        ("HTTP://canvas.example.edu", "begins with http://"),
        ("https://10.1.2.3", "leads into a private network"),
        ("https://[fd00::1]", "leads into a private network"),
        ("https://me@canvas.example.edu", "not the address of a Canvas"),
        ("ftp://canvas.example.edu", "not the address of a Canvas"),
        ("https://", "not the address of a Canvas"),
        ("https://canvas.invalid", "Look whether the address is spelled right"),
    ],
)
def test_an_address_that_is_not_asked(ada, address, said):
    assert said in refused(ada.save(ada.make_key(), address=address))


def test_a_canvas_that_is_down(ada):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    answer = ada.save(ada.make_key(), address=f"http://127.0.0.1:{port}")
    assert "Canvas does not answer just now" in refused(answer)


def test_a_proxy_that_answers_502_in_html(ada):
    ada.fault("GET /login/oauth2/auth", "502-html")
    assert "Canvas does not answer just now" in refused(ada.save(ada.make_key()))


def test_an_address_without_a_canvas(ada, plain_server):
    assert "does not answer like a Canvas" in refused(ada.save(ada.make_key(), address=plain_server))


def test_a_certificate_that_does_not_hold(ada, self_signed_server):
    answer = ada.save(ada.make_key(), address=self_signed_server.address)
    assert "certificate of this address does not hold" in refused(answer)
    assert self_signed_server.requests == []


@pytest.mark.parametrize("change", ["address", "developer_key_id"])
def test_a_kept_secret_is_not_sent_to_another_address_or_for_another_key(ada, plain_server, change):
    key = ada.connect()
    changes = {"address": plain_server} if change == "address" else {"developer_key_id": SHARD + 77}
    assert "Enter the secret of this developer key too" in refused(ada.save(key, secret="", **changes))
    assert ada.connection.canvas_url == ada.sandbox.address
    assert ada.connection.granted_at is not None


def test_another_address_ends_the_access_that_existed(ada, plain_server):
    key = ada.connect()
    ada.save(key, address=plain_server)
    assert ada.connection.granted_at is None
    assert read_secret(ada.institution, "access_token") is None
    assert tokens_at_canvas(ada) == []
