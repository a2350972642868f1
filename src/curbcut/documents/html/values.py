"""What values of CSS properties have in common: keywords that all take, what is computed from outside, and how they part."""

import re

WIDE_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
"""Values that every property takes (CSS Cascade 5, section 7.3)."""

_COMPUTED = re.compile(
    r"\b(?:var|env|attr|calc|min|max|clamp|color-mix|light-dark|contrast-color|device-cmyk)\(|\(from "
)
_WEIGHT = re.compile(r"bold|bolder|lighter|normal|[1-9]\d{0,2}(?:\.\d+)?|1000")


def is_computed(value: str) -> bool:
    """Tell whether a value is worked out from something outside itself: a variable, a calculation."""
    return "(" in value and _COMPUTED.search(value) is not None


def split_outside_parentheses(value: str, separator: str) -> list[str]:
    """Split at a separator (one character; a blank splits at white space), but not inside parentheses."""
    if "(" not in value:
        parts = value.split(separator) if separator != " " else value.split()
        return [part.strip() for part in parts]
    parts, depth, start = [], 0, 0
    for index, char in enumerate(value):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == separator and depth <= 0:
            parts.append(value[start:index].strip())
            start = index + 1
    parts.append(value[start:].strip())
    return [part for part in parts if part] if separator == " " else parts


def is_weight(value: str) -> bool:
    """Tell whether a value is one of `font-weight`."""
    return _WEIGHT.fullmatch(value) is not None
