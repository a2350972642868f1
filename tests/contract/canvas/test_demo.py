"""`curbcut demo` as a person runs it: one object, a report to look at, and nothing left running."""

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from curbcut import check

COMMAND = (sys.executable, "-m", "curbcut.cli.main", "demo", "--port", "0", "--quiet")
SECONDS = 120


def children_of(process_id):
    """Processes that the demo started, by Linux's own list."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process_id:
            found.append(int(stat.parent.name))
    return found


def is_running(process_id):
    return Path(f"/proc/{process_id}").exists()


@pytest.mark.parametrize("has_content", [False, True])
def test_one_run_ends_with_one_object(has_content, tmp_path):
    (tmp_path / "page.html").write_text("<html><title>Cells</title><body><p>Hello <img src='x.png'></p></body></html>")
    words = ("--content", str(tmp_path)) if has_content else ()
    result = subprocess.run(
        [*COMMAND, "--once", "--json", *words], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout.splitlines()[-1])
    assert len(found["scope_check"]) == 27
    assert all(each["granted"] for each in found["scope_check"])
    assert (found["enforcement"], found["includes"], found["download"]) == ("on", "on", "works")
    assert found["preflight"] == []
    assert found["courses"] == 13 + has_content
    kinds = {"announcement", "assignment", "discussion", "file", "page", "quiz", "syllabus"}
    assert set(found["items_by_kind"]) == kinds
    assert found["issues_by_rule"]["html-image-without-alternative"] > 0
    assert found["canvas_requests"] > 100
    assert result.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes in /proc")
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_report_is_served_until_the_end_and_nothing_stays(signal_number):
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = next(match[1] for line in process.stdout if (match := re.search(r"The report: (\S+)", line)))
            children = children_of(process.pid)
            assert children
            index = httpx.get(address, trust_env=False)
            links = re.findall(r'href="(/courses/\d+)"', index.text)
            assert len(links) == 13
            failed = [part.rule_id for part in check(index.content, name="index.html").parts]
            assert failed == []
            course = httpx.get(address.rstrip("/") + links[0], trust_env=False)
            assert "Cell Biology" in course.text
            assert httpx.get(f"{address}nothing", trust_env=False).status_code == 404
        finally:
            process.send_signal(signal_number)
            process.communicate(timeout=SECONDS)
    assert [child for child in children if is_running(child)] == []


def test_folder_that_is_not_there_is_a_usage_error():
    result = subprocess.run(
        [*COMMAND, "--once", "--content", "/no/such/folder"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert result.returncode == 2
    assert "is no folder" in result.stderr


def test_port_that_is_taken_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [*COMMAND, "--once", "--port", str(taken.getsockname()[1])]
        result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert result.returncode == 1
    assert "did not start" in result.stderr
    assert "Traceback" not in result.stderr
