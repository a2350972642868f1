"""An administrator of an institution, and one stand-in Canvas for all files here."""

import pytest
from tests.contract.service.connection import servers
from tests.contract.service.connection.administrator import Administrator, clear_jobs
from tests.sandbox_process import start_sandbox


@pytest.fixture(scope="session")
def running():
    with start_sandbox(seed="demo") as sandbox:
        yield sandbox, sandbox.control("GET", "state")


@pytest.fixture
def ada(sandbox, monkeypatch):
    """An administrator of an institution that nobody has connected, with an empty queue."""
    from curbcut.service.connection import health

    clear_jobs()
    # Waiting advances the stand-in's clock instead of ours.
    monkeypatch.setattr(health, "pause", lambda seconds: sandbox.control("POST", "clock", {"advance": seconds}))
    return Administrator(sandbox)


@pytest.fixture
def plain_server():
    with servers.plain_server() as server:
        yield server.address


@pytest.fixture
def self_signed_server(tmp_path):
    with servers.plain_server(servers.self_signed_certificate(tmp_path)) as server:
        yield server
