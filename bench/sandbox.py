"""Requests a second and start-up time of the Canvas stand-in, gate included, over loopback.

Measured against: 300 requests/s on list and single endpoints, and a start of `demo` within 2 s.
Run: `python bench/sandbox.py [--requests N] [--seconds S]`.
"""

import argparse
import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

TARGET_PER_SECOND = 300
TARGET_START_SECONDS = 2.0
ENDPOINTS = 7


def main() -> int:
    """Start a sandbox, drive it endpoint by endpoint, print a table; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=600, help="requests an endpoint (default 600)")
    parser.add_argument("--seconds", type=float, default=20.0, help="at most this long an endpoint (default 20)")
    options = parser.parse_args()
    command = [sys.executable, "-m", "canvas_sandbox", "serve", "--port", "0", "--seed", "demo"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            start_seconds = time.perf_counter() - started
            address = urlsplit(line.split()[-1])
            started_cpu = _cpu_seconds(process.pid)
            slowest = _drive(address.hostname or "", address.port or 0, options.requests, options.seconds)
            _print_cpu(started_cpu, _cpu_seconds(process.pid), options.requests)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
    print(f"{'start of demo':44} {start_seconds:8.2f} s    (target {TARGET_START_SECONDS} s)")
    return 0 if slowest >= TARGET_PER_SECOND and start_seconds <= TARGET_START_SECONDS else 1


def _cpu_seconds(process_id: int) -> float | None:
    """CPU seconds of a process so far, where /proc tells them: unlike the clock, not changed by other work."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print_cpu(before: float | None, after: float | None, requests: int) -> None:
    if before is None or after is None:
        return
    milliseconds = (after - before) * 1000 / (requests * ENDPOINTS)
    print(f"{'CPU of the sandbox':44} {before:8.2f} s to start, {milliseconds:.2f} ms a request")


def _drive(host: str, port: int, requests: int, seconds: float) -> float:
    """Return the requests/s of the slowest endpoint."""
    with contextlib.closing(http.client.HTTPConnection(host, port, timeout=10)) as connection:
        body = json.dumps({"login": "admin"})
        connection.request("POST", "/sandbox/tokens", body)
        token = json.loads(connection.getresponse().read())["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        course = _first(connection, "/api/v1/accounts/1/courses?state[]=available", headers)["id"]
        page = _first(connection, f"/api/v1/courses/{course}/pages", headers)["page_id"]
        paths = (
            "/api/v1/accounts",
            "/api/v1/accounts/1/courses?per_page=100&include[]=term",
            f"/api/v1/courses/{course}",
            f"/api/v1/courses/{course}/pages?per_page=100",
            f"/api/v1/courses/{course}/pages/{page}",
            f"/api/v1/courses/{course}/files?per_page=100",
            "/api/v1/courses/0",
        )
        assert len(paths) == ENDPOINTS
        return min(_measure(connection, path, headers, requests, seconds) for path in paths)


def _first(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> dict[str, int]:
    connection.request("GET", path, headers=headers)
    found: list[dict[str, int]] = json.loads(connection.getresponse().read())
    return found[0]


def _measure(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str], requests: int, seconds: float
) -> float:
    latencies: list[float] = []
    size, started = 0, time.perf_counter()
    while len(latencies) < requests and time.perf_counter() - started < seconds:
        before = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        latencies.append(time.perf_counter() - before)
        if answer.status not in {200, 404}:
            raise SystemExit(f"{path} answered {answer.status}")
    rate = len(latencies) / (time.perf_counter() - started)
    median = sorted(latencies)[len(latencies) // 2] * 1000
    shown = path.partition("?")[0]
    print(f"{shown:44} {rate:8.0f} requests/s  median {median:6.2f} ms  {size:7d} bytes  ({len(latencies)} requests)")
    return rate


if __name__ == "__main__":
    sys.exit(main())
