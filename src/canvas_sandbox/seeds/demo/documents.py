"""The demo's documents: each function makes one file from its text, with the faults that its row in `files` names."""

from functools import cache

from canvas_sandbox.seeds.builders import pdf, pictures, sheets, slides, word, writer
from canvas_sandbox.seeds.builders.archive import pack
from canvas_sandbox.seeds.builders.blocks import Block, Bullets, Figure, Heading, Paragraph, Table

_PARK = (
    "By-law 1. The gates open at six in the morning and close at sunset. Nobody shall remain after the bell.",
    "By-law 2. No person shall beat carpets, dry linen, or lie upon the grass or upon the benches.",
    "By-law 3. Perambulators keep to the left of the path. Velocipedes are not admitted on Sundays.",
    "By-law 4. The keeper may remove any person whose conduct disturbs the quiet enjoyment of the park.",
)


@cache
def _cells(alt: str | None) -> Figure:
    return pictures.figure(pictures.cells(), alt)


def laboratory_safety() -> bytes:
    """A PDF as it should be."""
    return pdf.build_pdf(_safety_rules("Four gloves on hooks beside a sink"), title="Laboratory safety", language="en")


def laboratory_safety_untagged() -> bytes:
    """The same rules printed to PDF: only drawn."""
    return pdf.build_pdf(_safety_rules(None), tagged=False)


def _safety_rules(alt: str | None) -> list[Block]:
    return [
        Heading(1, "Laboratory safety"),
        Paragraph("These rules hold in every laboratory of the School of Biology. They were written after accidents."),
        Heading(2, "Before you start"),
        Bullets(
            ("Tie back long hair and sleeves.", "Know where the eye wash is.", "Tell us if you cannot stand long.")
        ),
        _cells(alt),
        Heading(2, "Chemicals of this term"),
        Table((("Name", "Danger", "Wear"), ("Permanganate", "Stains", "Gloves"), ("Ethanol", "Burns", "Goggles"))),
        Heading(2, "If something happens"),
        Paragraph("Call the technician first, then rinse for ten minutes. Nobody is blamed for a report."),
    ]


def lecture_notes() -> bytes:
    """Tagged, but with a picture without alternative, a skipped level and no language."""
    return pdf.build_pdf(
        [
            Heading(1, "Lecture 4: transport"),
            Paragraph("Small molecules cross a membrane by themselves, large or charged ones need a protein. " * 6),
            Heading(3, "Osmosis"),
            Paragraph("Water moves towards the side with more dissolved particles. A red cell in pure water bursts."),
            _cells(None),
            Table((("Cell", "Bath", "Result"), ("Red cell", "Water", "Bursts"), ("Plant", "Brine", "Wilts")), False),
        ],
        title="Lecture 4: transport",
    )


def week_plan() -> bytes:
    """Tagged and clean but for its missing title."""
    return pdf.build_pdf([Heading(1, "Week plan"), Paragraph("Monday: read. Tuesday: compute.")], language="en")


def handout_without_language() -> bytes:
    """An untagged handout of several pages."""
    text = "The period of a pendulum depends on its length and not on its weight, as long as the swing is small. "
    return pdf.build_pdf([Heading(1, "Handout"), *(Paragraph(text * 5) for _ in range(14))], tagged=False)


def past_examination() -> bytes:
    """A PDF that asks for a password."""
    return pdf.build_encrypted_pdf(
        [Heading(1, "Examination 2025"), Paragraph("Answer three of five questions.")], "alder"
    )


def park_bylaws() -> bytes:
    """A scan of two sheets."""
    return pdf.build_scanned_pdf([pictures.scanned_page(_PARK), pictures.scanned_page(_PARK[::-1])])


def old_map_scan() -> bytes:
    """A scan of one sheet."""
    return pdf.build_scanned_pdf([pictures.scanned_page(("Survey of the lower town, drawn by hand.", *_PARK[:2]))])


def report_template() -> bytes:
    """A Word document as it should be."""
    return word.build_docx(
        [
            Heading(1, "Laboratory report"),
            Paragraph("Replace the text below each heading and keep the headings."),
            Heading(2, "Question"),
            Bullets(("What did you want to know?", "What did you expect?")),
            Heading(2, "Result"),
            Table((("Cube", "Minutes"), ("1 cm", "0"), ("2 cm", "0"))),
            _cells("Example of a drawing: seven cells with nuclei"),
        ],
        title="Template of a laboratory report",
    )


def reading_notes() -> bytes:
    """A Word document made by eye: headings by size, typed hyphens, a table without header, a bare picture."""
    return word.build_docx(
        [
            Heading(1, "Reading notes: the grid"),
            Paragraph("Surveyors liked right angles because a chain measures straight lines."),
            Heading(2, "What to look for"),
            Bullets(("Who drew the plan", "Who paid", "What was there before")),
            Table((("Year", "Blocks"), ("1811", "2028"), ("1859", "520")), has_header=False),
            pictures.figure(pictures.street_plan()),
        ],
        real_headings=False,
        real_lists=False,
        language=None,
    )


def model_paper() -> bytes:
    """A Word document with a skipped level and no title."""
    return word.build_docx(
        [
            Heading(1, "My grandmother's kitchen"),
            Paragraph("The kitchen was the only warm room, so everything happened in it. " * 4),
            Heading(4, "The table"),
            Paragraph("Its surface had been scrubbed until the grain stood up like a map.", colour="0.8 0.8 0.8"),
        ]
    )


def study_guide_odt() -> bytes:
    """An OpenDocument text with a bare picture."""
    return writer.build_odt(
        [
            Heading(1, "How to read a study"),
            Paragraph("Read the abstract, then the figures, then the methods. Keep the conclusion for last."),
            pictures.figure(pictures.bar_chart((3, 5, 2))),
        ]
    )


def citation_guide_odt() -> bytes:
    """An OpenDocument text as it should be."""
    return writer.build_odt(
        [
            Heading(1, "Citing"),
            Heading(2, "In the text"),
            Paragraph("Author and year, in brackets, before the full stop."),
            Table((("Kind", "Pattern"), ("Book", "Author, year, title, publisher"))),
        ],
        title="How to cite",
    )


def lecture_slides() -> bytes:
    """A deck with a slide without title and a picture without alternative."""
    return slides.build_pptx(
        [
            slides.Slide("Gas laws", ("Pressure, volume, temperature", "One equation for all of them")),
            slides.Slide(None, ("A balloon in a freezer shrinks",), pictures.figure(pictures.bar_chart((9, 7, 4)))),
            slides.Slide("Questions", ("What happens at high pressure?",)),
        ]
    )


def welcome_slides() -> bytes:
    """A deck as it should be."""
    chart = pictures.figure(pictures.bar_chart((62, 21, 12, 5)), "Bar chart: phone 62, captions 21, zoom 12, reader 5")
    return slides.build_pptx(
        [
            slides.Slide("Everybody takes part", ("Structure", "Words for pictures")),
            slides.Slide("Who reads how", ("Answers of one hundred students",), chart),
        ],
        title="Everybody takes part",
    )


def seedlings() -> bytes:
    """A workbook as it should be."""
    rows = tuple((f"plant {n}", "light" if n % 2 else "shade", 12.5 + n * 3 % 7) for n in range(1, 25))
    return sheets.build_xlsx(
        [sheets.Sheet("Seedlings", (("Plant", "Group", "Height (cm)"), *rows))], title="Heights of 24 seedlings"
    )


def gas_data() -> bytes:
    """A workbook of bare cells on a sheet that nobody named."""
    rows = tuple((float(pressure), round(2271 / pressure, 2)) for pressure in range(90, 130, 5))
    return sheets.build_xlsx(
        [
            sheets.Sheet("Sheet1", (("Gases", ""), *rows), is_table=False, merged="A1:B1"),
            sheets.Sheet("Sheet2", (("",),), is_table=False),
        ]
    )


def course_archive() -> bytes:
    """A ZIP of two documents, as teachers like to upload."""
    return pack({"notes/week plan.pdf": week_plan(), "notes/read me.txt": "Unpack and read the plan first.\n"})


def old_web_page() -> bytes:
    """An HTML file among the files: no language, no title, a picture without alternative."""
    return (
        b"<html><body><center><font size=5>Field trip</font><br><img src=map.gif>"
        b"<p>We meet at eight at the north gate. <a href=map.html>Click here</a> for the map.</center></body></html>\n"
    )


def transcript() -> bytes:
    """The words of a film."""
    return b"[A door opens.]\nSpeaker: A caption is not only for people who cannot hear.\n[Rain on a window.]\n"
