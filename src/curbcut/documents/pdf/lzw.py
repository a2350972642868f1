"""How much an LZW stream unpacks to, counted without unpacking it: qpdf and PDFium unpack whatever it makes (ISO 32000-1, 7.4.4)."""

LARGEST_EXPANSION = 2_560
"""Bytes that one byte can become: the longest sequence of a full table, 3,838 bytes, for twelve bits."""

_CLEAR = 256
_END = 257
_FIRST_FREE = 258
_NARROWEST = 9
_WIDEST = 12


def unpacked_length(data: bytes, *, at_most: int, is_early: bool = True) -> int:
    """Return how many bytes a stream unpacks to.

    Args:
        data: The packed bytes.
        at_most: Where counting stops; what is returned is then somewhat larger.
        is_early: `EarlyChange`: whether codes get longer one code before they have to.
    """
    total = before = bits = held = 0
    width = _NARROWEST
    lengths: list[int] = []
    for byte in data:
        bits = (bits << 8 | byte) & 0xFFFFF
        held += 8
        if held < width:
            continue
        held -= width
        code = bits >> held & ((1 << width) - 1)
        if code == _END:
            break
        if code == _CLEAR:
            lengths.clear()
            before, width = 0, _NARROWEST
            continue
        known = _length_of(lengths, code, before)
        if before and len(lengths) < (1 << _WIDEST) - _FIRST_FREE:
            lengths.append(before + 1)
            width = max(_NARROWEST, min(_WIDEST, (len(lengths) + _FIRST_FREE + is_early).bit_length()))
        total += known
        before = known
        if total > at_most:
            break
    return total


def _length_of(lengths: list[int], code: int, before: int) -> int:
    if code < _CLEAR:
        return 1
    at = code - _FIRST_FREE
    # The one code that may be used before it is in the table; further ones are an error, and end the stream for its readers.
    return lengths[at] if at < len(lengths) else before + 1
