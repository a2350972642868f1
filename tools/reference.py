"""Writes docs/reference from the code: checks.md, cli.md, scopes.md. With --check: fails when a page is stale."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from curbcut.canvas.scopes import ENDPOINTS, OPTIONAL_ENDPOINTS, Endpoint
from curbcut.cli.main import build_parser
from curbcut.guidance import FALLBACK_LANGUAGE
from curbcut.rules.catalogue import formats
from curbcut.rules.rule import Rule

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"

_GENERATED = "<!-- Written by tools/reference.py from the code; `make docs` renews it. -->"
_FORMAT_NAMES = {"html": "HTML: pages and files", "pdf": "PDF"}


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    arguments = parser.parse_args(argv)
    stale = [name for name, text in pages().items() if read(name) != text]
    if arguments.check:
        for name in stale:
            print(f"docs/reference/{name} is stale: run `make docs`.", file=sys.stderr)
        return int(bool(stale))
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (REFERENCE / name).write_text(pages()[name], encoding="utf-8")
        print(f"wrote docs/reference/{name}")
    return 0


def read(name: str) -> str | None:
    """Return a page as it is in the repository, `None` when it is not."""
    path = REFERENCE / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def pages() -> dict[str, str]:
    """Return every page by its file name, as it has to be."""
    return {"checks.md": checks_page(), "cli.md": cli_page(), "scopes.md": scopes_page()}


def checks_page() -> str:
    """List every rule, one table a format."""
    lines = [
        "# Checks",
        _GENERATED,
        "",
        (
            "Every rule by format, in the order of reports. *Severity* weighs in the [score](../explanation/scoring.md); advice "
            "weighs nothing. *WCAG* is the success criterion of WCAG 2.1 that a failure breaks; a dash means best practice. *ACT* "
            "names the rules of the ACT community that a rule implements. *Export name* is what institutions' reports print."
        ),
    ]
    for format_ in formats():
        lines += ["", f"## {_FORMAT_NAMES.get(format_.kinds[0], ', '.join(format_.kinds))}", ""]
        lines += _table(("Rule", "Title", "Severity", "WCAG", "ACT", "Export name"), map(_rule_row, format_.rules))
    return "\n".join(lines) + "\n"


def cli_page() -> str:
    """List every command with its arguments."""
    parser = build_parser()
    lines = [
        "# Command line",
        _GENERATED,
        "",
        "`curbcut --help` lists the commands, `curbcut COMMAND --help` explains one.",
    ]
    for words, command in _commands(parser):
        lines += ["", f"## `{' '.join(words)}`", ""]
        if command.description:
            lines += [" ".join(command.description.split()), ""]
        rows = [_argument_row(action) for action in command._actions if action.help != argparse.SUPPRESS]  # noqa: SLF001 - no public way
        lines += _table(("Argument", "What it does", "Default"), rows)
        if command.epilog:
            lines += ["", " ".join(command.epilog.split())]
    return "\n".join(lines) + "\n"


def scopes_page() -> str:
    """List the endpoints that a developer key has to allow."""
    lines = [
        "# Scopes of the developer key",
        _GENERATED,
        "",
        (
            f"Curbcut calls these {len(ENDPOINTS)} endpoints of the Canvas API and can call no others. The developer key needs "
            "exactly their scopes, with *Allow Include Parameters* switched on."
        ),
        "",
    ]
    columns = ("Section in Canvas", "Scope", "What Curbcut does with it")
    lines += _table(columns, map(_endpoint_row, ENDPOINTS))
    lines += ["", "## Optional", "", "Only where Canvas gives files to a token alone:", ""]
    lines += _table(columns, map(_endpoint_row, OPTIONAL_ENDPOINTS))
    return "\n".join(lines) + "\n"


def _rule_row(rule: Rule) -> tuple[str, ...]:
    guidance = f"../../src/curbcut/guidance/{FALLBACK_LANGUAGE}/{rule.id}.md"
    requirement = "-" if rule.requirement is None else f"{rule.requirement} ({rule.requirement.level})"
    return (
        f"[`{rule.id}`]({guidance})",
        rule.title,
        rule.severity.value,
        requirement,
        ", ".join(rule.act_rules) or "-",
        rule.export_name or "-",
    )


def _endpoint_row(endpoint: Endpoint) -> tuple[str, ...]:
    return endpoint.section, f"`{endpoint.scope}`", endpoint.name


def _commands(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ("curbcut",)
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - no public way
    if not groups:
        yield words, parser
    for group in groups:
        for word, command in group.choices.items():
            yield from _commands(command, (*words, word))


def _argument_row(action: argparse.Action) -> tuple[str, ...]:
    if action.option_strings:
        value = "" if action.nargs == 0 else f" {_value_of(action)}"
        name = ", ".join(f"`{option}{value}`" for option in action.option_strings)
    else:
        name = f"`{_value_of(action)}`"
    # Text of argparse holds its own placeholders, such as %(default)s.
    text = (action.help or "") % {"default": action.default, "prog": "curbcut"}
    has_default = action.default not in {None, False, argparse.SUPPRESS} and action.option_strings
    default = "required" if action.required and action.option_strings else f"`{action.default}`" if has_default else "-"
    return name, text, default


def _value_of(action: argparse.Action) -> str:
    if action.choices is not None and action.metavar is None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    name = str(action.metavar or action.dest.upper())
    return f"{name} ..." if action.nargs in {"+", "*"} else name


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


if __name__ == "__main__":
    sys.exit(main())
