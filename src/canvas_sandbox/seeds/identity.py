"""Identifiers that look like Canvas's own and are the same at every start."""

import hashlib
import re
import string
import unicodedata

_ALPHABET = string.ascii_letters + string.digits


def uuid_of(*parts: object) -> str:
    """Answer 40 letters and digits that depend on `parts` only, as Canvas's `uuid` columns look."""
    digest = hashlib.sha512("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:40])


def slug_of(title: str) -> str:
    """Answer the address part of a page's title: lower case, words joined by hyphens.

    Letters of any script stay, because a page titled in Greek needs an address too.
    """
    folded = "".join(
        char for char in unicodedata.normalize("NFKD", title) if not unicodedata.combining(char)
    ).casefold()
    return re.sub(r"[^\w]+", "-", folded).strip("-_") or "page"
