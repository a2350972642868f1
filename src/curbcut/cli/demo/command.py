"""The command: start, connect, prove, scan, report, end."""

import argparse
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from curbcut.canvas.address import Origin
from curbcut.canvas.client import Canvas, connect
from curbcut.canvas.developer_keys import KeyMade, KeyWanted, ensure_key
from curbcut.canvas.ids import CourseId
from curbcut.canvas.oauth import Grant, GrantTokens, OAuth
from curbcut.canvas.preflight import PreflightReport, preflight
from curbcut.canvas.scope_check import ConnectionReport, check_connection
from curbcut.canvas.secret import Secret
from curbcut.canvas.transport import Transport
from curbcut.cli.demo.browser import authorize, callback_server
from curbcut.cli.demo.pages import serve
from curbcut.cli.demo.stand_in import ADMIN_LOGIN, ADMIN_PASSWORD, administrator_token, stand_in
from curbcut.cli.demo.summary import Demonstration, as_json, as_text
from curbcut.cli.progress import progress
from curbcut.errors import CurbcutError
from curbcut.reports.course_report import CourseReport, scan_course
from curbcut.scoring.isolated import Checker

JOBS = 2
FAILED = 1
USAGE = 2


class Connection(NamedTuple):
    """A Canvas connected by developer key, and what was seen on the way."""

    canvas: Canvas
    report: ConnectionReport
    preflight: PreflightReport


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "demo",
        help="scan demo courses from a stand-in Canvas",
        description="Start a stand-in Canvas on this machine, connect to it by developer key and OAuth 2 as an "
        "institution would, prove the 27 scopes, scan its courses, and show the report. Nothing leaves the machine.",
        allow_abbrev=False,
    )
    parser.add_argument("--once", action="store_true", help="end after the report instead of serving it")
    parser.add_argument("--content", type=Path, metavar="DIR", help="a folder that becomes one more course")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parser.add_argument("--port", type=_port, default=0, help="port of the stand-in Canvas (default: a free one)")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(arguments: argparse.Namespace) -> int:
    """Run the demo and return the exit code."""
    if arguments.content is not None and not arguments.content.is_dir():
        print(f"curbcut demo: {arguments.content} is no folder.", file=sys.stderr)
        return USAGE
    # Whoever ends us politely ends the stand-in too; without this SIGTERM would leave it running.
    signal.signal(signal.SIGTERM, _end)
    try:
        with stand_in(port=arguments.port, content=arguments.content) as address:
            demonstration = _demonstrate(address, arguments)
            sys.stdout.write(as_json(demonstration) if arguments.json else as_text(demonstration))
            sys.stdout.flush()
            if not arguments.once:
                serve(demonstration)
    except (CurbcutError, OSError) as error:
        print(f"curbcut demo: {error}", file=sys.stderr)
        return FAILED
    return 0


def _end(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _demonstrate(address: str, arguments: argparse.Namespace) -> Demonstration:
    started = time.monotonic()
    with closing(Transport(Origin(address))) as transport:
        with progress("Connecting", quiet=arguments.quiet) as step:
            connection = _connect(transport, lambda done, all_: step(f"Proving the scopes ({done} of {all_})", all_))
        canvas = connection.canvas
        reports = _scan(canvas, connection.report, quiet=arguments.quiet)
        return Demonstration(
            address=address,
            preflight=connection.preflight,
            connection=connection.report,
            courses=reports,
            canvas_requests=canvas.request_count,
            seconds=time.monotonic() - started,
        )


def _connect(transport: Transport, step: Callable[[int, int], None]) -> Connection:
    """Do what an institution does: make the key, look at it, authorize in a browser, prove the connection."""
    with callback_server() as callback:
        key = _key(str(transport.origin), callback.uri)
        oauth = OAuth(transport, key.developer_key_id, key.developer_key_secret, callback.uri)
        looked = preflight(transport, oauth)
        grant: Grant = oauth.exchange(authorize(oauth, callback, ADMIN_LOGIN, Secret(ADMIN_PASSWORD)))
    canvas = Canvas(transport, GrantTokens(oauth, grant))
    return Connection(canvas, check_connection(canvas, grant=grant, progress=step), looked)


def _key(address: str, redirect_uri: str) -> KeyMade:
    with connect(address, administrator_token(address)) as administrator:
        return ensure_key(administrator, KeyWanted(redirect_uri=redirect_uri, name="Curbcut demo"))


def _scan(canvas: Canvas, connection: ConnectionReport, *, quiet: bool) -> tuple[CourseReport, ...]:
    courses = [course for account in connection.accounts for course in canvas.accounts.list_courses(account.id)]
    reports: list[CourseReport] = []
    with Checker(jobs=JOBS) as pool, progress("Scanning", quiet=quiet) as step:
        for number, course in enumerate(courses, start=1):
            step(f"{course.name} ({number} of {len(courses)})", len(courses))
            reports.append(scan_course(canvas, CourseId(course.id), pool=pool))
    return tuple(reports)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 0 to 65535")
    return int(text)
