"""`curbcut canvas create-key`: the whole Canvas side of a connection in one call."""

import argparse
import json
import os
import sys
from pathlib import Path

from curbcut.canvas.client import connect
from curbcut.canvas.developer_keys import KeyMade, KeyWanted, ensure_key
from curbcut.canvas.errors import NotFoundError, PermissionDeniedError
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.secret import Secret
from curbcut.errors import CurbcutError
from curbcut.service.tenancy.environments import DOCUMENTED, Environment, environment_of

_OUTCOMES = {
    "made": "The developer key was made and switched on.",
    "repaired": "The developer key was there; what it lacked was added and it is on.",
    "unchanged": "The developer key was there already and needs nothing.",
}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "create-key",
        help="make the developer key in a Canvas",
        description=f"Make the API developer key that Curbcut needs: {len(SCOPES)} scopes, include parameters, "
        "redirect URI, switched on. Run it again at any time: it finds its key by the redirect URI and repairs it.",
    )
    parser.add_argument("--canvas", required=True, metavar="URL", help="address of your Canvas")
    parser.add_argument("--client-id", type=_client_id, metavar="N", help="your institution's ClientId")
    parser.add_argument(
        "--environment",
        type=_environment,
        metavar="ENVIRONMENT",
        help=f"{', '.join(each.code for each in DOCUMENTED)}, or the host of your own deployment",
    )
    parser.add_argument(
        "--token-env", default="CANVAS_TOKEN", metavar="VAR", help="variable that holds an administrator's access token"
    )
    parser.add_argument("--redirect-uri", metavar="URI", help="instead of the one that follows from the environment")
    parser.add_argument("--name", default="Curbcut", help="name of the key in Canvas (default Curbcut)")
    parser.add_argument("--email", help="whom your Canvas's administrators can ask about the key")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--institution",
        type=_client_id,
        metavar="N",
        help="hand the key to this institution of the deployment on this machine (CURBCUT_DATA, DATABASE_URL) instead; "
        "takes the place of --client-id and --environment",
    )
    where.add_argument("--secret-file", type=Path, metavar="FILE", help="file for the key's ID and secret")
    where.add_argument("--print-secret", action="store_true", help="print the secret instead of keeping it in a file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Make or repair the key and say where its secret went."""
    token = os.environ.get(arguments.token_env, "").strip()
    if not token:
        print(f"Put an administrator's access token into the variable {arguments.token_env}.", file=sys.stderr)
        return 2
    if not (arguments.institution or arguments.redirect_uri or (arguments.client_id and arguments.environment)):
        print("Say --client-id and --environment, or --institution of a deployment on this machine.", file=sys.stderr)
        return 2
    try:
        return (
            _hand_over(arguments, Secret(token)) if arguments.institution else _make_and_keep(arguments, Secret(token))
        )
    except (PermissionDeniedError, NotFoundError) as error:
        print(f"{error}\nDeveloper keys are managed by administrators of the root account.", file=sys.stderr)
    except (CurbcutError, OSError) as error:
        print(error, file=sys.stderr)
    return 1


def _make_and_keep(arguments: argparse.Namespace, token: Secret) -> int:
    uri = arguments.redirect_uri or arguments.environment.callback_url(arguments.client_id)
    key, wanted = _make(arguments, token, uri)
    kept_in = None if arguments.print_secret else _keep(key, arguments)
    _show(key, wanted, kept_in, as_json=arguments.json)
    return 0


def _hand_over(arguments: argparse.Namespace, token: Secret) -> int:
    """Save the key for an institution as its Configuration page would, so that nobody copies a secret."""
    from curbcut.service.launch import deployment, migrate

    with deployment(exclusive=False) as running:
        migrate()
        configuration = running.configuration
        from curbcut.service.connection.services import save_key
        from curbcut.service.tenancy.models import Institution

        institution = Institution.objects.filter(
            pk=arguments.institution, environment=configuration.environment.code
        ).first()
        if institution is None:
            print(f"This deployment has no institution with the ClientId {arguments.institution}.", file=sys.stderr)
            return 1
        key, wanted = _make(arguments, token, configuration.environment.callback_url(institution.client_id))
        found = save_key(
            institution,
            canvas_url=arguments.canvas,
            developer_key_id=int(key.developer_key_id),
            secret=key.developer_key_secret,
        )
        _show(key, wanted, f"handed to {institution.name}, encrypted", as_json=arguments.json)
        for problem in found:
            print(problem.whole_text, file=sys.stderr)
        page = f"{configuration.base_url}/i/{institution.client_id}/configuration/"
        print(f"Next, a Canvas administrator opens {page} and presses Grant access.", file=sys.stderr)
    return 0


def _make(arguments: argparse.Namespace, token: Secret, redirect_uri: str) -> tuple[KeyMade, KeyWanted]:
    wanted = KeyWanted(redirect_uri=redirect_uri, name=arguments.name, email=arguments.email)
    with connect(arguments.canvas, token) as canvas:
        return ensure_key(canvas, wanted), wanted


def write_secret(path: Path, text: str) -> None:
    """Write a file that nobody but its owner can read, from its first moment on.

    Raises:
        OSError: It cannot be written, or a link stands in its place.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)


def _keep(key: KeyMade, arguments: argparse.Namespace) -> Path:
    path: Path = arguments.secret_file or Path(f"canvas-key-{key.developer_key_id}.json")
    secret = key.developer_key_secret.reveal()
    write_secret(path, json.dumps({"developer_key_id": key.developer_key_id, "developer_key_secret": secret}) + "\n")
    return path.absolute()


def _show(key: KeyMade, wanted: KeyWanted, kept_in: Path | str | None, *, as_json: bool) -> None:
    """Print what was made; `kept_in` is the secret's file, or says who has it, or nothing when it is printed."""
    secret = key.developer_key_secret.reveal() if kept_in is None else None
    if as_json:
        shown: dict[str, object] = {
            "developer_key_id": str(key.developer_key_id),
            "outcome": key.outcome,
            "redirect_uri": wanted.redirect_uri,
            "scopes": len(wanted.scopes),
            "secret_file": str(kept_in) if isinstance(kept_in, Path) else None,
        }
        print(json.dumps(shown if secret is None else shown | {"developer_key_secret": secret}))
        return
    print(_OUTCOMES[key.outcome])
    print(f"  ID            {key.developer_key_id}")
    print(f"  Redirect URI  {wanted.redirect_uri}")
    print(f"  Scopes        {len(wanted.scopes)}, enforced, include parameters allowed")
    where = f"kept in {kept_in} (only you can read it)" if isinstance(kept_in, Path) else kept_in
    print(f"  Secret        {secret if where is None else where}")


def _client_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no ClientId; it is a number")
    return int(text)


def _environment(text: str) -> Environment:
    environment = environment_of(text)
    if not environment.is_host:
        raise argparse.ArgumentTypeError(f"{text!r} is no host; it is one such as a11y.example.edu")
    return environment
