"""The contrast of a style's text with what lies under it."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from curbcut.documents.colours import BLACK, Colour, contrast_ratio, over
from curbcut.documents.html.surfaces import Surface

if TYPE_CHECKING:
    from curbcut.documents.html.style import Style

_SAME = 1.05
"""Below this ratio a text is not meant to be seen (white on white to hide an answer)."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """What the eye may get of a text.

    Attributes:
        best: The highest ratio of text and the colour behind it.
        worst: The lowest ratio of text and the colour behind it.
        outlined: As `best`, with the colours of a text shadow as background too.
        halo: The same with shadows that lie on every side of the letters as what is behind them; `None` without such.
        colour: Text colour of the best pair, composited.
        background: Background colour of the best pair.
        border: The highest ratio of such shadows and the colour behind them; 0 without such.
    """

    best: float
    worst: float
    outlined: float
    colour: Colour
    background: Colour
    halo: "Contrast | None" = None
    border: float = 0.0

    @property
    def is_same(self) -> bool:
        """Whether text and background are one colour: nothing that anybody is meant to see."""
        return self.best < _SAME


def contrast_of(style: "Style") -> Contrast | None:
    """Return the contrast of a style's text, worked out once; `None` when its colour cannot be known."""
    kept = style.contrasts.get("contrast")
    if kept is None:
        kept = style.contrasts["contrast"] = _contrast_of(style) if style.colour is not None else False
    return kept if isinstance(kept, Contrast) else None


def _contrast_of(style: "Style") -> Contrast:
    colour, surface = style.colour or BLACK, style.surface
    contrast = _contrast_between(colour, surface.colours, surface.groups, style.shadows or ())
    if not style.halo:
        return contrast
    lit = tuple(over(shadow, behind) for shadow in style.halo for behind in surface.colours)
    border = max(_contrast_between(shadow, surface.colours, surface.groups, ()).best for shadow in style.halo)
    return replace(contrast, halo=_contrast_between(colour, lit, surface.groups, ()), border=border)


@lru_cache(maxsize=4096)
def _contrast_between(
    colour: Colour,
    colours: tuple[Colour, ...],
    groups: tuple[tuple[float, tuple[Colour, ...]], ...],
    shadows: tuple[Colour, ...],
) -> Contrast:
    # Courses use the same few pairs of colours everywhere, so pages share what is worked out here.
    surface = Surface(colours=colours, groups=groups)
    ratios = [(contrast_ratio(front, back), front, back) for front, back in surface.pairs(colour)]
    best, front, back = max(ratios)
    outlined = max(contrast_ratio(*pair) for pair in surface.pairs(colour, shadows)) if shadows else best
    return Contrast(best, min(ratios)[0], outlined, front, back)
