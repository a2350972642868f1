"""Keeping a LibreOffice, with a small program in its place."""

import os
import signal
from pathlib import Path

import pytest
from tests.builders.programs import an_office

from curbcut.documents.isolation import libreoffice
from curbcut.documents.isolation.libreoffice import Office, find_office, office_in, remove_abandoned

TARGET = "docx:MS Word 2007 XML"
NO_SUCH_PROCESS = 2**22 + 1
"""Above what Linux gives as a process id."""


@pytest.fixture
def pipe(tmp_path, monkeypatch):
    """Where the program says that it listens."""
    pipe = tmp_path / "pipe"
    monkeypatch.setattr(libreoffice, "_pipes_of", lambda _profile: {pipe})
    return pipe


@pytest.fixture
def office(tmp_path):
    """Make a LibreOffice of a small program, ended with the test."""
    made = []

    def make(**does):
        made.append(Office(an_office(tmp_path / "program", **does), tmp_path / "own", cpu_seconds=5))
        return made[-1]

    yield make
    for each in made:
        each.stop()


def test_a_file_goes_in_and_another_comes_out(office, tmp_path):
    converted = office(converting='(cat "$last"; basename "$last") > "$out/file.docx"')
    assert converted.convert(b"{\\rtf1}", "rtf", TARGET) == b"{\\rtf1}file.rtf\n"
    assert not (tmp_path / "own" / "work").exists()


def test_its_profile_forbids_macros_and_links(office, tmp_path):
    office()
    settings = (tmp_path / "own" / "profile" / "user" / "registrymodifications.xcu").read_text()
    assert 'DisableMacrosExecution" oor:op="fuse"><value>true' in settings
    assert 'BlockUntrustedRefererLinks" oor:op="fuse"><value>true' in settings


def test_it_is_told_nothing_of_our_environment(office, monkeypatch):
    monkeypatch.setenv("CURBCUT_SECRET", "x")
    said = office(converting='env > "$out/file.docx"').convert(b"", "doc", TARGET)
    assert b"CURBCUT_SECRET" not in said
    assert b"/own\n" in said


def test_it_is_started_once_and_kept(office, pipe, tmp_path):
    starts = tmp_path / "starts"
    kept = office(keeping=f"echo x >> {starts}; touch {pipe}; exec sleep 60")
    for _ in range(3):
        assert kept.convert(b"x", "doc", TARGET) == b"x"
    assert starts.read_text() == "x\n"
    assert kept._is_running
    kept.rest()
    assert not kept._is_running
    assert not pipe.exists()
    assert kept.convert(b"x", "doc", TARGET) == b"x"


def test_what_it_cannot_read_gives_nothing(office):
    assert office(converting="exit 0").convert(b"x", "doc", TARGET) is None


def test_one_that_dies_of_an_earlier_file_gets_a_second_try(office, pipe, tmp_path):
    # It ends over the second file and would over the first: what it is given then is done by a fresh one.
    tries = tmp_path / "tries"
    dying = office(
        keeping=f"touch {pipe}; echo $$ > {tmp_path}/pid; exec sleep 60",
        converting=f'echo x >> {tries}; if [ "$(wc -l < {tries})" = 2 ]; then kill "$(cat {tmp_path}/pid)"; '
        f'while kill -0 "$(cat {tmp_path}/pid)" 2>/dev/null && [ "$(cut -d" " -f3 /proc/$(cat {tmp_path}/pid)/stat)" != Z ]; do :; done; '
        'else cp "$last" "$out/file.docx"; fi',
    )
    assert dying.convert(b"one", "doc", TARGET) == b"one"
    assert dying.convert(b"two", "doc", TARGET) == b"two"
    assert tries.read_text().count("x") == 3


def test_one_that_needs_too_much_memory_is_ended(office, pipe, tmp_path, monkeypatch):
    tries = tmp_path / "tries"
    greedy = office(
        keeping=f"touch {pipe}; exec sleep 60",
        converting=f'echo x >> {tries}; if [ "$(wc -l < {tries})" = 1 ]; then cp "$last" "$out/file.docx"; else exec sleep 60; fi',
    )
    assert greedy.convert(b"one", "doc", TARGET, 1 << 40) == b"one"
    # The second file is tried again in a fresh one: the memory may have been that of the first.
    assert greedy.convert(b"two", "doc", TARGET, 1) is None
    assert greedy.needed_too_much
    assert not greedy._is_running
    assert tries.read_text().count("x") <= 3


def test_one_that_waits_for_ever_is_ended_once(office, pipe, tmp_path, monkeypatch):
    tries = tmp_path / "tries"
    hanging = office(
        keeping=f"touch {pipe}; exec sleep 60",
        converting=f'echo x >> {tries}; if [ "$(wc -l < {tries})" = 2 ]; then exec sleep 60; fi; cp "$last" "$out/file.docx"',
    )
    assert hanging.convert(b"one", "doc", TARGET) == b"one"
    monkeypatch.setattr(libreoffice, "STILL_SECONDS", 0.05)
    assert hanging.convert(b"two", "doc", TARGET) is None
    assert not hanging._is_running
    monkeypatch.setattr(libreoffice, "STILL_SECONDS", 60)
    assert hanging.convert(b"three", "doc", TARGET) == b"three"


def test_what_dead_children_left_is_removed(tmp_path, monkeypatch):
    socket = tmp_path / "socket"
    monkeypatch.setattr(
        libreoffice, "_pipes_of", lambda profile: {socket} if str(NO_SUCH_PROCESS) in profile else set()
    )
    socket.touch()
    for name in (str(NO_SUCH_PROCESS), str(os.getpid()), "1", "notes"):
        (tmp_path / name).mkdir()
    remove_abandoned(str(tmp_path))
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([str(os.getpid()), "1", "notes"])


def test_a_child_keeps_one_and_ends_it_when_idle(tmp_path, pipe, monkeypatch):
    monkeypatch.setattr(libreoffice, "_kept", {})
    before = signal.getsignal(signal.SIGALRM)
    program = an_office(tmp_path / "program", keeping=f"touch {pipe}; exec sleep 60")
    (tmp_path / "base").mkdir()
    try:
        office = office_in(str(tmp_path / "base"), program, cpu_seconds=5)
        assert office_in(str(tmp_path / "base"), program, cpu_seconds=5) is office
        office.convert(b"x", "doc", TARGET)
        libreoffice.end_when_idle(0)
        signal.raise_signal(signal.SIGALRM)
        assert not office._is_running
    finally:
        libreoffice.atexit.unregister(libreoffice._leave)
        libreoffice._leave(office, tmp_path / "base")
        assert not (tmp_path / "base").exists()
        signal.signal(signal.SIGALRM, before)


def test_where_it_listens():
    # Seen with LibreOffice 7.4, which leaves out leading zeros.
    names = {pipe.name.rpartition("_")[2] for pipe in libreoffice._pipes_of("file:///tmp/ow/p2")}
    assert names == {"be5beb1ee5f277835d7f590e9d95361", "be5beb1ee5f277835d07f590e9d95361"}


@pytest.mark.parametrize(
    ("installed", "found"),
    [({"soffice": "/a"}, "/a"), ({"libreoffice": "/b"}, "/b"), ({}, None)],
)
def test_where_it_is(monkeypatch, installed, found):
    monkeypatch.setattr(libreoffice, "find_program", installed.get)
    monkeypatch.setattr(libreoffice, "_APPLICATION", "/no/such/application")
    assert find_office() == found


def test_the_application_of_a_mac(monkeypatch, tmp_path):
    monkeypatch.setattr(libreoffice, "find_program", lambda _: None)
    monkeypatch.setattr(libreoffice, "_APPLICATION", str(tmp_path))
    assert find_office() == str(tmp_path)
    assert Path(tmp_path).exists()
