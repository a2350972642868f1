"""A person mends a course in the panel: to Perfect and back, by mouse, by keyboard alone, and without script.

With CURBCUT_SCREENSHOTS=FOLDER the pages are photographed as the documentation shows them.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.axe import violations
from tests.browser.service.one_course import HOSTILE, one_course

from canvas_sandbox.seeds.demo.university import PLANS

SHOTS = os.environ.get("CURBCUT_SCREENSHOTS")
PATIENCE = 30_000
CORRECTED = {"lecture 4.pdf": "laboratory-safety.pdf", "marking-notes.docx": "report-template.docx"}
"""Files with an issue that takes the program they were made with, and the file that stands for their corrected version."""

WORDS = "Onion root under the microscope"


@pytest.fixture(scope="module")
def course(chromium):
    with one_course(chromium) as found:
        yield found


@pytest.fixture
def open_page(chromium, course):
    """Open a browser window, signed in."""
    contexts = []

    def opened(**options):
        context = chromium.new_context(
            storage_state=course.signed_in,
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def shoot(page, name):
    """Photograph a page for the documentation."""
    if SHOTS:
        page.wait_for_load_state("networkidle")
        page.evaluate("window.scrollTo(0, 0)")
        height = min(1250, page.evaluate("document.documentElement.scrollHeight"))
        area = {"x": 0, "y": 0, "width": 1280, "height": height}
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True, clip=area)


def open_item(page, course, title):
    page.goto(course.address)
    page.locator("main").get_by_role("link", name=title, exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def expect_outcome(page, words):
    expect(page.locator("#outcome")).to_have_text(re.compile(words), timeout=PATIENCE)


def fill_in(page):
    """Answer every question that has no proposal, as a person in a hurry does."""
    # A click does not wait for the next page, and the one before has no questions.
    expect(page.get_by_role("button", name=re.compile("^Write ")).first).to_be_visible()
    for box in page.locator("form textarea").all():
        box.fill(box.input_value() or WORDS)


def test_course_goes_to_perfect_and_back_and_canvas_holds_what_it_held(course, open_page):
    page = open_page()
    before, start = course.content(), course.scores(page)
    to_mend = {
        title: kind
        for title, (kind, score) in start.items()
        if score is not None and score < 100 and (kind == "html" or title in CORRECTED) and title != HOSTILE
    }
    assert sum(kind == "html" for kind in to_mend.values()) >= 6
    assert set(CORRECTED) <= set(to_mend)
    for title, kind in to_mend.items():
        mend_all_at_once(page, course, title)
        if kind != "html":
            upload_corrected(page, title)
    now = course.scores(page)
    assert {title: now[title][1] for title in to_mend} == dict.fromkeys(to_mend, 100.0)
    assert course.content() != before
    for title in to_mend:
        take_everything_back(page, course, title)
    assert course.content() == before
    then = course.scores(page)
    assert {title: then[title] for title in to_mend} == {title: start[title] for title in to_mend}


def mend_all_at_once(page, course, title):
    open_item(page, course, title)
    page.get_by_role("link", name="All at once", exact=True).click()
    fill_in(page)
    page.get_by_role("button", name="Write all of it to Canvas").click()
    expect_outcome(page, "Fixed")


def upload_corrected(page, title):
    [upload] = [each for each in PLANS[0].uploads if each.name == CORRECTED[title]]
    page.get_by_role("link", name="Corrected version").click()
    file = {"name": upload.name, "mimeType": "application/octet-stream", "buffer": upload.make()}
    page.get_by_label("Corrected version").set_input_files(file)
    page.get_by_role("button", name="Check this version").click()
    expect(page.get_by_role("heading", name="nothing is replaced yet")).to_be_visible()
    page.get_by_role("button", name="Replace the file in Canvas").click()
    expect_outcome(page, "Replaced")


def take_everything_back(page, course, title):
    open_item(page, course, title)
    open_history(page)
    undo = page.get_by_role("button", name=re.compile("^Undo "))
    while undo.count():
        undo.first.click()
        expect_outcome(page, "Taken back")
        open_history(page)


def open_history(page):
    page.get_by_role("link", name=re.compile("^History")).click()
    # A click does not wait for the next page, and whoever counts at once counts what is on this one.
    expect(page.get_by_role("heading", name="What was changed here")).to_be_visible()


def test_keyboard_alone_is_enough(course, open_page):
    page = open_page()
    page.goto(course.address)
    press_to(page, "a:text-is('Quiz 1: membranes')")
    press_to(page, "a:text('Start with the first issue')")
    assert page.locator(":focus").inner_text() == "Image has no text alternative"
    press_to(page, "textarea", enter=False)
    page.keyboard.type("A membrane with its proteins")
    press_to(page, "button:text('Write it to Canvas')")
    expect_outcome(page, "Fixed")
    expect(page.locator("#outcome")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(re.compile("^Fixed"))
    press_to(page, "button:text('Undo')")
    expect_outcome(page, "Taken back")
    press_to(page, "a:text('Next issue')")
    assert page.locator(":focus").inner_text() == "Image has no text alternative"
    # No selector tells that a frame has the focus.
    tabs = (page.keyboard.press("Tab") or page.evaluate("document.activeElement.localName") for _ in range(30))
    assert "iframe" in tabs


def press_to(page, selector, *, enter=True):
    """Press Tab until the focus is on what is looked for, as someone without a mouse does."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            break
    else:
        raise AssertionError(f"Tab never reaches {selector}")
    if enter:
        page.keyboard.press("Enter")
        page.wait_for_load_state()


def test_without_script_the_same_is_done(course, open_page):
    page = open_page(java_script_enabled=False)
    open_item(page, course, "Mitosis step by step")
    page.get_by_role("link", name="Start with the first issue").click()
    page.get_by_role("button", name="Write it to Canvas").click()
    look_until(page, "Fixed")
    page.get_by_role("button", name="Undo").click()
    look_until(page, "Taken back")


def look_until(page, words):
    for _ in range(200):
        if words in page.locator("#outcome").inner_text():
            return
        page.get_by_role("link", name="Look again").click()
    raise AssertionError(f"It never says {words!r}.")


def test_hostile_text_is_looked_at_without_harm(course, open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_item(page, course, HOSTILE)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Picture from evil.invalid, not loaded here")).to_be_visible()
    expect(frame.get_by_text("Embedded page (evil.invalid)")).to_be_visible()
    assert not [url for url in asked if not url.startswith(course.service.address)]
    assert page.title().startswith(HOSTILE)
    assert page.url.startswith(course.address)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{page.url}exclude/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_pages_are_clean_in_light_and_dark_and_fit_however_narrow(course, open_page):
    page = open_page(bypass_csp=True)
    for name, opened in PAGES.items():
        opened(page, course)
        shoot(page, f"panel-{name.replace(' ', '-')}")
        for summary in page.locator("main summary").all():
            summary.click()
        assert violations(page) == [], name
        page.emulate_media(color_scheme="dark")
        assert violations(page, only="color-contrast") == [], name
        # 640 is what zooming a window of 1280 to 200 % leaves, 320 what zooming it to 400 % does.
        for width in (640, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")


def _issue(title):
    def opened(page, course):
        open_item(page, course, title)
        page.get_by_role("link", name="Start with the first issue").click()
        page.wait_for_load_state("networkidle")

    return opened


def _tab(title, name):
    def opened(page, course):
        open_item(page, course, title)
        page.get_by_role("link", name=re.compile(f"^{name}")).click()
        page.wait_for_load_state("networkidle")

    return opened


def _follow(page, link):
    # A click returns before the next page is there, and half a page has no landmarks.
    with page.expect_navigation():
        link.click()


def _everywhere(page, course):
    open_item(page, course, "banner cells.png")
    _follow(page, page.get_by_role("link", name="Describe it once for all of them"))


def _checked_upload(page, course):
    _tab("marking-notes.docx", "Corrected version")(page, course)
    [upload] = [each for each in PLANS[0].uploads if each.name == "report-template.docx"]
    dropped = page.evaluate_handle(
        """([name, bytes]) => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([new Uint8Array(bytes)], name));
            return dropped;
        }""",
        [upload.name, list(upload.make())],
    )
    page.dispatch_event("form.drop", "drop", {"dataTransfer": dropped})
    page.get_by_role("button", name="Check this version").click()
    expect(page.get_by_role("heading", name="nothing is replaced yet")).to_be_visible()


def _outcome(page, course):
    _tab("Welcome to Cell Biology", "History")(page, course)
    _follow(page, page.locator(".history a").last)


def _mistake(page, course):
    _issue("Quiz 1: membranes")(page, course)
    page.get_by_label("What does the image show").fill(" ")
    page.get_by_role("button", name="Write it to Canvas").click()
    expect(page.get_by_text("This field is required")).to_be_visible()


def _batch(page, course):
    _everywhere(page, course)
    page.get_by_label("What does the image show").fill("Plant cells")
    page.get_by_role("button", name="at all ticked places").click()
    expect(page.get_by_role("heading", name="Finished: 1 of 1 items done")).to_be_visible(timeout=PATIENCE)


def _batch_undone(page, course):
    page.get_by_role("button", name="Undo all of it").click()
    expect(page.get_by_role("heading", name="Finished: 1 of 1 items done")).to_be_visible(timeout=PATIENCE)


def _changes(page, course):
    page.goto(course.address)
    _follow(page, page.get_by_role("link", name="Changes"))


PAGES = {
    "everywhere": _everywhere,
    "a batch": _batch,
    "a batch that was taken back": _batch_undone,
    "the changes of the course": _changes,
    "an item": lambda page, course: open_item(page, course, "Watching cells divide"),
    "a picture": lambda page, course: open_item(page, course, "banner cells.png"),
    "an issue with a picture": _issue("Quiz 1: membranes"),
    "an issue with a colour": _issue("The endomembrane system"),
    "an issue of a PDF": _issue("lecture 4.pdf"),
    "an answer that is none": _mistake,
    "all at once": _tab("Laboratory 2: diffusion (draft)", "All at once"),
    "an upload": _checked_upload,
    "a history": _tab("Welcome to Cell Biology", "History"),
    "an outcome": _outcome,
}
