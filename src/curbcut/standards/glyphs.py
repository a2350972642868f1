"""Glyph names that mean a character. Source: Adobe Glyph List 2.0 (names only, a published table), and its specification."""

import re
from functools import cache
from importlib import resources

_UNI = re.compile(r"uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6})")


@cache
def _listed() -> frozenset[str]:
    text = resources.files("curbcut.standards").joinpath("glyph_names.txt").read_text("ascii")
    return frozenset(text.split())


def is_known_glyph_name(name: str) -> bool:
    """Whether a glyph name can be turned into text (AGL specification, section 2).

    A suffix after a full stop names a variant (`a.alt`), and parts joined by underscores a ligature (`f_f_i`).
    """
    base = name.partition(".")[0]
    return bool(base) and all(part in _listed() or _UNI.fullmatch(part) is not None for part in base.split("_"))
