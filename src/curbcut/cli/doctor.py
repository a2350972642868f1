"""`curbcut doctor`: what is installed, what is missing, and what that costs."""

import argparse
import importlib.machinery
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

import curbcut

State = Literal["ok", "missing", "limited"]

_MARKS: dict[State, str] = {"ok": "✓", "missing": "✗", "limited": "!"}
_PROBE_SECONDS = 10


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that was looked for.

    Attributes:
        name: Its name.
        state: `ok`, `missing`, or `limited` when it is there and does not do all.
        detail: Version or place, or what is wrong.
        needed: Whether Curbcut does not work without it.
        cost: What is not possible without it; empty when nothing is.
        remedy: What to do; empty when nothing is to be done.
    """

    name: str
    state: State
    detail: str
    needed: bool = False
    cost: str = ""
    remedy: str = ""


class Program(Struct, frozen=True, kw_only=True):
    """A program that makes more possible.

    Attributes:
        names: Names under which it may be installed.
        arguments: How it is asked for its version.
        cost: What is not possible without it.
        package: Its package in Debian and Ubuntu.
    """

    names: tuple[str, ...]
    arguments: tuple[str, ...]
    cost: str
    package: str


PROGRAMS = (
    Program(
        names=("tesseract",),
        arguments=("--version",),
        cost="Text in pictures is not looked at: neither its contrast nor that it is text. Scanned PDFs cannot be turned "
        "into text.",
        package="tesseract-ocr",
    ),
    Program(
        names=("soffice", "libreoffice"),
        arguments=("--version",),
        cost="RTF files and files of Word, PowerPoint and Excel before 2007 (.doc, .ppt, .xls) cannot be checked, and reports "
        "do not picture the pages and slides of office files.",
        package="--no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui",
    ),
    Program(
        names=("java",),
        arguments=("-version",),
        cost="PDF results cannot be compared with veraPDF in our own tests. Nothing else needs it.",
        package="default-jre-headless",
    ),
)

_OURS = ("tesseract",)
"""Programs that the checks start, from a system's own places alone."""

_READERS = {
    "turbohtml": "HTML cannot be checked.",
    "pikepdf": "PDF files cannot be checked.",
    "pypdfium2": "What a PDF page looks like cannot be checked.",
    "lxml": "Office files cannot be checked.",
    "PIL": "Pictures cannot be checked.",
}
_DISTRIBUTIONS = {"PIL": "pillow"}

_WEAKNESSES = {
    "network": "The processes that read files could open connections.",
    "address-space": "The memory of the processes that read files is not bounded.",
    "privileges": "The processes that read files could start programs that gain rights.",
}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "doctor",
        help="say what is installed, what is missing, and what that costs",
        description="Say what is installed, what is missing, and what that costs. Exit code 1 when something is missing "
        "without which Curbcut does not work.",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    findings = list(examine())
    if arguments.json:
        sys.stdout.buffer.write(msgspec.json.encode({"findings": findings}) + b"\n")
        sys.stdout.buffer.flush()
    else:
        print("\n".join(line for finding in findings for line in _lines_of(finding)))
    return int(any(finding.needed and finding.state == "missing" for finding in findings))


def examine(find: Callable[[str], str | None] | None = None) -> Iterator[Finding]:
    """Look for everything.

    Args:
        find: Where a program is, by its name; by default as the checks themselves find it.
    """
    find = find or _find
    yield Finding(name="Curbcut", state="ok", detail=version("curbcut"), needed=True)
    yield Finding(name="Python", state="ok", detail=platform.python_version(), needed=True)
    yield _engine()
    for module, cost in _READERS.items():
        yield _reader(module, cost)
    yield _sandbox()
    for program in PROGRAMS:
        yield _program(program, find)
    yield _cores()


def _engine() -> Finding:
    # Both answer the same (ADR 0032). Not by importing it, since a reader that is missing is found further down.
    room = Path(curbcut.__file__).parent / "documents" / "html"
    is_compiled = any((room / f"tree{ending}").exists() for ending in importlib.machinery.EXTENSION_SUFFIXES)
    return Finding(name="HTML engine", state="ok", detail="compiled" if is_compiled else "plain Python")


def _find(name: str) -> str | None:
    from curbcut.documents.isolation import libreoffice
    from curbcut.documents.isolation.programs import find_program

    if name in libreoffice.NAMES:
        return libreoffice.find_office()
    return find_program(name) or (None if name in _OURS else shutil.which(name))


def _reader(module: str, cost: str) -> Finding:
    name = _DISTRIBUTIONS.get(module, module)
    try:
        found = version(name) if importlib.util.find_spec(module) is not None else None
    except PackageNotFoundError:
        found = None
    if found is not None:
        return Finding(name=name, state="ok", detail=found, needed=True)
    remedy = "Install Curbcut again; it brings this library along."
    return Finding(name=name, state="missing", detail="not installed", needed=True, cost=cost, remedy=remedy)


def _sandbox() -> Finding:
    """Start one bounded child and ask it what it could not give up."""
    from curbcut.documents.context import Context
    from curbcut.scoring.isolated import Checker

    name = "bounded processes"
    with Checker(kinds=()) as checker:
        assessment = checker.check(b"", Context(name="probe.unknown"))
        unconfined = checker.unconfined()
    if assessment.code != "unsupported-document":
        cost = "No file can be checked."
        return Finding(name=name, state="missing", detail=assessment.reason, needed=True, cost=cost)
    if not unconfined:
        return Finding(
            name=name, state="ok", detail="bounded in time and memory, no network, writes no file", needed=True
        )
    cost = " ".join(_WEAKNESSES[each] for each in unconfined)
    remedy = ""
    if "network" in unconfined and sys.platform.startswith("linux"):
        remedy = "Allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run as root."
    detail = f"without a bound on: {', '.join(unconfined)}"
    return Finding(name=name, state="limited", detail=detail, needed=True, cost=cost, remedy=remedy)


def _program(program: Program, find: Callable[[str], str | None]) -> Finding:
    name = program.names[0]
    path = next((found for each in program.names if (found := find(each)) is not None), None)
    if path is None:
        remedy = f"On Debian and Ubuntu: apt install {program.package}"
        return Finding(name=name, state="missing", detail="not found", cost=program.cost, remedy=remedy)
    try:
        done = subprocess.run(
            [path, *program.arguments], capture_output=True, text=True, timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Finding(name=name, state="limited", detail=f"{path} does not run", cost=program.cost)
    words = (done.stdout or done.stderr).strip().splitlines()
    return Finding(name=name, state="ok", detail=words[0].strip() if words else path)


def _cores() -> Finding:
    return Finding(name="processors", state="ok", detail=f"{os.cpu_count() or 1}; as many files are checked at a time")


def _lines_of(finding: Finding) -> Iterator[str]:
    yield f"{_MARKS[finding.state]} {finding.name}: {finding.detail}"
    for text in (finding.cost, finding.remedy):
        if text and finding.state != "ok":
            yield f"    {text}"
