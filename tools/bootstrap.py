"""Put uv at `.uv/bin/uv`, with nothing but a Python of 3.11 or newer: no pip, no venv module, no root needed.

Ways, in this order: a uv that is on the PATH and new enough; pip; the wheel itself, fetched with the standard library
from the package index and checked against the index's own sha256.
"""

import hashlib
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / ".uv" / "bin" / "uv"
UV_VERSION = "0.13.9"
OLDEST_UV = (0, 8)
INDEX = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
SECONDS = 120


def main() -> int:
    """Install uv in the checkout; 0 when it is there at the end."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs under whatever Python a machine has
        print(f"Curbcut needs Python 3.11 or newer; this is {platform.python_version()}.", file=sys.stderr)
        print("Install a newer one and name it: make demo PYTHON=python3.12", file=sys.stderr)
        return 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    for way in (_from_path, _from_pip, _from_index):
        if way():
            return 0
    print(
        "Could not install uv. Install it by hand (https://docs.astral.sh/uv/) and run the command again.",
        file=sys.stderr,
    )
    return 1


def _from_path() -> bool:
    found = shutil.which("uv")
    if found is None or _version_of(found) < OLDEST_UV:
        return False
    TARGET.unlink(missing_ok=True)
    TARGET.symlink_to(found)
    return True


def _version_of(program: str) -> tuple[int, ...]:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    match = re.search(r"(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(int(part) for part in match.groups()) if match else (0,)


def _from_pip() -> bool:
    """Let pip choose the wheel; `--target` keeps it inside the checkout, also where the system's Python is managed."""
    place = ROOT / ".uv" / "pip"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    answer = subprocess.run(
        [*command, "--target", str(place), "--upgrade", f"uv=={UV_VERSION}"], check=False, capture_output=True
    )
    program = place / "bin" / "uv"
    if answer.returncode != 0 or not program.exists():
        return False
    shutil.move(program, TARGET)
    shutil.rmtree(place)
    return True


def _from_index() -> bool:
    """Fetch the wheel that fits this machine, check its digest, take the program out of it."""
    tags = _platform_tags()
    try:
        request = urllib.request.Request(
            f"{INDEX.rstrip('/')}/uv/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            files = json.load(answer)["files"]
        wheel = next(
            file
            for file in files
            if f"uv-{UV_VERSION}-" in file["filename"] and any(tag in file["filename"] for tag in tags)
        )
        with urllib.request.urlopen(wheel["url"], timeout=SECONDS) as answer:
            content = answer.read()
    except (OSError, ValueError, KeyError, StopIteration) as error:
        print(f"uv {UV_VERSION} for {'/'.join(tags)} could not be fetched: {error!r}", file=sys.stderr)
        return False
    if hashlib.sha256(content).hexdigest() != wheel["hashes"]["sha256"]:
        print("The uv wheel does not match its digest; nothing was installed.", file=sys.stderr)
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        TARGET.write_bytes(archive.read(name))
    TARGET.chmod(0o755)
    return True


def _platform_tags() -> tuple[str, ...]:
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "darwin":
        return ("macosx_11_0_arm64",) if machine == "aarch64" else ("macosx_10_12_x86_64",)
    libc = "musllinux" if Path("/etc/alpine-release").exists() else "manylinux"
    return tuple(f"{libc}_{version}_{machine}" for version in ("2_17", "2_28", "1_1"))


if __name__ == "__main__":
    sys.exit(main())
