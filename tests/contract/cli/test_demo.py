"""`curbcut demo` as a person runs it: one object, a report to look at, and nothing left running."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

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
    """Whether a process runs; one that ended and that nobody has asked about does not."""
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def left_of(process_ids):
    """Those that still run after a moment: a child sees that its parent is gone when its pipe ends."""
    for _ in range(50):
        left = [process_id for process_id in process_ids if is_running(process_id)]
        if not left:
            break
        time.sleep(0.1)
    return left


def test_one_run_ends_with_one_object(tmp_path):
    """With a folder as one more course: everything that happens without it happens then too."""
    (tmp_path / "page.html").write_text("<html><title>Cells</title><body><p>Hello <img src='x.png'></p></body></html>")
    command = [*COMMAND, "--once", "--json", "--content", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout.splitlines()[-1])
    assert len(found["scope_check"]) == 27
    assert all(each["granted"] for each in found["scope_check"])
    assert (found["enforcement"], found["includes"], found["download"]) == ("on", "on", "works")
    assert (found["connection"], found["problems"]) == ("healthy", [])
    assert found["courses"] == 13 + 1
    assert sum(found["items_by_kind"].values()) == found["items"] == sum(found["items_by_state"].values())
    assert set(found["items_by_state"]) <= {"checked", "could-not-check", "empty"}
    assert found["checked"] == found["items_by_state"]["checked"]
    assert found["seconds"] < 90
    kinds = {"announcement", "assignment", "discussion", "file", "page", "quiz", "syllabus"}
    assert set(found["items_by_kind"]) == kinds
    assert found["issues_by_rule"]["html-image-without-alternative"] > 0
    assert found["canvas_requests"] > 100
    assert result.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes in /proc")
def test_service_stays_until_the_end_and_nothing_is_left():
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = (re.search(r"http://\S+/sign-in/once/\S+", line) for line in process.stdout)
            link = next(match[0] for match in found if match)
            family = descendants_of(process.pid)
            assert len(family) >= 4  # the Canvas, the web and its process, the worker
            with httpx.Client(trust_env=False, follow_redirects=True) as browser:
                assert "Demo University" in browser.get(link).text
                courses = browser.get(f"{link.partition('/sign-in/')[0]}/i/1/courses/")
            assert "Cell Biology" in courses.text
            assert httpx.get(str(courses.url), trust_env=False).status_code == 302
        finally:
            end(process, signal.SIGTERM)
    assert left_of(family) == []
    assert not postgres_of_demos()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes in /proc")
def test_nothing_is_left_when_somebody_ends_it_in_the_middle():
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            family = []
            while len(family) < 4 and process.poll() is None:
                time.sleep(0.1)
                family = descendants_of(process.pid)
        finally:
            end(process, signal.SIGINT)
    assert len(family) >= 4
    assert left_of(family) == []
    assert not postgres_of_demos()


def end(process, number):
    """Ask a demo to end; one that does not is killed, so that the test fails instead of waiting for ever."""
    process.send_signal(number)
    try:
        process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def descendants_of(process_id):
    children = children_of(process_id)
    return [*children, *(one for child in children for one in descendants_of(child))]


def postgres_of_demos():
    """Servers of PostgreSQL whose data folder is a demo's that is gone."""
    left = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        folders = [word for word in words if b"curbcut-demo-" in word]
        left += [path.parent.name for folder in folders if not Path(folder.decode()).exists()]
    return left


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
