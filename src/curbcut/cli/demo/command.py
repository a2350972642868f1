"""The command: start Canvas and service, connect them by developer key, let the worker scan, report, stay or end."""

import argparse
import secrets
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from curbcut.canvas.client import connect as connect_canvas
from curbcut.canvas.developer_keys import KeyMade, KeyWanted, ensure_key
from curbcut.canvas.secret import Secret
from curbcut.cli.arguments import port_number
from curbcut.cli.demo import browser
from curbcut.cli.demo.deployment import DemoServiceError, demo_environment, run_beside
from curbcut.cli.demo.stand_in import ADMIN_LOGIN, ADMIN_PASSWORD, administrator_token, stand_in
from curbcut.cli.demo.summary import Demonstration, as_json, as_text, demonstration_of
from curbcut.cli.progress import progress
from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from curbcut.service.tenancy.models import Institution, Person

FAILED = 1
USAGE = 2
CHECK_SECONDS = 60.0
SCAN_SECONDS = 600.0
POLL_SECONDS = 0.2

Step = Callable[[str, int | None], None]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "demo",
        help="scan the demo courses of a stand-in Canvas",
        description="Start a stand-in Canvas and the service on this machine, connect them by developer key and OAuth 2 "
        "as an institution would, let the worker read and check every course, and show the reports. Nothing leaves the "
        "machine, and its data goes when it ends.",
        allow_abbrev=False,
    )
    parser.add_argument("--once", action="store_true", help="end after the scan instead of staying")
    parser.add_argument("--content", type=Path, metavar="DIR", help="a folder that becomes one more course")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parser.add_argument("--port", type=port_number, default=0, help="port of the stand-in Canvas (default: a free one)")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(arguments: argparse.Namespace) -> int:
    """Run the demo and return the exit code."""
    if arguments.content is not None and not arguments.content.is_dir():
        print(f"curbcut demo: {arguments.content} is no folder.", file=sys.stderr)
        return USAGE
    # Whoever ends us politely ends everything that we started: SIGTERM would leave it running, and a shell that starts us
    # in the background lets us ignore SIGINT, until the supervisor takes both.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        with stand_in(port=arguments.port, content=arguments.content) as canvas, demo_environment() as service:
            _serve(canvas, service, arguments)
    except (CurbcutError, OSError, httpx.HTTPError) as error:
        print(f"curbcut demo: {error}", file=sys.stderr)
        return FAILED
    return 0


def _end(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _serve(canvas: str, service: str, arguments: argparse.Namespace) -> None:
    from curbcut.service.launch import deployment, migrate

    started = time.monotonic()
    with deployment(exclusive=True) as running:
        from django.db import connections

        migrate()
        connections.close_all()

        def work() -> None:
            demonstration = _demonstrate(canvas, service, started, quiet=arguments.quiet)
            sys.stdout.write(as_json(demonstration) if arguments.json else as_text(demonstration))
            if not arguments.once:
                _say_where(canvas)
            sys.stdout.flush()

        run_beside(service, work, stays=not arguments.once, database=running.database)


def _demonstrate(canvas: str, service: str, started: float, *, quiet: bool) -> Demonstration:
    from curbcut.service.tenancy.environments import environment_of
    from curbcut.service.tenancy.services import create_institution
    from curbcut.service.tenancy.sign_in_links import sign_in_link

    person = _operator()
    institution = create_institution(name="Demo University", administrator=person)
    redirect_uri = environment_of(institution.environment).callback_url(institution.client_id)
    with progress("Connecting", quiet=quiet) as step:
        browser.connect(
            f"{service}/i/{institution.client_id}/configuration/",
            sign_in_link=sign_in_link(person),
            canvas=canvas,
            key=_key(canvas, redirect_uri),
            login=browser.Login(ADMIN_LOGIN, Secret(ADMIN_PASSWORD)),
        )
        _await_connection(institution, step)
    with progress("Scanning", quiet=quiet) as step:
        _await_scan(institution, step)
    return demonstration_of(
        institution,
        canvas=canvas,
        service=service,
        canvas_requests=_canvas_requests(canvas),
        seconds=time.monotonic() - started,
    )


def _operator() -> "Person":
    from curbcut.service.tenancy.services import create_operator

    return create_operator(email="demo@example.edu", name="Demo", password=secrets.token_urlsafe(24))


def _key(canvas: str, redirect_uri: str) -> KeyMade:
    with connect_canvas(canvas, administrator_token(canvas)) as administrator:
        return ensure_key(administrator, KeyWanted(redirect_uri=redirect_uri, name="Curbcut demo"))


def _await_connection(institution: "Institution", step: Step) -> None:
    from curbcut.service.connection.models import Connection
    from curbcut.service.connection.states import connection_of

    shown = 0
    deadline = time.monotonic() + CHECK_SECONDS
    while time.monotonic() < deadline:
        connection = connection_of(institution)
        if connection.state == Connection.State.HEALTHY:
            return
        if connection.state == Connection.State.NEEDS_ATTENTION:
            raise DemoServiceError(f"The connection needs attention: {connection.attention_text}")
        for _ in range(shown, connection.progress):
            step("Checking the connection", 100)
        shown = max(shown, connection.progress)
        time.sleep(POLL_SECONDS)
    raise DemoServiceError("The check of the connection did not end.")


def _await_scan(institution: "Institution", step: Step) -> None:
    from curbcut.service.library.models import InstitutionSync
    from curbcut.service.reporting.selectors import progress_of

    shown = 0
    deadline = time.monotonic() + SCAN_SECONDS
    while time.monotonic() < deadline:
        sync = InstitutionSync.objects.of(institution).first()
        if sync is not None and sync.problem:
            raise DemoServiceError(f"The courses could not be listed: {sync.problem}")
        done = progress_of(institution)
        if sync is not None and sync.synced_at is not None and not done.is_working:
            return
        for _ in range(shown, done.items_done):
            step(f"Checking; {done.courses_read} of {done.courses} courses read", done.items)
        shown = max(shown, done.items_done)
        time.sleep(POLL_SECONDS)
    raise DemoServiceError("The scan did not end.")


def _canvas_requests(canvas: str) -> int:
    answer = httpx.get(f"{canvas}/sandbox/counters", timeout=30, trust_env=False)
    answer.raise_for_status()
    return int(answer.json()["requests"])


def _say_where(canvas: str) -> None:
    from curbcut.service.tenancy.models import Person
    from curbcut.service.tenancy.sign_in_links import sign_in_link

    person = Person.objects.get(email="demo@example.edu")
    print(f"\nThe reports, signed in by this link once: {sign_in_link(person)}")
    print(f"The Canvas: {canvas}   Ctrl-C ends everything.")
