"""Web paths that links in content lead to: what is stored, for whoever is logged in."""

import re

import pytest
from tests.builders.canvas_state import COURSE, a_file, a_page, a_quiz, a_state, a_topic, an_assignment
from tests.sandbox_client import sandbox_client


@pytest.fixture
def state():
    state = a_state()
    a_page(state, id=900, url="week-1", title="Week <1>", body="<p onclick=x>Hello</p>", old_urls=["first"])
    return state


def log_in(client, login):
    token = re.search(r'name="authenticity_token" value="([^"]+)"', client.get("/login").text)[1]
    form = {
        "authenticity_token": token,
        "pseudonym_session[unique_id]": login,
        "pseudonym_session[password]": "password",
    }
    assert client.post("/login/canvas", data=form).status_code == 303


@pytest.fixture
def visit(state):
    with sandbox_client(state) as client:

        def visit(path, login=None):
            client.cookies.clear()
            if login:
                log_in(client, login)
            return client.get(path)

        yield visit


def test_a_stranger_is_led_to_the_login_page(visit):
    answer = visit(f"/courses/{COURSE}/pages/week-1")
    assert (answer.status_code, answer.headers["location"]) == (302, "/login")


def test_a_page_shows_its_body_without_what_could_run(visit):
    answer = visit(f"/courses/{COURSE}/pages/week-1", "tom.reed")
    assert "<p>Hello</p>" in answer.text
    assert "<h1>Week &lt;1&gt;</h1>" in answer.text
    assert "script-src 'none'" in answer.headers["content-security-policy"]


def test_an_earlier_slug_leads_to_the_page(visit):
    answer = visit(f"/courses/{COURSE}/pages/first", "tom.reed")
    assert answer.headers["location"] == f"/courses/{COURSE}/pages/week-1"


def test_what_is_unpublished_shows_to_those_who_manage(state, visit):
    state.pages[900].published = False
    assert visit(f"/courses/{COURSE}/pages/week-1", "tom.reed").status_code == 404
    assert visit(f"/courses/{COURSE}/pages/week-1", "rosa.lind").status_code == 200


def test_assignments_topics_and_quizzes_have_pages(state, visit):
    an_assignment(state, id=400)
    a_topic(state, id=600)
    a_quiz(state, id=500)
    for path, text in (
        ("assignments/400", "Write."),
        ("discussion_topics/600", "Say hello."),
        ("quizzes/500", "Chapter 1"),
    ):
        assert text in visit(f"/courses/{COURSE}/{path}", "tom.reed").text


def test_a_file_has_a_page_and_an_old_id_leads_to_it(state, visit):
    """Contract 8.3."""
    a_file(state, id=299, workflow_state="deleted", replacement_id=300)
    a_file(state, id=300, display_name="cells.pdf")
    for path in ("/files/299", f"/courses/{COURSE}/files/299", f"/courses/{COURSE}/files/300?wrap=1"):
        assert f"/courses/{COURSE}/files/300/download" in visit(path, "tom.reed").text


def test_the_session_downloads_without_a_verifier(state, visit):
    """Contract 8.4: the browser's session is a permission of its own."""
    a_file(state, id=300)
    assert "/files-domain/300/" in visit("/files/300/download", "tom.reed").headers["location"]


def test_the_course_and_its_syllabus(state, visit):
    state.courses[COURSE].syllabus_body = "<p>Read this.</p>"
    assert "week-1" in visit(f"/courses/{COURSE}", "tom.reed").text
    assert "Read this." in visit(f"/courses/{COURSE}/assignments/syllabus", "tom.reed").text


@pytest.mark.parametrize("path", ["pages/none", "assignments/999", "grades/1", "files/999"])
def test_what_is_not_there_is_not_found(visit, path):
    assert visit(f"/courses/{COURSE}/{path}", "root.admin").status_code == 404


def test_a_course_is_closed_to_those_outside(state, visit):
    state.users[60].studies = []
    assert visit(f"/courses/{COURSE}/pages/week-1", "tom.reed").status_code == 403
