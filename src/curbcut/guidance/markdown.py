"""Guidance as HTML: CommonMark without raw HTML, its headings moved under the heading of the page around it."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def to_html(text: str, *, heading_level: int = 4) -> str:
    """Render a part of a guidance file.

    Args:
        text: Markdown.
        heading_level: Level that the highest heading in the text gets; the lower ones follow without a gap.
    """
    parser = _parser()
    tokens = parser.parse(text)
    levels = sorted({int(token.tag[1:]) for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, heading_level + levels.index(int(token.tag[1:])))}"
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most commands render nothing

    return MarkdownIt("commonmark", {"html": False}).enable("table")
