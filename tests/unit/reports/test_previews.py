"""Pictures in reports: which places, how many, how large, and where they stand on the page."""

import pytest
from tests.builders.office import a_docx, a_pptx, paragraph, slide_picture, slide_shape
from tests.builders.pdf import Tag, a_tagged_pdf

from curbcut.documents.place import Place
from curbcut.reports import previews
from curbcut.reports.html import Entry, HtmlReport, page_of, render
from curbcut.reports.previews import FilePreview, data_uri, preview_of, spot_of, words_of_file, words_of_place
from curbcut.rules.catalogue import format_of, rules_by_id
from curbcut.scoring import assessment as assessment_module
from curbcut.scoring.assessment import check
from curbcut.scoring.preview import Preview, Spot

PNG = b"\x89PNG picture"


@pytest.fixture(autouse=True)
def _real_format(_tiny_format, monkeypatch):
    monkeypatch.setattr(assessment_module, "format_of", format_of)


class FakePreviewer:
    """Gives a picture of every spot, and remembers the spots."""

    def __init__(self, picture=PNG, application="word"):
        self.picture = picture
        self.application = application
        self.spots = ()

    def show(self, _data, _context, spots):
        self.spots = spots
        return Preview(self.application, tuple(self.picture for _ in spots))


def a_document(figures=1):
    drawings = [Tag("Figure", content=f"0 0 1 rg 100 {100 + 20 * at} 30 15 re f") for at in range(figures)]
    return a_tagged_pdf(Tag("P", "Foxes"), *drawings).build()


def pictured(data, previewer):
    assessment = check(data, name="foxes.pdf")
    return assessment, preview_of(previewer, data, assessment, rules_by_id())


def test_the_first_page_and_the_first_places_of_each_issue():
    previewer = FakePreviewer()
    _, found = pictured(a_document(figures=9), previewer)
    assert previewer.spots[0] == Spot(1)
    assert [spot.rectangle[1] for spot in previewer.spots[1:]] == [100, 120]
    assert found.application == "Word"
    assert found.thumbnail == PNG
    assert set(found.places) == set(previewer.spots[1:])


def test_a_file_has_only_so_many_pictures(monkeypatch):
    monkeypatch.setattr(previews, "PICTURES_A_FILE", 1)
    previewer = FakePreviewer()
    pictured(a_document(figures=9), previewer)
    assert len(previewer.spots[1:]) == 1


def test_a_picture_that_is_too_large_is_left_out(monkeypatch):
    monkeypatch.setattr(previews, "MOST_PICTURE_BYTES", len(PNG) - 1)
    _, found = pictured(a_document(), FakePreviewer())
    assert (found.thumbnail, found.places) == (None, {})


@pytest.mark.parametrize(
    ("data", "name"), [(b"%PDF-1.7 nothing", "a.pdf"), (b"<p>Foxes</p>", "a.html"), (b"x", "a.bin")]
)
def test_what_could_not_be_checked_or_has_no_pages_is_not_asked_for(data, name):
    previewer = FakePreviewer()
    assert preview_of(previewer, data, check(data, name=name), rules_by_id()) is None
    assert previewer.spots == ()


@pytest.mark.parametrize(
    ("place", "spot", "words"),
    [
        (Place(page_number=3, rectangle=(0, 0, 1, 1)), Spot(3, (0, 0, 1, 1)), "Page 3 with a frame around the place"),
        (Place(slide_number=2), Spot(2), "Slide 2, on which the place is"),
        (Place(slide_number=2, rectangle=(0, 0, 1, 1)), Spot(2, (0, 0, 1, 1)), "Slide 2 with a frame around the place"),
        (Place(rectangle=(0, 0, 1, 1)), Spot(1, (0, 0, 1, 1)), "The picture with a frame around the place"),
    ],
)
def test_what_is_shown_of_a_place(place, spot, words):
    assert spot_of(place) == spot
    assert words_of_place(place) == words


@pytest.mark.parametrize(
    ("kind", "words"), [("docx", "Page 1 of “a”, small"), ("ppt", "Slide 1 of “a”, small"), ("image", "“a”, small")]
)
def test_words_of_a_file(kind, words):
    assert words_of_file(kind, "a") == words


def test_a_place_without_a_box_has_no_picture():
    assert spot_of(Place(page_number=1)) is None
    assert FilePreview(application="", thumbnail=None, places={}).picture_of(Place(page_number=1)) is None


def test_the_page_shows_pictures_with_words_and_the_application_first():
    assessment, found = pictured(a_document(), FakePreviewer(application="latex"))
    entry = Entry(title="foxes.pdf", assessment=assessment, sort="pdf", preview=found)
    page = render(page_of([entry], rules_by_id(), title="Report")).decode()
    assert page.count(data_uri(PNG)) == 2
    assert 'alt="Page 1 of “foxes.pdf”, small"' in page
    assert 'alt="Page 1 with a frame around the place' in page
    assert "made with LaTeX" in page
    assert page.index("<h5>LaTeX</h5>") < page.index("<h5>Word</h5>")


def test_a_report_holds_only_so_many_pictures(monkeypatch, tmp_path):
    monkeypatch.setattr("curbcut.reports.html.MOST_REPORT_BYTES", 3 * len(PNG))
    data = a_document()
    assessment, found = pictured(data, FakePreviewer())
    with (tmp_path / "report.html").open("wb") as stream:
        report = HtmlReport(stream, rules_by_id(), lambda _: found)
        report.add("one.pdf", assessment)
        report.add("two.pdf", assessment)
        report.finish()
    page = (tmp_path / "report.html").read_text()
    assert page.count(data_uri(PNG)) == 2
    assert "more pictures than one page can hold" in page


class Unable(FakePreviewer):
    """Says why it shows nothing."""

    def show(self, _data, _context, _spots):
        return Preview("unknown", (), "LibreOffice is not installed.")


def test_a_report_says_why_a_file_is_not_pictured():
    data = a_docx(paragraph("x"))
    assessment = check(data, name="foxes.docx")
    found = preview_of(Unable(), data, assessment, rules_by_id())
    page = render(
        page_of(
            [Entry(title="foxes.docx", assessment=assessment, sort="docx", preview=found)], rules_by_id(), title="R"
        )
    )
    assert b"<p>LibreOffice is not installed.</p>" in page
    assert b"<img" not in page


def test_a_slide_with_many_places_is_pictured_once_an_issue():
    slide = slide_picture() + slide_picture()
    data = a_pptx(slide_shape("Foxes", placeholder='type="title"') + slide)
    assessment = check(data, name="foxes.pptx")
    previewer = FakePreviewer()
    found = preview_of(previewer, data, assessment, rules_by_id())
    assert previewer.spots == (Spot(1), Spot(1))
    page = render(
        page_of(
            [Entry(title="foxes.pptx", assessment=assessment, sort="pptx", preview=found)], rules_by_id(), title="R"
        )
    )
    assert page.count(b'class="place"') == 1
    assert page.count('alt="Slide 1 of “foxes.pptx”, small"'.encode()) == 1
