"""The documented set-up, click by click: from making the key in Canvas to the success message, and where it goes wrong.

With CURBCUT_SCREENSHOTS=FOLDER the pages are photographed as the tutorial shows them.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as expect_that
from tests.browser.service.deployment import serving
from tests.sandbox_process import start_sandbox

from curbcut.rules.rule import Outcome
from curbcut.scoring.assessment import check

SHOTS = os.environ.get("CURBCUT_SCREENSHOTS")
CHECK_MILLISECONDS = 60_000
HEALTHY = "[data-state=healthy]"
ATTENTION = "[data-state=needs-attention]"


@pytest.fixture(scope="module")
def sandbox():
    # All tests share one address here; its bucket would be full after three of them.
    with start_sandbox(seed="demo", switches={"throttle_high_water_mark": 100_000.0}) as process:
        yield process


@pytest.fixture(scope="module")
def service():
    with serving() as deployment:
        yield deployment


@pytest.fixture(scope="module")
def operator(chromium, service):
    """The cookies of the first person, who has used the link that the server printed."""
    page = chromium.new_page()
    page.goto(service.set_up_link)
    shoot(page, "set-up")
    page.get_by_label("Name of the institution").fill("Alderwick University")
    page.get_by_label("Your name").fill("Ada Birchwood")
    page.get_by_label("Your e-mail address").fill("ada@alderwick.example")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Continue").click()
    expect_that(page.get_by_role("heading", name="Configuration", exact=True)).to_be_visible()
    state = page.context.storage_state()
    page.close()
    return state


@pytest.fixture
def page(chromium, service, operator):
    context = chromium.new_context(
        base_url=service.address,
        storage_state=operator,
        viewport={"width": 1100, "height": 800},
        reduced_motion="reduce",  # axe-core would measure colours in the middle of a transition
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def new_institution(page):
    """The Configuration page of an institution that nobody has configured."""
    page.goto("/institutions/new/")
    page.get_by_label("Name of the institution").fill("Another college")
    page.get_by_role("button", name="Make it").click()
    expect_that(page.get_by_text("Follow the steps below")).to_be_visible()
    return page


def shoot(page: Page, name: str) -> None:
    """Photograph a page the first time that a test comes by."""
    if SHOTS and not (path := Path(SHOTS) / f"{name}.png").exists():
        page.screenshot(path=str(path))


def scopes_on(page: Page) -> dict[str, list[str]]:
    """Read the scopes by section as the instructions list them."""
    found: dict[str, list[str]] = {}
    for section in page.locator("details:has(> ul.scopes)").all():
        name = re.sub(r" \(\d+\)$", "", section.locator("summary").inner_text())
        found[name] = section.locator("code").all_text_contents()
    assert sum(map(len, found.values())) == 27
    return found


def make_key(page: Page, sandbox, *, leave_out=(), includes=True, on=True) -> tuple[str, str]:
    """Follow the instructions of the Configuration page in Canvas, in a second tab; return the key's ID and secret."""
    redirect_uri = page.locator("#redirect-uri").inner_text()
    scopes = scopes_on(page)
    canvas = page.context.new_page()
    sign_in_to_canvas(canvas, f"{sandbox.address}/login")
    canvas.get_by_role("link", name="Developer Keys").click()
    canvas.get_by_text("+ Developer Key", exact=True).click()
    canvas.get_by_role("link", name="+ API Key").click()
    client_id = redirect_uri.split("/")[5]
    name = "Curbcut" if client_id == "1" else f"Curbcut {client_id}"
    canvas.get_by_label("Key Name:").fill(name)
    canvas.get_by_label("Owner Email:").fill("ada@alderwick.example")
    canvas.get_by_label("Redirect URIs:").fill(redirect_uri)
    canvas.get_by_role("switch", name="Enforce Scopes").check()
    if includes:
        canvas.get_by_label("Allow Include Parameters").check()
    for section, wanted in scopes.items():
        heading = canvas.get_by_role("heading", name=section, exact=True)
        group = canvas.locator("details.scope-section").filter(has=heading)
        group.locator("summary").click()
        for scope in wanted:
            if scope not in leave_out:
                group.get_by_label(scope, exact=True).check()
    canvas.evaluate("window.scrollTo(0, 0)")
    shoot(canvas, "canvas-key-settings")
    canvas.get_by_role("button", name="Save").click()
    row = canvas.get_by_role("row").filter(has=canvas.get_by_role("rowheader", name=name, exact=True))
    if on:
        row.get_by_role("button", name="ON").click()
    row.get_by_text("Show Key").click()
    key = row.locator(".key-id").inner_text(), row.locator(".secret-text").inner_text()
    canvas.close()
    return key


def sign_in_to_canvas(page: Page, address: str | None = None) -> None:
    if address:
        page.goto(address)
    page.get_by_label("Email or login").fill("admin")
    page.get_by_label("Password").fill("sandbox-admin")
    page.get_by_role("button", name="Log In").click()


def save(page: Page, sandbox, key: tuple[str, str]) -> None:
    if not page.get_by_label("Canvas address").is_visible():
        page.locator("summary", has_text="Configure Curbcut with Canvas Developer Key").click()
    page.get_by_label("Canvas address").fill(sandbox.address)
    page.get_by_label("API client ID (key)").fill(key[0])
    page.get_by_label("API client secret").fill(key[1])
    page.get_by_role("button", name="Save and grant access").click()


def grant(page: Page, button: str = "Authorize") -> None:
    """Sign in to Canvas where it asks, and press a button there."""
    if page.get_by_label("Email or login").is_visible():
        sign_in_to_canvas(page)
    shoot(page, "canvas-authorize")
    page.get_by_text(button, exact=True).click()
    page.wait_for_url("**/configuration/**")


def assert_accessible(page: Page, axe: str | None) -> None:
    """Hold the page to our own rules, to a small window, and to axe-core where it can be had."""
    assessment = check(page.content().encode(), name="page.html")
    assert [result.rule_id for result in assessment.results if result.outcome is Outcome.FAILED] == []
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(before)
    if axe:
        page.evaluate(axe)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("() => axe.run(document)")["violations"]
            assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        page.emulate_media(color_scheme="light")


@pytest.fixture(scope="module")
def axe():
    """axe-core from the npm registry, or nothing where that cannot be reached."""
    from bench.axe import AxeMissingError, fetch_axe

    try:
        return fetch_axe()
    except AxeMissingError:
        return None


def test_the_documented_set_up(page, sandbox, axe):
    page.goto("/i/1/configuration/")
    expect_that(page.get_by_role("heading", name="Connection: Not configured")).to_be_visible()
    shoot(page, "configuration")
    assert_accessible(page, axe)
    key = make_key(page, sandbox)
    save(page, sandbox, key)
    grant(page)
    expect_that(page.get_by_role("heading", name=re.compile("Being checked|Configured correctly"))).to_be_visible()
    shoot(page, "checking")
    page.wait_for_selector(HEALTHY, timeout=CHECK_MILLISECONDS)  # the page's own script brings it there
    expect_that(page.get_by_text("The integration is configured correctly.")).to_be_visible()
    shoot(page, "configured")
    page.get_by_text("What the last check found: 27 of 27 scopes granted").click()
    expect_that(page.get_by_role("cell", name="✓ Granted")).to_have_count(27)
    shoot(page, "health")
    assert_accessible(page, axe)
    assert key[1] not in page.content()


def test_one_scope_left_out(new_institution, sandbox, axe):
    page = new_institution
    forgotten = "url:GET|/api/v1/courses/:course_id/quizzes/:id"
    save(page, sandbox, make_key(page, sandbox, leave_out=(forgotten,)))
    alert = page.get_by_role("alert")
    expect_that(alert).to_contain_text("does not allow every scope")
    expect_that(alert.locator("code")).to_have_text([forgotten])
    shoot(page, "scope-missing")
    assert_accessible(page, axe)
    page.get_by_role("button", name="Go on to Canvas all the same").click()
    page.wait_for_url("**/configuration/**")  # Canvas refuses without asking anybody
    expect_that(page.locator(ATTENTION)).to_contain_text(forgotten)


def test_the_key_is_off(new_institution, sandbox, axe):
    page = new_institution
    key = make_key(page, sandbox, on=False)
    save(page, sandbox, key)
    expect_that(page.get_by_role("alert")).to_contain_text("The developer key is off")
    shoot(page, "key-off")
    expect_that(page.get_by_label("API client ID (key)")).to_have_value(key[0])
    expect_that(page.get_by_label("API client secret")).to_have_value("")
    page.goto(page.url)  # as from the address bar, where a form that was refused is not sent again
    expect_that(page.get_by_text("A secret is kept for key")).to_be_visible()


def test_includes_are_off(new_institution, sandbox, axe):
    page = new_institution
    save(page, sandbox, make_key(page, sandbox, includes=False))
    grant(page)
    page.wait_for_selector(ATTENTION, timeout=CHECK_MILLISECONDS)
    expect_that(page.locator(ATTENTION)).to_contain_text("Allow Include Parameters is off")
    shoot(page, "includes-off")
    assert_accessible(page, axe)


def test_deny(new_institution, sandbox, axe):
    page = new_institution
    save(page, sandbox, make_key(page, sandbox))
    grant(page, "Cancel")
    expect_that(page.locator(ATTENTION)).to_contain_text("Cancel was pressed on Canvas's page")
    shoot(page, "denied")
    assert_accessible(page, axe)


def test_the_waiting_page_explains_plain_text_after_a_while(new_institution, sandbox, axe):
    page = new_institution
    address = page.url
    save(page, sandbox, ("10000000099999", "x" * 64))
    expect_that(page.get_by_role("alert")).to_contain_text("no active developer key with this ID")
    page.get_by_role("button", name="Go on to Canvas all the same").click()
    expect_that(page.get_by_text("invalid_client")).to_be_visible()
    page.goto(address)
    expect_that(page.get_by_text("We sent you to Canvas")).to_be_visible()
    expect_that(page.get_by_text("Did Canvas show a page of plain text")).to_be_visible(timeout=40_000)
    shoot(page, "waiting")
    assert_accessible(page, axe)


def test_connect_by_a_token_check_again_and_disconnect(new_institution, sandbox, axe):
    page = new_institution
    page.get_by_role("link", name="Canvas access token").click()
    assert_accessible(page, axe)
    page.get_by_label("Canvas address").fill(sandbox.address)
    page.get_by_label("Access token", exact=False).last.fill(sandbox.token())
    page.get_by_role("button", name="Save and check").click()
    page.wait_for_selector(HEALTHY, timeout=CHECK_MILLISECONDS)
    shoot(page, "access-token")
    page.get_by_role("button", name="Check again").click()
    page.wait_for_selector(HEALTHY, timeout=CHECK_MILLISECONDS)
    page.get_by_role("link", name="Disconnect").click()
    assert_accessible(page, axe)
    page.get_by_role("link", name="Keep the connection").click()
    expect_that(page.locator(HEALTHY)).to_be_visible()
    page.get_by_role("link", name="Disconnect").click()
    page.get_by_role("button", name="Disconnect").click()
    expect_that(page.get_by_role("heading", name="Connection: Disconnected")).to_be_visible()


def test_copy_buttons(new_institution):
    page = new_institution
    page.get_by_role("button", name="Copy the redirect URI").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#redirect-uri").inner_text()
    expect_that(page.locator("#copied")).to_have_text("Copied.")
    page.get_by_text("Blueprint Courses (2)").click()
    page.get_by_role("button", name=re.compile("Copy url:GET.*blueprint_subscriptions$")).click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/blueprint_subscriptions")
    page.get_by_text("All 27 scopes as one text").click()
    page.get_by_role("button", name="Copy all 27 scopes").click()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert sorted(copied) == sorted(scope for scopes in scopes_on(page).values() for scope in scopes)


def test_with_the_keyboard_only(new_institution, sandbox):
    page = new_institution
    key = make_key(page, sandbox)
    page.bring_to_front()
    page.get_by_role("heading", name="Configuration", exact=True).click()  # a place to begin at
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        if reached[-1] == "Configure Curbcut with Canvas Developer Key":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "Copy the redirect URI" in reached
    for text in (sandbox.address, *key):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Authorize").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(HEALTHY, timeout=CHECK_MILLISECONDS)


def test_without_script(chromium, service, operator, sandbox):
    context = chromium.new_context(base_url=service.address, storage_state=operator, java_script_enabled=False)
    page = context.new_page()
    page.goto("/institutions/new/")
    page.get_by_label("Name of the institution").fill("Without script")
    page.get_by_role("button", name="Make it").click()
    expect_that(page.get_by_role("button", name=re.compile("Copy"))).to_have_count(0)
    page.get_by_role("link", name="Canvas access token").click()
    page.get_by_label("Canvas address").fill(sandbox.address)
    page.get_by_label("Access token", exact=False).last.fill(sandbox.token())
    page.get_by_role("button", name="Save and check").click()
    for _ in range(60):
        if page.locator(HEALTHY).count():
            break
        page.wait_for_timeout(1000)
        if page.get_by_role("link", name="Look again").count():
            page.get_by_role("link", name="Look again").click()
    expect_that(page.get_by_text("The integration is configured correctly.")).to_be_visible()
    context.close()
