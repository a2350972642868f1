"""Nobody sees another institution's pages, nor a course that they do not work in: walked over every address there is."""

import pytest

from curbcut.service.library.models import Course, Item
from curbcut.service.people.models import Instructor
from curbcut.service.tenancy import services
from curbcut.service.tenancy.models import Membership, Person

METHODS = ("get", "post", "put", "patch", "delete")
FOREIGN = {"course_id": 1, "item_id": 1, "pk": 1, "canvas_id": "1"}


SIGNED = {"i/<int:client_id>/pictures/<str:token>"}
"""Opened by a signature alone, since what asks has no cookies; tests/contract/service/feedback hold it to that."""


def addresses(patterns=None, prefix=""):
    """Every route of the resolver that names an institution and asks who is there."""
    from django.urls import URLResolver, get_resolver

    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif "client_id" in route and route not in SIGNED:
            yield route


def filled(route, client_id, **ids):
    """Put a ClientId, and ids that another institution could have, into a route."""
    import re

    def value(match):
        name = match[2]
        return str(client_id) if name == "client_id" else str((FOREIGN | ids).get(name, 1))

    return "/" + re.sub(r"<(\w+:)?(\w+)>", value, route)


@pytest.fixture
def people():
    mine, other = services.create_institution(name="Mine"), services.create_institution(name="Other")
    people = []
    for institution, email in ((mine, "me@example.edu"), (other, "other@example.edu")):
        person = Person.objects.create_person(email=email, name="Ada", password="correct horse battery")
        Membership.objects.create(person=person, institution=institution)
        people.append(person)
    return mine, other, people


def test_every_address_of_an_institution_is_walked():
    routes = set(addresses())
    assert "api/v2/<int:client_id>/auth/canvas/callback" in routes
    assert {filled(route, 7) for route in routes} >= {
        "/i/7/configuration/",
        "/i/7/configuration/status/",
        "/i/7/configuration/disconnect/",
    }


@pytest.mark.parametrize("method", METHODS)
def test_no_address_answers_the_administrator_of_another_institution(browser, people, method):
    _mine, other, (me, _) = people
    browser.force_login(me)
    for route in addresses():
        answer = getattr(browser, method)(filled(route, other.client_id))
        allowed = {404} if method in {"get", "post"} else {404, 405}
        if route.startswith("api/v2/") and method != "get":
            allowed = {405}  # the callback takes GET only, whoever asks
        assert answer.status_code in allowed, f"{method} {route}: {answer.status_code}"
        assert b"Other" not in answer.content


def test_signed_addresses_open_to_nobody_without_their_signature(browser, people):
    mine, _, (me, _) = people
    for person in (None, me):
        if person is not None:
            browser.force_login(person)
        for route in SIGNED:
            assert browser.get(filled(route, mine.client_id)).status_code == 404


def test_no_address_answers_a_visitor_who_is_not_signed_in(browser, people):
    mine, *_ = people
    for route in addresses():
        answer = browser.get(filled(route, mine.client_id))
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/sign-in/"), route


def test_an_unknown_institution_answers_like_a_foreign_one(browser, people):
    _mine, other, (me, _) = people
    browser.force_login(me)
    for route in addresses():
        foreign, unknown = (browser.get(filled(route, number)) for number in (other.client_id, 999_999))
        assert foreign.status_code == unknown.status_code, route
        assert without_csrf(foreign.content) == without_csrf(unknown.content), route


def without_csrf(page):
    """The token is masked anew in every answer."""
    import re

    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)


def test_a_person_whose_account_was_closed_is_let_in_nowhere(browser, people):
    mine, _, (me, _) = people
    browser.force_login(me)
    Person.objects.filter(pk=me.pk).update(is_active=False)
    for route in addresses():
        assert browser.get(filled(route, mine.client_id)).status_code in {302, 404}, route


def test_no_address_answers_with_an_error_of_the_server_to_its_own_administrator(browser, people):
    mine, _, (me, _) = people
    browser.force_login(me)
    for route in addresses():
        assert browser.get(filled(route, mine.client_id)).status_code < 500, route


@pytest.fixture
def instructor():
    """An instructor of one course, and the course of somebody else in the same institution, with an item."""
    institution = services.create_institution(name="Mine")
    own, foreign = (
        Course.objects.of(institution).create(institution=institution, canvas_id=canvas_id, name=name)
        for canvas_id, name in (("1", "Own"), ("2", "Foreign"))
    )
    items = [
        Item.objects.of(institution).create(
            institution=institution, course=course, kind="page", canvas_id="7", title=title
        )
        for course, title in ((own, "Own page"), (foreign, "Foreign page"))
    ]
    person = Person.objects.create_person(email="bo@example.edu", name="Bo", password="correct horse battery")
    Membership.objects.create(person=person, institution=institution, role=Membership.Role.INSTRUCTOR)
    Instructor.objects.of(institution).create(institution=institution, course=own, person=person)
    return person, own, foreign, items


OPEN_TO_INSTRUCTORS = {"i/<int:client_id>/courses/"}
"""Beside what is below a course: the list of their own courses."""


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_answers_an_instructor_of_another_course(browser, instructor, method):
    person, _own, foreign, (own_item, foreign_item) = instructor
    browser.force_login(person)
    for route in addresses():
        for item in (own_item, foreign_item):
            address = filled(route, foreign.institution_id, course_id=foreign.pk, item_id=item.pk)
            answer = getattr(browser, method)(address)
            if route in OPEN_TO_INSTRUCTORS:
                assert b"Foreign" not in answer.content
            elif not route.startswith("api/v2/") or method == "get":
                assert answer.status_code == 404, f"{method} {route}: {answer.status_code}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_reaches_another_course_through_an_instructor_s_own(browser, instructor, method):
    person, own, _foreign, (_, foreign_item) = instructor
    browser.force_login(person)
    for route in addresses():
        if "item_id" in route:
            answer = getattr(browser, method)(
                filled(route, own.institution_id, course_id=own.pk, item_id=foreign_item.pk)
            )
            assert answer.status_code in {404, 405}, f"{method} {route}: {answer.status_code}"
            assert b"Foreign" not in answer.content


def test_instructor_gets_own_course_and_item(browser, instructor):
    person, own, _, (own_item, _) = instructor
    browser.force_login(person)
    base = f"/i/{own.institution_id}/courses/{own.pk}/"
    assert browser.get(base).status_code == 200
    assert browser.get(f"{base}items/{own_item.pk}/").status_code == 200


def test_no_address_answers_an_instructor_of_another_institution(browser, people, instructor):
    _mine, other, _ = people
    person, *_ = instructor
    browser.force_login(person)
    for route in addresses():
        assert browser.get(filled(route, other.client_id)).status_code == 404, route
