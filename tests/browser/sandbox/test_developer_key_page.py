"""A person makes a developer key by hand, click by click, as the set-up guides say (contract 1.5)."""

import json
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as expect_that
from tests.browser.axe import violations
from tests.sandbox_process import SandboxProcess, start_sandbox

SCOPES_FILE = Path(__file__).parents[3] / ".." / "shared" / "canvas-scopes.json"
CALLBACK = "http://127.0.0.1:9000/oauth/callback"
SECTIONS = {
    "Accounts": [
        "url:GET|/api/v1/accounts",
        "url:GET|/api/v1/accounts/:id",
        "url:GET|/api/v1/accounts/:account_id/sub_accounts",
        "url:GET|/api/v1/accounts/:account_id/courses",
    ],
    "Assignments": [
        "url:GET|/api/v1/courses/:course_id/assignments",
        "url:GET|/api/v1/courses/:course_id/assignments/:id",
        "url:PUT|/api/v1/courses/:course_id/assignments/:id",
    ],
    "Blueprint Courses": [
        "url:GET|/api/v1/courses/:course_id/blueprint_subscriptions",
        "url:GET|/api/v1/courses/:course_id/blueprint_subscriptions/:subscription_id/migrations",
    ],
    "Content Migrations": ["url:GET|/api/v1/courses/:course_id/content_migrations"],
    "Courses": [
        "url:GET|/api/v1/courses/:id",
        "url:PUT|/api/v1/courses/:id",
        "url:POST|/api/v1/courses/:course_id/files",
    ],
    "Discussion Topics": [
        "url:GET|/api/v1/courses/:course_id/discussion_topics",
        "url:PUT|/api/v1/courses/:course_id/discussion_topics/:topic_id",
        "url:GET|/api/v1/courses/:course_id/discussion_topics/:topic_id",
    ],
    "Enrollment Terms": ["url:GET|/api/v1/accounts/:account_id/terms"],
    "Files": [
        "url:GET|/api/v1/courses/:course_id/files",
        "url:GET|/api/v1/courses/:course_id/files/:id",
        "url:PUT|/api/v1/files/:id",
        "url:DELETE|/api/v1/files/:id",
    ],
    "Pages": [
        "url:GET|/api/v1/courses/:course_id/pages",
        "url:GET|/api/v1/courses/:course_id/pages/:url_or_id",
        "url:PUT|/api/v1/courses/:course_id/pages/:url_or_id",
    ],
    "Quizzes": [
        "url:GET|/api/v1/courses/:course_id/quizzes",
        "url:GET|/api/v1/courses/:course_id/quizzes/:id",
        "url:PUT|/api/v1/courses/:course_id/quizzes/:id",
    ],
}
"""Where the key page has to show each of the 27 (contract 1.4)."""


@pytest.fixture(scope="module")
def sandbox():
    with start_sandbox(seed="empty") as process:
        yield process


@pytest.fixture
def page(chromium, sandbox):
    context = chromium.new_context(base_url=sandbox.address)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("Email or login").fill("admin")
    page.get_by_label("Password").fill("sandbox-admin")
    page.get_by_role("button", name="Log In").click()
    expect_that(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    yield page
    context.close()


def keys_of(sandbox: SandboxProcess) -> list[dict]:
    url = f"{sandbox.address}/api/v1/accounts/self/developer_keys"
    return httpx.get(url, headers=sandbox.bearer(), trust_env=False).json()


def open_form(page: Page) -> None:
    page.get_by_role("link", name="Developer Keys").click()
    page.get_by_text("+ Developer Key", exact=True).click()
    page.get_by_role("link", name="+ API Key").click()
    expect_that(page.get_by_role("heading", name="Key Settings")).to_be_visible()


def tick_scopes(page: Page) -> None:
    for section, scopes in SECTIONS.items():
        group = page.locator("details.scope-section").filter(has=page.get_by_role("heading", name=section, exact=True))
        group.locator("summary").click()
        for scope in scopes:
            group.get_by_label(scope, exact=True).check()
        expect_that(group.locator(".chosen")).to_have_text(str(len(scopes)))


def test_key_made_by_hand(page, sandbox):
    """Contract 1.5: name, e-mail, redirect URI, enforce, includes, 27 scopes, save, ON, ID and secret."""
    open_form(page)
    page.get_by_label("Key Name:").fill("Curbcut")
    page.get_by_label("Owner Email:").fill("access@alderwick.example")
    page.get_by_label("Redirect URIs:").fill(CALLBACK)
    expect_that(page.get_by_label("Allow Include Parameters")).to_be_hidden()
    page.get_by_role("switch", name="Enforce Scopes").check()
    page.get_by_label("Allow Include Parameters").check()
    tick_scopes(page)
    page.get_by_role("button", name="Save").click()

    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Curbcut"))
    state = row.get_by_role("group", name="State of Curbcut")
    expect_that(state.get_by_role("button", name="OFF")).to_have_attribute("aria-pressed", "true")
    state.get_by_role("button", name="ON").click()
    expect_that(page.get_by_role("status")).to_have_text("Curbcut is ON.")
    expect_that(state.get_by_role("button", name="ON")).to_have_attribute("aria-pressed", "true")
    secret = row.locator(".secret-text")
    expect_that(secret).to_be_hidden()
    row.get_by_text("Show Key").click()
    expect_that(row.get_by_text("Hide Key")).to_be_visible()
    shown_id, shown_secret = row.locator(".key-id").inner_text(), secret.inner_text()

    [key] = [key for key in keys_of(sandbox) if str(key["id"]) == shown_id]
    assert key["name"] == "Curbcut"
    assert key["email"] == "access@alderwick.example"
    assert key["redirect_uris"] == CALLBACK
    assert (key["require_scopes"], key["allow_includes"]) == (True, True)
    assert sorted(key["scopes"]) == sorted(scope for scopes in SECTIONS.values() for scope in scopes)
    assert key["developer_key_account_binding"]["workflow_state"] == "on"
    assert key["api_key"] == shown_secret
    assert len(shown_secret) == 64


def test_the_sections_hold_the_scopes_of_the_contract():
    if not SCOPES_FILE.exists():
        pytest.skip("../shared/canvas-scopes.json is not here")
    listed = json.loads(SCOPES_FILE.read_text())["scopes"]
    grouped: dict[str, set[str]] = {}
    for scope in listed:
        grouped.setdefault(scope["section"], set()).add(scope["scope"])
    assert grouped == {section: set(scopes) for section, scopes in SECTIONS.items()}


def test_search_endpoints(page):
    """Contract 1.5: the box "Search endpoints" leaves what contains the words, and says how many."""
    open_form(page)
    page.get_by_role("switch", name="Enforce Scopes").check()
    page.get_by_label("Search endpoints").fill("GET blueprint_subscriptions")
    expect_that(page.locator("#scope-filter-result")).to_have_text("3 endpoints found")
    expect_that(page.locator("details.scope-section:visible")).to_have_count(1)
    page.get_by_label("Search endpoints").press("Enter")
    expect_that(page.get_by_role("heading", name="Key Settings")).to_be_visible()


def test_key_made_with_the_keyboard_only(page, sandbox):
    page.get_by_role("link", name="Developer Keys").focus()
    page.keyboard.press("Enter")
    page.get_by_text("+ Developer Key", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("Key Name:").focus()
    page.keyboard.type("By keyboard")
    for _ in range(7):
        page.keyboard.press("Tab")
    expect_that(page.get_by_role("switch", name="Enforce Scopes")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("get account_id/terms")
    for _ in range(3):  # the check box for includes, the section, its first scope
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect_that(page.get_by_role("rowheader", name="By keyboard")).to_be_visible()
    [key] = [key for key in keys_of(sandbox) if key["name"] == "By keyboard"]
    assert key["scopes"] == ["url:GET|/api/v1/accounts/:account_id/terms"]


def test_a_key_that_cannot_be_saved_says_why(page):
    open_form(page)
    page.get_by_label("Redirect URIs:").fill("no address")
    page.get_by_role("button", name="Save").click()
    expect_that(page.get_by_role("alert")).to_contain_text("is not a valid URI")
    expect_that(page.get_by_label("Redirect URIs:")).to_have_attribute("aria-invalid", "true")
    expect_that(page.get_by_label("Redirect URIs:")).to_have_value("no address")


def test_the_form_fits_a_narrow_window(page):
    page.set_viewport_size({"width": 320, "height": 640})
    open_form(page)
    page.get_by_role("switch", name="Enforce Scopes").check()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0


@pytest.mark.parametrize("path", ["/", "/accounts/1/developer_keys"])
def test_axe_finds_nothing_on_the_pages(chromium, sandbox, path):
    context = chromium.new_context(base_url=sandbox.address, bypass_csp=True)
    page = context.new_page()
    page.goto("/login")
    assert violations(page) == []
    page.get_by_label("Email or login").fill("admin")
    page.get_by_label("Password").fill("sandbox-admin")
    page.get_by_role("button", name="Log In").click()
    page.goto(path)
    assert violations(page) == []
    context.close()
