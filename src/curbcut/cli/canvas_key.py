"""`curbcut canvas create-key`: the whole Canvas side of a connection in one call."""

import argparse
import json
import os
import sys
from pathlib import Path

from curbcut.canvas.client import connect
from curbcut.canvas.developer_keys import KeyMade, KeyWanted, ensure_key
from curbcut.canvas.errors import CanvasError, NotFoundError, PermissionDeniedError
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.secret import Secret

ENVIRONMENTS = {
    "us": "prod.ally.ac",
    "ca": "prod-ca-central-1.ally.ac",
    "eu": "prod-eu-central-1.ally.ac",
    "sg": "prod-ap-southeast-1.ally.ac",
    "au": "prod-ap-southeast-2.ally.ac",
}
"""The documented regional deployments; any other host is an environment of one's own."""
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
    parser.add_argument("--client-id", required=True, type=_client_id, metavar="N", help="your institution's ClientId")
    parser.add_argument(
        "--environment",
        required=True,
        metavar="ENVIRONMENT",
        help=f"{', '.join(ENVIRONMENTS)}, or the host of your own deployment",
    )
    parser.add_argument(
        "--token-env", default="CANVAS_TOKEN", metavar="VAR", help="variable that holds an administrator's access token"
    )
    parser.add_argument("--redirect-uri", metavar="URI", help="instead of the one that follows from the environment")
    parser.add_argument("--name", default="Curbcut", help="name of the key in Canvas (default Curbcut)")
    parser.add_argument("--email", help="whom your Canvas's administrators can ask about the key")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--secret-file", type=Path, metavar="FILE", help="file for the key's ID and secret")
    where.add_argument("--print-secret", action="store_true", help="print the secret instead of keeping it in a file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Make or repair the key and say where its secret went."""
    token = os.environ.get(arguments.token_env, "").strip()
    if not token:
        print(f"Put an administrator's access token into the variable {arguments.token_env}.", file=sys.stderr)
        return 2
    uri = arguments.redirect_uri or redirect_uri_of(arguments.environment, arguments.client_id)
    wanted = KeyWanted(redirect_uri=uri, name=arguments.name, email=arguments.email)
    try:
        with connect(arguments.canvas, Secret(token)) as canvas:
            key = ensure_key(canvas, wanted)
        kept_in = None if arguments.print_secret else _keep(key, arguments)
    except (PermissionDeniedError, NotFoundError) as error:
        print(f"{error}\nDeveloper keys are managed by administrators of the root account.", file=sys.stderr)
        return 1
    except (CanvasError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    _show(key, wanted, kept_in, as_json=arguments.json)
    return 0


def redirect_uri_of(environment: str, client_id: int) -> str:
    """Return the address where Canvas sends the browser back, for a known environment or a host of one's own."""
    host = ENVIRONMENTS.get(environment, environment)
    base = host if "://" in host else f"https://{host}"
    return f"{base.rstrip('/')}/api/v2/{client_id}/auth/canvas/callback"


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


def _show(key: KeyMade, wanted: KeyWanted, kept_in: Path | None, *, as_json: bool) -> None:
    secret = key.developer_key_secret.reveal() if kept_in is None else None
    if as_json:
        shown: dict[str, object] = {
            "developer_key_id": str(key.developer_key_id),
            "outcome": key.outcome,
            "redirect_uri": wanted.redirect_uri,
            "scopes": len(wanted.scopes),
            "secret_file": str(kept_in) if kept_in else None,
        }
        print(json.dumps(shown if secret is None else shown | {"developer_key_secret": secret}))
        return
    print(_OUTCOMES[key.outcome])
    print(f"  ID            {key.developer_key_id}")
    print(f"  Redirect URI  {wanted.redirect_uri}")
    print(f"  Scopes        {len(wanted.scopes)}, enforced, include parameters allowed")
    print(
        f"  Secret        {secret}"
        if secret is not None
        else f"  Secret        kept in {kept_in} (only you can read it)"
    )


def _client_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no ClientId; it is a number")
    return int(text)
