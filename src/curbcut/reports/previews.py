"""Which places of a file a report shows as pictures, how many and how large, and what each shows in words."""

from base64 import b64encode
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curbcut.documents.context import Context
from curbcut.documents.place import Place
from curbcut.reports.issues import issues_of, reviews_of
from curbcut.rules.rule import Rule
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.preview import SHOWN, SLIDES, Previewer, Spot

PICTURES_AN_ISSUE = 2
PICTURES_A_FILE = 12
"""Enough to recognise the places; the others are named by page."""

MOST_PICTURE_BYTES = 120_000
MOST_REPORT_BYTES = 12 << 20
"""Pictures of one report; mail programs and browsers still take a page of that size."""

_APPLICATIONS = {
    "word": "Word",
    "powerpoint": "PowerPoint",
    "excel": "Excel",
    "libreoffice": "LibreOffice",
    "google-docs": "Google Docs",
    "latex": "LaTeX",
    "indesign": "InDesign",
    "browser": "a browser",
    "scanner": "A scanner",
}
"""Names of applications, as the parts of guidance are headed."""


class FilePreview(Struct, frozen=True, kw_only=True):
    """What a report shows of a file beside its findings.

    Attributes:
        application: The application that it was made with, as guidance is headed; empty when it does not say.
        thumbnail: Its first page or slide, or all of a picture, as PNG.
        places: PNG pictures of places.
        why_not: Why there are no pictures, where somebody can do something about that.
    """

    application: str
    thumbnail: bytes | None
    places: dict[Spot, bytes]
    why_not: str = ""

    @property
    def size_bytes(self) -> int:
        """Size of all pictures."""
        return len(self.thumbnail or b"") + sum(map(len, self.places.values()))

    def picture_of(self, place: Place) -> bytes | None:
        """Return the picture of a place, if there is one."""
        spot = spot_of(place)
        return None if spot is None else self.places.get(spot)


def preview_of(
    previewer: Previewer, data: bytes, assessment: Assessment, rules: Mapping[str, Rule]
) -> FilePreview | None:
    """Picture a file and the places of its issues; `None` for files that have nothing to show or cannot be shown."""
    if assessment.kind not in SHOWN or not assessment.results or assessment.status != "checked":
        return None
    spots = tuple(_spots(assessment, rules))
    shown = previewer.show(data, Context(name=assessment.name), (Spot(1), *spots))
    if shown is not None and shown.why_not:
        return FilePreview(application="", thumbnail=None, places={}, why_not=shown.why_not)
    if shown is None or not shown.pictures:
        return None
    pictures = [picture if picture and len(picture) <= MOST_PICTURE_BYTES else None for picture in shown.pictures]
    places = {spot: picture for spot, picture in zip(spots, pictures[1:], strict=True) if picture is not None}
    return FilePreview(application=_APPLICATIONS.get(shown.application, ""), thumbnail=pictures[0], places=places)


def spot_of(place: Place) -> Spot | None:
    """Return what to show of a place: its box on a page or in a picture, or its slide; `None` when it has neither."""
    if place.slide_number is not None:
        return Spot(place.slide_number, place.rectangle)
    if place.rectangle is None:
        return None
    return Spot(place.page_number or 1, place.rectangle)


def words_of_file(kind: str, title: str) -> str:
    """Return the text alternative of the small picture of a file."""
    if kind == "image":
        return f"“{title}”, small"
    return f"{'Slide' if kind in SLIDES else 'Page'} 1 of “{title}”, small"


def words_of_place(place: Place, which: str = "the place") -> str:
    """Say what the picture of a place shows, as the beginning of a text alternative; `which` is what to call the place."""
    where = f"Page {place.page_number}" if place.page_number is not None else "The picture"
    if place.slide_number is not None:
        where = f"Slide {place.slide_number}"
        if place.rectangle is None:
            return f"{where}, on which {which} is"
    return f"{where} with a frame around {which}"


def data_uri(picture: bytes | None) -> str:
    """Write a PNG picture so that it stands in the page itself; empty without one."""
    return "" if picture is None else f"data:image/png;base64,{b64encode(picture).decode('ascii')}"


def _spots(assessment: Assessment, rules: Mapping[str, Rule]) -> Iterator[Spot]:
    chosen: set[Spot] = set()
    for issue in (*issues_of(assessment, rules), *reviews_of(assessment, rules)):
        found = [spot for finding in issue.findings if (spot := spot_of(finding.place)) is not None]
        for spot in found[:PICTURES_AN_ISSUE]:
            if spot not in chosen and len(chosen) < PICTURES_A_FILE:
                chosen.add(spot)
                yield spot
