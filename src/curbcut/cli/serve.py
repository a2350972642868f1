"""`curbcut serve`, `worker`, `migrate`, `create-admin`, `rotate-keys`: running the service."""

import argparse
import functools
import getpass
import sys
from urllib.parse import urlsplit

from curbcut.cli.arguments import at_least_one, own_address, port_number
from curbcut.errors import CurbcutError

_SETTINGS = "Settings come from environment variables: docs/reference/settings.md."


class NoPasswordError(CurbcutError):
    """There is no terminal at which a password could be asked for."""

    code = "no-password"


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands of the service."""
    _add_serve(subparsers)
    _add_worker(subparsers)
    migrate = subparsers.add_parser(
        "migrate",
        help="bring the database to this version",
        description=f"Bring the database to this version; serve does it by itself. {_SETTINGS}",
    )
    migrate.set_defaults(run=run_migrate)
    _add_create_admin(subparsers)
    rotate = subparsers.add_parser(
        "rotate-keys",
        help="encrypt every secret with the current master key",
        description=f"Encrypt every stored secret with the first of CURBCUT_MASTER_KEYS. {_SETTINGS}",
    )
    rotate.set_defaults(run=run_rotate_keys)


def _add_serve(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = subparsers.add_parser(
        "serve",
        help="run web and worker on this machine",
        description="Run web and worker, and without DATABASE_URL an embedded PostgreSQL, until Ctrl-C; what dies of them "
        f"is started again. The first start prints a set-up link. {_SETTINGS}",
    )
    serve.add_argument(
        "--host",
        type=own_address,
        default="127.0.0.1",
        help="IP address to listen on; a reverse proxy stands in front (default: %(default)s)",
    )
    serve.add_argument("--port", type=port_number, help="port to listen on (default: the environment's, else 8040)")
    serve.add_argument(
        "--threads", type=at_least_one, default=4, metavar="N", help="requests at the same time (default: %(default)s)"
    )
    serve.set_defaults(run=run_serve)


def _add_worker(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    worker = subparsers.add_parser(
        "worker",
        help="run jobs",
        description="Run jobs of a deployment until Ctrl-C. On another machine than the web it needs the same DATABASE_URL, "
        f"CURBCUT_MASTER_KEYS, CURBCUT_SESSION_KEY and CURBCUT_ENVIRONMENT. {_SETTINGS}",
    )
    worker.add_argument(
        "--concurrency", type=at_least_one, default=4, metavar="N", help="jobs at the same time (default: %(default)s)"
    )
    worker.add_argument("--quiet", action="store_true", help="say nothing on start")
    worker.set_defaults(run=run_worker)


def _add_create_admin(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    admin = subparsers.add_parser(
        "create-admin",
        help="make an operator's account",
        description="Make an operator's account, or make an existing person an operator with this name and password. "
        f"The password is asked for. {_SETTINGS}",
    )
    admin.add_argument("--email", required=True, help="e-mail address to sign in with")
    admin.add_argument("--name", required=True, help="name that others see")
    admin.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    admin.set_defaults(run=run_create_admin)


def run_serve(arguments: argparse.Namespace) -> int:
    """Bring the deployment up and keep it up."""
    from curbcut.service.launch import deployment, migrate
    from curbcut.service.supervisor import Child, Supervisor, web_command, worker_command

    with deployment(exclusive=True) as running:
        migrate()
        configuration = running.configuration
        from curbcut.service.tenancy.services import is_set_up

        port = arguments.port or urlsplit(configuration.base_url).port or 8040
        print(f"Curbcut serves {configuration.base_url} (listening on {arguments.host}:{port}).", flush=True)
        if not is_set_up():
            print(f"Set it up here, once: {configuration.base_url}/set-up/{configuration.setup_token}/", flush=True)
        children = (
            Child("web", web_command(arguments.host, port, threads=arguments.threads)),
            Child("worker", worker_command(), ends_with_database=True),
        )
        say = functools.partial(print, file=sys.stderr, flush=True)
        Supervisor(children, say=say, database=running.database).run()
    return 0


def run_worker(arguments: argparse.Namespace) -> int:
    """Run jobs until told to stop."""
    from curbcut.service.launch import deployment

    with deployment(exclusive=False):
        from curbcut.service import queue

        if not arguments.quiet:
            print("The worker runs. Ctrl-C stops it after the jobs under way.", flush=True)
        queue.run_worker(concurrency=arguments.concurrency)
    return 0


def run_migrate(_arguments: argparse.Namespace) -> int:
    """Bring the database to this version."""
    from curbcut.service.launch import deployment, migrate

    with deployment(exclusive=False):
        migrate()
    print("The database is up to date.")
    return 0


def run_create_admin(arguments: argparse.Namespace) -> int:
    """Make an operator's account."""
    from curbcut.service.launch import deployment, migrate

    password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else _ask_for_password()
    with deployment(exclusive=False):
        migrate()
        from curbcut.service.tenancy import services

        services.create_operator(email=arguments.email, name=arguments.name, password=password)
    print(f"{arguments.email} can sign in.")
    return 0


def _ask_for_password() -> str:
    try:
        return getpass.getpass("Password: ")
    except EOFError:
        raise NoPasswordError("There is no password. At no terminal, give it by --password-stdin.") from None


def run_rotate_keys(_arguments: argparse.Namespace) -> int:
    """Encrypt every secret with the current master key."""
    from curbcut.service.launch import deployment

    with deployment(exclusive=False):
        from curbcut.service.tenancy.secret_store import key_ring, rotate_secrets

        count = rotate_secrets(key_ring())
    print(f"{count} secrets were encrypted anew with the key {key_ring().current!r}.")
    return 0
