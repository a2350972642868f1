"""Whether two items hold the same content, when one was copied from the other's course."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curbcut.service.library.models import Item

_NUMBERED = re.compile(
    r"(/(?:courses|files|folders|assignments|quizzes|discussion_topics|announcements|pages|modules|items|media_attachments_iframe)/)\d+"
)
"""A copy of a course gets new numbers, and Canvas writes them into the links of the copied texts."""


def is_same_content(one: "Item", other: "Item") -> bool:
    """Whether two items are the same but for the numbers that Canvas gives to what they link to.

    Canvas tells where a course was copied from, and not which item became which; kind, title and content do.
    """
    if (one.kind, one.title) != (other.kind, other.title):
        return False
    if one.is_file:
        return bool(one.fingerprint) and one.fingerprint == other.fingerprint
    return bool(one.body.strip()) and _without_numbers(one.body) == _without_numbers(other.body)


def _without_numbers(body: str) -> str:
    return _NUMBERED.sub(r"\1*", body)
