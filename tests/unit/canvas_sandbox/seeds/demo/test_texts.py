"""What the demo's texts say is planted in them is there, and what can be seen in them is said."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from canvas_sandbox.html_in import Writing, to_stored
from canvas_sandbox.model import State
from canvas_sandbox.seeds import plant
from canvas_sandbox.seeds.demo import faults
from canvas_sandbox.seeds.demo.texts import texts_of
from canvas_sandbox.seeds.demo.university import PLANS

TEXTS = [(plan.texts, text) for plan in PLANS for text in texts_of(plan.texts)]
IDS = [f"{name}: {text.title}" for name, text in TEXTS]
FOREIGN = frozenset("und die ist aber das lauter cada una para con elige tienes minutos semana hay".split())  # noqa: SIM905 - a list of words reads as one


def levels(body):
    return [int(level) for level in re.findall(r"<h(\d)", body)]


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style):
    text = re.search(r"(?<![-\w])color: #(\w{6})", style)
    ground = re.search(r"background-color: #(\w{6})", style)
    if not text:
        return 21.0
    low, high = sorted((luminance(text[1]), luminance(ground[1] if ground else "ffffff")))
    return (high + 0.05) / (low + 0.05)


def words_outside_marked_parts(body):
    unmarked = re.sub(r"<(\w+) lang=[^>]*>.*?</\1>", " ", body, flags=re.DOTALL)
    return re.findall(r"[a-zäöüáéíóúñ]+", re.sub(r"<[^>]*>", " ", unmarked).lower())


def found(pattern, flags=0):
    return lambda body: re.search(pattern, body, flags) is not None


DETECTORS = {
    "all-caps": lambda body: any(len(text) > 40 and text.isupper() for text in re.findall(r"<p>([^<]+)</p>", body)),
    "audio-without-transcript": found(r"<audio"),
    "broken-link": found(r"/files/999999"),
    "colour-only": found(r"\b(in red|are red|is red)\b"),
    "duplicate-id": lambda body: max(Counter(re.findall(r' id="([^"]+)"', body)).values(), default=0) > 1,
    "embedded-object": found(r"<object [^>]*></object>"),
    "embedded-video": found(r"youtube|vimeo"),
    "empty-heading": found(r"<h\d>(&nbsp;|<br>|\s)*</h"),
    "empty-link": found(r"<a [^>]*></a>"),
    "empty-paragraphs": found(r"(<p>&nbsp;</p>){2}"),
    "equation-without-alt": found(r"<img (?=[^>]*equation_image)(?![^>]* alt=)"),
    "fake-heading": found(r"<p><(strong|b)>[^<]+</\1></p>"),
    "faked-list": found(r"<p>(- |&bull; |1\. )[^<]*<br>"),
    "foreign-text-without-lang": lambda body: sum(word in FOREIGN for word in words_outside_marked_parts(body)) >= 3,
    "iframe-without-title": found(r"<iframe (?![^>]*title=)"),
    "image-alt-is-file-name": found(r'alt="[^"]+\.(png|jpg|gif)"', re.IGNORECASE),
    "image-alt-redundant": found(r'alt="(image|picture) of( \w+)?"', re.IGNORECASE),
    "image-without-alt": found(r"<img (?![^>]*equation_image)(?![^>]* alt=)"),
    "invalid-lang": found(r'lang="[a-z]{4,}"'),
    "justified-text": found(r"text-align: justify"),
    "layout-table": found(r'<table [^>]*role="(none|presentation)"'),
    "link-text-is-address": found(r"<a [^>]*>https?://"),
    "low-contrast": lambda body: any(contrast(style) < 4.5 for style in re.findall(r'style="([^"]*)"', body)),
    "merged-cells": found(r"(col|row)span="),
    "skipped-heading": lambda body: any(b - a > 1 for a, b in pairwise(levels(body))),
    "table-without-headers": found(r"<table(?![^>]*role=)[^>]*>(?:(?!<th\b|</table>).)*</table>", re.DOTALL),
    "tiny-text": found(r"font-size: [67](pt|px)"),
    "underlined-text": found(r"<u>"),
    "vague-link-text": found(r"<a [^>]*>(here|click here|read more)</a>"),
    "wrong-lang": found(r'lang="fr">Mi hermana'),
    "decorative-image": found(r'role="presentation" [^>]*alt=""'),
    "descriptive-link": found(r"<a [^>]*>[^<]{12,}</a>"),
    "equation-with-latex": found(r'alt="LaTeX: [^"]+"'),
    "iframe-with-title": found(r'<iframe [^>]*title="[^"]{20,}"'),
    "image-with-alt": found(r'<img (?![^>]*equation_image)[^>]*alt="[^"]{30,}"'),
    "language-of-part": found(r'lang="es"'),
    "real-list": found(r"<(ul|ol)><li>"),
    "table-with-headers": found(r"<caption>.*<th scope="),
}


@pytest.mark.parametrize(("course", "text"), TEXTS, ids=IDS)
def test_the_faults_of_a_text_are_those_it_names(course, text):
    seen = {word for word in faults.TEXT_FAULTS if DETECTORS[word](text.body)}
    assert seen == set(text.faults)


@pytest.mark.parametrize(("course", "text"), TEXTS, ids=IDS)
def test_the_good_examples_of_a_text_are_there(course, text):
    assert set(text.good) <= set(faults.TEXT_GOOD)
    assert all(DETECTORS[word](text.body) for word in text.good)


def test_every_word_of_the_vocabulary_is_planted_somewhere():
    planted = {word for _, text in TEXTS for word in (*text.faults, *text.good)}
    assert planted == set(faults.TEXT_FAULTS) | set(faults.TEXT_GOOD) == set(DETECTORS)


def bodies_of(state):
    for course in state.courses.values():
        yield course.id, course.syllabus_body
    for page in state.pages.values():
        yield page.course_id, page.body
    for assignment in state.assignments.values():
        yield assignment.course_id, assignment.description
    for quiz in state.quizzes.values():
        yield quiz.course_id, quiz.description
    for topic in state.discussion_topics.values():
        yield topic.course_id, topic.message


@pytest.fixture(scope="module")
def state():
    state = State()
    plant(state, "demo")
    return state


def test_every_body_is_in_the_form_that_canvas_stores(state):
    for course_id, body in bodies_of(state):
        assert to_stored(body, Writing(state, "http://127.0.0.1:8080", course_id)) == body


def test_links_lead_to_files_and_pages_of_the_same_course(state):
    pages = {(page.course_id, page.url) for page in state.pages.values()}
    files = {file.id: file.course_id for file in state.files.values()}
    broken = []
    for course_id, body in bodies_of(state):
        assert "{{" not in (body or "")
        broken += [
            file
            for file in re.findall(r"/files/(\d+)|/media_attachments_iframe/(\d+)", body or "")
            if files.get(int(file[0] or file[1])) != course_id
        ]
        for course, url in re.findall(r"/courses/(\d+)/pages/([^\"#]+)", body or ""):
            assert (int(course), url) in pages
    assert broken == [("999999", "")], "but for the one that is broken on purpose"
