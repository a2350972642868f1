"""The `html` form: one self-contained page that works with a keyboard, in a small window, in the dark, without script."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from curbcut.reports.page import Entry, Page, ScoreRow, page_of
from curbcut.reports.previews import MOST_REPORT_BYTES, FilePreview
from curbcut.rules.rule import Rule
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.bands import band_of

if TYPE_CHECKING:
    from jinja2 import Template


class HtmlReport:
    """Collects every file, then writes the page."""

    def __init__(
        self,
        stream: BinaryIO,
        rules: Mapping[str, Rule],
        preview_of: Callable[[str], FilePreview | None] = lambda _: None,
    ) -> None:
        """Begin a report.

        Args:
            stream: Where it goes.
            rules: The rules that results name.
            preview_of: Gives the pictures of a file that is added, if there are any.
        """
        self._stream = stream
        self._rules = rules
        self._preview_of = preview_of
        self._entries: list[Entry] = []
        self._left_bytes = MOST_REPORT_BYTES

    def add(self, file: str, assessment: Assessment) -> None:
        """Take up one file; pictures only as long as the page does not grow too large."""
        preview = self._preview_of(file)
        if preview is not None:
            self._left_bytes -= preview.size_bytes
            preview = preview if self._left_bytes >= 0 else None
        self._entries.append(Entry(title=file, assessment=assessment, sort=assessment.kind, preview=preview))

    def finish(self) -> None:
        """Write the page."""
        count = len(self._entries)
        unchecked = sum(entry.assessment.status != "checked" for entry in self._entries)
        introduction = [f"Files looked at: {count}. Could not be checked: {unchecked}."]
        notes = (
            [] if self._left_bytes >= 0 else ["There were more pictures than one page can hold; the last are left out."]
        )
        page = page_of(self._entries, self._rules, title="Accessibility report", introduction=introduction, notes=notes)
        self._stream.write(render(page))


def render(page: Page) -> bytes:
    """Write a page as HTML in UTF-8."""
    return _template().render(page=page, band_of=band_of).lstrip().encode("utf-8", "replace")


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("curbcut.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


__all__ = ["Entry", "HtmlReport", "ScoreRow", "page_of", "render"]
