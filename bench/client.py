"""CPU of the Canvas client for each object, and requests a second against the stand-in.

Measured against a floor: msgspec decoding the same bytes, and nothing else.
"""

import argparse
import threading
import time
from collections.abc import Callable
from functools import partial

import httpx
import msgspec

from curbcut.canvas.address import Origin
from curbcut.canvas.authorized import AccessToken
from curbcut.canvas.client import Canvas, connect
from curbcut.canvas.ids import AccountId, CourseId
from curbcut.canvas.links import stored_form
from curbcut.canvas.pages import Page
from curbcut.canvas.secret import Secret
from curbcut.canvas.transport import Transport
from curbcut.cli.demo.stand_in import administrator_token, stand_in

ADDRESS = "https://canvas.example.edu"
PER_PAGE = 100
BODY = (
    f'<h2>Week</h2><p>Read <a href="{ADDRESS}/courses/1/pages/x" data-api-endpoint="{ADDRESS}/api/v1/courses/1/pages/x" '
    f'data-api-returntype="Page">this page</a> and look at <img src="{ADDRESS}/courses/1/files/2/preview?verifier=abc" '
    'alt="A cell">.</p>' + "<p>Plain text of a course, as there is most of it in any page of a university.</p>" * 40
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=30, help="pages of 100 objects")
    parser.add_argument("--requests", type=int, default=600, help="requests to the stand-in")
    arguments = parser.parse_args()
    _decoding(arguments.pages)
    _links()
    _requests(arguments.requests)


def _decoding(page_count: int) -> None:
    body = msgspec.json.encode([_page(number) for number in range(PER_PAGE)])
    decoder = msgspec.json.Decoder(list[Page], strict=False)
    objects = page_count * PER_PAGE
    floor = _cpu(lambda: [decoder.decode(body) for _ in range(page_count)]) / objects
    with httpx.Client(transport=httpx.MockTransport(lambda request: _answer(request, body, page_count))) as http:
        canvas = Canvas(Transport(Origin(ADDRESS), http=http), AccessToken(Secret("x")))
        whole = _cpu(lambda: list(canvas.pages.list_pages(CourseId(1)))) / objects
    print(f"{len(body) / PER_PAGE / 1000:.1f} kB an object, {objects} objects in {page_count} requests")
    print(f"  floor, msgspec alone       {floor * 1e6:7.1f} us CPU an object")
    print(f"  client, decode and paging  {whole * 1e6:7.1f} us CPU an object")


def _links() -> None:
    origin = Origin(ADDRESS)
    rounds = 300
    seconds = _cpu(lambda: [stored_form(BODY, origin) for _ in range(rounds)]) / rounds
    print(
        f"stored form of {len(BODY) / 1000:.1f} kB     {seconds * 1e6:7.1f} us CPU, {seconds * 1e9 / len(BODY):.1f} us/kB"
    )


def _requests(count: int) -> None:
    with stand_in() as address, connect(address, administrator_token(address)) as canvas:
        # The bucket of a real Canvas would be the only thing measured.
        wide = {"throttle_high_water_mark": 1e9, "throttle_maximum": 1e9}
        httpx.patch(f"{address}/sandbox/switches", json=wide, trust_env=False).raise_for_status()
        course = next(canvas.accounts.list_courses(AccountId(1))).id
        for threads in (1, 3):
            seconds, cpu = _timed(partial(_ask, canvas, course, count // threads), threads)
            print(
                f"stand-in, {threads} in flight       {count / seconds:7.0f} requests/s, {cpu / count * 1e3:.2f} ms CPU each"
            )


def _ask(canvas: Canvas, course: CourseId, count: int) -> None:
    for _ in range(count):
        canvas.courses.get_course(course)


def _timed(work: Callable[[], None], thread_count: int) -> tuple[float, float]:
    threads = [threading.Thread(target=work) for _ in range(thread_count)]
    started, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started, time.process_time() - cpu


def _cpu(work: Callable[[], object]) -> float:
    work()
    started = time.process_time()
    work()
    return time.process_time() - started


def _page(number: int) -> dict[str, object]:
    url = f"{ADDRESS}/courses/1/pages/week-{number}"
    extra = {"editing_roles": "teachers", "hide_from_students": False, "todo_date": None, "publish_at": None}
    page = {"page_id": str(900 + number), "url": f"week-{number}", "title": f"Week {number}", "html_url": url}
    return page | extra | {"updated_at": "2026-08-20T10:00:00Z", "published": True, "editor": "rce", "body": BODY}


def _answer(request: httpx.Request, body: bytes, page_count: int) -> httpx.Response:
    number = int(request.url.params.get("page", "1"))
    headers = {"X-Rate-Limit-Remaining": "600.0", "Content-Type": "application/json"}
    if number < page_count:
        headers["Link"] = f'<{ADDRESS}/api/v1/courses/1/pages?page={number + 1}&per_page=100>; rel="next"'
    return httpx.Response(200, content=body, headers=headers)


if __name__ == "__main__":
    main()
