"""`curbcut canvas create-key` says where the secret went and shows it only when asked to."""

import argparse
import json
import os
import stat
from contextlib import nullcontext

import pytest

from curbcut.canvas.developer_keys import KeyMade
from curbcut.canvas.errors import ContentRejectedError, ForeignAddressError, PermissionDeniedError
from curbcut.canvas.ids import DeveloperKeyId
from curbcut.canvas.secret import Secret
from curbcut.cli import canvas_key

KEY_SECRET = "the-key-secret-nobody-may-see"
TOKEN = "the-admin-token-nobody-may-see"


@pytest.fixture
def command(monkeypatch, tmp_path, capsys):
    """Run the command on a Canvas that makes this key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CANVAS_TOKEN", TOKEN)
    asked = []

    def ensure(_canvas, wanted):
        asked.append(wanted)
        return KeyMade(
            developer_key_id=DeveloperKeyId(10000000000048), developer_key_secret=Secret(KEY_SECRET), outcome="made"
        )

    monkeypatch.setattr(canvas_key, "ensure_key", ensure)
    monkeypatch.setattr(canvas_key, "connect", lambda _url, token: nullcontext(token))

    def run(*words):
        parser = argparse.ArgumentParser()
        canvas_key.add_parser(parser.add_subparsers())
        words = ("--canvas", "https://canvas.example.edu", "--client-id", "7", "--environment", "eu", *words)
        code = canvas_key.run(parser.parse_args(["create-key", *words]))
        out, err = capsys.readouterr()
        return code, out, err, asked[-1] if asked else None

    return run


def test_secret_goes_to_a_file_of_the_owner_only(command, tmp_path):
    code, out, err, wanted = command("--email", "a@example.edu")
    [path] = tmp_path.iterdir()
    assert code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {
        "developer_key_id": 10000000000048,
        "developer_key_secret": KEY_SECRET,
    }
    assert str(path) in out
    assert KEY_SECRET not in out + err
    assert TOKEN not in out + err
    assert wanted.redirect_uri == "https://prod-eu-central-1.ally.ac/api/v2/7/auth/canvas/callback"
    assert len(wanted.scopes) == 27
    assert wanted.email == "a@example.edu"


def test_printed_secret_is_in_no_file(command, tmp_path):
    _, out, _, _ = command("--print-secret")
    assert KEY_SECRET in out
    assert list(tmp_path.iterdir()) == []


def test_json(command, tmp_path):
    _, out, _, _ = command("--json", "--secret-file", str(tmp_path / "key"))
    assert json.loads(out)["secret_file"] == str(tmp_path / "key")
    assert KEY_SECRET not in out
    assert json.loads(command("--json", "--print-secret")[1])["developer_key_secret"] == KEY_SECRET


def test_file_that_is_there_loses_its_wider_rights(command, tmp_path):
    path = tmp_path / "key"
    path.write_text("old")
    path.chmod(0o644)
    command("--secret-file", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_link_in_the_file_s_place_is_not_followed(command, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("keep")
    (tmp_path / "key").symlink_to(victim)
    code, _, err, _ = command("--secret-file", str(tmp_path / "key"))
    assert code == 1
    assert err
    assert victim.read_text() == "keep"


def test_missing_token_is_a_usage_error(command, monkeypatch):
    monkeypatch.delenv("CANVAS_TOKEN")
    code, _, err, wanted = command()
    assert (code, wanted) == (2, None)
    assert "CANVAS_TOKEN" in err


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionDeniedError("May not."), "administrators of the root account"),
        (ContentRejectedError("cannot contain url:GET|/x"), "cannot contain"),
        (ForeignAddressError("over https only"), "https only"),
    ],
)
def test_refusal_is_told(command, monkeypatch, error, words):
    def refuse(_canvas, _wanted):
        raise error

    monkeypatch.setattr(canvas_key, "ensure_key", refuse)
    code, out, err, _ = command()
    assert (code, out) == (1, "")
    assert words in err


@pytest.mark.parametrize(
    ("environment", "uri"),
    [
        ("us", "https://prod.ally.ac/api/v2/7/auth/canvas/callback"),
        ("au", "https://prod-ap-southeast-2.ally.ac/api/v2/7/auth/canvas/callback"),
        ("curbcut.example.edu", "https://curbcut.example.edu/api/v2/7/auth/canvas/callback"),
        ("http://localhost:8040/", "http://localhost:8040/api/v2/7/auth/canvas/callback"),
    ],
)
def test_redirect_uri_follows_from_the_environment(command, environment, uri):
    assert command("--environment", environment)[3].redirect_uri == uri


def test_environment_is_a_host(command):
    with pytest.raises(SystemExit):
        command("--environment", "two words")


def test_redirect_uri_of_ones_own(command):
    assert command("--redirect-uri", "https://x.example/cb")[3].redirect_uri == "https://x.example/cb"


@pytest.mark.parametrize("text", ["0", "-1", "x", "٣"])
def test_client_id_is_a_number(text, command):
    with pytest.raises(SystemExit):
        command("--client-id", text)


def test_umask_does_not_widen(tmp_path):
    before = os.umask(0)
    try:
        canvas_key.write_secret(tmp_path / "key", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
