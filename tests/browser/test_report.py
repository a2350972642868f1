"""The HTML report in a browser: small window, both colour schemes, keyboard."""

import pytest
from tests.browser.axe import violations

from curbcut.reports.html import Entry, ScoreRow, page_of, render
from curbcut.rules.catalogue import rules_by_id
from curbcut.scoring.assessment import check

FAULTY = b"<html><head><title>x</title></head><body><h1>Week 1</h1><img src=leaf.png><a href=x></a></body></html>"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    titles = ("Week 1", "Week 1", "a-file-name-that-is-very-long-and-has-no-place-to-break-" * 4 + ".html")
    entries = [Entry(title=title, assessment=check(FAULTY, name="a.html"), sort="page") for title in titles]
    scores = [ScoreRow("Overall", 53.1), ScoreRow("Files", None)]
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(render(page_of(entries, rules_by_id(), title="Report", scores=scores)))
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_axe_finds_nothing(chromium, address, scheme, width):
    page = chromium.new_page(viewport={"width": width, "height": 640}, color_scheme=scheme)
    page.goto(address)
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_in_a_small_window(chromium, address, scheme):
    page = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    page.close()


def test_the_first_key_press_offers_to_skip_and_guidance_opens_without_a_mouse(chromium, address):
    page = chromium.new_page(java_script_enabled=True)
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    page.close()


def test_it_says_the_same_without_script(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == "Report"
    assert page.get_by_role("table", name="Scores from 0 to 100").count() == 1
    context.close()
