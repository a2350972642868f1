"""Pages that nobody wants to see are pages of ours too."""

from curbcut.service.tenancy.models import Person


def test_a_wrong_address_says_so_and_leads_back(browser):
    answer = browser.get("/nowhere/")
    assert answer.status_code == 404
    assert b"There is no such page" in answer.content


def test_a_signed_in_person_keeps_the_way_out(browser):
    browser.force_login(
        Person.objects.create_person(email="a@example.edu", name="Ada", password="correct horse battery")
    )
    assert b"Sign out" in browser.get("/i/4711/courses/").content


def test_a_form_of_an_older_session_is_explained():
    from django.test import Client

    answer = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1").post("/sign-in/", {"email": "a@example.edu"})
    assert answer.status_code == 403
    assert b"too old" in answer.content


def test_an_error_of_ours_is_owned_up_to(browser, monkeypatch):
    from curbcut.service.tenancy import services

    def broken(**_):
        raise ZeroDivisionError

    monkeypatch.setattr(services, "sign_in", broken)
    browser.raise_request_exception = False
    answer = browser.post("/sign-in/", {"email": "a@example.edu", "password": "x"})
    assert answer.status_code == 500
    assert b"on our side" in answer.content


def test_a_form_that_is_too_large_is_explained(browser):
    answer = browser.post("/sign-in/", {"email": ["a@example.edu"] * 25_001})
    assert answer.status_code == 400
    assert b"not understood" in answer.content


def test_a_form_sent_after_the_session_ended_does_nothing_and_leads_back_to_its_page(browser):
    answer = browser.post("/i/1/courses/scan/", HTTP_REFERER="http://127.0.0.1/i/1/courses/?page=2#list", follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in/?next=/i/1/courses/%3Fpage%3D2"
    assert b"signed out meanwhile, so nothing was done" in answer.content


def test_a_form_that_another_site_sent_leads_to_the_first_page(browser):
    answer = browser.post("/i/1/courses/scan/", HTTP_REFERER="https://evil.example/i/1/")
    assert answer.headers["Location"] == "/sign-in/?next=/"


def test_a_part_that_asks_after_the_session_ended_loads_its_page_anew(browser):
    answer = browser.get("/i/1/courses/1/items/1/changes/1/state/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer.headers["HX-Refresh"], answer.content) == (200, "true", b"")
