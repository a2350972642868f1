"""The pictures of an item's page: which there are, their addresses, sizes and text alternatives."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import truncatechars
from django.urls import reverse
from msgspec.structs import replace

from curbcut.documents.place import Place
from curbcut.reports.page import ShownIssue, ShownPlace
from curbcut.reports.previews import (
    PICTURES_A_FILE,
    PICTURES_AN_ISSUE,
    FilePreview,
    spot_of,
    words_of_file,
    words_of_place,
)
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.preview import SLIDES
from curbcut.service.library.models import Item

if TYPE_CHECKING:
    from curbcut.scoring.preview import Spot

_MOST_WORDS = 80
"""Characters of a title or an excerpt in a text alternative."""

_SIZE = slice(16, 24)
"""Where a PNG says its size: after the signature, the length and the name of its first chunk."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the template shows it, sized in CSS pixels."""

    address: str
    alternative: str
    width: int
    height: int


class Gallery:
    """The pictures of one item's page.

    Args:
        item: Whose page.
        preview: What its file looks like; `None` when nothing can be shown.
    """

    def __init__(self, item: Item, preview: FilePreview | None) -> None:
        self._item = item
        self._preview = preview
        self._left = PICTURES_A_FILE

    @property
    def application(self) -> str:
        """What the file was made with, as it stands inside a sentence; empty when unknown."""
        name = "" if self._preview is None else self._preview.application
        return name.replace("A scanner", "a scanner")

    @property
    def without_pictures(self) -> FilePreview | None:
        """The preview with its words alone, for a page whose pictures have addresses of their own."""
        return None if self._preview is None else replace(self._preview, thumbnail=None, places={})

    @property
    def thumbnail(self) -> Picture | None:
        """The first page, small."""
        data = None if self._preview is None else self._preview.thumbnail
        if data is None:
            return None
        words = words_of_file(self._kind, truncatechars(self._item.title, _MOST_WORDS))
        return self._picture(data, self._address("item-thumbnail"), words)

    @property
    def is_of_slides(self) -> bool:
        """Whether what it shows are slides rather than pages."""
        return self._kind in SLIDES

    @property
    def _kind(self) -> str:
        result = self._item.standing.result
        return "" if result is None else result.file_kind

    def picture_at(self, rule_id: str, number: int, place: Place) -> Picture | None:
        """Return the picture of one place, whatever was shown before; `None` when there is none of it."""
        data = None if self._preview is None else self._preview.picture_of(place)
        if data is None:
            return None
        excerpt = truncatechars(place.excerpt, _MOST_WORDS)
        words = words_of_place(place) + (excerpt and f": {excerpt}")
        return self._picture(data, self._address("item-picture", rule_id, number), words)

    def address_at(self, rule_id: str, number: int, place: Place) -> str:
        """Return where the picture of any place can be had, rendered when it is asked for; empty when there is none."""
        if self._preview is None or spot_of(place) is None:
            return ""
        return self._address("place-picture", rule_id, number)

    def places_of(self, found: ShownIssue) -> list[tuple[ShownPlace, Picture | None]]:
        """Return the places of an issue, the first of them with pictures; called once an issue, in reading order."""
        left_here = PICTURES_AN_ISSUE
        pictured: set[Spot | None] = set()
        places: list[tuple[ShownPlace, Picture | None]] = []
        for position, (number, shown) in enumerate(_numbered(found), 1):
            picture = None
            if min(self._left, left_here) > 0 and (spot := spot_of(shown.place)) not in pictured:
                picture = self._picture_of(found, shown, number, position)
                pictured.add(spot)
            if picture is not None:
                self._left -= 1
                left_here -= 1
            places.append((shown, picture))
        return places

    def _picture_of(self, found: ShownIssue, shown: ShownPlace, number: int, position: int) -> Picture | None:
        data = None if self._preview is None else self._preview.picture_of(shown.place)
        if data is None:
            return None
        excerpt = truncatechars(shown.excerpt, _MOST_WORDS)
        words = words_of_place(shown.place, f"place {position}") + (excerpt and f": {excerpt}")
        return self._picture(data, self._address("item-picture", found.issue.rule.id, number), words)

    def _picture(self, data: bytes, address: str, words: str) -> Picture:
        width, height = struct.unpack(">II", data[_SIZE])
        return Picture(address, words, width, height)

    def _address(self, name: str, *which: str | int) -> str:
        item = self._item
        address = reverse(name, args=(item.institution_id, item.course_id, item.pk, *which))
        # Browsers keep pictures for an hour; those of a newer result have another address.
        return f"{address}?result={item.standing.result_id}"


def place_of(assessment: Assessment, rule_id: str, number: int) -> Place | None:
    """Return the place of a rule's finding, counted from 1 over all outcomes; `None` when there is no such finding."""
    findings = next((result.findings for result in assessment.results if result.rule_id == rule_id), ())
    return findings[number - 1].place if 1 <= number <= len(findings) else None


def _numbered(found: ShownIssue) -> Iterator[tuple[int, ShownPlace]]:
    """Give each shown place the number of its finding among all of its rule, as `place_of` counts."""
    outcome = found.issue.outcome
    numbers = (number for number, each in enumerate(found.issue.result.findings, 1) if each.outcome is outcome)
    return zip(numbers, found.places, strict=False)
