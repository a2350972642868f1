"""What lies under a text: backgrounds composited from the page up, with alpha, opacity and gradients."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, product

from curbcut.documents.colours import TRANSPARENT, Colour, mixed, over, parse_colour
from curbcut.documents.html.values import split_outside_parentheses

MOST_COLOURS = 64
"""Most combinations of colours that are followed; beyond, the surface counts as unknown."""
MOST_GROUPS = 32
"""Most opacities within one another that are followed: every one of them copies those around it."""
_SAMPLES_BETWEEN_STOPS = (0.25, 0.5, 0.75)
"""Luminance may dip between two stops (red to blue), so a few colours in between are looked at too."""

_GRADIENT = re.compile(
    r"(?:-webkit-|-moz-|-o-|-ms-)?(?:repeating-)?(?:linear|radial|conic)-gradient\((.*)\)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Surface:
    """The colours on which a text of an element may stand.

    Attributes:
        colours: Opaque colours, inside the innermost group; several under a gradient.
        groups: The opacity of each group around it with the colours beneath that group, the outermost first.
        beneath: Every colour from the page up to here: what shows where a box does not reach.
        doubt: Why the colours cannot be known (`image`, `overlap`, ...); `None` when they are.
        layers: Number of boxes that painted.
        is_painted: Whether an opaque background of the page's own lies here.
    """

    colours: tuple[Colour, ...]
    groups: tuple[tuple[float, tuple[Colour, ...]], ...] = ()
    beneath: tuple[Colour, ...] = ()
    doubt: str | None = None
    layers: int = 0
    is_painted: bool = False

    def with_background(self, colour: Colour | None, image: tuple[Colour, ...] | None) -> "Surface":
        """Paint a box on it.

        Args:
            colour: The background colour; `None` when it cannot be known.
            image: Colours of the gradients over it, none without; `None` for a picture.
        """
        if colour is None:
            return replace(self, doubt="computed", layers=self.layers + 1, is_painted=False)
        if image is None:
            return replace(self, doubt="image", layers=self.layers + 1, is_painted=False)
        if not image and colour.alpha <= 0:
            return self
        colours = self._under(colour, image)
        is_opaque = colour.alpha >= 1 or (bool(image) and all(stop.alpha >= 1 for stop in image))
        doubt = None if is_opaque else self.doubt
        if len(colours) > MOST_COLOURS:
            return replace(self, doubt="gradient", layers=self.layers + 1, is_painted=False)
        return Surface(
            colours=colours,
            groups=self.groups,
            beneath=tuple(dict.fromkeys((*self.beneath, *colours)))[-MOST_COLOURS:],
            doubt=doubt,
            layers=self.layers + 1,
            is_painted=is_opaque or self.is_painted,
        )

    def _under(self, colour: Colour, image: tuple[Colour, ...]) -> tuple[Colour, ...]:
        base = [over(colour, back) for back in self.colours]
        if not image:
            return tuple(dict.fromkeys(base))
        return tuple(dict.fromkeys(over(stop, back) for stop, back in product(image, base)))

    def with_opacity(self, opacity: float) -> "Surface":
        """Begin a group: what is painted from here on shows with this opacity (CSS Color 4, section 16.1)."""
        if len(self.groups) >= MOST_GROUPS:
            return self.with_doubt("computed")
        return replace(self, groups=(*self.groups, (opacity, self.colours)))

    def displaced(self) -> "Surface":
        """Take the box out of its place: any colour from the page up may lie under it."""
        return replace(self, colours=self.beneath, is_painted=False)

    def with_doubt(self, doubt: str) -> "Surface":
        """Return it with a reason not to trust it."""
        return replace(self, doubt=doubt)

    def pairs(self, text: Colour, shadows: tuple[Colour, ...] = ()) -> list[tuple[Colour, Colour]]:
        """Return what the eye may see of a text: pairs of text colour and the colour behind it."""
        found = [(over(text, back), back) for back in self.colours]
        found += [(over(text, lit), lit) for back in self.colours for lit in (over(shadow, back) for shadow in shadows)]
        for opacity, backs in reversed(self.groups):
            found = [
                (mixed(back, front, opacity), mixed(back, behind, opacity))
                for (front, behind), back in product(found, backs)
            ][:MOST_COLOURS]
        return found


@lru_cache(maxsize=1024)
def gradient_colours(image: str, current: Colour) -> tuple[Colour, ...] | None:
    """Return the colours of a `background-image` of gradients only.

    Args:
        image: The value, `none` included.
        current: What `currentcolor` stands for.

    Returns:
        Stops and samples between them, none for `none`; `None` when a picture or an unknown stop is among them.
    """
    if image == "none":
        return ()
    layers = split_outside_parentheses(image, ",")
    if len(layers) != 1 or (match := _GRADIENT.fullmatch(layers[0])) is None:
        return None
    stops: list[Colour] = []
    for position, argument in enumerate(split_outside_parentheses(match[1], ",")):
        colour = _stop_of(argument, current)
        if colour is not None:
            stops.append(colour)
        elif position > 0 and not _is_hint(argument):
            return None
    if not stops:
        return None
    between = [mixed(one, other, share) for one, other in pairwise(stops) for share in _SAMPLES_BETWEEN_STOPS]
    return tuple(dict.fromkeys(stops + between))


def _stop_of(argument: str, current: Colour) -> Colour | None:
    if argument == "transparent" or argument.startswith("transparent "):
        return TRANSPARENT
    for word in split_outside_parentheses(argument, " "):
        if (colour := parse_colour(word, current)) is not None:
            return colour
    return None


def _is_hint(argument: str) -> bool:
    return argument.endswith("%") and argument[:-1].replace(".", "", 1).isdigit()
