"""Throttling, dead tokens, odd pages and failing servers, against the stand-in."""

import threading

import pytest

from curbcut.canvas import errors, scopes
from curbcut.canvas.api import Api
from curbcut.canvas.ids import AccountId, CourseId

COURSE = CourseId(101)


def many_pages(count, course_id=101):
    """Give a course so many wiki pages that its list has several pages."""

    def change(state):
        pattern = next(page for page in state["pages"].values() if page["course_id"] == course_id)
        for number in range(count):
            page = pattern | {"id": 90_000 + number, "url": f"many-{number}", "title": f"Many {number}", "lock": None}
            state["pages"][str(page["id"])] = page

    return change


@pytest.mark.parametrize("status", [429, 403])
def test_both_forms_of_throttling_are_waited_out(connections, status):
    canvas = connections.with_token()
    before = len(list(canvas.pages.list_pages(COURSE)))
    # One request in flight fills this bucket, and a client that knows nothing yet sends three.
    connections.switch(throttle_status=status, throttle_high_water_mark=40.0)
    connections.fault("GET /api/v1/courses/101/pages", "slow", times=3, seconds=0.2)
    canvas = connections.with_token()
    threads = [threading.Thread(target=lambda: list(canvas.pages.list_pages(COURSE))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(list(canvas.pages.list_pages(COURSE))) == before
    counters = connections.sandbox.counters()
    assert counters["throttled"] > 0
    assert counters["statuses"][str(status)] == counters["throttled"]
    assert connections.slept


def test_pauses_come_before_the_bucket_is_full(connections):
    canvas = connections.with_token()
    connections.switch(throttle_high_water_mark=110.0, throttle_outflow=10.0, throttle_up_front_cost=50.0)
    for _ in range(30):
        canvas.courses.get_course(COURSE)
    assert connections.sandbox.counters()["throttled"] == 0


def test_never_more_than_three_in_flight(connections):
    canvas = connections.with_token()
    connections.fault("GET /api/v1/courses/101/pages", "slow", times=-1, seconds=0.05)
    threads = [threading.Thread(target=lambda: list(canvas.pages.list_pages(COURSE))) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert connections.sandbox.counters()["peak_in_flight"] == 3


def test_token_that_expires_in_the_middle_of_a_list_is_refreshed_once(connections):
    connections.change_state(many_pages(250))
    # A clock that stands still: the client learns of the expiry by the refusal only.
    canvas = connections.by_oauth(clock=lambda: 0.0)
    pages = canvas.pages.list_pages(COURSE)
    titles = {next(pages).title for _ in range(100)}
    connections.control("POST", "clock", {"advance": 3700})
    titles |= {page.title for page in pages}
    assert {f"Many {number}" for number in range(250)} <= titles
    counters = connections.sandbox.counters()
    assert counters["token_refreshes"] == 1
    assert counters["statuses"]["401"] == 1


def test_token_revoked_in_the_middle_of_a_run_is_a_lost_grant_when_nothing_refreshes_it(connections):
    canvas = connections.with_token()
    connections.fault("GET /api/v1/courses/101/quizzes", "revoke-token")
    with pytest.raises(errors.GrantLostError):
        list(canvas.quizzes.list_quizzes(COURSE))


def test_thirty_threads_of_one_dead_token_refresh_once(connections):
    canvas = connections.by_oauth(clock=lambda: 0.0)
    connections.control("POST", "clock", {"advance": 3700})
    connections.control("DELETE", "counters")
    failures = []

    def read():
        try:
            canvas.courses.get_course(COURSE)
        except errors.CanvasError as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert connections.sandbox.counters()["token_refreshes"] == 1


def test_short_middle_pages_do_not_end_a_list(connections):
    def change(state):
        pattern = next(iter(state["content_migrations"].values()))
        for number in range(250):
            shown = number < 10 or number >= 240
            migration = pattern | {"id": 50_000 + number, "course_id": 101, "hidden": not shown}
            state["content_migrations"][str(migration["id"])] = migration

    connections.change_state(change)
    found = list(connections.with_token().migrations.list_migrations(COURSE))
    assert len([each for each in found if each.id >= 50_000]) == 20


def test_bookmarked_and_ordinal_lists_are_read_to_the_end(connections):
    def change(state):
        pattern = state["accounts"]["1"]
        for number in range(230):
            account = pattern | {
                "id": 2000 + number,
                "parent_account_id": 1,
                "root_account_id": 1,
                "name": f"A{number}",
            }
            state["accounts"][str(account["id"])] = account
            state["users"]["1"]["administers"].append(account["id"])

    connections.change_state(change)
    canvas = connections.with_token()
    assert len(list(canvas.accounts.list_accounts())) == 231
    assert len({each.id for each in canvas.accounts.list_sub_accounts(AccountId(1))}) >= 230


def test_bound_on_pages_raises(connections):
    connections.change_state(many_pages(250))
    canvas = connections.with_token()
    api = Api(canvas.api._caller, canvas.origin, page_limit=2)
    with pytest.raises(errors.PageLimitError):
        list(api.get_pages(scopes.LIST_PAGES, course_id=COURSE))


def test_foreign_next_link_is_refused_and_never_asked(connections):
    connections.change_state(many_pages(150))
    connections.fault("GET /api/v1/courses/101/pages", "foreign-next")
    with pytest.raises(errors.ForeignAddressError, match="not followed"):
        list(connections.with_token().pages.list_pages(COURSE))


def test_duplicate_link_header_reads_each_page_once(connections):
    connections.change_state(many_pages(150))
    connections.fault("GET /api/v1/courses/101/pages", "duplicate-link", times=-1)
    ids = [page.page_id for page in connections.with_token().pages.list_pages(COURSE)]
    assert len(ids) == len(set(ids)) >= 150


@pytest.mark.parametrize("kind", ["502-html", "500"])
def test_server_that_fails_for_a_moment_is_asked_again(connections, kind):
    connections.fault("GET /api/v1/courses/101$", kind, times=2)
    assert connections.with_token().courses.get_course(COURSE).name == "Cell Biology"
    assert connections.sandbox.counters()["requests"] == 3


def test_server_that_fails_for_good_is_unavailable(connections):
    connections.fault("GET /api/v1/courses/101$", "502-html", times=-1)
    with pytest.raises(errors.CanvasUnavailableError, match="502") as raised:
        connections.with_token().courses.get_course(COURSE)
    assert raised.value.retryable


@pytest.mark.parametrize("kind", ["502-html", "500"])
def test_failing_write_is_sent_once(connections, kind):
    canvas = connections.with_token()
    page = next(iter(canvas.pages.list_pages(COURSE)))
    connections.fault("PUT ", kind, times=-1)
    connections.control("DELETE", "counters")
    with pytest.raises(errors.CanvasUnavailableError):
        canvas.pages.put_body(COURSE, page.page_id, "<p>x</p>")
    assert connections.sandbox.counters()["requests"] == 1


def test_server_that_does_not_answer_is_a_time_out(connections, impatient):
    connections.fault("GET /api/v1/courses/101$", "time-out", times=1, seconds=3)
    canvas = connections.with_token(transport=impatient(connections.address))
    assert canvas.courses.get_course(COURSE).id == 101
    connections.fault("PUT ", "time-out", times=-1, seconds=3)
    with pytest.raises(errors.CanvasTimeoutError):
        canvas.courses.put_syllabus(COURSE, "<p>x</p>")
    connections.control("DELETE", "faults")
