"""The report pages as a person sees them: `curbcut demo` stays, and a browser follows its link."""

import re
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.axe import violations

WIDTHS = (1280, 320)


@pytest.fixture(scope="module")
def demo():
    """A running demo; gives the link that signs in."""
    command = [sys.executable, "-m", "curbcut.cli", "demo", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            found = (re.search(r"http://\S+/sign-in/once/\S+", line) for line in process.stdout)
            yield next(match[0] for match in found if match)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


@pytest.fixture(scope="module")
def signed_in(demo, chromium):
    """The cookies of somebody who followed the link."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(demo)
        assert page.get_by_role("heading", name="Institutions").is_visible()
        yield context.storage_state()


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in ("light", "dark")], ids=str)
def page(request, demo, chromium, signed_in):
    """The list of courses, without script; axe alone may bring its own."""
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, storage_state=signed_in, bypass_csp=True
    )
    opened = context.new_page()
    opened.goto(f"http://{urlsplit(demo).netloc}/i/1/courses/")
    yield opened
    context.close()


def assert_fits(page):
    """Nothing for axe to say, and nothing to scroll sideways but tables in their regions."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_list_course_and_item_are_clean(page):
    assert_fits(page)
    page.get_by_role("link", name="Cell Biology", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Cell Biology", exact=True)).to_be_visible()
    assert_fits(page)
    page.get_by_role("region", name=re.compile("Items")).get_by_role("link", name="Watching cells divide").first.click()
    expect(page.get_by_role("heading", level=1, name="Watching cells divide")).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    assert_fits(page)


def test_link_signs_in_only_once(demo, chromium, signed_in):
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(demo)
        assert "used already" in page.content()


def test_keyboard_alone_finds_a_course_and_scans_it(demo, chromium, signed_in):
    context = chromium.new_context(storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://{urlsplit(demo).netloc}/i/1/courses/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    _tab_to(page, "input[name=text]")
    page.keyboard.type("chemistry")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 course found")).to_be_visible()
    _tab_to(page, "tbody a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="General Chemistry")).to_be_visible()
    _tab_to(page, "button:text('Scan now')")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="being read anew")).to_be_visible()
    context.close()


def _tab_to(page, selector):
    """Press Tab until the focus is on what is looked for, as someone without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_page_of_a_pdf_shows_its_pictures_and_is_clean(page):
    page.get_by_role("link", name="Cell Biology", exact=True).click()
    checked = page.get_by_role("row").filter(has_text=re.compile(r"\.pdf\b.*\bChecked\b", re.DOTALL))
    checked.get_by_role("link").first.click()
    first_page = page.get_by_role("img", name=re.compile("^Page 1 of “.*”, small$"))
    expect(first_page).to_be_visible()
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("image => image.naturalWidth") == int(picture.get_attribute("width"))
    assert_fits(page)


def test_instructor_is_invited_and_accepts_an_issue_by_keyboard(demo, chromium, signed_in):
    """One person's way in and the other's way through, every page of it clean."""
    looks = {"viewport": {"width": 320, "height": 800}, "color_scheme": "dark", "bypass_csp": True}
    address = f"http://{urlsplit(demo).netloc}/i/1/"
    with chromium.new_context(storage_state=signed_in, **looks) as context:
        ada = context.new_page()
        ada.goto(f"{address}courses/")
        ada.get_by_role("link", name="Cell Biology", exact=True).click()
        _follow(ada, "a:text('People of this course')")
        _tab_to(ada, "input[name=email]")
        ada.keyboard.type("bo@example.edu")
        with ada.expect_navigation():
            ada.keyboard.press("Enter")
        link = ada.locator("section .code").inner_text()
        assert_fits(ada)
        with chromium.new_context(**looks) as other:
            _join_and_accept(other.new_page(), link)
        for page in ("people/", "audit/"):
            ada.goto(f"{address}{page}")
            expect(ada.get_by_role("row").filter(has_text="Bo Fisher").first).to_be_visible()
            assert_fits(ada)


def _join_and_accept(bo, link):
    bo.goto(link)
    assert_fits(bo)
    _tab_to(bo, "input[name=name]")
    bo.keyboard.type("Bo Fisher")
    bo.keyboard.press("Tab")
    bo.keyboard.type("correct horse battery")
    with bo.expect_navigation():
        bo.keyboard.press("Enter")
    expect(bo.get_by_role("heading", level=1, name="Courses")).to_be_visible()
    assert_fits(bo)
    _follow(bo, "a:text-is('Cell Biology')")
    _follow(bo, "a:text('issues in this order')")
    assert_fits(bo)
    _follow(bo, "a:text('Easy wins only')")
    _follow(bo, "tbody a")
    _follow(bo, ".places a")
    _press(bo, "summary:text('Accept it as it is')")
    assert_fits(bo)
    bo.locator("details.accept select").focus()
    bo.keyboard.type("Another")
    _follow(bo, "details.accept button")
    expect(bo.get_by_text("Write what the reason is.")).to_be_visible()
    assert_fits(bo)
    _tab_to(bo, "textarea")
    bo.keyboard.type("Agreed in the department.")
    _follow(bo, "main button")
    expect(bo.get_by_role("status").filter(has_text="counts apart")).to_be_visible()
    expect(bo.get_by_text("“Agreed in the department.”")).to_be_visible()
    assert_fits(bo)
    _follow(bo, "button:text('Open it again')")
    expect(bo.get_by_role("status").filter(has_text="It counts again")).to_be_visible()
    _follow(bo, "a:text('exclude it')")
    assert_fits(bo)


def _press(page, selector):
    """Go to something with Tab and press Enter."""
    _tab_to(page, selector)
    page.keyboard.press("Enter")


def _follow(page, selector):
    """The same, and wait for the page that it leads to."""
    _tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
