"""`curbcut`: one parser, one module a command. Only the command that was asked for is imported."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from types import ModuleType
from typing import NamedTuple


class Command(NamedTuple):
    """A command: its words, the module with its `add_parser` and `run`, and its line in the overview."""

    words: tuple[str, ...]
    module: str
    summary: str


COMMANDS = (
    Command(("check",), "curbcut.cli.check", "check files and folders"),
    Command(("scan-course",), "curbcut.cli.scan_course", "check one Canvas course with an access token"),
    Command(("canvas", "create-key"), "curbcut.cli.canvas_key", "make the developer key in a Canvas"),
    Command(("demo",), "curbcut.cli.demo", "scan a demo course from a stand-in Canvas"),
    Command(("doctor",), "curbcut.cli.doctor", "say what is installed, what is missing, and what that costs"),
)
GROUPS = {"canvas": "set up a Canvas"}
"""First words that several commands share, with their line in the overview."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `curbcut` with these arguments, the process's own by default, and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser, modules = build_parser(words)
    arguments = parser.parse_args(words)
    if getattr(arguments, "command", None) is None:
        parser.print_help()
        return 0 if not words else 2
    module = modules.get(arguments.command)
    if module is None:
        # Only a group was named, such as `curbcut canvas`.
        parser.parse_args([*words, "--help"])
        return 2
    try:
        code: int = module.run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `curbcut check ... | head`
        # Python flushes standard output once more at the end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def build_parser(words: Sequence[str] | None = None) -> tuple[argparse.ArgumentParser, dict[str, ModuleType]]:
    """Build the parser with the whole command that `words` begin with, and the others by name only.

    Args:
        words: The command line; `None` builds every command, for the reference pages.

    Returns:
        The parser, and the module of each whole command by its words.
    """
    parser = argparse.ArgumentParser(prog="curbcut", description="Check Canvas course content for accessibility.")
    parser.add_argument("--version", action="version", version=f"curbcut {version('curbcut')}")
    top = parser.add_subparsers(title="commands", metavar="COMMAND")
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    modules: dict[str, ModuleType] = {}
    for command in COMMANDS:
        within = top if len(command.words) == 1 else _group(command.words[0], top, groups)
        name = " ".join(command.words)
        if words is not None and tuple(words[: len(command.words)]) != command.words:
            within.add_parser(command.words[-1], help=command.summary)
            continue
        module = importlib.import_module(command.module)
        module.add_parser(within)
        within.choices[command.words[-1]].set_defaults(command=name)
        modules[name] = module
    return parser, modules


def _group(
    word: str,
    top: "argparse._SubParsersAction[argparse.ArgumentParser]",
    groups: "dict[str, argparse._SubParsersAction[argparse.ArgumentParser]]",
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    if word not in groups:
        group = top.add_parser(word, help=GROUPS[word], description=GROUPS[word].capitalize() + ".")
        group.set_defaults(command=word)
        groups[word] = group.add_subparsers(title="commands", metavar="COMMAND")
    return groups[word]


if __name__ == "__main__":
    sys.exit(main())
