"""The demo's course on cells, alone in its Canvas, read and checked by a deployment of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, expect
from tests.browser.service.deployment import Deployment, serving
from tests.sandbox_process import SandboxProcess, start_sandbox

BIOLOGY = "101"
SCAN_MILLISECONDS = 60_000


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


@contextmanager
def one_course(browser: Browser) -> Iterator[OneCourse]:
    """Start both, connect them by an access token, and wait until every item is checked."""
    with start_sandbox(seed="demo", switches={"throttle_high_water_mark": 100_000.0}) as sandbox:
        state = sandbox.control("GET", "state")
        state["courses"] = {BIOLOGY: state["courses"][BIOLOGY]}
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
    page.goto("/i/1/courses/")
    waiting = """async () => {
        const now = await (await fetch('/i/1/courses/progress/')).json();
        return now.courses === 1 && now.courses_read === 1 && now.items > 0 && now.items_due === 0;
    }"""
    page.wait_for_function(waiting, timeout=SCAN_MILLISECONDS, polling=300)
    page.reload()
    page.get_by_role("link", name="Cell Biology", exact=True).click()
    return page.url
