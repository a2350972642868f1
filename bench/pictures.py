"""Pictures and conversions: the flashing check of 600 pictures of 500 by 500, text in a picture, old files cold and warm.

The check for flashes is CPU seconds of this process, the best of three, against decoding the same alone. What programs do is CPU
seconds of the children, where the first file of a LibreOffice includes its start.
"""

import resource
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont

from curbcut.documents.context import Context
from curbcut.documents.image import ImageDocument
from curbcut.documents.isolation.libreoffice import Office, find_office
from curbcut.rules.image import IMAGE
from curbcut.rules.runner import run

GATE_SECONDS = 2.0
RTF = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}" + rb"\pard Foxes of the campus.\par " * 200 + b"}"


def an_animation(kind: str, count: int = 600, side: int = 500) -> bytes:
    """Write an animation that never repeats a picture and flashes now and then."""
    frames = []
    for number in range(count):
        frame = Image.new("RGB", (side, side), (number * 37 % 256,) * 3)
        frame.paste((number % 255, 80, 90), (number % 300, number % 200, number % 300 + 150, number % 200 + 150))
        frames.append(frame.quantize(64) if kind == "GIF" else frame)
    out = BytesIO()
    options = {"optimize": False} if kind == "GIF" else {}
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=30, loop=0, **options)
    return out.getvalue()


def decoded(data: bytes) -> None:
    """Decode every picture and nothing else."""
    with Image.open(BytesIO(data)) as picture:
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            picture.load()


def checked(data: bytes) -> None:
    """Read an animation and run the rules on movement."""
    run(ImageDocument.read(data, Context(name="bench.gif")), IMAGE.checks[:2])


def seconds(work: Callable[[], object]) -> float:
    """Return the best of three, in seconds of this process."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def of_children(work: Callable[[], object]) -> float:
    """Return what children that ended meanwhile took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def a_page_of_text() -> bytes:
    """Draw a picture of text."""
    picture = Image.new("RGB", (1200, 400), "white")
    font = ImageFont.load_default(size=32)
    for line in range(7):
        ImageDraw.Draw(picture).text(
            (20, 10 + 54 * line), "The quick brown fox jumps over the lazy dog " * 2, "black", font
        )
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def conversions(count: int) -> float:
    """Return what a LibreOffice takes that converts so many files and ends."""
    program = find_office()
    assert program is not None
    with TemporaryDirectory() as folder:
        office = Office(program, Path(folder) / "own", cpu_seconds=60)

        def convert() -> None:
            for _ in range(count):
                assert office.convert(RTF, "rtf", "docx:MS Word 2007 XML")
            office.stop()

        return of_children(convert)


def main() -> None:
    """Print the figures."""
    for kind, count in (("GIF", 600), ("PNG", 150), ("WEBP", 150)):
        data = an_animation(kind, count)
        alone, ours = seconds(lambda: decoded(data)), seconds(lambda: checked(data))  # noqa: B023 - called at once
        gate = f"  gate {GATE_SECONDS:.0f} s: {'ok' if ours <= GATE_SECONDS else 'MISSED'}" if kind == "GIF" else ""
        print(f"flashing, {count} {kind} pictures of 500x500: {ours:.2f} s, decoding alone {alone:.2f} s{gate}")
    page = ImageDocument.read(a_page_of_text(), Context(name="bench.png"))
    print(f"text in a picture of 1200x400: {of_children(lambda: page.words):.2f} s of tesseract")
    if find_office() is None:
        print("LibreOffice is not installed: conversions are left out.")
        return
    one, eleven = conversions(1), conversions(11)
    print(f"an RTF file: {one:.2f} s with the start of LibreOffice, {(eleven - one) / 10:.3f} s each one more")


if __name__ == "__main__":
    main()
