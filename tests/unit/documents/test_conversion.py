"""Turning files into other formats: the request, the answers, and a LibreOffice that hangs."""

import os
import select
from pathlib import Path

import msgspec
import pytest
from tests.builders.programs import an_office

from curbcut.documents import conversion
from curbcut.documents.context import Conversion
from curbcut.documents.conversion import LIMITS, Converted, Converter, NotConverted
from curbcut.documents.isolation.frames import Answer, Stopped

RTF = b"{\\rtf1 Foxes}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
LOCKED = OLE + b"\x09\x08\x10\x00" + b"\0" * 16 + b"\x2f\x00" + b"\0" * 64


class FakeOffice:
    """Remembers what it was asked for, and answers what it was told."""

    def __init__(self, made, *, needed_too_much=False):
        self.made = made
        self.needed_too_much = needed_too_much
        self.asked = ()

    def convert(self, data, extension, target, most_bytes):
        self.asked = (data, extension, target, most_bytes)
        return self.made


def answered(monkeypatch, made, data, kind, target, **does):
    office = FakeOffice(made, **does)
    monkeypatch.setattr(conversion, "office_in", lambda *_, **__: office)
    monkeypatch.setattr(conversion, "end_when_idle", lambda *_: None)
    reply = conversion.answer(msgspec.msgpack.encode(("/soffice", "/tmp/x", kind, target, data)))
    return office, msgspec.msgpack.decode(reply, type=Converted | NotConverted)


@pytest.mark.parametrize(
    ("kind", "data", "target", "extension", "wanted"),
    [
        ("doc", OLE, "docx", "doc", "docx:MS Word 2007 XML"),
        ("doc", RTF, "docx", "rtf", "docx:MS Word 2007 XML"),
        ("ppt", OLE, "pptx", "ppt", "pptx:Impress MS PowerPoint 2007 XML"),
        ("xls", OLE, "xlsx", "xls", "xlsx:Calc MS Excel 2007 XML"),
        ("pptx", b"PK", "pdf", "pptx", "pdf:impress_pdf_Export:"),
        ("docx", b"PK", "pdf", "docx", "pdf:writer_pdf_Export:"),
        ("ods", b"PK", "pdf", "ods", "pdf:calc_pdf_Export:"),
    ],
)
def test_what_is_asked_of_it(monkeypatch, kind, data, target, extension, wanted):
    office, found = answered(monkeypatch, b"made", data, kind, target)
    assert office.asked[:2] == (data, extension)
    assert office.asked[2].startswith(wanted)
    assert office.asked[3] == (0 if target == "pdf" else conversion.MOST_BYTES)
    lost = ("header-rows",) if extension == "ppt" else ()
    assert found == Converted(Conversion(extension, target, lost), b"made")


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [("doc", OLE, "failed"), ("xls", OLE, "failed"), ("xls", LOCKED, "locked"), ("doc", LOCKED, "failed")],
)
def test_what_it_cannot_open(monkeypatch, kind, data, code):
    _, found = answered(monkeypatch, None, data, kind, conversion.READ_AS[kind])
    assert found.code == code
    assert found.reason.endswith(".")


def test_what_needs_too_much_memory(monkeypatch):
    _, found = answered(monkeypatch, None, OLE, "doc", "docx", needed_too_much=True)
    assert (found.code, "memory" in found.reason) == ("memory", True)


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch):
    monkeypatch.setattr(conversion, "find_office", lambda: None)
    found = Converter().convert(RTF, "rtf", "docx")
    assert found.code == "not-installed"
    assert ".docx" in found.reason
    assert "curbcut doctor" in found.reason


@pytest.mark.parametrize(("reply", "code"), [(Stopped("crash", "It crashed."), "crash"), (Answer(b"\xc1"), "garbage")])
def test_a_child_without_an_answer(monkeypatch, reply, code):
    monkeypatch.setattr(conversion, "find_office", lambda: "/soffice")
    pool = type("Pool", (), {"__init__": lambda *_, **__: None, "call": lambda *_: reply, "close": lambda _: None})
    monkeypatch.setattr(conversion, "Pool", pool)
    with Converter() as converter:
        folder = Path(converter._base())
        assert converter.convert(RTF, "rtf", "docx").code == code
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux can be asked for the end of another's child")
def test_one_that_hangs_is_ended_and_the_next_file_is_converted(monkeypatch, tmp_path):
    # A real child: the file “hang” is never done with, and nothing of it is left running.
    hanging = f'echo $$ > {tmp_path}/pid; if grep -q hang "$last"; then exec sleep 60; fi; cp "$last" "$out/file.docx"'
    monkeypatch.setattr(conversion, "find_office", lambda: an_office(tmp_path, converting=hanging))
    limits = msgspec.structs.replace(LIMITS, wall_seconds=1.0)
    with Converter(limits=limits) as converter:
        assert converter.convert(b"hang", "doc", "docx").code == "wall-time"
        # Where the machine is busy, it was ended before it began.
        started = tmp_path / "pid"
        assert not started.exists() or ends(int(started.read_text()))
    with Converter() as converter:
        assert converter.convert(RTF, "rtf", "docx").data == RTF


def ends(pid):
    """Wait until a process that is no child of ours has ended; a signal may take its time on a busy machine."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([descriptor], [], [], 30)
    os.close(descriptor)
    return bool(ended)
