"""The way that the documentation describes: from a saved key to a healthy connection."""

import os
import re
import subprocess
import sys
import time

import pytest
from tests.contract.service.connection.administrator import waiting_jobs, words

from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.secret import Secret
from curbcut.service.connection.models import Connection

STATE = Connection.State


def test_the_whole_way_ends_with_a_correctly_configured_connection(ada):
    key = ada.make_key()
    answer = ada.save(key)
    assert answer.status_code == 302
    asked = Secret(answer.headers["Location"]).reveal()
    assert asked.startswith(f"{ada.sandbox.address}/login/oauth2/auth?")
    assert ada.connection.state == STATE.AWAITING_GRANT

    page = ada.come_back(ada.in_canvas(asked))
    assert page.redirect_chain == [(ada.url("configuration") + "?key", 302)]
    assert "We are checking in the background" in words(page)
    assert waiting_jobs("connection.check") == [{"client_id": ada.client_id}]

    ada.check()
    connection = ada.connection
    assert (connection.state, ada.problem_codes()) == (STATE.HEALTHY, [])
    assert connection.canvas_user_name == "Odalys Penhallow"
    page = words(ada.page())
    assert "The integration is configured correctly." in page
    assert "27 of 27 scopes granted" in page
    assert page.count("✓ Granted") == 27
    assert re.search(r"Scopes enforced Yes Include parameters Allowed File download Works", page)
    assert "Accounts administered Alderwick University" in page


def test_all_27_scopes_are_asked_for_with_the_institution_s_own_redirect_uri(ada):
    import httpx

    url = httpx.URL(ada.save(ada.make_key()).headers["Location"])
    assert url.params["scope"].split(" ") == list(SCOPES)
    assert url.params["redirect_uri"] == ada.redirect_uri
    assert url.params["purpose"] == "Curbcut for Northfield"
    assert len(url.params["state"]) >= 32


def test_the_page_shows_the_redirect_uri_and_each_scope_in_its_section(ada):
    page = ada.page().content.decode()
    assert f'id="redirect-uri">{ada.redirect_uri}<' in page
    shown = re.findall(r'<code class="code" id="scope-[\d-]+">([^<]+)</code>', page)
    assert shown == list(SCOPES)
    assert "Blueprint Courses (2)" in page
    assert page.count("data-copy=") == 29


def test_the_worker_does_the_check(ada, database):
    ada.connect()
    environment = os.environ | {"DATABASE_URL": database}
    command = [sys.executable, "-m", "curbcut.cli", "worker", "--quiet", "--concurrency", "1"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as worker:
        try:
            deadline = time.monotonic() + 90
            while ada.connection.state == STATE.CHECKING and time.monotonic() < deadline:
                time.sleep(0.2)
            status = ada.here.get(ada.url("connection-status")).json()
        finally:
            worker.terminate()
            try:
                worker.wait(30)
            except subprocess.TimeoutExpired:
                worker.kill()
    assert status == {"state": "healthy", "progress": 100, "is_overdue": False}


def test_a_connection_that_is_healthy_for_the_first_time_has_its_courses_read(ada):
    from procrastinate.contrib.django import app

    if "library.sync-institution" not in app.tasks:
        pytest.skip("the library is not installed")
    ada.connect()
    ada.check()
    ada.check()
    assert waiting_jobs("library.sync-institution") == [{"client_id": ada.client_id}]


def test_the_secret_can_be_left_empty_the_second_time_and_is_never_shown(ada):
    key = ada.connect()
    page = ada.page().content.decode()
    assert key.developer_key_secret.reveal() not in page
    assert "A secret is kept for key" in page
    assert ada.save(key, secret="").status_code == 302
