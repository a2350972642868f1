"""The parser of all commands, and that a command loads only what it needs."""

import errno
import io
import subprocess
import sys

import pytest

from curbcut.cli.main import COMMANDS, GROUPS, build_parser, main
from curbcut.errors import CurbcutError


def test_the_overview_names_every_command(curbcut):
    code, out, _ = curbcut("--help")
    assert code == 0
    for command in COMMANDS:
        assert command.words[0] in out
    for summary in GROUPS.values():
        assert summary in out


def test_without_a_command_the_overview_is_shown_and_it_is_a_success(curbcut):
    code, out, _ = curbcut()
    assert code == 0
    assert "scan-course" in out


def test_a_group_alone_shows_its_commands(curbcut):
    code, out, _ = curbcut("canvas")
    assert code == 0
    assert "create-key" in out


def test_the_version(curbcut):
    code, out, _ = curbcut("--version")
    assert code == 0
    assert out.startswith("curbcut ")


def test_an_unknown_command_is_a_usage_error(curbcut):
    assert curbcut("chekc")[0] == 2


def test_only_the_named_command_is_loaded():
    parser = build_parser(["check", "x"])
    assert "--jobs" in subparser(parser, "check").format_help()
    assert "--canvas" not in subparser(parser, "scan-course").format_help()


def test_every_command_can_be_built_for_the_reference_pages():
    parser = build_parser()
    for command in COMMANDS:
        assert subparser(parser, *command.words)._actions[1:] or command.words[-1] in {"migrate", "rotate-keys"}


def test_a_module_of_several_commands_names_the_run_of_each():
    arguments = build_parser(["migrate"]).parse_args(["migrate"])
    assert arguments.run.__name__ == "run_migrate"


def subparser(parser, *words):
    for word in words:
        [action] = [each for each in parser._actions if each.choices and word in each.choices]
        parser = action.choices[word]
    return parser


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (BrokenPipeError, 0)])
def test_how_a_command_is_left(curbcut, monkeypatch, error, code):
    def leave(_arguments):
        raise error

    monkeypatch.setattr("curbcut.cli.check.run", leave)
    assert curbcut("check", "x")[0] == code


def test_an_error_that_was_foreseen_is_one_sentence(curbcut, monkeypatch):
    def fail(_arguments):
        raise CurbcutError("The folder is in use.")

    monkeypatch.setattr("curbcut.cli.check.run", fail)
    assert curbcut("check", "x") == (1, "", "curbcut: The folder is in use.\n")


def test_help_loads_no_engine_and_no_network():
    code = "import sys; from curbcut.cli.main import build_parser; build_parser(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    loaded = set(done.stdout.split())
    assert not loaded & {"httpx", "lxml", "pikepdf", "turbohtml", "jinja2", "rich", "curbcut.rules", "msgspec"}


def test_a_full_disk_is_told_in_a_sentence(curbcut, monkeypatch):
    def fail(_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("curbcut.cli.check.run", fail)
    monkeypatch.setattr("curbcut.cli.main._discard_output", lambda: None)
    code, out, err = curbcut("check", "x")
    assert (code, out) == (1, "")
    assert err.startswith("curbcut: No space left on device; what was to be written")


def test_an_error_of_the_system_that_was_not_foreseen_keeps_its_traceback(curbcut, monkeypatch):
    def fail(_arguments):
        raise ProcessLookupError(errno.ESRCH, "No such process")

    monkeypatch.setattr("curbcut.cli.check.run", fail)
    with pytest.raises(ProcessLookupError):
        curbcut("check", "x")


def test_a_terminal_without_our_letters_gets_others(monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr("curbcut.cli.check.run", lambda _arguments: print("✓ üblich") or 0)
    assert main(["check", "x"]) == 0
    assert terminal.buffer.getvalue().decode("latin-1") == "? üblich\n"


def test_a_command_whose_output_was_closed_says_so(monkeypatch, capfd, tmp_path):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["check", str(tmp_path)]) == 2
    assert "no standard output" in capfd.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "--host", "www.example.edu"),
        ("serve", "--port", "65536"),
        ("serve", "--port", "-1"),
        ("serve", "--threads", "0"),
        ("worker", "--concurrency", "0"),
    ],
)
def test_what_no_server_could_take_is_a_usage_error(words):
    with pytest.raises(SystemExit, match="2"):
        build_parser(words).parse_args(words)


@pytest.mark.parametrize(("text", "address"), [("localhost", "127.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("::1", "::1")])
def test_an_address_to_listen_on(text, address):
    assert build_parser(["serve"]).parse_args(["serve", "--host", text]).host == address


def test_a_password_that_nobody_can_be_asked_for(curbcut, monkeypatch):
    def no_terminal(_prompt):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", no_terminal)
    code, _, err = curbcut("create-admin", "--email", "a@example.edu", "--name", "A")
    assert (code, "--password-stdin" in err) == (1, True)


def test_every_command_says_what_it_does():
    parser = build_parser()
    for command in COMMANDS:
        assert subparser(parser, *command.words).description
    assert "Set up a Canvas." in subparser(parser, "canvas").format_help()
