"""Fonts as PDFium draws them: name and weight."""

import ctypes
from typing import NamedTuple

import pypdfium2.raw as pdfium

_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
"""ISO 32000-1, table 123: the flag ForceBold."""


class Face(NamedTuple):
    """A font as drawn.

    Attributes:
        name: Base font name, subset prefix included.
        is_bold: Whether it is bold by weight, flag or name.
    """

    name: str
    is_bold: bool


def read_face(font: object) -> Face:
    """Return what PDFium knows of a font."""
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace")
    flags = pdfium.FPDFFont_GetFlags(font)
    looks = any(word in name.lower() for word in ("bold", "black", "heavy", "cmbx"))
    heavy = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or (flags > 0 and bool(flags & _FORCE_BOLD))
    return Face(name, looks or heavy)
