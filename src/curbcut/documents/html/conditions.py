"""What conditional groups of style rules ask: `@media` and `@supports`. Sources: Media Queries 4; CSS Conditional Rules 3.

An answer is yes, no, or `None` where it cannot be known.
"""

import re
from collections.abc import Callable, Iterable

import cssselect2

from curbcut.documents.html.declarations import parse_declarations
from curbcut.documents.html.relations import SELECTOR_FAULTS

_Answer = bool | None

_VIEWPORT = {"width": 1280.0, "height": 720.0}
_MOST_PARENTHESES = 50
_MEDIUM = re.compile(r"(not\s+)?(?:only\s+)?([a-z-]+)\b(?:\s+and\s+(.*))?", re.DOTALL)
_LENGTH = r"(\d+|\d*\.\d+)(px|em|rem)"
_BOUND = re.compile(rf"(?:(min|max)-)?(width|height):{_LENGTH}")
_RANGE = re.compile(rf"(?:{_LENGTH}(<=?|>=?|=))?(width|height)(?:(<=?|>=?|=){_LENGTH})?")
_OF_OTHER_WINDOWS = re.compile(
    r"(?:any-)?(?:hover|pointer)\b|prefers-|orientation\b|forced-colors\b|inverted-colors\b|monochrome\b|scripting\b|update\b|grid\b"
)
_MET = frozenset({
    "color", "hover", "any-hover", "pointer", "any-pointer", "orientation:landscape", "hover:hover", "any-hover:hover",
    "pointer:fine", "any-pointer:fine", "prefers-color-scheme:light", "prefers-reduced-motion:no-preference",
    "prefers-contrast:no-preference", "forced-colors:none", "inverted-colors:none", "scripting:enabled", "update:fast", "grid:0",
})  # fmt: skip
"""Features of a window of 1280 by 720 with a mouse, in light colours."""
_KNOWN_PROPERTY = re.compile(
    r"--|-webkit-|(?:accent-color|align|all|animation|appearance|aspect-ratio|backdrop-filter|background|block-size|border|bottom|box|"
    r"break|caret-color|clear|clip|color|column|columns|contain|container|content|counter|cursor|direction|display|filter|flex|float|"
    r"font|gap|grid|height|hyphens|initial-letter|inline-size|inset|isolation|justify|left|letter-spacing|line|list-style|margin|mask|"
    r"max|min|mix-blend-mode|object|offset|opacity|order|outline|overflow|overscroll-behavior|padding|perspective|place|position|right|"
    r"rotate|row-gap|scale|scroll|scrollbar|shape|tab-size|text|top|touch-action|transform|transition|translate|user-select|"
    r"vertical-align|visibility|white-space|width|will-change|word|writing-mode|z-index|zoom)(?:-[a-z-]+)?$"
)
_OF_OTHER_BROWSERS = ("-moz-", "-ms-", "-o-", "-khtml-")


def medium_matches(queries: str) -> bool:
    """Tell whether a media query list matches a window of 1280 by 720 in light colours."""
    return not queries.strip() or any(_query_matches(query.strip().lower()) for query in queries.split(","))


def is_supported(condition: str) -> bool | None:
    """Tell whether the browsers of today have what `@supports` asks for; `None` when that is not known."""
    return _answer(condition.strip().lower(), _has_declaration)


def _query_matches(query: str) -> bool:
    medium = _MEDIUM.fullmatch(query)
    if medium is None or query.startswith("not("):
        return _answer(query, _has_feature) is True
    negated, kind, condition = medium.groups()
    answer = kind in {"all", "screen"} and (condition is None or _answer(condition, _has_feature))
    return answer is False if negated else answer is True


def _answer(condition: str, test: Callable[[str], _Answer]) -> _Answer:
    """Work out a condition of `and`, `or`, `not` and parentheses around what a test answers."""
    if condition.count("(") > _MOST_PARENTHESES:
        return None
    condition = condition.strip()
    for word in ("or", "and"):
        parts = _split(condition, word)
        if len(parts) > 1:
            return _joined([_answer(part, test) for part in parts], decisive=word == "or")
    if condition.startswith(("not ", "not(")):
        inner = _answer(condition[3:], test)
        return None if inner is None else not inner
    if condition.startswith("selector(") and condition.endswith(")"):
        return _has_selector(condition[len("selector(") : -1])
    if not (condition.startswith("(") and condition.endswith(")")):
        return None
    inside = condition[1:-1].strip()
    return _answer(inside, test) if inside.startswith(("(", "not ", "not(")) else test(inside)


def _split(condition: str, word: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"[()]|(?<=[\s)]){word}(?=[\s(])", condition):
        if match[0] == word:
            if depth == 0:
                parts.append(condition[start : match.start()])
                start = match.end()
        else:
            depth += 1 if match[0] == "(" else -1
    return [*parts, condition[start:]]


def _joined(answers: Iterable[_Answer], *, decisive: bool) -> _Answer:
    found = set(answers)
    return decisive if decisive in found else None if None in found else not decisive


def _has_feature(text: str) -> _Answer:
    feature = re.sub(r"\s+", "", text)
    if feature in _MET:
        return True
    if (bound := _BOUND.fullmatch(feature)) is not None:
        kind, side, number, unit = bound.groups()
        return _compares(_VIEWPORT[side], {"min": ">=", "max": "<="}.get(kind, "="), _pixels(number, unit))
    if (match := _RANGE.fullmatch(feature)) is not None:
        low, low_unit, before, side, after, high, high_unit = match.groups()
        size = _VIEWPORT[side]
        return (before is None or _compares(_pixels(low, low_unit), before, size)) and (
            after is None or _compares(size, after, _pixels(high, high_unit))
        )
    return False if _OF_OTHER_WINDOWS.match(feature) is not None else None


def _pixels(number: str, unit: str) -> float:
    return float(number) * (1 if unit == "px" else 16)


def _compares(left: float, sign: str, right: float) -> bool:
    if sign == "=":
        return left == right
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]


def _has_declaration(text: str) -> _Answer:
    name = text.partition(":")[0].strip()
    if name.startswith(_OF_OTHER_BROWSERS):
        return False
    if _KNOWN_PROPERTY.match(name) is None:
        return None
    return bool(parse_declarations(text))


def _has_selector(text: str) -> _Answer:
    try:
        return bool(cssselect2.compile_selector_list(text))
    except SELECTOR_FAULTS:
        return None
