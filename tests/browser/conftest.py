"""A browser for every test here: the system's Chromium, or Chrome, and one start of it for each file."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def browser_program():
    """Return where the system's browser is, `None` where there is none."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return program or next((str(path) for path in APPLICATIONS if path.exists()), None)


@pytest.fixture(scope="module")
def chromium():
    program = browser_program()
    if program is None:
        pytest.fail("There is no Chromium here: `make system` installs it.")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
