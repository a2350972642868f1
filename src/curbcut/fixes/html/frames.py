"""Frames: a title that says what is in them."""

from curbcut.documents.html import Element
from curbcut.fixes.fix import Fix, Question
from curbcut.fixes.html.editing import Patch, on_element, with_attribute


def _title(frame: Element, text: str) -> list[Patch]:
    return [with_attribute(frame, "title", text)]


FIXES = (
    Fix(
        id="title-frame",
        title="Give the embedded page a title",
        kinds=("html",),
        asks=Question(kind="text", label="What is in the embedded page?", longest=300),
        make=on_element(_title),
    ),
)
