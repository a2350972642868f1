"""Pictures of places, through the child's function and through the pipe."""

from io import BytesIO

import msgspec
import pytest
from PIL import Image
from tests.builders.pdf import a_pdf

from curbcut.documents.context import Context, Conversion
from curbcut.documents.conversion import Converted, NotConverted
from curbcut.documents.isolation.frames import Answer, Stopped
from curbcut.scoring import preview
from curbcut.scoring.preview import MOST_SPOTS, Preview, Previewer, Spot, answer

FOXES = Context(name="foxes.pdf")


def shown(data, *spots, context=FOXES):
    request = msgspec.msgpack.encode((context, data, spots))
    return msgspec.msgpack.decode(answer(request), type=Preview | None)


def test_a_page_and_a_place():
    data = a_pdf(2).with_info(Creator="Microsoft Word 2021").draw("1 0 0 rg 100 500 50 20 re f", 1).build()
    found = shown(data, Spot(1), Spot(2, (100, 500, 150, 520)))
    assert found.application == "word"
    page, place = (Image.open(BytesIO(picture)).convert("RGB") for picture in found.pictures)
    assert page.height > page.width > 200
    assert place.getpixel((place.width // 2, place.height // 2)) == (255, 0, 0)


def test_a_page_that_is_not_there_leaves_its_place_empty():
    pictures = shown(a_pdf().build(), Spot(7), Spot(1)).pictures
    assert pictures[0] is None
    assert pictures[1] is not None


def test_no_more_pictures_than_a_report_can_show():
    assert len(shown(a_pdf().build(), *[Spot(1, (0, 0, 9, 9))] * (MOST_SPOTS + 1)).pictures) == MOST_SPOTS


@pytest.mark.parametrize(
    ("data", "name"), [(b"%PDF-1.7\nnothing", "a.pdf"), (b"<p>Foxes</p>", "a.html"), (b"", "a.pdf")]
)
def test_what_has_no_pages(data, name):
    assert shown(data, Spot(1), context=Context(name=name)) is None


class FakePool:
    """Keeps the contract of `Pool` with a reply made beforehand."""

    def __init__(self, *_, **__):
        pass

    reply: Answer | Stopped

    def call(self, _request):
        return self.reply

    def close(self):
        pass


@pytest.mark.parametrize("reply", [Stopped("cpu-time", "It takes too long."), Answer(b"\xc1 garbage")])
def test_a_child_without_an_answer_costs_the_pictures_alone(monkeypatch, reply):
    monkeypatch.setattr(preview, "Pool", FakePool)
    monkeypatch.setattr(FakePool, "reply", reply, raising=False)
    with Previewer() as previewer:
        assert previewer.show(b"", FOXES, (Spot(1),)) is None


def test_through_a_real_child():
    with Previewer() as previewer:
        found = previewer.show(a_pdf().build(), FOXES, (Spot(1),))
    assert found.pictures[0].startswith(b"\x89PNG")


def test_a_picture_is_shown_small_and_framed():
    picture = Image.new("RGB", (960, 400), "white")
    out = BytesIO()
    picture.save(out, "PNG")
    found = shown(out.getvalue(), Spot(1), Spot(1, (100, 20, 300, 60)), context=Context(name="fox.png"))
    whole, place = (Image.open(BytesIO(each)).convert("RGB") for each in found.pictures)
    assert (whole.size, whole.getpixel((49, 180))) == ((480, 200), (255, 255, 255))
    assert place.getpixel((49, 180)) != (255, 255, 255)


class FakeConverter:
    """Keeps the contract of `Converter` with an answer made beforehand."""

    def __init__(self, found):
        self.found = found
        self.asked = []

    def convert(self, _data, kind, target):
        self.asked.append((kind, target))
        return self.found

    def close(self):
        pass


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.ods", "a.rtf", "a.ppt"])
def test_office_files_are_drawn_into_a_pdf(monkeypatch, name):
    monkeypatch.setattr(preview, "Pool", FakePool)
    monkeypatch.setattr(
        FakePool, "reply", Answer(msgspec.msgpack.encode(Preview("libreoffice", (b"PNG",)))), raising=False
    )
    previewer = Previewer()
    kind = name.rpartition(".")[2]
    previewer._converter = FakeConverter(Converted(Conversion(kind, "pdf"), b"%PDF-"))
    assert previewer.show(b"", Context(name=name), (Spot(1),)) == Preview("unknown", (b"PNG",))
    assert previewer._converter.asked == [(kind, "pdf")]


@pytest.mark.parametrize(
    ("code", "word"), [("not-installed", "installed"), ("failed", "could not"), ("wall-time", "could not")]
)
def test_what_is_not_drawn_says_why(code, word):
    previewer = Previewer()
    previewer._converter = FakeConverter(NotConverted(code, "x"))
    found = previewer.show(b"", Context(name="a.docx"), (Spot(1),))
    assert found.pictures == ()
    assert word in found.why_not
