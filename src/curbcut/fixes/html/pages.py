"""The page as a whole: its title."""

from curbcut.documents.html import Element
from curbcut.fixes.fix import Fix, FixRefusedError, Question
from curbcut.fixes.html.editing import Patch, escaped_text, on_element, proposing, with_content

_LONGEST = 300


def _set_title(root: Element, text: str) -> list[Patch]:
    document = root.document
    titles = document.by_tag("title")
    if titles:
        return [with_content(titles[0], text)]
    title = f"<title>{escaped_text(text)}</title>"
    for tag in ("head", "html"):
        element = next(iter(document.by_tag(tag)), None)
        if element is not None and element.spans is not None:
            end = element.spans.start_tag.end
            return [Patch(end, end, title if tag == "head" else f"<head>{title}</head>")]
    raise FixRefusedError("not-applicable", "The page has no head to put a title into.")


def _first_heading(root: Element) -> str | None:
    for heading in root.document.headings:
        if heading.accessible_name:
            return heading.accessible_name[:_LONGEST]
    return None


FIXES = (
    Fix(
        id="set-page-title",
        title="Give the page a title",
        kinds=("html",),
        asks=Question(kind="text", label="What is the page about?", longest=_LONGEST),
        make=on_element(_set_title),
        propose=proposing(_first_heading),
    ),
)
