"""`curbcut scan-course`: one course of a real Canvas, with an access token; no server, no database."""

import argparse
import os
import sys
from pathlib import Path

from curbcut.canvas.client import Canvas, connect
from curbcut.canvas.errors import CanvasError, NotFoundError
from curbcut.canvas.secret import Secret
from curbcut.cli.arguments import at_least_one
from curbcut.cli.output import OutputError, output_stream
from curbcut.cli.progress import progress
from curbcut.reports.course import FORMS, write_report
from curbcut.reports.course_report import CourseReport, ItemReport, scan_course
from curbcut.reports.text import printable
from curbcut.scoring.isolated import Checker

__all__ = ["CourseReport", "ItemReport", "add_parser", "run", "scan_course"]

FAILED = 1
USAGE = 2

_DESCRIPTION = """\
Read a course through the Canvas API with an access token, check everything in it, and report. The token is taken from an
environment variable, so that it is in no command line and no history. Make one in Canvas under Account > Settings > New
Access Token; a teacher's token is enough for the own course.
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "scan-course", help="check one Canvas course with an access token", description=_DESCRIPTION, allow_abbrev=False
    )
    parser.add_argument("--canvas", required=True, metavar="URL", help="address of your Canvas")
    parser.add_argument("--course", required=True, type=_course_id, metavar="ID", help="number in the course's address")
    parser.add_argument(
        "--token-env", default="CANVAS_TOKEN", metavar="VAR", help="variable with the token (default: %(default)s)"
    )
    parser.add_argument("--format", choices=FORMS, default="text", help="form of the report (default: %(default)s)")
    parser.add_argument("--jobs", type=at_least_one, metavar="N", help="items at a time (default: one a core)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report there instead of to the screen")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    token = os.environ.get(arguments.token_env, "").strip()
    if not token:
        print(f"Put an access token into the environment variable {arguments.token_env}.", file=sys.stderr)
        return USAGE
    try:
        with output_stream(arguments.output) as stream, connect(arguments.canvas, Secret(token)) as canvas:
            write_report(_scan(canvas, arguments), arguments.format, stream)
    except NotFoundError:
        print(
            f"curbcut scan-course: Canvas shows no course of the number {arguments.course} to the owner of the token.",
            file=sys.stderr,
        )
        return FAILED
    except CanvasError as error:
        print(printable(f"curbcut scan-course: {error}"), file=sys.stderr)
        return FAILED
    except OutputError as error:
        print(f"curbcut scan-course: {error}", file=sys.stderr)
        return USAGE
    return 0


def _scan(canvas: Canvas, arguments: argparse.Namespace) -> CourseReport:
    jobs = arguments.jobs or os.cpu_count() or 1
    with Checker(jobs=jobs) as pool, progress("Reading the course", quiet=arguments.quiet) as step:
        report = scan_course(canvas, arguments.course, pool=pool, progress=step)
    for item in report.items:
        for fault in item.assessment.faults:
            print(printable(f"curbcut scan-course: error of ours in {item.kind} {item.id}: {fault}"), file=sys.stderr)
    return report


def _course_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no course's number; it stands in the address: /courses/NUMBER")
    return int(text)
