"""An institution read and checked by the whole service: items a second, requests a course, memory, and the second run.

`python bench/sync.py [COURSES]` starts a sandbox with `institution:COURSES` (200 by default), the embedded PostgreSQL and
one worker, as `curbcut serve` would, and measures against nothing but the clock and the sandbox's own counters.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

# This folder holds a html.py, which must not stand for the standard library's.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent.resolve()]

import httpx  # noqa: E402 - see above

COURSES = 200
MOST_SECONDS = 3000.0


@contextmanager
def sandbox(courses):
    """Run the stand-in Canvas, its throttle as hosted Canvas has it."""
    command = [sys.executable, "-m", "canvas_sandbox", "serve", "--port", "0", "--seed", f"institution:{courses}"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as run:
        address = run.stdout.readline().split()[-1].rstrip("/")
        address = address[address.index("http") :]
        threading.Thread(target=run.stdout.read, daemon=True).start()
        try:
            yield address, run.pid
        finally:
            run.terminate()


@contextmanager
def worker():
    """Run one worker with the environment of this process."""
    with subprocess.Popen([sys.executable, "-m", "curbcut.cli", "worker", "--quiet"]) as run:
        try:
            yield run.pid
        finally:
            run.send_signal(signal.SIGTERM)


class Memory:
    """The most that each process had resident, looked at four times a second."""

    def __init__(self):
        self.most = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _watch(self):
        while not self._stop.wait(0.25):
            for folder in Path("/proc").glob("[0-9]*"):
                name = name_of(folder)
                if name == "PostgreSQL" or (name and is_ours(folder)):
                    size = resident(folder)
                    key = (name, folder.name)
                    self.most[key] = max(self.most.get(key, 0), size)


def name_of(folder):
    """What a process is to us, by its command line; empty for others."""
    try:
        words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    line = " ".join(words)
    for mark, name in (
        ("canvas_sandbox serve", "sandbox"),
        ("curbcut.cli worker", "worker"),
        ("curbcut.documents.isolation", "check process"),
        (f"postgres -D {os.environ.get('CURBCUT_DATA', '-')}", "PostgreSQL"),
    ):
        if mark in line:
            return name
    return ""


def is_ours(folder):
    """Whether this bench started a process, or one that started it; others may run on this machine too."""
    process_id = folder.name
    while process_id not in {"0", "1"}:
        if process_id == str(os.getpid()):
            return True
        try:
            process_id = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            return False
    return False


def resident(folder):
    """Resident memory of a process in bytes."""
    try:
        return int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def requests(address, *, reset=False):
    """Requests that the sandbox counted."""
    counted = httpx.get(f"{address}/sandbox/counters", trust_env=False, timeout=60).json()
    if reset:
        httpx.delete(f"{address}/sandbox/counters", trust_env=False, timeout=60)
    return counted


def connected(address):
    """Make an institution that is connected with a token of the administrator."""
    from django.utils import timezone

    from curbcut.canvas.secret import Secret
    from curbcut.service.connection.models import ACCESS_TOKEN, Connection
    from curbcut.service.tenancy.secret_store import write_secret
    from curbcut.service.tenancy.services import create_institution

    token = httpx.post(f"{address}/sandbox/tokens", json={"login": "admin"}, trust_env=False, timeout=60).json()
    institution = create_institution(name="Bench")
    Connection.objects.of(institution).create(
        institution=institution,
        method=Connection.Method.ACCESS_TOKEN,
        canvas_url=address,
        state=Connection.State.HEALTHY,
        granted_at=timezone.now(),
    )
    write_secret(institution, ACCESS_TOKEN, Secret(token["access_token"]))
    return institution


def scan(institution, address, title):
    """Have everything read and checked, wait, and print what it took."""
    from curbcut.service.library import reading
    from curbcut.service.library.models import InstitutionSync
    from curbcut.service.reporting.selectors import progress_of

    requests(address, reset=True)
    started = time.monotonic()
    reading.request_sync(institution)
    while time.monotonic() - started < MOST_SECONDS:
        time.sleep(0.25)
        done = progress_of(institution)
        if InstitutionSync.objects.of(institution).get().wanted_at is None and not done.is_working and done.items:
            break
    seconds = time.monotonic() - started
    counted = requests(address)
    files = sum(count for route, count in counted["routes"].items() if route.startswith("GET /files"))
    listing = counted["requests"] - files
    print(f"{title}: {seconds:.1f} s, {done.courses} courses, {done.items} items, {done.items / seconds:.1f} items/s")
    print(f"  requests: {listing} for lists ({listing / done.courses:.2f} a course), {files} for file bytes")
    print(f"  throttled: {counted['throttled']}, most in flight: {counted['peak_in_flight']}", flush=True)


def main():
    """Run the bench."""
    courses = int(sys.argv[1]) if len(sys.argv) > 1 else COURSES
    with tempfile.TemporaryDirectory(prefix="curbcut-bench-", ignore_cleanup_errors=True) as folder:
        for name in [name for name in os.environ if name.startswith("CURBCUT_") or name == "DATABASE_URL"]:
            del os.environ[name]
        os.environ["CURBCUT_DATA"] = folder
        from curbcut.service.launch import deployment, migrate

        with sandbox(courses) as (address, _), deployment(exclusive=True), Memory() as memory:
            migrate()
            institution = connected(address)
            with worker():
                scan(institution, address, "first run")
                scan(institution, address, "second run, nothing changed")
            from django.db import connections

            connections.close_all()
        for (name, process_id), most in sorted(memory.most.items()):
            print(f"  peak resident of {name} {process_id}: {most >> 20} MB")


if __name__ == "__main__":
    main()
