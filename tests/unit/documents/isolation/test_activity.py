"""Telling a program that waits for ever from one that only takes its time."""

import subprocess

import pytest

from curbcut.documents.isolation import activity
from curbcut.documents.isolation.activity import wait_while_active


@pytest.fixture
def start():
    """Start a line of shell, ended with the test."""
    started = []

    def start(line):
        started.append(subprocess.Popen(["/bin/sh", "-c", line]))
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.wait()


def test_one_that_ends(start):
    assert wait_while_active(start("exit 3"), 60) == "done"


def test_one_that_waits_for_ever(start):
    assert wait_while_active(start("exec sleep 60"), 0.05) == "still"


def test_one_that_computes(start):
    assert wait_while_active(start("i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done"), 0.02) == "done"


def test_one_whose_child_computes(start):
    assert wait_while_active(start("(i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done); true"), 0.02) == "done"


def test_nobody_stands_still_where_the_system_does_not_tell(start, monkeypatch, tmp_path):
    monkeypatch.setattr(activity, "_PROCESSES", tmp_path)
    assert wait_while_active(start("exec sleep 0.1"), 0.01) == "done"


def test_one_that_may_not_go_on(start):
    answers = iter([True, False])
    assert wait_while_active(start("exec sleep 60"), 60, lambda: next(answers)) == "stopped"
