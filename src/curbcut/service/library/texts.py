"""What Canvas sends, as text that PostgreSQL can keep."""

import hashlib
import json


def storable(text: str | None, length: int | None = None) -> str:
    """Return text without the characters that PostgreSQL refuses (NUL, halves of surrogate pairs), cut to a length."""
    clean = (text or "").replace("\x00", "�").encode("utf-8", "replace").decode()
    return clean if length is None else clean[:length]


def visible(text: str) -> str:
    """Return text, or nothing where no character of it can be seen: a link by such a name could not be found."""
    return text if any(character.isprintable() and not character.isspace() for character in text) else ""


def digest(*parts: object) -> str:
    """Return the sha256 (hex) of some values; the same values give the same digest on every machine."""
    return hashlib.sha256(json.dumps(parts, default=str, ensure_ascii=True).encode()).hexdigest()


def fingerprint(data: bytes) -> str:
    """Return the sha256 (hex) of content."""
    return hashlib.sha256(data).hexdigest()
