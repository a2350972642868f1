"""The smallest RTF files with a fault in them, as Word writes them."""


def an_rtf(
    *,
    title: str = "Foxes of the campus",
    level: int = 1,
    colour: tuple[int, int, int] = (0, 0, 0),
    link: str = "Notes on foxes",
    more: str = "",
) -> bytes:
    """Write a heading, a paragraph with a link, and `more`, which is RTF."""
    red, green, blue = colour
    head = (
        r"{\rtf1\ansi\deff0\deflang1033{\fonttbl{\f0 Liberation Serif;}}"
        rf"{{\colortbl;\red{red}\green{green}\blue{blue};}}"
        rf"{{\stylesheet{{\s0\lang1033 Normal;}}{{\s1\outlinelevel{level - 1}\b heading {level};}}}}"
    )
    info = rf"{{\info{{\title {title}}}}}" if title else ""
    heading = rf"\pard\plain\s1\outlinelevel{level - 1}\b\lang1033 Foxes\par"
    field = rf'{{\field{{\*\fldinst HYPERLINK "https://example.edu/foxes"}}{{\fldrslt {link}}}}}'
    return f"{head}{info}{heading}\\pard\\plain\\s0\\lang1033\\cf1 The quick brown fox. {field}\\par {more}}}".encode()
