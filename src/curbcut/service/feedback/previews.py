"""What files look like, for people on an item's page: from kept bytes alone, in one bounded child, a few remembered."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from curbcut.documents.context import Context
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.place import Place
from curbcut.reports.previews import FilePreview, preview_of, spot_of
from curbcut.rules.catalogue import rules_by_id
from curbcut.scoring.preview import SHOWN, Previewer
from curbcut.service.checking.file_cache import FileCache, file_cache
from curbcut.service.checking.models import Result, Standing
from curbcut.service.feedback.assessments import full_assessment_of
from curbcut.service.library.models import Item

MOST_REMEMBERED = 16
"""Files whose pictures stay in memory: at most 13 pictures of 120 kB each, so 25 MB."""

TRY_AGAIN_SECONDS = 600.0
"""A file that could not be rendered is not tried again before, so that one slow file cannot hold every request."""

WAIT_SECONDS = 5.0
"""How long a request waits while another file is rendered."""

_LIMITS = Limits(cpu_seconds=10, wall_seconds=15.0)
"""Less than a report may use: a person waits for the page."""

NOT_KEPT = "It is not pictured: the file is no longer kept here. That changes when it is next fetched from Canvas."
NOT_RENDERED = "It is not pictured: it could not be rendered."
BUSY = "It is not pictured yet: another file is being rendered. Open this page again in a moment."


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be shown of a file.

    Attributes:
        preview: Its pictures, and what it was made with.
        why_not: Why there are none, as a sentence; empty for what has no pages.
        is_busy: Whether that is over in a moment.
    """

    preview: FilePreview | None = None
    why_not: str = ""
    is_busy: bool = False


_Key = tuple[int, str, int]


class Previews:
    """Previews of items. Safe for several threads; the child starts when first needed.

    Args:
        previewer: Renders, one file at a time.
        files: Gives the kept files; nothing is ever fetched for a picture.
        clock: Seconds that only grow.
        wait_seconds: How long to wait while another file is rendered.
    """

    def __init__(
        self,
        previewer: Previewer,
        files: Callable[[], FileCache] = file_cache,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._previewer = previewer
        self._files = files
        self._clock = clock
        self._wait_seconds = wait_seconds
        self._rendering = threading.Lock()
        self._remembering = threading.Lock()
        self._remembered: OrderedDict[_Key, tuple[float, Sight]] = OrderedDict()

    def of(self, item: Item) -> Sight:
        """Return what can be shown of an item; its pictures are those of the content that its result is about."""
        result = _result_of(item)
        if result is None:
            return Sight()
        key = (result.institution_id, result.fingerprint, result.pk)
        if (known := self._recall(key)) is not None:
            return known
        # One file at a time is read into memory, however many people look.
        if not self._rendering.acquire(timeout=self._wait_seconds):
            return Sight(why_not=BUSY, is_busy=True)
        try:
            return self._recall(key) or self._made(key, item, result)
        finally:
            self._rendering.release()

    def picture_of(self, item: Item, place: Place) -> Sight:
        """Return what can be shown of an item with the picture of one place, rendered now when it is not remembered.

        It is not remembered afterwards: whoever walks through 200 places of a file sees each once.
        """
        sight, spot = self.of(item), spot_of(place)
        result = _result_of(item)
        if sight.preview is None or spot is None or spot in sight.preview.places or result is None:
            return sight
        if not self._rendering.acquire(timeout=self._wait_seconds):
            return Sight(why_not=BUSY, is_busy=True)
        try:
            data = self._files().get(item.institution, result.fingerprint)
            shown = None if data is None else self._previewer.show(data, Context(name=item.title), (spot,))
        finally:
            self._rendering.release()
        picture = None if shown is None else next(iter(shown.pictures), None)
        return sight if picture is None else Sight(replace(sight.preview, places={spot: picture}))

    def close(self) -> None:
        """End the child and forget everything."""
        with self._remembering:
            self._remembered.clear()
        self._previewer.close()

    def _made(self, key: _Key, item: Item, result: Result) -> Sight:
        data = self._files().get(item.institution, result.fingerprint)
        if data is None:
            return Sight(why_not=NOT_KEPT)
        preview = preview_of(self._previewer, data, full_assessment_of(item), rules_by_id())
        sight = Sight(why_not=NOT_RENDERED) if preview is None else Sight(preview)
        if preview is not None and preview.why_not:
            sight = Sight(why_not=preview.why_not)
        with self._remembering:
            self._remembered[key] = (self._clock(), sight)
            while len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return sight

    def _recall(self, key: _Key) -> Sight | None:
        with self._remembering:
            made_at, sight = self._remembered.get(key, (0.0, None))
            if sight is None:
                return None
            if sight.preview is None and self._clock() - made_at >= TRY_AGAIN_SECONDS:
                del self._remembered[key]
                return None
            self._remembered.move_to_end(key)
            return sight


def _result_of(item: Item) -> Result | None:
    """Return the result whose places can be pictured: of a file that has something to show, was checked and still counts."""
    standing: Standing | None = getattr(item, "standing", None)
    if not item.is_file or standing is None or standing.state != Standing.State.CHECKED:
        return None
    result = standing.result
    return result if result is not None and result.file_kind in SHOWN and result.status == "checked" else None


PREVIEWS = Previews(Previewer(limits=_LIMITS))
"""This process's previews; nothing runs before somebody looks at a file."""
