"""The older way: the token of a service user."""

import pytest
from tests.contract.service.connection.administrator import refused, save_token, tokens_at_canvas, words

from curbcut.service.connection.models import Connection
from curbcut.service.tenancy.models import EncryptedSecret
from curbcut.service.tenancy.secret_store import read_secret

STATE = Connection.State


def test_a_service_user_s_token(ada):
    page = save_token(ada, ada.sandbox.token())
    assert "We are checking" in words(page)
    ada.check()
    assert (ada.connection.state, ada.problem_codes()) == (STATE.HEALTHY, [])
    page = words(ada.page(tab=""))
    assert "The integration is configured correctly" in words(ada.here.get(ada.url("configuration"), follow=True))
    assert "Scopes enforced" not in page


@pytest.mark.parametrize("token", ["nonsense", "1~" + "x" * 62])
def test_a_token_that_canvas_does_not_accept(ada, token):
    save_token(ada, token)
    ada.check()
    assert ada.connection.attention_code == "token-refused"
    assert "Make a new one in Canvas" in words(ada.here.get(ada.url("configuration-token")))


@pytest.mark.parametrize("token", ["non\u200bsense", "1~x y", "1~x\ny"])
def test_a_token_that_was_copied_with_something_else_is_refused_at_its_field(ada, token):
    assert "copy it once more" in words(save_token(ada, token))
    assert not EncryptedSecret.objects.exists()


def test_a_token_of_somebody_who_administers_nothing(ada):
    save_token(ada, ada.sandbox.token("teacher"))
    ada.check()
    assert ada.problem_codes()[0] == "not-an-administrator"


@pytest.mark.parametrize("address", ["http://canvas.example.edu", "https://a b", ".".join(["b" * 61] * 4)])
def test_an_address_that_may_not_get_a_token(ada, address):
    save_token(ada, "secret", address)
    assert not EncryptedSecret.objects.exists()


def test_disconnecting_leaves_a_service_user_s_token_to_its_owner(ada):
    token = ada.sandbox.token()
    save_token(ada, token)
    page = words(ada.here.post(ada.url("disconnect"), follow=True))
    assert "Disconnected. The secrets are forgotten here." in page
    import httpx

    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.get(f"{ada.sandbox.address}/api/v1/accounts", headers=headers, trust_env=False).status_code == 200


def test_a_token_for_another_canvas_ends_the_key_and_forgets_its_secret(ada, plain_server):
    key = ada.connect()
    save_token(ada, "another", plain_server)
    assert tokens_at_canvas(ada) == []
    assert read_secret(ada.institution, "developer_key_secret") is None
    assert "Enter the secret" in refused(ada.save(key, secret="", address=plain_server))
