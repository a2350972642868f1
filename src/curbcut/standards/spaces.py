"""What parts words in attributes. Source: Infra Standard, "ASCII whitespace"; HTML, "space-separated tokens"."""

import re

ASCII_WHITESPACE = " \t\n\f\r"
_TOKEN = re.compile(f"[^{ASCII_WHITESPACE}]+")


def tokens_of(value: str) -> list[str]:
    """Return the space-separated tokens of an attribute's value; a no-break space is part of one."""
    return _TOKEN.findall(value)
