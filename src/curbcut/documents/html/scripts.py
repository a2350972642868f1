"""What the scripts of a page write into elements that they find by id, as far as their text says it."""

import re
from collections.abc import Iterable, Iterator

_MOST_CHARACTERS = 1_000_000
"""Of all scripts of a page together; libraries pasted into a page find nothing of it by a written id."""
_FOUND = re.compile(
    r"""(?:getElementById\(\s{0,9}["'`]|(?:querySelector|\$)\(\s{0,9}["'`]#)([\w:.-]{1,200})["'`]\s{0,9}\)"""
)
_WRITES = (
    r"\s{0,9}(?:\?|!)?\.\s{0,9}(?:"
    r"(?:innerHTML|innerText|textContent|ariaLabel|title|alt|placeholder)\s{0,9}\+?=(?!=)"
    r"|(?:append|appendChild|prepend|replaceChildren|insertAdjacent\w+|attachShadow|html|text)\("
    r"""|(?:setAttribute|attr)\(\s{0,9}["'`](?:aria-label|aria-labelledby|title|alt|placeholder)["'`])"""
)
_WRITTEN = re.compile(_WRITES)
_KEPT = re.compile(r"([\w$]{1,40})\s{0,9}=\s{0,9}(?:(?:window\.)?document\.)?$")
_WRITTEN_BY_NAME = re.compile(rf"(?<![\w$.])([\w$]{{1,40}})(?={_WRITES})")
_LONGEST_START = 80


def ids_written_to(scripts: Iterable[str]) -> frozenset[str]:
    """Return the ids of elements that get content or a name from a script.

    Args:
        scripts: Texts of the scripts of a page.
    """
    return frozenset(_ids_in("\n".join(scripts)[:_MOST_CHARACTERS]))


def _ids_in(text: str) -> Iterator[str]:
    kept: dict[str, list[str]] = {}
    for found in _FOUND.finditer(text):
        if _WRITTEN.match(text, found.end()):
            yield found[1]
        variable = _KEPT.search(text[max(0, found.start() - _LONGEST_START) : found.start()])
        if variable is not None:
            kept.setdefault(variable[1], []).append(found[1])
    for name in {match[1] for match in _WRITTEN_BY_NAME.finditer(text)}:
        # Browsers make every id a variable of the window.
        yield name
        yield from kept.get(name, ())
