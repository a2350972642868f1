from tests.builders.html_pages import a_page

from curbcut.documents.html.style import Style

KEPT_APART = {"contrasts", "sight"}
"""What is worked out of one style alone."""
SAYINGS = {
    "color": "red; --a: b", "font-size": "99px", "font-weight": "900", "line-height": "3", "letter-spacing": "9px", "word-spacing": "9px",
    "text-shadow": "1px 1px blue, -1px -1px blue, 1px -1px blue, -1px 1px blue", "display": "none", "visibility": "hidden", "opacity": "0",
    "text-align": "justify", "text-transform": "uppercase", "position": "absolute", "background": "green", "filter": "blur(1px)",
}  # fmt: skip


def attributes_of(style):
    names = [name for name in dir(style) if not name.startswith("_") and not callable(getattr(style, name))]
    return {name: getattr(style, name) for name in names if name not in KEPT_APART}


def test_a_copy_says_all_that_the_style_says():
    document = a_page('<p style="{}">a</p>'.format("; ".join(f"{name}: {value}" for name, value in SAYINGS.items())))
    style = document.styles.of(document.by_tag("p")[0])
    style.is_colour_certain = False
    said, initial = attributes_of(style), attributes_of(Style(None, document.styles.of(document.root).surface, {}))
    # Else the comparison would not see what is forgotten.
    assert not [name for name, value in said.items() if value == initial[name]]
    assert attributes_of(style._copy()) == said
