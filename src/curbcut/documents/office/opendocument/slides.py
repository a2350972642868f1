"""The pages of an OpenDocument presentation."""

from lxml import etree

from curbcut.documents.colours import WHITE
from curbcut.documents.office.model import Slide
from curbcut.documents.office.opendocument.names import DRAW, PRESENTATION, SVG, TEXT
from curbcut.documents.office.opendocument.styles import points_of
from curbcut.documents.office.opendocument.texts import Around, Walker
from curbcut.documents.place import Place

MOST_PAGES = 3_000
_FOOTERS = frozenset({"date-time", "footer", "page-number", "header"})


def read_pages(walker: Walker, body: etree._Element) -> None:
    """Collect everything on the pages of a presentation."""
    for number, page in enumerate(body.iterfind(DRAW + "page"), start=1):
        if number > MOST_PAGES:
            break
        walker.slide_number = number
        walker.heading = ""
        fill, is_picture = walker.styles.page_fill(
            page.get(DRAW + "style-name") or "", page.get(DRAW + "master-page-name") or ""
        )
        walker.page_height = walker.styles.page_height(page.get(DRAW + "master-page-name") or "")
        walker.page = None if is_picture else fill or WHITE
        frames = [each for each in page.iterdescendants(DRAW + "frame") if _is_title(each)]
        title = next((words for each in frames if (words := _words(each))), "")
        walker.content.slides.append(
            Slide(Place(slide_number=number, excerpt=title[:160]), title, bool(frames), tuple(_boxes(page)))
        )
        walker.walk(page, Around(), 0)


def _is_title(frame: etree._Element) -> bool:
    return frame.get(PRESENTATION + "class") == "title"


def _words(element: etree._Element) -> str:
    # Text of an empty place is only a prompt; such frames say that they are placeholders.
    if element.get(PRESENTATION + "placeholder") == "true":
        return ""
    return " ".join(
        " ".join("".join(str(text) for text in each.itertext()) for each in element.iter(TEXT + "p")).split()
    )


def _boxes(page: etree._Element) -> list[tuple[float, float, float, float]]:
    found: list[tuple[float, float, float, float]] = []
    for shape in page:
        if not str(shape.tag).startswith(DRAW) or shape.get(PRESENTATION + "class") in _FOOTERS or not _words(shape):
            continue
        sides = [points_of(shape.get(SVG + name)) for name in ("x", "y", "width", "height")]
        left, top, width, height = sides
        if left is not None and top is not None and width is not None and height is not None:
            found.append((left, top, left + width, top + height))
    return found
