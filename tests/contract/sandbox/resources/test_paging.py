"""Contract 4: lists come in portions, with a `Link` header."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.builders.canvas_state import ADMINISTRATOR, COURSE, ROOT, a_page, a_state, a_topic
from tests.sandbox_client import bearer, sandbox_client

PAGES = f"/api/v1/courses/{COURSE}/pages"


def links(answer):
    return {relation: url for url, relation in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["link"])}


@pytest.fixture
def state():
    state = a_state()
    for number in range(1, 131):
        a_page(state, id=number, title=f"Page {number:03}")
    return state


@pytest.fixture
def get(state):
    with sandbox_client(state) as client:
        yield lambda path: client.get(path, headers=bearer(ADMINISTRATOR))


def test_ten_are_given_unless_more_are_asked_for(get):
    assert len(get(PAGES).json()) == 10


@pytest.mark.parametrize(("asked", "given"), [("100", 100), ("101", 100), ("1000", 100), ("0", 1), ("-5", 1), ("7", 7)])
def test_per_page_is_clamped_and_never_refused(get, asked, given):
    assert len(get(f"{PAGES}?per_page={asked}").json()) == given


def test_relations_stand_in_order_with_one_comma_and_no_space(get):
    header = get(f"{PAGES}?page=2&per_page=50").headers["link"]
    assert re.findall(r'rel="(\w+)"', header) == ["current", "next", "prev", "first", "last"]
    assert header.count(",<") == 4
    assert ", <" not in header


def test_a_relation_that_does_not_apply_is_absent(get):
    assert "prev" not in links(get(PAGES))
    assert "next" not in links(get(f"{PAGES}?page=13"))


def test_addresses_repeat_the_query_without_token_and_page(get):
    url = links(get(f"{PAGES}?sort=title&access_token={ADMINISTRATOR}&page=1&include[]=body"))["next"]
    query = parse_qsl(urlsplit(url).query)
    assert query == [("sort", "title"), ("include[]", "body"), ("page", "2"), ("per_page", "10")]
    assert url.startswith(f"http://127.0.0.1:8080{PAGES}?")


def test_following_next_gives_every_object_once(get):
    titles, url = [], f"{PAGES}?per_page=40&sort=title"
    while url:
        answer = get(url)
        titles += [page["title"] for page in answer.json()]
        url = links(answer).get("next")
    assert titles == [f"Page {number:03}" for number in range(1, 131)]


def test_beyond_the_end_of_an_ordinal_list_there_is_nothing(get):
    answer = get(f"{PAGES}?page=99")
    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("page", ["bookmark:xyz", "0", "-1", "1" * 30, "²"])
def test_a_page_that_is_no_number_is_not_found(get, page):
    assert get(f"{PAGES}?page={page}").status_code == 404


def test_accounts_are_bookmarked(state, get):
    state.users[1].administers = [1, 7, 8]
    first = get("/api/v1/accounts?per_page=2")
    assert links(first)["current"].endswith("page=first&per_page=2")
    assert "page=bookmark%3A" in links(first)["next"]
    assert "last" not in links(first)
    last = get(links(first)["next"])
    assert [account["id"] for account in first.json() + last.json()] == [1, 7, 8]
    assert links(last)["last"] == links(last)["current"]


@pytest.mark.parametrize("page", ["bookmark:WzFd", "bookmark:!!", "bookmark:W10", "2"])
def test_beyond_the_end_of_a_bookmarked_list_is_not_found(get, page):
    assert get(f"/api/v1/accounts?page={page}").status_code == 404


def test_recursive_sub_accounts_do_not_name_the_last_page(get):
    answer = get(f"/api/v1/accounts/{ROOT}/sub_accounts?recursive=true&per_page=1")
    assert set(links(answer)) == {"current", "next", "first"}
    assert "last" in links(get(f"/api/v1/accounts/{ROOT}/sub_accounts?per_page=1"))


def test_scope_filters_discussions_after_paging_so_that_a_middle_page_is_short(state, get):
    for number in range(1, 31):
        a_topic(state, position=number, locked=number % 2 == 0)
    answer = get(f"/api/v1/courses/{COURSE}/discussion_topics?scope=locked&per_page=10&page=2")
    assert len(answer.json()) == 5
    assert "next" in links(answer)


def test_a_long_query_drops_relations_rather_than_grow_the_header(get):
    filler = "x" * 2500
    assert set(links(get(f"{PAGES}?page=2&filler={filler}"))) == {"next", "last"}
