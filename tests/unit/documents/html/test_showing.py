"""Bodies made safe to look at: what people see stays, what could act or call elsewhere goes, places are marked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.documents.context import Context
from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.showing import MARK, Mark, shown

NONCE = "unguessable"
ONION = "/courses/7/files/50/preview"
ADDRESS = "/i/1/pictures/signed"


def show(body, *marked, pictures=None):
    """Show a body, with places marked by a piece of their source."""
    document = HtmlDocument.read(body, Context(name="", origin="editor"))
    marks = [Mark(number, body.index(piece)) for number, piece in enumerate(marked, 1)]
    return shown(document, marks, pictures or {}, NONCE)


def marked(number):
    return f'{MARK}="{number}" id="curbcut-{number}"'


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Cells</h2><p>A <strong>cell</strong> is <em>small</em>.</p>",
        '<p style="color:#B8B8B8">Pale</p>',
        "<table><caption>Sizes</caption><tbody><tr><th>Cell</th><td>µm</td></tr></tbody></table>",
        '<p lang="fr" dir="ltr">Bonjour</p>',
        '<ol start="3"><li>Third</li></ol>',
    ],
)
def test_what_people_see_stays(body):
    assert show(body) == body


@pytest.mark.parametrize(
    ("body", "stays"),
    [
        ("<script>alert(1)</script>Text", "Text"),
        ('<p onclick="alert(1)">Text</p>', "<p>Text</p>"),
        ('<a href="javascript:alert(1)">Text</a>', "<a>Text</a>"),
        ('<a href="/courses/7/pages/cells">Text</a>', "<a>Text</a>"),
        ("<style>p { color: red }</style><p>Text</p>", "<p>Text</p>"),
        ('<link rel="stylesheet" href="https://evil.example/a.css">Text', "Text"),
        ('<base href="https://evil.example/">Text', "Text"),
        ('<meta http-equiv="refresh" content="0;url=https://evil.example/">Text', "Text"),
        ('<form action="https://evil.example/"><label>Text</label></form>', "<label>Text</label>"),
        ('<p class="btn" id="main" name="x">Text</p>', "<p>Text</p>"),
        ("<template><img src=x onerror=alert(1)></template>Text", "Text"),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>Text", None),
        ("<!-- --!><img src=x onerror=alert(1)> -->Text", None),
        (
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
            None,
        ),
        ("<svg><p><style><g title='</style><img src=x onerror=alert(1)>'></svg>", None),
        ('<p style="background:url(https://evil.example/a.png);color:red">Text</p>', '<p style="color:red">Text</p>'),
        ('<p style="background:u\\72l(https://evil.example/a.png)">Text</p>', '<p style="">Text</p>'),
        ('<p style="position:fixed;inset:0">Text</p>', '<p style="">Text</p>'),
    ],
)
def test_what_acts_or_calls_elsewhere_goes(body, stays):
    assert_harmless(seen := show(body))
    assert stays is None or seen == stays


def assert_harmless(seen):
    for tag in re.findall(r"<[^>]*>", seen):
        assert not re.search(r"[\s/\"'](on\w+|href|srcset|action|formaction|data|poster|background)\s*=", tag), tag
        assert not re.match(
            r"</?(script|style|iframe|object|embed|form|input|button|link|meta|base|svg|math)\b", tag
        ), tag
        assert "//" not in tag, tag
        assert "url(" not in tag, tag


def test_pictures_are_shown_through_us_or_not_at_all():
    seen = show(
        f'<img src="{ONION}" alt="An onion" onerror="alert(1)" srcset="https://evil.example/a 2x">',
        pictures={ONION: ADDRESS},
    )
    assert seen == f'<img src="{ADDRESS}" alt="An onion">'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<img src="/courses/7/files/51/preview" alt="An onion">', "Picture: An onion"),
        ('<img src="/courses/7/files/51/preview">', "Picture: no text alternative"),
        ('<img src="/courses/7/files/51/preview" alt="">', "Picture: decorative"),
        ('<img src="https://evil.example/a.png" alt="Dog">', "Picture from evil.example, not loaded here: Dog"),
        ('<img src="/equation_images/x%255E2" alt="LaTeX: x^2">', "Formula: LaTeX: x^2"),
        ('<iframe src="https://www.youtube.com/embed/a" title="Mitosis"></iframe>', "Embedded page: Mitosis (www.youtube.com)"),
        ('<iframe src="https://[::1" ></iframe>', "Embedded page"),
        ("<video src='/a.mp4'></video>", "Film"),
        ("<math><mi>x</mi></math>", "Formula: x"),
        ("<svg><script>1</script></svg>", "Drawing"),
        ("<input placeholder='Name'>", "Form field: Name"),
        ('<iframe title="<img src=x onerror=alert(1)>"></iframe>', "Embedded page: &lt;img src=x onerror=alert(1)&gt;"),
    ],
)  # fmt: skip
def test_what_is_not_shown_leaves_a_box_with_words(body, words):
    assert show(body) == f'<span class="curbcut-box">{words}</span>'


def test_places_are_marked_whatever_they_are():
    body = f'<h4>Skipped</h4><img src="{ONION}"><iframe src="https://a.example/"></iframe><marquee>Text</marquee>'
    seen = show(body, "<h4", "<img", "<iframe", "<marquee", pictures={ONION: ADDRESS})
    assert f"<h4 {marked(1)}>Skipped</h4>" in seen
    assert f'<span {marked(2)}><img src="{ADDRESS}"></span>' in seen
    assert f'<span class="curbcut-box" {marked(3)}>Embedded page (a.example)</span>' in seen
    assert f"<span {marked(4)}></span>Text" in seen


def test_a_place_inside_what_is_boxed_marks_the_box():
    assert marked(1) in show("<object><p>Text</p></object>", "<p>")


def test_a_body_cannot_mark_places_or_boxes_of_its_own():
    seen = show(
        f'<p {MARK}="1" id="curbcut-1">One</p><p class="curbcut-box">Two</p><p {MARK}="9">Three</p>', "<p class"
    )
    assert seen == f"<p>One</p><p {marked(1)}>Two</p><p>Three</p>"


def test_two_findings_at_one_place_are_one_mark_with_both_numbers():
    document = HtmlDocument.read("<h2></h2>", Context(name="", origin="editor"))
    assert shown(document, [Mark(1, 0), Mark(2, 0)], {}, NONCE) == f'<h2 {MARK}="1, 2" id="curbcut-1"></h2>'


PIECES = st.sampled_from(
    ["<", ">", "'", '"', "/", "=", " ", "<p ", "<img ", "src=", "onerror=alert(1)", "<script>", "</script>", "<svg>", "</svg>",
     "<math>", "<style>", "</style>", "<!--", "-->", "<iframe ", "</iframe>", "href=javascript:x", "style='", "url(//e.vil)", "<table>",
     "<td>", "<select>", "<template>", "</template>", "<title>", "</title>", "x", "&#x3c;", "<textarea>", "<noscript>", "<![CDATA[", "]]>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_nothing_hostile_comes_through_whatever_is_written(body):
    assert_harmless(show(body))
