"""axe-core in the system's Chromium, as the other engine to measure against. Fetched when it is needed, never committed."""

import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

VERSION = "4.14.1"
CHROMIUM = "/usr/bin/chromium"


class AxeMissingError(Exception):
    """npm or Chromium is not there, or axe-core could not be fetched; the text says which."""


@dataclass(frozen=True, slots=True)
class AxeResult:
    """What axe says of one page.

    Attributes:
        failed: Rule id to the start tags of the elements in violation.
        incomplete: Rule id to the start tags of those that it cannot tell of.
        seconds: Clock of loading the page and running axe.
    """

    failed: dict[str, list[str]] = field(default_factory=dict)
    incomplete: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0


def fetch_axe() -> str:
    """Fetch axe-core from the npm registry into a temporary folder and return its script.

    Raises:
        AxeMissingError: npm is not installed or cannot reach its registry.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise AxeMissingError("npm is not installed.")
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            [npm, "pack", "--silent", f"axe-core@{VERSION}"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if packed.returncode:
            raise AxeMissingError(f"npm cannot fetch axe-core {VERSION}: {packed.stderr.strip()[:200]}")
        with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as archive:
            script = archive.extractfile("package/axe.min.js")
            assert script is not None
            return script.read().decode()


@contextmanager
def axe() -> Iterator["Axe"]:
    """Start Chromium with axe-core; nothing that a page refers to is loaded.

    Raises:
        AxeMissingError: axe-core or Chromium is not to be had.
    """
    script = fetch_axe()
    if not Path(CHROMIUM).exists():
        raise AxeMissingError(f"{CHROMIUM} is not installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            context = browser.new_context(viewport={"width": 1280, "height": 720})
            context.route("**/*", lambda route: route.abort())
            yield Axe(context.new_page(), script)
        finally:
            browser.close()


class Axe:
    """A browser page in which axe-core runs."""

    def __init__(self, page: Page, script: str) -> None:
        self._page = page
        self._script = script

    def check(self, html: str) -> AxeResult:
        """Load a page and run axe's default rules on it."""
        start = time.perf_counter()
        self._page.set_content(html, wait_until="domcontentloaded")
        self._page.evaluate(self._script)
        found = self._page.evaluate("() => axe.run(document, {resultTypes: ['violations', 'incomplete']})")
        return AxeResult(_by_rule(found["violations"]), _by_rule(found["incomplete"]), time.perf_counter() - start)


def _by_rule(results: list[dict]) -> dict[str, list[str]]:
    return {result["id"]: [" ".join(node["html"].split())[:120] for node in result["nodes"]] for result in results}
