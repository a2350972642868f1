"""ToUnicode maps: which character codes mean which text (ISO 32000-1, 9.10.3)."""

import re
from bisect import bisect_right
from typing import NamedTuple

MOST_BYTES = 8 * 1024 * 1024
"""A map of all 65,536 codes has some 2 MB."""

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[((?:\s*<[0-9A-Fa-f\s]*>)*)\s*\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


class _Span(NamedTuple):
    first: int
    last: int
    start: str


class ToUnicode:
    """One map; ranges stay ranges, so that a map of everything costs nothing."""

    def __init__(self, data: bytes) -> None:
        self._single: dict[int, str] = {}
        spans: list[_Span] = []
        for kind, body in _SECTION.findall(data[:MOST_BYTES]):
            if kind == b"bfchar":
                self._single.update((_number(code), _decoded(value)) for code, value in _CHAR.findall(body))
            else:
                self._read_ranges(body, spans)
        self._spans = sorted(spans)
        self._firsts = [span.first for span in self._spans]

    def _read_ranges(self, body: bytes, spans: list[_Span]) -> None:
        for first, last, start, listed in _RANGE.findall(body):
            if listed:
                values = enumerate(_HEX.findall(listed), _number(first))
                self._single.update((code, _decoded(value)) for code, value in values)
            else:
                spans.append(_Span(_number(first), _number(last), _decoded(start)))

    def lookup(self, code: int) -> str | None:
        """Return the text of a code; `None` when the map does not have it."""
        if code in self._single:
            return self._single[code]
        at = bisect_right(self._firsts, code) - 1
        if at < 0 or code > self._spans[at].last:
            return None
        span = self._spans[at]
        if not span.start:
            return ""
        last = ord(span.start[-1]) + code - span.first
        return span.start[:-1] + chr(last) if last <= 0x10FFFF else ""


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split())[:16] or b"0", 16)


def _decoded(digits: bytes) -> str:
    joined = b"".join(digits.split())
    data = bytes.fromhex((joined + b"0" * (len(joined) % 2)).decode("ascii"))
    if len(data) == 1:
        # Against the standard, yet common: one byte for one character.
        return chr(data[0])
    return data.decode("utf-16-be", "replace")
