"""PDFs made to hurt: every one has to be answered within 20 seconds of CPU and 512 MB, and the next file after it as well.

`python bench/hostile_pdf.py` builds each file, checks it in a bounded child as the product does, and then a good file in the
same pool. `--only WORD` takes those whose name holds the word. The small ones are unit tests too.
"""

import argparse
import os
import sys
import time
import warnings
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # the builders of the tests; and this folder has an html.py that is not the library's

import pikepdf  # noqa: E402 - after the path
from pikepdf import Array, Dictionary, Name, StreamDecodeLevel, String  # noqa: E402
from tests.builders.pdf import LOREM, PdfBuilder, Tag, a_pdf, a_tagged_pdf  # noqa: E402

from curbcut.documents.context import Context  # noqa: E402
from curbcut.scoring.isolated import Checker  # noqa: E402

SECONDS_A_FILE = 20.0
MOST_MEMORY_MB = 512
BOMB_MB = 600
"""What the expanding streams unpack to; packed they have some 600 KB."""

UNANSWERED = frozenset({"rule-error", "reader-error", "garbage"})
Case = Callable[[], bytes]


def _bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(BOMB_MB)) + packer.flush()


def _packed(builder: PdfBuilder, **entries: object) -> pikepdf.Object:
    return builder.pdf.make_indirect(pikepdf.Stream(builder.pdf, _bomb(), Filter=Name.FlateDecode, **entries))


def _as_it_is(builder: PdfBuilder) -> bytes:
    return builder.build(stream_decode_level=StreamDecodeLevel.none, compress_streams=False)


def _in_font(key: str, subtype: str) -> bytes:
    builder = a_pdf().with_text()
    builder.font.Subtype = Name(f"/{subtype}")
    builder.font.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Foxes, Flags=32)
    builder.font.FontDescriptor[key] = _packed(builder)
    return _as_it_is(builder)


def _lzw_bomb() -> bytes:
    """Pack what unpacks to 700 MB: each code one byte longer than the last, until the table is full and begun again."""
    bits = "".join(f"{code:0{min(12, (code + 1).bit_length())}b}" for code in range(258, 4095))
    once = f"{256:09b}{0:09b}{bits}"
    # A table begun again starts with codes of nine bits, but is ended by one of twelve.
    whole = once + (f"{256:012b}" + once[9:]) * 99
    whole += "0" * (-len(whole) % 8)
    return int(whole, 2).to_bytes(len(whole) // 8, "big")


def _in_lzw() -> bytes:
    builder = a_pdf().draw("/Fm0 Do")
    form = pikepdf.Stream(builder.pdf, _lzw_bomb(), Filter=Name.LZWDecode)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    return _as_it_is(builder)


def _in_form() -> bytes:
    builder = a_pdf().draw("/Fm0 Do")
    form = _packed(builder, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    return _as_it_is(builder)


def _in_profile() -> bytes:
    builder = a_pdf().draw("/Cs cs 1 0 0 sc 0 0 100 100 re f")
    space = Array([Name.ICCBased, _packed(builder, N=3)])
    builder.pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Cs=space)
    return _as_it_is(builder)


def _in_packet() -> bytes:
    packed = _bomb()
    packet = b"<< /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    return _handmade(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: _PAGE,
            4: packet % (len(packed), packed),
        }
    )


def _in_picture() -> bytes:
    builder = a_pdf().draw("q 500 0 0 500 50 300 cm /Im0 Do Q").with_text(colour="0.6 g")
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(
        Im0=_packed(
            builder,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=100,
            Height=100,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
        )
    )
    return _as_it_is(builder)


def _handmade(objects: dict[int, bytes], root: int = 1) -> bytes:
    """Write objects as they are given, with a table."""
    file = BytesIO()
    file.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = file.tell()
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = file.tell()
    file.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        file.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    size = max(places) + 1
    file.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, table))
    return file.getvalue()


_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def _object_stream() -> bytes:
    packed = _bomb()
    holder = b"<< /Type /ObjStm /N 1 /First 6 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    return _handmade(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: _PAGE,
            4: holder % (len(packed), packed),
        }
    )


def _cyclic_pages() -> bytes:
    return _handmade(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>",
            3: _PAGE,
        }
    )


def _deep_pages() -> bytes:
    levels = {
        number: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (number - 1, number + 1)
        for number in range(2, 20_000)
    }
    return _handmade({1: b"<< /Type /Catalog /Pages 2 0 R >>", **levels, 20_000: _PAGE})


def _many_pages() -> bytes:
    pages = dict.fromkeys(range(3, 100_003), _PAGE)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return _handmade(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [" + kids + b"] /Count 100000 >>",
            **pages,
        }
    )


def _nested_arrays() -> bytes:
    return _handmade(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Lang " + b"[" * 200_000 + b"]" * 200_000 + b" >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: _PAGE,
        }
    )


def _cyclic_elements() -> bytes:
    builder = a_tagged_pdf(Tag("Sect", kids=[Tag("P", LOREM)]))
    root = builder.pdf.Root.StructTreeRoot
    root.K[0].K[0].K.append(root.K[0])
    root.RoleMap = Dictionary(A=Name.B, B=Name.A)
    return builder.build()


def _elements(count: int) -> bytes:
    elements = {
        number: b"<< /Type /StructElem /S /P /P 6 0 R /Pg 3 0 R /K %d >>" % number for number in range(7, 7 + count)
    }
    kids = b" ".join(b"%d 0 R" % number for number in elements)
    return _handmade(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R /MarkInfo << /Marked true >> >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: _PAGE,
            5: b"<< /Type /StructTreeRoot /K [6 0 R] >>",
            6: b"<< /Type /StructElem /S /Document /P 5 0 R /K [" + kids + b"] >>",
            **elements,
        }
    )


def _pages(count: int, *, lines: int = 0, tagged: bool = False) -> bytes:
    builder = a_pdf(count)
    if tagged:
        parts = [Tag("P", LOREM[:80], page=page) for page in range(count) for _ in range(lines)]
        return builder.with_tags(Tag("Document", kids=parts)).build()
    for page in range(count if lines else 0):
        builder.with_text(LOREM[:80] * lines, page)
    return builder.build()


def _gigantic_picture() -> bytes:
    builder = a_pdf().with_picture().with_text(colour="0.6 g")
    picture = builder.pdf.pages[0].obj.Resources.XObject.Im0
    picture.Width = picture.Height = 60_000
    return builder.build()


def _gigantic_page() -> bytes:
    builder = a_pdf().draw("0 0 0.5 rg 0 0 900000 900000 re f").with_text(colour="0.6 g", size=900)
    builder.pdf.pages[0].obj.MediaBox = Array([0, 0, 1_000_000, 1_000_000])
    return builder.build()


def _multiplying_forms() -> bytes:
    builder = a_pdf()
    form = builder.pdf.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(10):
        resources = Dictionary(XObject=Dictionary(F=form))
        form = builder.pdf.make_stream(
            b"/F Do " * 20, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=resources
        )
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(F=form)
    return builder.draw("/F Do").build()


def _shared_forms() -> bytes:
    """Build 2,000 pages that share the names of 4,000 forms, and draw none."""
    builder = a_pdf(2_000)
    form = builder.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    shared = builder.pdf.make_indirect(Dictionary({f"/Fm{number}": form for number in range(4_000)}))
    for page in range(2_000):
        builder.with_text("Foxes", page)
        builder.pdf.pages[page].obj.Resources.XObject = shared
    return builder.build()


def _many_streams_of_one_page() -> bytes:
    with pikepdf.open(BytesIO(a_pdf().draw("0 0 9 9 re f\n" * 100_000).build())) as pdf:
        page = pdf.pages[0].obj
        page.Contents = Array([page.Contents] * 1_000)
        file = BytesIO()
        pdf.save(file)
    return file.getvalue()


def _many_pictured_pages() -> bytes:
    builder = a_pdf(2_000)
    for page in range(2_000):
        builder.draw("0 0 0.9 rg 0 0 595 842 re f", page).with_text(LOREM[:60], page, colour="0.3 g")
    return builder.build()


def _many_annotations() -> bytes:
    builder = a_pdf().with_text()
    note = builder.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[72, 700, 200, 714]))
    builder.pdf.pages[0].obj.Annots = Array([note] * 300_000)
    return builder.with_tags(Tag("P", LOREM)).build()


def _cyclic_fields() -> bytes:
    builder = a_pdf().with_field("q1")
    field = builder.pdf.Root.AcroForm.Fields[0]
    above = builder.pdf.make_indirect(Dictionary(T=String("a"), Kids=Array([field])))
    above.Parent = above
    field.Parent = above
    return builder.build()


def _encrypted(revision: int, user: str) -> bytes:
    new = revision >= 4
    key = pikepdf.Encryption(owner="boss", user=user, R=revision, aes=new, metadata=new)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # revision 5 is deprecated, and out there
        return a_tagged_pdf().build(encryption=key)


def _cut_off(share: float) -> bytes:
    data = _pages(50, lines=20, tagged=True)
    return data[: int(len(data) * share)]


def cases() -> Iterator[tuple[str, Case]]:
    """Yield a name and what builds the file."""
    yield "zero bytes", lambda: b""
    yield "HTML saved as .pdf", lambda: b"<!DOCTYPE html><html><body>Sign in</body></html>"
    yield "a wrong header", lambda: a_pdf().build().replace(b"%PDF-", b"%FDP-", 1)
    yield "a header and nothing", lambda: b"%PDF-1.7\n"
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        yield f"cut off at {share:.0%}", lambda share=share: _cut_off(share)
    for revision in (2, 3, 4, 5, 6):
        yield f"encrypted, revision {revision}, a password", lambda revision=revision: _encrypted(revision, "x")
        yield f"encrypted, revision {revision}, open", lambda revision=revision: _encrypted(revision, "")
    yield "a page tree that holds itself", _cyclic_pages
    yield "a page tree 20,000 levels deep", _deep_pages
    yield "arrays nested 200,000 deep", _nested_arrays
    yield "a structure that holds itself", _cyclic_elements
    yield "fields that hold themselves", _cyclic_fields
    yield "199,000 structure elements", lambda: _elements(199_000)
    yield "400,000 structure elements", lambda: _elements(400_000)
    yield "300,000 links", _many_annotations
    yield "10,000 pages, empty", lambda: _pages(10_000)
    yield "10,000 pages, a line each", lambda: _pages(10_000, lines=1)
    yield "10,000 pages, tagged, 4 lines each", lambda: _pages(10_000, lines=4, tagged=True)
    yield "10,000 pages, full", lambda: _pages(10_000, lines=40)
    yield "100,000 pages", _many_pages
    yield "2,000 pages of text on colour", _many_pictured_pages
    yield "a picture of 60,000 by 60,000", _gigantic_picture
    yield "a page of a million points", _gigantic_page
    yield "forms that multiply to 10^13", _multiplying_forms
    yield "2,000 pages that share 4,000 forms", _shared_forms
    yield "a content of 1,000 streams", _many_streams_of_one_page
    yield "an object stream that expands", _object_stream
    for key, subtype in (("/FontFile", "Type1"), ("/FontFile2", "TrueType"), ("/FontFile3", "Type1")):
        yield f"a font that expands ({key[1:]})", lambda key=key, subtype=subtype: _in_font(key, subtype)
    yield "a form that expands", _in_form
    yield "an LZW stream that expands", _in_lzw
    yield "a colour profile that expands", _in_profile
    yield "an XMP packet that expands", _in_packet
    yield "a picture that expands", _in_picture


def used_by_children() -> tuple[float, float]:
    """Return CPU seconds of the children that run now, and the largest resident size of one in MB; zeros without /proc."""
    mine = f"PPid:\t{os.getpid()}\n"
    seconds = peak = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text, numbers = status.read_text(), status.with_name("stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if mine in text and "VmHWM:" in text:
            peak = max(peak, int(text.partition("VmHWM:")[2].split()[0]) / 1024)
            seconds += (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
    return seconds, peak


def check(name: str, data: bytes) -> bool:
    """Check one file and a good one after it in a pool of its own; prints a line, returns whether all bounds hold."""
    good = a_tagged_pdf().build()
    with Checker(kinds=("pdf",)) as checker:
        checker.check(good, Context(name="good.pdf"))
        before, started = used_by_children()[0], time.monotonic()
        answer = checker.check(data, Context(name="bench.pdf"))
        waited = time.monotonic() - started
        after, peak = used_by_children()
        goes_on = checker.check(good, Context(name="good.pdf")).status == "checked"
    answered = not answer.faults and answer.code not in UNANSWERED
    # A child that was ended is not there any more: then it had what its limits allow.
    seconds = after - before if after >= before else waited
    holds = answered and goes_on and seconds <= SECONDS_A_FILE and peak <= MOST_MEMORY_MB
    print(
        f"{name:46}{len(data) / 1024:9.0f} KB{seconds:8.2f} s{waited:8.2f} s{peak:7.0f} MB  {answer.code or answer.status}"
        f"{'' if holds else '   FAILED'}",
        flush=True,
    )
    return holds


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD", help="files whose name holds the word")
    only = parser.parse_args().only
    print(f"{'file':46}{'size':>12}{'CPU':>10}{'waited':>10}{'peak':>10}  answer")
    held = [check(name, build()) for name, build in cases() if only in name]
    print(
        f"{sum(held)} of {len(held)} answered within {SECONDS_A_FILE:.0f} s of CPU and {MOST_MEMORY_MB} MB, the pool going on"
    )
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
