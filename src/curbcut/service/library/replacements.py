"""Files that took others' places: Canvas keeps the old number in a text and shows the new one.

A text that differs from what we know in nothing else has not changed, and what Canvas keeps of it is what we know.
"""

import re
from collections.abc import Iterable

from curbcut.service.library.models import Course, Item

_FILE = re.compile(r"(?<=/files/)\d+")


class Replacements:
    """Which files of a course took which others' places."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._now = {former: item.canvas_id for item in items for former in item.former_ids}

    @classmethod
    def of_course(cls, course: Course) -> "Replacements":
        """Read those of a course."""
        items = Item.objects.of(course.institution).filter(course=course, kind=Item.Kind.FILE)
        return cls(items.exclude(former_ids=[]).only("canvas_id", "former_ids"))

    def has(self, canvas_id: str) -> bool:
        """Whether another file took the place of the one of this number."""
        return canvas_id in self._now

    def as_known(self, shown: str, *known: str) -> str:
        """Return the first known text that says the same but for the numbers of files, or else what is shown."""
        if not self._now or shown in known:
            return shown
        wanted = self._with_current(shown)
        return next((text for text in known if self._with_current(text) == wanted), shown)

    def _with_current(self, text: str) -> str:
        return _FILE.sub(lambda match: self._now.get(match[0], match[0]), text)
