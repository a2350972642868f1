"""A stand-in Canvas as its own process, put back to its first state for each test."""

import pytest
from tests.sandbox_process import start_sandbox


@pytest.fixture(scope="module")
def running():
    """The demo university, and its state at the start."""
    with start_sandbox(seed="demo") as sandbox:
        yield sandbox, sandbox.control("GET", "state")


@pytest.fixture
def sandbox(running):
    """The demo university as it is at the start of every test."""
    sandbox, first_state = running
    sandbox.control("PUT", "state", first_state)
    sandbox.control("DELETE", "buckets")
    sandbox.control("DELETE", "counters")
    return sandbox
