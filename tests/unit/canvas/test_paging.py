"""Lists to their end: every header form, no foreign host, no circle, no early stop."""

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, TOKEN, a_canvas, json_answer, script

from curbcut.canvas.errors import CanvasShapeError, ForeignAddressError, PageLimitError
from curbcut.canvas.ids import CourseId
from curbcut.canvas.paging import next_address

QUIZ = {"title": "Quiz", "html_url": CANVAS}


def page(ids, next_page=None, name="Link"):
    headers = {name: f'<{CANVAS}/x?page=1>; rel="current",<{next_page}>; rel="next"'} if next_page else {}
    return json_answer([QUIZ | {"id": str(number)} for number in ids], headers=headers)


def listed(handler, **options):
    return [quiz.id for quiz in a_canvas(handler, **options).quizzes.list_quizzes(CourseId(1))]


def test_next_links_are_followed_word_for_word():
    address = f"{CANVAS}/api/v1/courses/1/quizzes?page=bookmark:WzEyMyxd&per_page=100"
    handler = script(page([1, 2], address), page([3]))
    assert listed(handler) == [1, 2, 3]
    assert [str(request.url) for request in handler.requests] == [
        f"{CANVAS}/api/v1/courses/1/quizzes?per_page=100",
        address,
    ]
    assert all(request.headers["Authorization"] == f"Bearer {TOKEN}" for request in handler.requests)


def test_short_and_empty_pages_in_the_middle_do_not_end_a_list():
    handler = script(page([1], f"{CANVAS}/2"), page([], f"{CANVAS}/3"), page([2]))
    assert listed(handler) == [1, 2]


def test_header_name_in_lower_case():
    assert listed(script(page([1], f"{CANVAS}/2", name="link"), page([2]))) == [1, 2]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (['<https://c/1>; rel="next"'], "https://c/1"),
        (["<https://c/1>; rel=next"], "https://c/1"),
        (["<https://c/1>;rel='next'"], None),
        (['<https://c/1>; title="a, b"; rel="next"'], "https://c/1"),
        (['<https://c/1>; rel="prev next"'], "https://c/1"),
        (['<https://c/1>; REL="NEXT"'], "https://c/1"),
        (['<https://c/1>; rel="current",<https://c/2>; rel="next",<https://c/9>; rel="last"'], "https://c/2"),
        (['<https://c/1?a=1,2>; rel="next"'], "https://c/1?a=1,2"),
        (['<https://c/1>; rel="current"', '<https://c/2>; rel="next"'], "https://c/2"),
        (['<https://c/2>; rel="next"', '<https://c/2>; rel="next"'], "https://c/2"),
        (['<https://c/1>; rel="nextish"'], None),
        (["garbage"], None),
        ([], None),
    ],
)
def test_next_is_found_in_any_form_of_the_header(values, expected):
    assert next_address(httpx.Headers([("Link", value) for value in values])) == expected


def test_long_header_is_read_in_linear_time():
    hostile = "<" * 50_000 + ";rel" * 50_000
    assert next_address(httpx.Headers({"Link": hostile})) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/api/v1/x",
        "http://canvas.example.edu/api/v1/x",
        "https://canvas.example.edu:8443/x",
        "https://canvas.example.edu@evil.example/x",
        "//evil.example/x",
        "/api/v1/x",
    ],
)
def test_next_elsewhere_is_refused_before_it_is_asked(address):
    handler = script(page([1], address))
    with pytest.raises(ForeignAddressError):
        listed(handler)
    assert len(handler.requests) == 1


def test_bound_raises_and_drops_nothing_in_silence():
    handler = script(page([1], f"{CANVAS}/2"), page([2], f"{CANVAS}/3"))
    with pytest.raises(PageLimitError, match="more than 2 pages"):
        listed(handler, page_limit=2)


def test_circle_raises():
    handler = script(page([1], f"{CANVAS}/2"), page([2], f"{CANVAS}/2"))
    with pytest.raises(PageLimitError, match="circle"):
        listed(handler)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>Log in</html>"),
        json_answer({"not": "a list"}),
        json_answer([{"id": "x", "title": "t", "html_url": "u"}]),
        json_answer([{"id": "1", "html_url": "u"}]),
        httpx.Response(200, content=b"\xff\xfe"),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(200, content=b""),
    ],
)
def test_answer_of_another_shape_is_an_error(answer):
    with pytest.raises(CanvasShapeError, match="list quizzes"):
        listed(script(answer))


@pytest.mark.parametrize("number", ["9007199254740993", 9007199254740993])
def test_ids_come_as_text_or_as_numbers(number):
    assert listed(script(json_answer([QUIZ | {"id": number}]))) == [9007199254740993]
