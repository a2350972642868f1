"""`curbcut`: one parser, one module a command. Only the command that was asked for is imported."""

import argparse
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from curbcut.errors import CurbcutError

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


class Command(NamedTuple):
    """A command: its words, its module, and its line in the overview.

    The module has `add_parser` and `run`; a module of several commands has `add_parsers`, which names each one's `run`.
    """

    words: tuple[str, ...]
    module: str
    summary: str


COMMANDS = (
    Command(("check",), "curbcut.cli.check", "check files and folders"),
    Command(("scan-course",), "curbcut.cli.scan_course", "check one Canvas course with an access token"),
    Command(("canvas", "create-key"), "curbcut.cli.canvas_key", "make the developer key in a Canvas"),
    Command(("demo",), "curbcut.cli.demo", "scan the demo courses of a stand-in Canvas"),
    Command(("serve",), "curbcut.cli.serve", "run web and worker on this machine"),
    Command(("worker",), "curbcut.cli.serve", "run jobs"),
    Command(("migrate",), "curbcut.cli.serve", "bring the database to this version"),
    Command(("create-admin",), "curbcut.cli.serve", "make an operator's account"),
    Command(("rotate-keys",), "curbcut.cli.serve", "encrypt every secret with the current master key"),
    Command(("doctor",), "curbcut.cli.doctor", "say what is installed, what is missing, and what that costs"),
)
GROUPS = {"canvas": "set up a Canvas"}
"""First words that several commands share, with their line in the overview."""

FAILED = 1
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect it."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class _ShowVersion(argparse.Action):
    """Print the version; reading it takes a tenth of the time that everything else here does, so only who asks for it waits."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        from importlib.metadata import version

        print(f"curbcut {version('curbcut')}")
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Run `curbcut` with these arguments, the process's own by default, and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal in Latin-1 has no tick, and no traceback in its place
            stream.reconfigure(errors="replace")
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where it is told if it cannot be written
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `curbcut check ... | head`
        _discard_output()
        return 0
    except CurbcutError as error:
        # Foreseen, so its text is for the person at the terminal and a traceback is not.
        print(f"curbcut: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        print(f"curbcut: {error.strerror}; what was to be written is not there, or not whole.", file=sys.stderr)
        _discard_output()
        return FAILED
    return code


def _run(words: list[str]) -> int:
    parser = build_parser(words)
    arguments = parser.parse_args(words)
    run = getattr(arguments, "run", None)
    if run is None:  # nothing, or the name of a group such as `curbcut canvas`
        parser.parse_args([*words, "--help"])
        return 0
    code: int = run(arguments)
    return code


def _discard_output() -> None:
    """Python flushes standard output once more at the end, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Build the parser with the whole command that `words` begin with, and the others by name only.

    Args:
        words: The command line; `None` builds every command, for the reference pages.

    Returns:
        The parser; what it parses has the command's function as `run`.
    """
    parser = argparse.ArgumentParser(prog="curbcut", description="Check Canvas course content for accessibility.")
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show program's version number and exit")
    top = parser.add_subparsers(title="commands", metavar="COMMAND")
    groups: dict[str, SubParsers] = {}
    wanted = {
        command.module for command in COMMANDS if words is None or command.words == (*words,)[: len(command.words)]
    }
    whole: set[str] = set()
    for command in COMMANDS:
        within = top if len(command.words) == 1 else _group(command.words[0], top, groups)
        if command.module not in wanted:
            within.add_parser(command.words[-1], help=command.summary)
        elif command.module not in whole:
            whole.add(command.module)
            _add_whole(command, within)
    return parser


def _add_whole(command: Command, within: SubParsers) -> None:
    module = importlib.import_module(command.module)
    if hasattr(module, "add_parsers"):
        module.add_parsers(within)
        return
    module.add_parser(within)
    within.choices[command.words[-1]].set_defaults(run=module.run)


def _group(
    word: str,
    top: SubParsers,
    groups: dict[str, SubParsers],
) -> SubParsers:
    if word not in groups:
        group = top.add_parser(word, help=GROUPS[word], description=f"{GROUPS[word][0].upper()}{GROUPS[word][1:]}.")
        groups[word] = group.add_subparsers(title="commands", metavar="COMMAND")
    return groups[word]


if __name__ == "__main__":
    sys.exit(main())
