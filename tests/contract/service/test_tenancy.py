"""Accounts, institutions and who may see what."""

import re

import pytest

from curbcut.canvas.secret import Secret
from curbcut.service.tenancy import services
from curbcut.service.tenancy.encryption import EncryptionError, KeyRing, new_master_key
from curbcut.service.tenancy.models import EncryptedSecret, Institution, Membership, Person
from curbcut.service.tenancy.secret_store import forget_secrets, key_ring, read_secret, rotate_secrets, write_secret

PASSWORD = "correct horse battery"


def a_person(email="ada@example.edu", *, is_operator=False):
    return Person.objects.create_person(email=email, name="Ada", password=PASSWORD, is_operator=is_operator)


def test_the_first_person_sets_up_once_with_the_printed_link(browser):
    answer = browser.get("/set-up/a-set-up-token/")
    assert answer.status_code == 200
    form = {"email": "ada@example.edu", "name": "Ada", "password": PASSWORD, "institution_name": "Northfield"}
    answer = browser.post("/set-up/a-set-up-token/", form)
    assert answer.status_code == 302
    assert Person.objects.get().is_operator
    assert Institution.objects.get().environment == "127.0.0.1:8040"
    [message] = browser.get("/set-up/a-set-up-token/", follow=True).context["messages"]
    assert "already" in str(message)


@pytest.mark.parametrize("token", ["another", "a-set-up-tokem"])
def test_another_set_up_link_does_not_open(browser, token):
    answer = browser.post(f"/set-up/{token}/", {"email": "eve@example.edu"})
    assert answer.status_code == 302
    assert not Person.objects.exists()


def test_a_weak_password_is_explained_and_nothing_is_made(browser):
    form = {"email": "ada@example.edu", "name": "Ada", "password": "password1234", "institution_name": "Northfield"}
    answer = browser.post("/set-up/a-set-up-token/", form)
    assert b"too common" in answer.content
    assert b"<title>Error: Set up" in answer.content
    assert re.search(rb'<input type="password"[^>]* autofocus', answer.content)
    assert not Institution.objects.exists()


@pytest.mark.parametrize("email", ["nonsense", "", "two words@example.edu"])
def test_an_operator_needs_an_address_that_the_sign_in_page_takes(email):
    with pytest.raises(services.EmailAddressError):
        services.create_operator(email=email, name="Ada", password=PASSWORD)
    assert not Person.objects.exists()


def test_an_existing_person_becomes_an_operator_with_the_new_password():
    a_person()
    services.create_operator(email="ADA@example.edu", name="Ada L.", password="another horse battery")
    person = Person.objects.get()
    assert (person.is_operator, person.name, person.check_password("another horse battery")) == (True, "Ada L.", True)


def test_signing_in_ignores_the_case_of_the_address_and_goes_where_one_wanted(browser):
    a_person(is_operator=True)
    answer = browser.post("/sign-in/?next=/institutions/new/", {"email": "ADA@Example.edu", "password": PASSWORD})
    assert answer.headers["Location"] == "/institutions/new/"


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "/\\evil.example", "nowhere", "sign-out"])
def test_signing_in_never_leads_to_another_site_or_nowhere(browser, page):
    a_person()
    answer = browser.post(f"/sign-in/?next={page}", {"email": "ada@example.edu", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_five_wrong_passwords_close_the_door_even_for_the_right_one(browser):
    a_person()
    for _ in range(5):
        browser.post("/sign-in/", {"email": "ada@example.edu", "password": "wrong"})
    answer = browser.post("/sign-in/", {"email": "ada@example.edu", "password": PASSWORD})
    assert b"Too many tries" in answer.content


def test_four_wrong_passwords_do_not(browser):
    a_person()
    for _ in range(4):
        browser.post("/sign-in/", {"email": "ada@example.edu", "password": "wrong"})
    assert browser.post("/sign-in/", {"email": "ada@example.edu", "password": PASSWORD}).status_code == 302


def test_behind_a_proxy_tries_are_counted_by_the_address_that_it_has_seen(browser, monkeypatch):
    from dataclasses import replace

    from curbcut.service.tenancy import addresses
    from curbcut.service.tenancy.models import SignInAttempt

    monkeypatch.setattr(addresses, "CONFIGURATION", replace(addresses.CONFIGURATION, is_behind_proxy=True))
    wrong = {"email": "ada@example.edu", "password": "wrong"}
    for told in ("198.51.100.7, 203.0.113.9", "2001:db8::1", "unknown", ""):
        browser.post("/sign-in/", wrong, HTTP_X_FORWARDED_FOR=told)
    seen = list(SignInAttempt.objects.order_by("pk").values_list("address", flat=True))
    assert seen == ["203.0.113.9", "2001:db8::1", "127.0.0.1", "127.0.0.1"]


def test_without_a_proxy_nobody_tells_another_address(browser):
    from curbcut.service.tenancy.models import SignInAttempt

    browser.post("/sign-in/", {"email": "ada@example.edu", "password": "wrong"}, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert SignInAttempt.objects.get().address == "127.0.0.1"


@pytest.mark.parametrize("address", ["/sign-in/", "/set-up/a-set-up-token/"])
def test_an_address_that_is_too_long_is_said_at_its_field(browser, address):
    email = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".example"
    answer = browser.post(
        address, {"email": email, "name": "Ada", "password": PASSWORD, "institution_name": "Northfield"}
    )
    assert b"at most 254 characters" in answer.content


def test_a_form_without_its_csrf_token_is_refused():
    from django.test import Client

    client = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1")
    assert client.post("/sign-in/", {"email": "a@b.c", "password": "x"}).status_code == 403


def test_an_unknown_host_name_is_refused():
    from django.test import Client

    assert Client(HTTP_HOST="evil.example").get("/sign-in/").status_code == 400


def test_every_page_carries_the_content_security_policy(browser):
    assert "default-src 'none'" in browser.get("/sign-in/").headers["Content-Security-Policy"]


def test_only_members_and_operators_may_administer_an_institution():
    from curbcut.service.tenancy.access import may_administer

    institution = services.create_institution(name="Northfield")
    member, stranger = a_person("m@example.edu"), a_person("s@example.edu")
    operator = a_person("o@example.edu", is_operator=True)
    Membership.objects.create(person=member, institution=institution)
    assert [may_administer(person, institution) for person in (member, stranger, operator)] == [True, False, True]


def test_a_secret_comes_back_and_its_ciphertext_opens_nowhere_else():
    here, there = services.create_institution(name="Here"), services.create_institution(name="There")
    write_secret(here, "access_token", Secret("1234~abcdef"))
    assert read_secret(here, "access_token") == Secret("1234~abcdef")
    assert read_secret(there, "access_token") is None
    row = EncryptedSecret.objects.get()
    assert b"abcdef" not in bytes(row.ciphertext)
    EncryptedSecret.objects.create(institution=there, name="access_token", ciphertext=row.ciphertext)
    with pytest.raises(EncryptionError):
        read_secret(there, "access_token")
    EncryptedSecret.objects.create(institution=here, name="refresh_token", ciphertext=row.ciphertext)
    with pytest.raises(EncryptionError):
        read_secret(here, "refresh_token")


def test_rotation_encrypts_with_the_new_key_and_only_once():
    institution = services.create_institution(name="Northfield")
    write_secret(institution, "access_token", Secret("token"))
    old = key_ring()
    ring = KeyRing.parse(new_master_key("t2"))
    ring = KeyRing("t2", {**old.keys, **ring.keys})
    assert [rotate_secrets(ring), rotate_secrets(ring)] == [1, 0]
    row = EncryptedSecret.objects.get()
    assert ring.decrypt(bytes(row.ciphertext), place=f"institution/{institution.pk}/access_token") == "token"
    with pytest.raises(EncryptionError, match="t2"):
        read_secret(institution, "access_token")


def test_forgetting_takes_named_secrets_or_all():
    institution = services.create_institution(name="Northfield")
    for name in ("a", "b", "c"):
        write_secret(institution, name, Secret(name))
    forget_secrets(institution, "a")
    assert EncryptedSecret.objects.count() == 2
    forget_secrets(institution)
    assert not EncryptedSecret.objects.exists()
