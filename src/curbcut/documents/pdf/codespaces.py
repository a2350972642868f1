"""How a shown string falls into character codes (ISO 32000-1, 9.7.6.2): by the codespace ranges of an embedded CMap."""

import re

from curbcut.documents.pdf import objects

MOST_BYTES = 1024 * 1024
MOST_RANGES = 100
"""Codespace ranges; published CMaps have up to ten."""

_SECTION = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_RANGE = re.compile(rb"<((?:[0-9A-Fa-f]{2}){1,4})>\s*<((?:[0-9A-Fa-f]{2}){1,4})>")


class CodeSpace:
    """The ranges of one CMap; without any, codes have two bytes, as in the Identity CMaps."""

    def __init__(self, data: bytes = b"") -> None:
        pairs = [pair for section in _SECTION.findall(data[:MOST_BYTES]) for pair in _RANGE.findall(section)]
        self._ranges = [
            (bytes.fromhex(first.decode()), bytes.fromhex(last.decode()))
            for first, last in pairs[:MOST_RANGES]
            if len(first) == len(last)
        ]
        self._lengths = sorted({len(first) for first, _ in self._ranges}) or [2]

    def split(self, string: bytes) -> list[int]:
        """Split a shown string into codes; bytes of no range are taken as a code of the shortest length."""
        if not self._ranges:
            return [int.from_bytes(string[at : at + 2], "big") for at in range(0, len(string) - 1, 2)]
        codes: list[int] = []
        at = 0
        while at + self._lengths[0] <= len(string):
            length = next((each for each in self._lengths if self._holds(string[at : at + each])), self._lengths[0])
            codes.append(int.from_bytes(string[at : at + length], "big"))
            at += length
        return codes

    def _holds(self, code: bytes) -> bool:
        return any(
            len(first) == len(code)
            and all(low <= byte <= high for low, byte, high in zip(first, code, last, strict=True))
            for first, last in self._ranges
        )


TWO_BYTES = CodeSpace()


def code_space_of(encoding: object) -> CodeSpace:
    """Return the code space of a composite font's encoding; of a predefined one, two bytes."""
    data = objects.unpacked(encoding)
    return TWO_BYTES if data is None else CodeSpace(data)
