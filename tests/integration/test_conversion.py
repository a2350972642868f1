"""Older formats through a real LibreOffice: what rules ask for survives, nothing is followed, a bad file harms no other."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from tests.builders.flat import a_flat, flat_heading, flat_slide, flat_table
from tests.builders.rtf import an_rtf

from curbcut.documents.context import Context
from curbcut.documents.conversion import READ_AS
from curbcut.documents.isolation.libreoffice import Office, find_office
from curbcut.scoring.isolated import Checker
from curbcut.scoring.preview import Previewer, Spot

SOFFICE = find_office()
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

WORD, POWERPOINT, EXCEL = "doc:MS Word 97", "ppt:MS PowerPoint 97", "xls:MS Excel 97"


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """Write an older format, with a LibreOffice of its own."""
    office = Office(SOFFICE, tmp_path_factory.mktemp("older") / "own", cpu_seconds=60)

    def write(kind, body, target, **more):
        extension = {"text": "fodt", "presentation": "fodp", "spreadsheet": "fods"}[kind]
        made = office.convert(a_flat(kind, body, **more), extension, target)
        assert made is not None
        return made

    yield write
    office.stop()


@pytest.fixture(scope="module")
def checker():
    with Checker() as checker:
        yield checker


def said(checker, data, name):
    assessment = checker.check(data, Context(name=name))
    assert assessment.status == "checked", assessment.reason
    assert assessment.converted_to == READ_AS[assessment.kind]
    return {result.rule_id.removeprefix("office-"): result.outcome.value for result in assessment.results}


def outcomes(found, *rules):
    return [found[rule] for rule in rules]


def test_rtf_under_its_own_name_and_as_word_names_it(checker):
    good = said(checker, an_rtf(), "foxes.rtf")
    assert outcomes(good, "heading-start", "title", "language", "link-text", "contrast") == ["passed"] * 5
    bad = an_rtf(title="", level=2, colour=(200, 200, 200), link="click here")
    assert (
        outcomes(said(checker, bad, "foxes.doc"), "heading-start", "title", "link-text", "contrast") == ["failed"] * 4
    )


def test_word_97(checker, older):
    rows = (("Animal", "Legs"), ("Fox", "4"))
    good = older("text", flat_heading(1, "Foxes") + flat_table(*rows, headers=1), WORD, title="Foxes")
    assert outcomes(said(checker, good, "a.doc"), "heading-start", "table-headers", "title") == ["passed"] * 3
    bad = older("text", flat_heading(2, "Foxes") + flat_table(*rows), WORD)
    assert outcomes(said(checker, bad, "a.doc"), "heading-start", "table-headers", "title") == ["failed"] * 3


def test_powerpoint_97(checker, older):
    slides = flat_slide("Foxes", "Red") + flat_slide("Foxes", "Grey") + flat_slide("", "White")
    found = checker.check(older("presentation", slides, POWERPOINT), Context(name="a.ppt"))
    results = {result.rule_id: result for result in found.results}
    assert (results["office-slide-title"].targets, results["office-slide-title"].failed) == (3, 1)
    assert results["office-slide-title-duplicate"].failed == 1


def test_excel_97(checker, older):
    sheet = flat_table(("Fox", "4")).replace('table:name="Foxes"', 'table:name="Sheet1"')
    assert outcomes(said(checker, older("spreadsheet", sheet, EXCEL), "a.xls"), "sheet-name") == ["failed"]
    assert outcomes(said(checker, older("spreadsheet", flat_table(("Fox", "4")), EXCEL), "a.xls"), "sheet-name") == [
        "passed"
    ]


def test_nothing_is_followed(checker, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("The password is swordfish.")
    more = rf'{{\field\fldedit{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt old}}}}'
    found = checker._converter.convert(an_rtf(more=more), "rtf", "docx")
    assert b"swordfish" not in text_of(found.data)


def test_pages_and_slides_are_drawn_as_they_are(older):
    box = '<draw:rect svg:x="0cm" svg:y="0cm" svg:width="28cm" svg:height="21cm" draw:style-name="red"/>'
    styles = '<style:style style:name="red" style:family="graphic"><style:graphic-properties draw:fill-color="#ff0000"/></style:style>'
    slides = flat_slide("Foxes") + flat_slide("Red").replace("</draw:page>", f"{box}</draw:page>")
    deck = older("presentation", slides, "pptx:Impress MS PowerPoint 2007 XML", styles=styles)
    text = older("text", flat_heading(1, "Foxes"), "docx:MS Word 2007 XML")
    with Previewer() as previewer:
        found = previewer.show(deck, Context(name="a.pptx"), (Spot(1), Spot(2)))
        page = previewer.show(text, Context(name="a.docx"), (Spot(1),))
    middles = [middle_of(picture) for picture in (*found.pictures, *page.pictures)]
    assert middles == [(255, 255, 255), (255, 0, 0), (255, 255, 255)]


def middle_of(picture):
    shown = Image.open(BytesIO(picture)).convert("RGB")
    return shown.getpixel((shown.width // 2, shown.height // 2))


def text_of(data):
    with ZipFile(BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
