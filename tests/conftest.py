"""Rules for every test."""

import os

import pytest

MAY_SKIP = ("../shared/", "beside the repository", "Linux", "/proc", "kernel")
"""Reasons that a machine cannot help: material that is not public, another operating system, a kernel's settings."""


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
