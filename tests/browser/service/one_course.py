"""The demo's course on cells, alone in its Canvas, read and checked by a deployment of its own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, expect
from tests.browser.service.deployment import Deployment, serving
from tests.sandbox_process import SandboxProcess, start_sandbox

BIOLOGY = "101"
SCAN_MILLISECONDS = 60_000
POLL_MILLISECONDS = 300
HOSTILE = f"Notes of a stranger {'x' * 80}"
"""With a word that no small screen holds."""
HOSTILE_BODY = (
    '<p id="text">Text</p><script>document.title = "run"</script><img src="http://evil.invalid/a.png" '
    """onerror="document.title = 'run'"><iframe src="http://evil.invalid/"></iframe><base href="http://evil.invalid/">"""
    '<link rel="stylesheet" href="http://evil.invalid/a.css"><p style="background: url(http://evil.invalid/b.png)">Text</p>'
    '<meta http-equiv="refresh" content="0;url=http://evil.invalid/"><a href="javascript:alert(1)" target="_top">Text</a>'
)
"""What Canvas's own sanitizer would not let in; a preview does not rely on that."""

BODIES = {"pages": "body", "assignments": "description", "quizzes": "description", "discussion_topics": "message"}


@dataclass(frozen=True, slots=True)
class OneCourse:
    """Where the course is, and the cookies of somebody who may mend it.

    Attributes:
        service: The deployment.
        sandbox: The Canvas.
        signed_in: Cookies of an administrator.
        address: Of the course's report.
    """

    service: Deployment
    sandbox: SandboxProcess
    signed_in: dict
    address: str

    def content(self) -> dict:
        """Return what the course holds, as Canvas stores it: every text, and every file that people find."""
        state = self.sandbox.control("GET", "state")
        texts = {
            f"{table}/{number}": (row[body], row.get("title") or row.get("name"))
            for table, body in BODIES.items()
            for number, row in state[table].items()
        }
        files = {
            (row["folder_id"], row["display_name"]): (row["data"], row["content_type"])
            for row in state["files"].values()
            if row["workflow_state"] == "available"
        }
        return {"syllabus": state["courses"][BIOLOGY]["syllabus_body"], "texts": texts, "files": files}

    def scores(self, page) -> dict[str, tuple[str, float | None]]:
        """Return kind of content and score of each item by its title, as the export has them."""
        items = json.loads(page.request.get(f"{self.address}report.json").text())["items"]
        return {item["title"]: (item["kind"], item["score"]) for item in items}


@contextmanager
def one_course(browser: Browser) -> Iterator[OneCourse]:
    """Start both, connect them by an access token, and wait until every item is checked."""
    with start_sandbox(seed="demo", switches={"throttle_high_water_mark": 100_000.0}) as sandbox:
        state = sandbox.control("GET", "state")
        state["courses"] = {BIOLOGY: state["courses"][BIOLOGY]}
        welcome = next(row for row in state["pages"].values() if str(row["course_id"]) == BIOLOGY)
        stranger = {
            "id": 9001,
            "url": "notes-of-a-stranger",
            "title": HOSTILE,
            "body": HOSTILE_BODY,
            "front_page": False,
        }
        state["pages"]["9001"] = welcome | stranger
        sandbox.control("PUT", "state", state)
        with serving() as service:
            page = browser.new_page(base_url=service.address)
            _set_up(page, service, sandbox)
            address = _scanned(page)
            signed_in = page.context.storage_state()
            page.close()
            yield OneCourse(service, sandbox, signed_in, address)


def _set_up(page, service, sandbox):
    page.goto(service.set_up_link)
    page.get_by_label("Name of the institution").fill("Alderwick University")
    page.get_by_label("Your name").fill("Ada Birchwood")
    page.get_by_label("Your e-mail address").fill("ada@alderwick.example")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Continue").click()
    page.goto("/i/1/configuration/token/")
    page.get_by_label("Canvas address").fill(sandbox.address)
    page.get_by_label("Access token").fill(sandbox.token("admin"))
    page.get_by_role("button", name="Save and check").click()
    page.goto("/i/1/configuration/")
    expect(page.locator("[data-state=healthy]")).to_be_visible(timeout=SCAN_MILLISECONDS)


def _scanned(page):
    for _ in range(SCAN_MILLISECONDS // POLL_MILLISECONDS):
        now = page.request.get("/i/1/courses/progress/").json()
        if now["items"] and not now["is_working"]:
            break
        page.wait_for_timeout(POLL_MILLISECONDS)
    page.goto("/i/1/courses/")
    page.get_by_role("link", name="Cell Biology", exact=True).click()
    return page.url
