"""Offsets of a page's source as lines and columns, and as offsets of the text as it came."""

from bisect import bisect_right

from curbcut.documents.lazy import lazy


class Offsets:
    """What the offsets of a source are elsewhere.

    Args:
        source: The text with `LF` line ends: what every offset counts in.
        raw: The text with the line ends as they came.
    """

    def __init__(self, source: str, raw: str) -> None:
        self._source = source
        self._raw = raw

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @lazy
    def _line_starts(self) -> list[int]:
        starts = [0]
        position = self._source.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self._source.find("\n", position + 1)
        return starts

    def raw(self, offset: int) -> int:
        """Return the offset in the text as it came, whose line ends may be two characters long."""
        if len(self._raw) == len(self._source):
            return offset
        return offset + bisect_right(self._removed_returns, offset - 1)

    @lazy
    def _removed_returns(self) -> list[int]:
        # Offsets in the source of the line ends that are two characters long in the other.
        places: list[int] = []
        position = self._raw.find("\r\n")
        while position >= 0:
            places.append(position - len(places))
            position = self._raw.find("\r\n", position + 2)
        return places
