"""`curbcut canvas create-key --institution`: the key goes straight to an institution of the deployment."""

import os
import subprocess
import sys

import pytest


def create_key(sandbox, database, institution, *, login="admin", more=()):
    environment = os.environ | {"DATABASE_URL": database, "CANVAS_TOKEN": sandbox.token(login)}
    command = [sys.executable, "-m", "curbcut.cli", "canvas", "create-key", "--canvas", sandbox.address, *more]
    command += ["--institution", str(institution)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)


def test_the_key_is_saved_and_only_authorize_is_left(ada, sandbox, database):
    done = create_key(sandbox, database, ada.client_id)
    assert (done.returncode, "handed to Northfield" in done.stdout) == (0, True), done.stderr
    assert f"http://127.0.0.1:8040/i/{ada.client_id}/configuration/" in done.stderr
    secret = next(iter(sandbox.control("GET", "state")["developer_keys"].values()))["api_key"]
    assert secret not in done.stdout + done.stderr

    answer = ada.here.post(ada.url("grant"))
    ada.come_back(ada.in_canvas(answer.headers["Location"]))
    ada.check()
    assert (ada.connection.state, ada.problem_codes()) == ("healthy", [])


@pytest.mark.parametrize(
    ("login", "institution", "said"),
    [
        ("admin", 999_999, "no institution with the ClientId 999999"),
        ("teacher", None, "managed by administrators of the root account"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_saved(ada, sandbox, database, login, institution, said):
    done = create_key(sandbox, database, institution or ada.client_id, login=login)
    assert done.returncode == 1
    assert said in done.stderr
    assert ada.connection.developer_key_id == ""


@pytest.mark.parametrize("other", ["--print-secret", "--secret-file=x"])
def test_a_key_that_is_handed_over_is_not_shown_too(sandbox, database, other):
    assert create_key(sandbox, database, 1, more=[other]).returncode == 2
