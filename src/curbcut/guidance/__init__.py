"""What people read about an issue: one Markdown file a rule a language, `en/<rule-id>.md`, with three headings."""

import re
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from curbcut.errors import CurbcutError

FALLBACK_LANGUAGE = "en"

WHAT = "What this is"
WHY = "Why it matters"
HOW = "How to fix it"
HEADINGS = (WHAT, WHY, HOW)
"""The headings that every file has, in this order."""

_HEADING = re.compile(rf"^#{{1,3}} +({'|'.join(HEADINGS)}) *#*$", re.MULTILINE)
_RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class MissingGuidanceError(CurbcutError):
    """A rule has no guidance, or its file lacks one of the three headings; the text says which."""

    code = "missing-guidance"


class Guidance(Struct, frozen=True, kw_only=True):
    """Guidance on one rule; each part is Markdown.

    Attributes:
        rule_id: The rule.
        language: Language of the text, which is English when there is no other.
        what: What this is.
        why: Why it matters.
        how: How to fix it, one part a source application.
    """

    rule_id: str
    language: str
    what: str
    why: str
    how: str


@lru_cache(maxsize=1024)
def guidance_of(rule_id: str, language: str = FALLBACK_LANGUAGE) -> Guidance:
    """Read the guidance on a rule.

    Args:
        rule_id: The rule's id.
        language: BCP 47 tag; when there is no text in it, in its primary language neither, English is given.

    Raises:
        MissingGuidanceError: There is no such text, or it is not whole.
    """
    if not _RULE_ID.fullmatch(rule_id):
        raise MissingGuidanceError(f"{rule_id!r} is not the id of a rule.")
    for each in dict.fromkeys((language, language.partition("-")[0], FALLBACK_LANGUAGE)):
        if not _LANGUAGE.fullmatch(each):
            continue
        file = files(__name__).joinpath(each, f"{rule_id}.md")
        if file.is_file():
            return parse(rule_id, each, file.read_text(encoding="utf-8"))
    raise MissingGuidanceError(f"There is no guidance on the rule {rule_id}.")


def parse(rule_id: str, language: str, text: str) -> Guidance:
    """Take a guidance file apart at its three headings; what stands before the first is not for people.

    Raises:
        MissingGuidanceError: A heading is absent, twice there or has no text.
    """
    pieces = _HEADING.split(text)
    parts = {heading: body.strip() for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    absent = [heading for heading in HEADINGS if not parts.get(heading)]
    if absent or len(pieces) != 1 + 2 * len(HEADINGS):
        named = ", ".join(absent) or "one of them stands there twice"
        raise MissingGuidanceError(f"The guidance on {rule_id} ({language}) lacks text under its headings: {named}.")
    return Guidance(rule_id=rule_id, language=language, what=parts[WHAT], why=parts[WHY], how=parts[HOW])
