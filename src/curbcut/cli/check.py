"""`curbcut check`: files and folders in, a report out."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from curbcut.cli.arguments import at_least_one
from curbcut.cli.inputs import MISSING, Input, check_input, find_inputs, preview_input
from curbcut.cli.output import OutputError, output_stream
from curbcut.cli.progress import progress
from curbcut.documents.kinds import kind_of
from curbcut.reports import open_report

if TYPE_CHECKING:
    from curbcut.reports.previews import FilePreview
    from curbcut.scoring.assessment import Assessment
    from curbcut.scoring.isolated import Checker

FORMATS = ("text", "jsonl", "html", "sarif")

DONE = 0
BELOW_THE_BAR = 1
USAGE = 2

_NOT_OURS_TO_CHECK = frozenset({"unsupported-document", "unconverted-document", "not-a-file"})

_DESCRIPTION = """\
Check files and folders. Folders are walked; what is hidden in them is left out. Every file gets an answer, also one
that cannot be read.
"""
_EPILOG = """\
Exit codes: 0 every file was answered; 1 with --fail-under, a file scores less, or is of a kind that is checked but could
not be; 2 a wrong command line, or a path that does not exist (the other files are answered all the same).
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "check", help="check files and folders", description=_DESCRIPTION, epilog=_EPILOG, allow_abbrev=False
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="file or folder")
    parser.add_argument("--format", choices=FORMATS, default="text", help="form of the report (default: %(default)s)")
    parser.add_argument("--jobs", type=at_least_one, metavar="N", help="files at a time (default: one a core)")
    parser.add_argument("--fail-under", type=_score, metavar="SCORE", help="exit with 1 when a file scores less")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report there instead of to the screen")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from curbcut.scoring.isolated import Checker

    inputs = list(find_inputs(arguments.paths))
    jobs = min(arguments.jobs or os.cpu_count() or 1, max(1, len(inputs)))
    with Checker(jobs=jobs, kinds={kind_of(each.shown, b"") for each in inputs}) as checker:
        try:
            with output_stream(arguments.output) as stream:
                return _check_all(inputs, checker, stream, arguments)
        except OutputError as error:
            print(f"curbcut check: {error}", file=sys.stderr)
            return USAGE


def _check_all(inputs: list[Input], checker: "Checker", stream: BinaryIO, arguments: argparse.Namespace) -> int:
    from curbcut.reports.text import printable
    from curbcut.scoring.preview import Previewer

    # Two files can be shown by one name, so the pictures come along with the answer and not by name.
    preview: FilePreview | None = None
    report = open_report(arguments.format, stream, checker.rules, lambda _shown: preview)
    previewer = Previewer()
    code = DONE

    def work(each: Input) -> "tuple[Input, Assessment, FilePreview | None]":
        assessment = check_input(checker, each)
        is_pictured = arguments.format == "html"
        return each, assessment, preview_input(previewer, each, assessment, checker.rules) if is_pictured else None

    with previewer, progress("Checking", total=len(inputs), quiet=arguments.quiet) as step:
        for each, assessment, pictures in checker.map(work, inputs):
            preview = pictures
            report.add(each.shown, assessment)
            for fault in assessment.faults:
                print(printable(f"curbcut check: error of ours in {each.shown}: {fault}"), file=sys.stderr)
            step(each.shown, None)
            code = max(code, _code_of(assessment, arguments.fail_under))
    report.finish()
    return code


def _code_of(assessment: "Assessment", bar: float | None) -> int:
    if assessment.code == MISSING:
        return USAGE
    if bar is None:
        return DONE
    if assessment.score is not None:
        return DONE if assessment.score >= bar else BELOW_THE_BAR
    # Nobody knows what this one would score. A kind that nothing checks says nothing about the author's work.
    return DONE if assessment.code in _NOT_OURS_TO_CHECK else BELOW_THE_BAR


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a score from 0 to 100")
    return score
