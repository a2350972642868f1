"""Every format and every rule, in one place. Formats load on first use, so that a small check starts fast."""

from functools import cache

from curbcut.rules.format import Format
from curbcut.rules.rule import Rule

_OFFICE_KINDS = ("docx", "pptx", "xlsx", "odt", "odp", "ods", "doc", "ppt", "xls", "rtf")

KINDS = ("html", "pdf", *_OFFICE_KINDS, "image", "video", "audio")
"""Kinds of file that something here checks."""


@cache
def format_of(kind: str) -> Format | None:
    """Return the format that checks a kind of file (`documents/kinds.py`), or `None` when nothing does."""
    match kind:
        case "html":
            from curbcut.rules.html import HTML  # noqa: PLC0415 - loaded on first use

            return HTML
        case "pdf":
            from curbcut.rules.pdf import PDF  # noqa: PLC0415 - loaded on first use

            return PDF
        case kind if kind in _OFFICE_KINDS:
            from curbcut.rules.office import OFFICE  # noqa: PLC0415 - loaded on first use

            return OFFICE
        case "image":
            from curbcut.rules.image import IMAGE  # noqa: PLC0415 - loaded on first use

            return IMAGE
        case "video" | "audio":
            from curbcut.rules.media import MEDIA  # noqa: PLC0415 - loaded on first use

            return MEDIA
        case _:
            return None


@cache
def formats() -> tuple[Format, ...]:
    """Return every format once."""
    found = (format_of(kind) for kind in KINDS)
    return tuple(dict.fromkeys(format_ for format_ in found if format_ is not None))


@cache
def rules_by_id() -> dict[str, Rule]:
    """Return every rule of every format by its id."""
    return {rule.id: rule for format_ in formats() for rule in format_.rules}
