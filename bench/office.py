"""Checking generated 5 MB Word and PowerPoint files, against unpacking and parsing alone, and against python-docx and python-pptx.

Also a flashing check of an animation of 600 pictures. Times are the best of three, in CPU seconds.
"""

import time
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pptx
from lxml import etree
from PIL import Image

from curbcut.documents.context import Context
from curbcut.documents.image import ImageDocument
from curbcut.documents.office import read
from curbcut.rules.image import IMAGE
from curbcut.rules.office import OFFICE
from curbcut.rules.runner import run

TEXT = "The quick brown fox jumps over the lazy dog while the students of the course read their weekly notes. "


def a_document(paragraphs: int) -> bytes:
    """Write a Word document with a heading after every ten paragraphs of four runs each."""
    document = docx.Document()
    for number in range(paragraphs):
        if number % 10 == 0:
            document.add_heading(f"Part {number}", 1)
        paragraph = document.add_paragraph()
        for piece in range(4):
            paragraph.add_run(TEXT).bold = piece == 1
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_deck(slides: int) -> bytes:
    """Write a deck with a title and twenty-five text boxes of nine runs on each slide."""
    deck = pptx.Presentation()
    for number in range(slides):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Part {number}"
        for at in range(25):
            box = slide.shapes.add_textbox(10_000 * at, 1_500_000 + 180_000 * at, 4_000_000, 150_000)
            for piece in range(9):
                line = box.text_frame.paragraphs[0].add_run()
                line.text, line.font.bold = TEXT[:60], piece == 1
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def an_animation(count: int) -> bytes:
    """Write a GIF of 500 by 500 pixels."""
    frames = []
    for number in range(count):
        frame = Image.new("RGB", (500, 500), (number * 37 % 256,) * 3)
        frame.paste((number % 255, 80, 90), (number % 300, number % 200, number % 300 + 150, number % 200 + 150))
        frames.append(frame.quantize(64))
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=30, loop=0, optimize=False)
    return out.getvalue()


def parse_alone(data: bytes, needed: tuple[str, ...]) -> int:
    """Unpack and parse the parts that a check needs."""
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith(needed) and name.endswith((".xml", ".rels"))]
        return sum(len(etree.fromstring(archive.read(name))) for name in names)


def walk_document(data: bytes) -> int:
    """Ask python-docx for what a check asks for: text, style, boldness, colour of every run."""
    found = 0
    for paragraph in docx.Document(BytesIO(data)).paragraphs:
        name = paragraph.style.name
        for each in paragraph.runs:
            found += bool(each.text) + bool(each.bold) + bool(each.font.color.rgb) + bool(name)
    return found


def walk_deck(data: bytes) -> int:
    """Ask python-pptx for text and look of every run."""
    found = 0
    for slide in pptx.Presentation(BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    for each in paragraph.runs:
                        found += bool(each.text) + bool(each.font.bold) + bool(each.font.color.type)
    return found


def checked(data: bytes, name: str) -> None:
    """Read a file and run every rule."""
    run(read(data, Context(name=name)), OFFICE.checks)


def seconds(work: Callable[[], object]) -> float:
    """Return the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def unpacked(data: bytes) -> float:
    """Return megabytes of XML."""
    with ZipFile(BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")) / 1e6


def stored(data: bytes) -> bytes:
    """Return the same package with its parts packed once more, so that all sizes are measured alike."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def main() -> None:
    """Print the table."""
    print(f"{'file':<28}{'XML MB':>8}{'parse':>8}{'check':>8}{'ratio':>7}{'library':>9}{'faster':>8}")
    cases = [
        ("docx", a_document, walk_document, ("word/document", "word/styles", "word/settings", "word/theme", "_rels"), (3_300, 6_600)),
        ("pptx", a_deck, walk_deck, ("ppt/slide", "ppt/pres", "ppt/theme", "_rels"), (65, 130)),
    ]  # fmt: skip
    for name, build, walk, needed, sizes in cases:
        for size in sizes:
            data = stored(build(size))
            alone = seconds(lambda: parse_alone(data, needed))  # noqa: B023 - called at once
            ours = seconds(lambda: checked(data, f"bench.{name}"))  # noqa: B023 - called at once
            theirs = seconds(lambda: walk(data))  # noqa: B023 - called at once
            print(
                f"{name + ' of ' + str(size):<28}{unpacked(data):>8.1f}{alone:>8.3f}{ours:>8.3f}{ours / alone:>7.1f}"
                f"{theirs:>9.3f}{theirs / ours:>8.1f}"
            )
    animation = an_animation(600)
    flashing = seconds(lambda: run(ImageDocument.read(animation, Context(name="a.gif")), IMAGE.checks))
    print(f"{'GIF of 600 pictures':<28}{len(animation) / 1e6:>8.1f}{'':>8}{flashing:>8.3f}")


if __name__ == "__main__":
    main()
