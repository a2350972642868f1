"""Corrected versions of files: checked before they replace, as a browser without script gets it."""

import io
import re

import pytest
from tests.builders.canvas_state import a_file, a_page
from tests.contract.service.feedback.panel import LOGO, a_logo, a_picture, address_of, sent_to, text_of


def test_corrected_version_is_checked_before_it_replaces_and_can_be_taken_back(open_course, state, browser):
    old, new = a_page_file("<p><img src=a.png></p>"), a_page_file('<p><img src=a.png alt="A map"></p>')
    a_file(state, id=12, display_name="map.html", content_type="text/html", data=old)
    course = open_course(state)
    item = course.item("file")
    shown = browser.post(address_of(item, "upload/"), {"file": upload("better.html", new)})
    assert "nothing is replaced yet" in text_of(shown)
    assert "Corrected version: ● 100.0 Perfect" in text_of(shown)
    assert "Gone Image has no text alternative" in text_of(shown)
    assert course.requests("POST") == 0
    version = re.search(r'name="version" value="([^"]+)"', shown.content.decode())[1]
    assert "all the same" not in text_of(shown)
    outcome = sent_to(browser.post(address_of(item, "upload/replace/"), {"version": version}))
    course.work()
    assert "Replaced" in text_of(browser.get(outcome))
    undone = sent_to(browser.post(f"{outcome}undo/"))
    course.work()
    assert "Taken back" in text_of(browser.get(undone))


def a_page_file(body):
    return f'<!doctype html><html lang="en"><title>The map of the city</title><h1>Map</h1>{body}</html>'.encode()


def upload(name, data):
    file = io.BytesIO(data)
    file.name = name
    return file


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("map.pdf", b"%PDF-1.7", "of the same kind"), ("map.html", b"", "empty"), ("map.html", None, "in Canvas already")],
)
def test_version_that_cannot_take_the_place_is_refused(open_course, state, browser, name, data, said):
    old = a_page_file("<p>Text</p>")
    a_file(state, id=12, display_name="map.html", content_type="text/html", data=old)
    item = open_course(state).item("file")
    answer = browser.post(address_of(item, "upload/"), {"file": upload(name, old if data is None else data)})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_forged_or_old_version_is_asked_for_again(open_course, state, browser):
    a_logo(state)
    a_page(state, body=LOGO)
    course = open_course(state)
    assert browser.get(address_of(course.item("page"), "upload/")).status_code == 404
    item = course.item("file")
    answer = browser.post(address_of(item, "upload/replace/"), {"version": "forged"}, follow=True)
    assert "choose it again" in text_of(answer)


def test_corrected_version_that_could_not_be_checked_has_nothing_gone(open_course, state, browser):
    a_file(state, id=12, display_name="map.png", content_type="image/png", data=a_picture())
    item = open_course(state).item("file")
    shown = text_of(browser.post(address_of(item, "upload/"), {"file": upload("map.png", a_picture()[:40])}))
    assert "Gone It could not be checked, so nobody can tell." in shown
    assert "Replace the file in Canvas all the same" in shown
