"""Colours of themes: kinds of colour, transforms, tint and shade."""

import pytest
from lxml import etree
from tests.builders.office import NAMESPACES, THEME

from curbcut.documents.colours import parse_colour
from curbcut.documents.office.theme import Palette, Theme, shaded, tinted


def of(content, mapping=None, placeholder=None):
    element = etree.fromstring(f"<a:solidFill {NAMESPACES}>{content}</a:solidFill>")
    colour = Palette(Theme(etree.fromstring(THEME)), mapping).of_fill(element, placeholder)
    return None if colour is None else colour.hex


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<a:srgbClr val="1F4E79"/>', "#1F4E79"),
        ('<a:sysClr val="windowText" lastClr="112233"/>', "#112233"),
        ('<a:sysClr val="window"/>', "#FFFFFF"),
        ('<a:prstClr val="navy"/>', "#000080"),
        ('<a:prstClr val="dkBlue"/>', "#00008B"),
        ('<a:prstClr val="ltGray"/>', "#D3D3D3"),
        ('<a:scrgbClr r="100000" g="0" b="0"/>', "#FF0000"),
        ('<a:hslClr hue="0" sat="100000" lum="50000"/>', "#FF0000"),
        ('<a:schemeClr val="accent1"/>', "#1F4E79"),
        ('<a:schemeClr val="tx1"/>', "#000000"),
        ('<a:schemeClr val="nothing"/>', None),
        ('<a:schemeClr val="phClr"/>', None),
        ('<a:srgbClr val="junk"/>', None),
        ("", None),
    ],
)
def test_kinds_of_colour(content, expected):
    assert of(content) == expected


def test_colours_to_choose_from_are_not_those_in_use():
    scheme = '<a:clrScheme><a:accent1><a:srgbClr val="99FFCC"/></a:accent1></a:clrScheme>'
    extra = f"<a:extraClrSchemeLst><a:extraClrScheme>{scheme}</a:extraClrScheme></a:extraClrSchemeLst></a:theme>"
    assert Theme(etree.fromstring(THEME.replace("</a:theme>", extra))).slots["accent1"].hex == "#1F4E79"


def test_the_map_and_the_placeholder():
    assert of('<a:schemeClr val="tx1"/>', {"tx1": "lt1"}) == "#FFFFFF"
    assert of('<a:schemeClr val="phClr"/>', None, parse_colour("#123456")) == "#123456"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ('<a:lumMod val="50000"/>', "#223962"),
        ('<a:lumMod val="20000"/><a:lumOff val="80000"/>', "#DAE3F3"),
        ('<a:tint val="0"/>', "#FFFFFF"),
        ('<a:shade val="0"/>', "#000000"),
        ("<a:inv/>", "#BB8D3B"),
        ('<a:unheardOf val="1"/>', "#4472C4"),
        ('<a:lumMod val="junk"/>', "#000000"),
    ],
)
def test_transforms(steps, expected):
    found = of(f'<a:schemeClr val="accent5">{steps}</a:schemeClr>')
    assert is_near(found, expected), found


def is_near(one, other):
    # Programs differ by a step or two in rounding.
    pairs = zip(parse_colour(one), parse_colour(other), strict=True)
    return all(abs(first - second) <= 2 / 255 for first, second in pairs)


def test_tint_and_shade_of_word():
    assert tinted(parse_colour("#4F81BD"), 0x99 / 255).hex == "#95B3D7"
    assert is_near(shaded(parse_colour("#4F81BD"), 0xBF / 255).hex, "#365F91")
