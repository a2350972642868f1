"""Guidance as HTML: CommonMark without raw HTML, its headings moved under the heading of the page around it."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


_PART = re.compile(r"^(?=### )", re.MULTILINE)


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


def with_first(text: str, names: Sequence[str]) -> str:
    """Put the parts that are headed by one of some names first, in the order of the names; the others keep theirs.

    Args:
        text: Markdown whose parts begin with a third-level heading.
        names: Headings, such as `Word`.
    """
    before, *parts = _PART.split(text)
    rank = {name: index for index, name in enumerate(names)}
    parts.sort(key=lambda part: rank.get(part.partition("\n")[0].removeprefix("### ").strip(), len(rank)))
    return "\n\n".join(piece.strip() for piece in (before, *parts) if piece.strip())


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most commands render nothing

    return MarkdownIt("commonmark", {"html": False}).enable("table")
