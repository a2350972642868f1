"""Inviting instructors into courses, and what they may see and do then."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.contract.service.institutions import PASSWORD, operator

from curbcut.service.library.models import Course
from curbcut.service.people import invitations
from curbcut.service.people.access import courses_of, may_change
from curbcut.service.people.models import Event, Instructor, Invitation
from curbcut.service.tenancy.models import Membership, Person
from curbcut.service.tenancy.services import create_institution

EMAIL = "bo@example.edu"


@pytest.fixture
def institution(database):
    return create_institution(name="Northfield")


@pytest.fixture
def ada(institution):
    return operator()


def a_course(institution, name="Cell Biology", canvas_id="101", code="BIOL-201"):
    return Course.objects.of(institution).create(
        institution=institution, canvas_id=canvas_id, name=name, course_code=code
    )


def an_invitation(institution, inviter, *courses, email=EMAIL):
    """Invite somebody and give the path of the link."""
    invited = invitations.invite(institution=institution, courses=courses, email=email, inviter=inviter)
    return invited.link.removeprefix("http://127.0.0.1:8040")


def an_instructor(institution, *courses, email=EMAIL, name="Bo"):
    person = Person.objects.create_person(email=email, name=name, password=PASSWORD)
    Membership.objects.create(person=person, institution=institution, role=Membership.Role.INSTRUCTOR)
    for course in courses:
        Instructor.objects.of(institution).create(institution=institution, course=course, person=person)
    return person


def people_url(course):
    return f"/i/{course.institution_id}/courses/{course.pk}/people/"


def test_administrator_invites_and_the_link_is_shown_once(institution, ada, browser):
    course = a_course(institution)
    browser.force_login(ada)
    answer = browser.post(people_url(course), {"email": EMAIL, "others": ""})
    link = re.search(r"http://127\.0\.0\.1:8040(/invitations/[\w-]{40,}/)", answer.content.decode())[1]
    assert link not in browser.get(people_url(course)).content.decode()
    token = link.split("/")[2]
    assert token not in str(Invitation.objects.of(institution).values().get())
    assert [one.action for one in Event.objects.of(institution)] == ["invited"]


def test_invited_person_makes_an_account_and_lands_in_the_course(institution, ada, browser):
    course = a_course(institution)
    link = an_invitation(institution, ada, course)
    page = browser.get(link).content.decode()
    assert "Northfield invites you" in page
    assert "Cell Biology" in page
    answer = browser.post(link, {"name": "Bo", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/i/{institution.pk}/courses/"
    assert "Cell Biology" in answer.content.decode()
    person = Person.objects.get(email=EMAIL)
    assert person.memberships.get().role == "instructor"
    assert may_change(person, course)
    assert Client(HTTP_HOST="127.0.0.1").post("/sign-in/", {"email": EMAIL, "password": PASSWORD}).status_code == 302


def test_link_opens_once(institution, ada, browser):
    link = an_invitation(institution, ada, a_course(institution))
    browser.post(link, {"name": "Bo", "password": PASSWORD})
    answer = Client(HTTP_HOST="127.0.0.1").post(link, {"name": "Eve", "password": PASSWORD}, follow=True)
    assert "used already" in answer.content.decode()
    assert not Person.objects.filter(name="Eve").exists()


@pytest.mark.parametrize("how", ["expired", "revoked", "never was"])
def test_link_that_does_not_open_says_what_to_do(institution, ada, browser, how):
    link = an_invitation(institution, ada, a_course(institution))
    if how == "expired":
        Invitation.objects.of(institution).update(expires_at=timezone.now())
    elif how == "revoked":
        browser.force_login(ada)
        browser.post(f"/i/{institution.pk}/people/invitations/{Invitation.objects.of(institution).get().pk}/revoke/")
        browser.logout()
    else:
        link = "/invitations/x/"
    for answer in (
        browser.get(link, follow=True),
        browser.post(link, {"name": "B", "password": PASSWORD}, follow=True),
    ):
        assert "Ask the person who sent it" in answer.content.decode()
    assert not Person.objects.filter(email=EMAIL).exists()


def test_weak_password_is_explained_and_the_link_still_opens(institution, ada, browser):
    link = an_invitation(institution, ada, a_course(institution))
    assert "too common" in browser.post(link, {"name": "Bo", "password": "password1234"}).content.decode()
    assert not Person.objects.filter(email=EMAIL).exists()
    assert browser.post(link, {"name": "Bo", "password": PASSWORD}).status_code == 302


def test_person_with_an_account_elsewhere_signs_in_to_accept(institution, ada, browser):
    person = an_instructor(create_institution(name="Elsewhere"))
    course = a_course(institution)
    link = an_invitation(institution, ada, course, email="BO@example.edu")
    page = browser.get(link).content.decode()
    assert f"/sign-in/?next={link}" in page
    assert 'name="password"' not in page
    refused = browser.post(link, {"name": "Eve", "password": "another good password"}, follow=True)
    assert "Sign in, and open the link again" in refused.content.decode()
    assert not may_change(person, course)
    browser.force_login(person)
    assert browser.post(link).headers["Location"] == f"/i/{institution.pk}/courses/"
    assert may_change(person, course)


def test_invitation_of_somebody_else_is_not_accepted(institution, ada, browser):
    link = an_invitation(institution, ada, a_course(institution))
    browser.force_login(an_instructor(create_institution(name="Elsewhere"), email="eve@example.edu"))
    assert "you are signed in as eve@example.edu" in browser.get(link).content.decode()
    assert "you are signed in as" in browser.post(link, follow=True).content.decode()
    assert not Instructor.objects.of(institution).exists()


def test_instructor_of_the_institution_is_added_at_once(institution, ada, browser):
    first, second = a_course(institution), a_course(institution, "Chemistry", "102", "CHEM-1")
    person = an_instructor(institution, first)
    browser.force_login(ada)
    answer = browser.post(people_url(second), {"email": EMAIL})
    assert "Bo is in" in answer.content.decode()
    assert set(courses_of(person, institution)) == {first, second}
    assert not Invitation.objects.of(institution).exists()


def test_administrator_needs_no_invitation(institution, ada, browser):
    person = Person.objects.create_person(email=EMAIL, name="Bo", password=PASSWORD)
    Membership.objects.create(person=person, institution=institution)
    browser.force_login(ada)
    answer = browser.post(people_url(a_course(institution)), {"email": EMAIL})
    assert answer.status_code == 422
    assert "sees every course already" in answer.content.decode()


def test_one_invitation_opens_several_courses_named_by_code_or_number(institution, ada, browser):
    first = a_course(institution)
    a_course(institution, "Chemistry", "102", "CHEM-1")
    a_course(institution, "Physics", "103", "PHYS-1")
    browser.force_login(ada)
    browser.post(people_url(first), {"email": EMAIL, "others": "chem-1\n 103 \n\n"})
    assert Invitation.objects.of(institution).get().courses.count() == 3


@pytest.mark.parametrize(
    ("others", "says"), [("BIO-9", "No course has"), ("SAME", "Several courses"), ("1\n" * 201, "at most")]
)
def test_course_that_cannot_be_told_is_named(institution, ada, browser, others, says):
    a_course(institution, "A", "901", "SAME")
    a_course(institution, "B", "902", "SAME")
    a_course(create_institution(name="Other"), "C", "903", "BIO-9")
    browser.force_login(ada)
    answer = browser.post(people_url(a_course(institution)), {"email": EMAIL, "others": others})
    assert says in answer.content.decode()
    assert not Invitation.objects.of(institution).exists()


def test_removed_instructor_sees_nothing_any_more_and_the_line_stays(institution, ada, browser):
    first, second = a_course(institution), a_course(institution, "Chemistry", "102", "CHEM-1")
    person = an_instructor(institution, first, second)
    browser.force_login(ada)
    for course, left in ((first, 1), (second, 0)):
        role = Instructor.objects.of(institution).get(course=course)
        browser.post(f"{people_url(course)}{role.pk}/remove/")
        assert courses_of(person, institution).count() == left
    assert not person.memberships.exists()
    assert Event.objects.of(institution).filter(action="instructor-removed", person=ada).count() == 2
    browser.force_login(person)
    assert browser.get(f"/i/{institution.pk}/courses/").status_code == 404


def test_removing_in_another_course_or_institution_does_nothing(institution, ada, browser):
    first, second = a_course(institution), a_course(institution, "Chemistry", "102", "CHEM-1")
    an_instructor(institution, first)
    role = Instructor.objects.of(institution).get()
    browser.force_login(ada)
    other = create_institution(name="Other")
    for address in (
        f"{people_url(second)}{role.pk}/remove/",
        f"/i/{other.pk}/courses/{first.pk}/people/{role.pk}/remove/",
    ):
        assert browser.post(address).status_code == 404
    assert Instructor.objects.of(institution).exists()


def test_people_page_tells_who_sees_what_and_which_invitations_wait(institution, ada, browser):
    course = a_course(institution)
    an_instructor(institution, course)
    an_invitation(institution, ada, course, email="cy@example.edu")
    browser.force_login(ada)
    page = browser.get(f"/i/{institution.pk}/people/").content.decode()
    for words in ("Bo", "Cell Biology", "cy@example.edu", "Take back"):
        assert words in page
    waiting = Invitation.objects.of(institution).get()
    browser.post(f"/i/{institution.pk}/people/invitations/{waiting.pk}/revoke/")
    browser.post(f"/i/{institution.pk}/people/invitations/{waiting.pk}/revoke/")
    browser.get("/")
    assert "cy@example.edu" not in browser.get(people_url(course)).content.decode()
    assert Event.objects.of(institution).filter(action="invitation-revoked").count() == 1


def test_instructor_sees_own_courses_and_no_institution(institution, browser):
    mine, other = a_course(institution), a_course(institution, "Chemistry", "102", "CHEM-1")
    browser.force_login(an_instructor(institution, mine))
    assert browser.get("/", follow=True).redirect_chain[-1][0] == f"/i/{institution.pk}/courses/"
    page = browser.get(f"/i/{institution.pk}/courses/").content.decode()
    assert "Cell Biology" in page
    for words in ("Chemistry", "as a whole", "Scan all", "Configuration", "People"):
        assert words not in page
    assert "People of this course" not in browser.get(f"/i/{institution.pk}/courses/{mine.pk}/").content.decode()
    assert browser.get(f"/i/{institution.pk}/courses/{other.pk}/").status_code == 404


def test_course_that_is_gone_lets_nobody_in(institution):
    course = a_course(institution)
    person = an_instructor(institution, course)
    Course.objects.of(institution).update(gone_at=timezone.now() - timedelta(days=1))
    assert not may_change(person, course)


def test_closed_account_may_nothing(institution):
    course = a_course(institution)
    person = an_instructor(institution, course)
    person.is_active = False
    assert not may_change(person, course)


def test_long_list_of_people_has_pages_and_administrators_come_first(institution, ada, browser, monkeypatch):
    from curbcut.service.people import selectors

    monkeypatch.setattr(selectors, "PEOPLE_A_PAGE", 2)
    course = a_course(institution)
    for name in ("Bo", "Cy"):
        an_instructor(institution, course, email=f"{name}@example.edu", name=name)
    zoe = Person.objects.create_person(email="zoe@example.edu", name="Zoe", password=PASSWORD)
    Membership.objects.create(person=zoe, institution=institution)
    browser.force_login(ada)
    names = [
        re.findall(r'<th scope="row">(\w+)<', browser.get(f"/i/{institution.pk}/people/?page={page}").content.decode())
        for page in ("1", "2", "x")
    ]
    assert names == [["Zoe", "Bo"], ["Cy"], ["Zoe", "Bo"]]
