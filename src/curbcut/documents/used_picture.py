"""A picture where a page shows it."""

from msgspec import Struct

LONGEST_ALTERNATIVE = 1_000
"""Characters that are kept of an alternative: more than any rule looks at. One text can name each of 20,000 pictures."""

MOST_PICTURES = 2_000
"""Pictures of one page beyond which nobody can say what it shows."""


class UsedPicture(Struct, frozen=True, array_like=True):
    """One use of a picture.

    Attributes:
        source: Its address as written, white space trimmed.
        alternative: Its accessible name; "" when it has none and is not marked as decorative.
    """

    source: str
    alternative: str
