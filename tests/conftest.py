"""Rules for every test."""

import os
from pathlib import Path

import pytest

MAY_SKIP = ("../shared/", "beside the repository", "Linux", "/proc", "kernel")
"""Reasons that a machine cannot help: material that is not public, another operating system, a kernel's settings."""

SLOWEST_FIRST = (
    "contract/service/test_workers",
    "contract/cli",
    "browser",
    "contract/service",
    "contract",
    "conformance",
)
"""Files that start programs, few tests each, come first and many small ones fill the end, so that no core waits for another."""


def pytest_collection_modifyitems(items):
    """Order files, and leave the tests of each as they are."""
    items.sort(key=_rank_of)


def _rank_of(item):
    place = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((rank for rank, start in enumerate(SLOWEST_FIRST) if place.startswith(start)), len(SLOWEST_FIRST))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a missing program is a failure: a test that is skipped there proves nothing."""
    outcome = yield
    report = outcome.get_result()
    if not os.environ.get("CI") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if not any(allowed in reason for allowed in MAY_SKIP):
        report.outcome = "failed"
        report.longrepr = f"In CI nothing is skipped for a missing program. {reason}"
