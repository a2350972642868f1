"""Contract 11, "Out": links, verifiers, `data-api-*`, MathML; every other byte stays."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.canvas_state import COURSE, a_file, a_state

from canvas_sandbox.html_in import Writing, to_stored
from canvas_sandbox.links_out import Reading, current_file, to_api
from canvas_sandbox.model import State

HOST = "https://canvas.example.edu"
FILE = f'data-api-endpoint="{HOST}/api/v1/courses/101/files/300" data-api-returntype="File"'


@pytest.fixture
def state():
    state = a_state()
    a_file(state, id=299, workflow_state="deleted", replacement_id=300)
    a_file(state, id=300, content_type="image/png")
    return state


def shown(state, html, *, is_manager=True, location=None):
    return to_api(html, Reading(state, HOST, is_manager, location))


def test_the_example_of_the_appendix(state):
    stored = '<p><img src="/courses/101/files/300/preview" alt=""></p>'
    assert shown(state, stored) == (
        f'<p><img src="{HOST}/courses/101/files/300/preview?verifier=UUID300" alt="" {FILE}></p>'
    )
    state.switches.download_era = "bearer"
    assert shown(state, stored) == f'<p><img src="{HOST}/courses/101/files/300/preview" alt="" {FILE}></p>'


@pytest.mark.parametrize(
    ("element", "attribute"), [("a", "href"), ("img", "src"), ("iframe", "src"), ("object", "data"), ("embed", "src")]
)
def test_five_attributes_become_absolute(state, element, attribute):
    assert shown(state, f'<{element} {attribute}="/x">') == f'<{element} {attribute}="{HOST}/x">'


@pytest.mark.parametrize(
    "html",
    [
        None, "", "text", "a < b", '<a href="x">', '<a href="//x/y">', '<a href="https://x/y">', '<a href="#x">', "<a href>",
        '<video src="/x">', '<a name="/x">', '<script>"<a href=/x>"</script>', "<!-- <a href='/x'> -->", "<p>\r\n<BR/></p >",
    ],
)  # fmt: skip
def test_the_rest_stays_as_it_is(state, html):
    assert shown(state, html) == html


@pytest.mark.parametrize(
    ("path", "returns", "endpoint"),
    [
        ("discussion_topics", "[Discussion]", "discussion_topics"),
        ("discussion_topics/6", "Discussion", "discussion_topics/6"),
        ("pages", "[Page]", "pages"),
        ("wiki/week-1", "Page", "pages/week-1"),
        ("pages/week-1?x=1", "Page", "pages/week-1"),
        ("assignments", "[Assignment]", "assignments"),
        ("assignments/4", "Assignment", "assignments/4"),
        ("files", "Folder", "folders/root"),
        ("quizzes", "[Quiz]", "quizzes"),
        ("quizzes/5", "Quiz", "quizzes/5"),
        ("modules", "[Module]", "modules"),
        ("modules/8", "Module", "modules/8"),
        ("files/998/download", "File", "files/998"),
    ],
)
def test_canvas_links_name_their_endpoint(state, path, returns, endpoint):
    html = shown(state, f'<a href="/courses/101/{path}">x</a>')
    assert f'data-api-endpoint="{HOST}/api/v1/courses/101/{endpoint}"' in html
    assert f'data-api-returntype="{returns}"' in html


@pytest.mark.parametrize("path", ["/courses/101", "/courses/101/grades", "/courses/101/quizzes/5/take", "/login"])
def test_other_paths_have_none(state, path):
    assert "data-api" not in shown(state, f'<a href="{path}">x</a>')


def test_an_endpoint_that_is_there_is_replaced_in_its_place(state):
    html = shown(state, '<a data-api-endpoint="old" href="/courses/101/pages/x" data-api-returntype="Old">y</a>')
    assert html.count("data-api-endpoint") == html.count("data-api-returntype") == 1
    assert "old" not in html.lower()


class TestFileLinks:
    def test_a_replaced_file_shows_its_current_id(self, state):
        """Contract 8.3."""
        html = shown(state, '<a href="/courses/101/files/299/download?wrap=1">x</a>')
        assert f'"{HOST}/courses/101/files/300/download?verifier=UUID300&amp;wrap=1"' in html

    def test_a_verifier_takes_its_place_among_the_parameters(self, state):
        html = shown(state, '<a href="/files/300/download?download_frd=1&amp;wrap=1#p">x</a>')
        assert "/files/300/download?download_frd=1&amp;verifier=UUID300&amp;wrap=1#p" in html

    @pytest.mark.parametrize("path", ["/courses/101/files/998/preview", "/courses/102/files/300/preview"])
    def test_an_unknown_file_has_no_verifier(self, state, path):
        assert f'"{HOST}{path}"' in shown(state, f'<img src="{path}">')

    @pytest.mark.parametrize(
        ("content_type", "mark"), [("image/png", "?hidden=1"), ("video/mp4", "?no_preview=1"), ("application/pdf", "")]
    )
    def test_a_closed_file_is_marked_for_those_it_is_closed_to(self, state, content_type, mark):
        file = a_file(state, id=301, content_type=content_type, locked=True)
        stored = f'<img src="/courses/101/files/{file.id}/preview">'
        assert f'/preview{mark}"' in shown(state, stored, is_manager=False)
        assert "verifier=UUID301" in shown(state, stored)

    def test_newer_canvas_adds_the_location(self, state):
        stored = '<img src="/courses/101/files/300/preview">'
        assert "location" not in shown(state, stored, location="wiki_page_9")
        state.switches.links_carry_location = True
        assert "?location=wiki_page_9&amp;verifier=UUID300" in shown(state, stored, location="wiki_page_9")
        assert "location" not in shown(state, stored)


def test_a_chain_that_bites_its_tail_ends():
    state = State()
    a_file(state, id=1, workflow_state="deleted", replacement_id=2)
    a_file(state, id=2, workflow_state="deleted", replacement_id=1)
    assert current_file(state, 1) is None


def test_an_equation_image_gets_hidden_mathml(state):
    stored = '<img class="equation_image" src="/equation_images/x" data-equation-content="x^2" alt="LaTeX: x^2">'
    html = shown(state, stored)
    assert re.search(r'x-canvaslms-safe-mathml="<math [^"]*<msup><mi>x</mi><mn>2</mn></msup>', html)


@pytest.mark.parametrize("latex", [r"\begin{matrix}", "", "{"])
def test_a_formula_that_is_not_understood_gets_none(state, latex):
    stored = f'<img class="equation_image" src="x" data-equation-content="{latex}">'
    assert shown(state, stored) == stored


def test_an_old_link_to_inline_media_becomes_a_player_and_comes_back(state):
    stored = '<a class="instructure_inline_media_comment audio_comment" id="media_comment_m-1" href="/media_objects/m-1">play</a>'
    html = shown(state, f"<p>{stored}</p>")
    assert re.match(r'<p><audio [^>]*data-media_comment_id="m-1"[^>]*>play</audio></p>', html)
    assert to_stored(html, Writing(state, HOST, COURSE)) == f"<p>{stored}</p>"


LINKS = st.sampled_from(
    ["/courses/101/files/300/preview", "/courses/101/files/300/download?wrap=1", "/courses/101/pages/x", "/x?a=1&amp;b=2",
     "https://example.org/a", "#top", "x/y", "/courses/101/assignments/4", "/courses/101/files/300?wrap=1#z"]
)  # fmt: skip
ELEMENTS = st.builds(
    lambda quote, link, text, gap: f"<a{gap}href={quote}{link}{quote}>{text}</a>\r\n<img src={quote}{link}{quote} alt=''/>",
    st.sampled_from(['"', "'"]), LINKS, st.text(" é&<;😀1", max_size=8), st.sampled_from([" ", "\n", "  "]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(ELEMENTS, max_size=4).map("<p>x</p>".join), st.sampled_from(["verifier", "bearer"]))
def test_what_goes_out_comes_back_but_for_the_attributes_that_canvas_leaves(stored, era):
    """The way in takes host and verifier off again; `data-api-*` is the client's to clean (contract 11)."""
    state = a_state(download_era=era)
    a_file(state, id=300)
    shown_html = to_api(stored, Reading(state, HOST, is_manager=True))
    back = to_stored(shown_html, Writing(state, HOST, COURSE))
    cleaned = re.sub(r' data-api-(?:endpoint|returntype)="[^"]*"', "", back)
    verifier = re.compile(r"(/files/300)\?verifier=UUID300&amp;")  # stays on plain file links (contract 11)
    assert verifier.sub(r"\1?", cleaned) == stored
