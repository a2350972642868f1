"""Contract 11, "In": own host and verifiers off, file links into the course, media back, styles, sanitizer."""

import pytest
from tests.builders.canvas_state import COURSE, a_file, a_state

from canvas_sandbox.html_in import Writing, to_stored

HOST = "https://canvas.example.edu"


@pytest.fixture
def state():
    state = a_state()
    a_file(state, id=300, course_id=102)
    return state


def stored(state, html):
    return to_stored(html, Writing(state, HOST, COURSE))


@pytest.mark.parametrize(
    "html", [None, "", "text", "<p>\r\n x &amp; y < z</p >", '<a href="https://other.edu/x">y</a>']
)
def test_what_needs_nothing_keeps_its_bytes(state, html):
    assert stored(state, html) == html


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        (f"{HOST}/courses/101", "/courses/101"),
        ("http://canvas.example.edu/x", "/x"),
        ("//canvas.example.edu/x", "/x"),
        ("HTTPS://CANVAS.example.edu/x", "/x"),
        (HOST, "/"),
        (f"{HOST}?a=1", "?a=1"),
        ("https://canvas.example.edu.evil.org/x", "https://canvas.example.edu.evil.org/x"),
        ("https://canvas.example.edu:8443/x", "https://canvas.example.edu:8443/x"),
    ],
)
def test_the_own_host_is_stripped(state, link, kept):
    assert stored(state, f'<a href="{link}">x</a>') == f'<a href="{kept}">x</a>'


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("/courses/101/files/3/download?verifier=U", "/courses/101/files/3/download"),
        ("/courses/101/files/3/preview?verifier=U&amp;wrap=1", "/courses/101/files/3/preview?wrap=1"),
        ("/courses/101/files/3/download?download_frd=1&verifier=U#x", "/courses/101/files/3/download?download_frd=1#x"),
        ("/courses/101/files/3?verifier=U", "/courses/101/files/3?verifier=U"),
        ("/assessment_questions/1/files/3?verifier=U", "/assessment_questions/1/files/3?verifier=U"),
        ("/courses/101/pages/x?verifier=U", "/courses/101/pages/x?verifier=U"),
    ],
)
def test_a_verifier_is_dropped_from_download_and_preview_only(state, link, kept):
    assert stored(state, f'<img src="{link}">') == f'<img src="{kept}">'


@pytest.mark.parametrize(("number", "course"), [(300, 102), (998, COURSE)])
def test_a_bare_file_link_goes_into_its_course(state, number, course):
    html = stored(state, f'<a href="/files/{number}/download?wrap=1">x</a>')
    assert html == f'<a href="/courses/{course}/files/{number}/download?wrap=1">x</a>'
    assert stored(state, '<a href="/files/folder/x">y</a>') == '<a href="/files/folder/x">y</a>'


def test_inline_media_becomes_a_link(state):
    html = '<video class="instructure_inline_media_comment" data-media_comment_id="m-1" controls>x</video><video src="/v"></video>'
    assert stored(state, html) == (
        '<a class="instructure_inline_media_comment video_comment" id="media_comment_m-1" href="/media_objects/m-1">x</a>'
        '<video src="/v"></video>'
    )


def test_position_and_size_are_dropped_from_styles_unless_switched_off(state):
    html = '<p style="position: absolute; color: red; width: 50%">x</p>'
    assert stored(state, html) == '<p style="color: red;">x</p>'
    state.switches.drops_position_and_size = False
    assert stored(state, html) == html


def test_the_sanitizer_comes_last_and_can_be_narrowed(state):
    assert stored(state, "<p onclick=x><mark>y</mark></p>") == "<p><mark>y</mark></p>"
    state.switches.sanitizer_drops = ["mark"]
    assert stored(state, "<p><mark>y</mark></p>") == "<p>y</p>"


def test_what_the_api_added_stays_as_pollution(state):
    """Contract 11: the client must strip `data-api-*`; the hidden MathML falls to the sanitizer."""
    html = '<a href="/x" data-api-endpoint="y">z</a><img src="q" x-canvaslms-safe-mathml="<math></math>">'
    assert stored(state, html) == '<a href="/x" data-api-endpoint="y">z</a><img src="q">'
