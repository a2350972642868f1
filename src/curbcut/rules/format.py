"""A format: how its bytes are read, what is checked in it, and which rules speak of a file that cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from curbcut.documents.context import Context
from curbcut.documents.used_picture import UsedPicture
from curbcut.rules.rule import AnyCheck, Rule

STANDARD_PAGE_CHARACTERS = 1800
"""Characters of text that make one standard page, the unit in which formats measure content."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Format:
    """One family of kinds that is read and checked in the same way.

    Attributes:
        kinds: Kinds of file (`documents/kinds.py`) that it covers.
        read: Bytes and context to a document; raises `UnreadableDocumentError` or one of its children.
        checks: Every check, in the order of reports.
        malformed: The rule that fails on `MalformedDocumentError`, with the message key `malformed` and fact `why`.
        encrypted: The rule that fails on `EncryptedDocumentError`, with the message key `encrypted` and fact `why`.
        holds: Says what a document holds, in the words of the checks' `needs`; `None` where no check has any.
        measure: How much content a document has, in standard pages (1,800 characters of text, or a page or slide that
            is laid out as one); weighs the item in the score of its course. `None` when nobody can say.
        pictures: The pictures that a document shows, which may be files of the same course.
        release: Takes a document that was checked apart, so that its memory is free at once; `None` where nothing in it
            holds each other.
    """

    kinds: tuple[str, ...]
    read: Callable[[bytes, Context], Any]
    checks: tuple[AnyCheck, ...]
    malformed: Rule | None = None
    encrypted: Rule | None = None
    holds: Callable[[Any], frozenset[str]] | None = None
    measure: Callable[[Any], float] | None = None
    pictures: Callable[[Any], tuple[UsedPicture, ...] | None] | None = None
    release: Callable[[Any], None] | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that applies to these kinds, the two of unreadable files first."""
        unreadable = tuple(rule for rule in (self.malformed, self.encrypted) if rule is not None)
        return unreadable + tuple(check.rule for check in self.checks)
