"""Checking generated Word, PowerPoint, Excel and OpenDocument files, against unpacking and parsing alone, and against libraries.

The files of the largest size have 5 MB; smaller ones show that the cost grows with the size and no faster. The measure is the
time for unpacking the parts that a check needs and parsing each once with lxml, in the same run: times are CPU seconds, the
least of several turns taken in alternation, because other work on the machine disturbs both alike. Beside it: python-docx,
python-pptx and openpyxl asked for the text and look of every run or cell. Also a flashing check of an animation of 600 pictures.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pptx
from lxml import etree
from PIL import Image

from curbcut.documents.context import Context
from curbcut.documents.image import ImageDocument
from curbcut.documents.office import read
from curbcut.rules.image import IMAGE
from curbcut.rules.office import OFFICE
from curbcut.rules.runner import run
from curbcut.scoring.memory import rarely_collecting

GATE = 2.0
"""Times the cost of unpacking and parsing alone that a check may take (issue 6)."""
PICTURE_SIDE = 1_150
"""A picture of noise of 1150 by 1150 pixels has 4 MB; the words make the rest of 5 MB."""
_RANDOM = random.Random(7)
VOCABULARY = ["".join(_RANDOM.choices("etaoinshrdlucmfw", k=_RANDOM.randint(2, 9))) for _ in range(6_000)]
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def words(count: int) -> str:
    """Return words that do not pack better than those of people."""
    return " ".join(_RANDOM.choices(VOCABULARY, k=count))


def a_picture(share: float) -> BytesIO:
    """Write a picture of noise, which no program packs."""
    side = max(8, int(PICTURE_SIDE * share**0.5))
    out = BytesIO()
    Image.frombytes("RGB", (side, side), _RANDOM.randbytes(3 * side * side)).save(out, "PNG")
    out.seek(0)
    return out


def a_document(share: float) -> bytes:
    """Write a Word document: a heading after ten paragraphs, of ten words to each of four runs."""
    document = docx.Document()
    document.add_picture(a_picture(share))
    for number in range(int(3_300 * share)):
        if number % 10 == 0:
            document.add_heading(f"Part {number}", 1)
        paragraph = document.add_paragraph()
        for piece in range(4):
            paragraph.add_run(words(10) + " ").bold = piece == 1
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_deck(share: float) -> bytes:
    """Write a deck: a title and twenty-five text boxes of nine runs on each slide."""
    deck = pptx.Presentation()
    for number in range(int(120 * share)):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Part {number}"
        for at in range(25):
            box = slide.shapes.add_textbox(10_000 * at, 1_500_000 + 180_000 * at, 4_000_000, 150_000)
            for piece in range(9):
                line = box.text_frame.paragraphs[0].add_run()
                line.text, line.font.bold = words(6) + " ", piece == 1
    deck.slides[0].shapes.add_picture(a_picture(share), 0, 0)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def a_document_of_tables(share: float) -> bytes:
    """Write a Word document: a heading before each table of twenty rows of six cells of four words, the worst that there is."""
    document = docx.Document()
    for number in range(int(120 * share)):
        document.add_heading(f"Part {number}", 1)
        for row in document.add_table(20, 6).rows:
            for cell in row.cells:
                cell.text = words(4)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_deck_of_tables(share: float) -> bytes:
    """Write a deck: a title and a table of twelve rows of six cells of three words on each slide, the worst that there is."""
    deck = pptx.Presentation()
    for number in range(int(200 * share)):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Part {number}"
        for row in slide.shapes.add_table(12, 6, 0, 1_500_000, 8_000_000, 5_000_000).table.rows:
            for cell in row.cells:
                cell.text = words(3)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def a_deck_of_lists(share: float) -> bytes:
    """Write a deck: a title and a list of twelve items of two runs on each slide."""
    deck = pptx.Presentation()
    for number in range(int(400 * share)):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Part {number}"
        for item in range(12):
            paragraph = slide.placeholders[1].text_frame.add_paragraph()
            paragraph.level = item % 3
            paragraph.add_run().text = words(8) + " "
            bold = paragraph.add_run()
            bold.text, bold.font.bold = words(4), True
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def a_workbook(share: float) -> bytes:
    """Write a workbook of one sheet of ten columns, numbers and shared words."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Foxes")
    for number in range(int(15_000 * share)):
        sheet.append([_RANDOM.random() if column % 2 else words(1) for column in range(number and 10)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def a_text(share: float) -> bytes:
    """Write an OpenDocument text as LibreOffice does: a span a look."""
    names = {"office": "office", "text": "text", "style": "style", "fo": "xsl-fo-compatible"}
    declared = " ".join(f'xmlns:{prefix}="{ODF}{name}:1.0"' for prefix, name in names.items())
    body = []
    for number in range(int(4_500 * share)):
        if number % 10 == 0:
            body.append(f'<text:h text:outline-level="1">Part {number}</text:h>')
        spans = (f'<text:span text:style-name="T{piece % 2}">{words(10)} </text:span>' for piece in range(4))
        body.append(f'<text:p text:style-name="P1">{"".join(spans)}</text:p>')
    bold = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {declared}><office:automatic-styles>{bold}</office:automatic-styles><office:body>"
            f"<office:text>{''.join(body)}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {declared}/>")
        archive.writestr("Pictures/noise.png", a_picture(share).getvalue())
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


def walk_workbook(data: bytes) -> int:
    """Ask openpyxl for value and look of every cell."""
    found = 0
    for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for each in row:
                found += (each.value is not None) + (each.font.color is not None) + (each.fill.fill_type is not None)
    return found


def checked(data: bytes, name: str) -> None:
    """Read a file and run every rule, as the product does it."""
    with rarely_collecting():
        run(read(data, Context(name=name)), OFFICE.checks)


def seconds(works: Sequence[Callable[[], object]], turns: int) -> list[float]:
    """Return the least CPU seconds of each work, done in turns."""
    least = [float("inf")] * len(works)
    for _ in range(turns):
        for at, work in enumerate(works):
            start = time.process_time()
            work()
            least[at] = min(least[at], time.process_time() - start)
    return least


def unpacked(data: bytes) -> float:
    """Return megabytes of XML."""
    with ZipFile(BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")) / 1e6


_WORD = ("word/document", "word/styles", "word/settings", "word/theme", "word/_rels", "_rels")
_DECK = ("ppt/slide", "ppt/pres", "ppt/theme", "ppt/_rels", "_rels")
CASES: list[tuple[str, Callable[[float], bytes], Callable[[bytes], int] | None, tuple[str, ...]]] = [
    ("docx", a_document, walk_document, _WORD),
    ("pptx", a_deck, walk_deck, _DECK),
    ("docx tables", a_document_of_tables, None, _WORD),
    ("pptx tables", a_deck_of_tables, None, _DECK),
    ("pptx lists", a_deck_of_lists, None, _DECK),
    ("xlsx", a_workbook, walk_workbook, ("xl/", "_rels")),
    ("odt", a_text, None, ("content", "styles", "meta", "META-INF")),
]  # fmt: skip
"""Format and content, builder, a library's walk, and the parts that a check needs."""


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--turns", type=int, default=7, help="how often each is measured")
    turns = arguments.parse_args().turns
    print(
        f"{'file':<12}{'MB':>6}{'XML MB':>8}{'parse':>8}{'check':>8}{'ratio':>7}{'gate':>6}{'library':>9}{'faster':>8}"
    )
    for name, build, walk, needed in CASES:
        for share in (0.25, 0.5, 1.0):
            data = build(share)
            extension = name.partition(" ")[0]
            works = [partial(parse_alone, data, needed), partial(checked, data, f"a.{extension}")]
            alone, ours = seconds(works, turns)
            theirs = seconds([partial(walk, data)], 1)[0] if walk is not None else 0.0
            library = f"{theirs:>9.3f}{theirs / ours:>8.1f}" if theirs else f"{'-':>9}{'-':>8}"
            row = (
                f"{name:<12}{len(data) / 1e6:>6.1f}{unpacked(data):>8.1f}{alone:>8.3f}{ours:>8.3f}{ours / alone:>7.2f}"
            )
            print(f"{row}{GATE:>6.1f}{library}", flush=True)
    animation = an_animation(600)
    [flashing] = seconds([lambda: run(ImageDocument.read(animation, Context(name="a.gif")), IMAGE.checks)], 3)
    print(f"{'gif':<12}{len(animation) / 1e6:>6.1f}  600 pictures of 500 x 500: {flashing:.3f} s, to be under 2")


if __name__ == "__main__":
    main()
