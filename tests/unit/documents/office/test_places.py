"""Where shapes lie on slides: through groups that are scaled, mirrored and turned, and through OpenDocument's transforms."""

from math import radians

import pytest
from lxml import etree
from tests.builders.office import NAMESPACES, ODF_NAMESPACES, a_pptx, an_opendocument, slide_picture, slide_shape

from curbcut.documents.context import Context
from curbcut.documents.office import read
from curbcut.documents.office.opendocument.frames import frame_of
from curbcut.documents.office.slides.geometry import UNSCALED, Box, position_of, scale_of

WIDE = (100, 100, 40, 20)
"""Left, top, width, height."""


def xfrm(box, attributes="", inside=None):
    children = "" if inside is None else '<a:chOff x="{}" y="{}"/><a:chExt cx="{}" cy="{}"/>'.format(*inside)
    return etree.fromstring(
        f'<a:xfrm {NAMESPACES} {attributes}><a:off x="{box[0]}" y="{box[1]}"/><a:ext cx="{box[2]}" cy="{box[3]}"/>{children}</a:xfrm>'
    )


@pytest.mark.parametrize(
    ("attributes", "box", "seen"),
    [
        ("", (100, 100, 140, 120), (100, 100, 140, 120)),
        ('rot="5400000"', (110, 90, 130, 130), (110, 90, 130, 130)),
        ('rot="-5400000" flipH="1"', (110, 90, 130, 130), (110, 90, 130, 130)),
        ('rot="10800000"', (100, 100, 140, 120), (100, 100, 140, 120)),
        ('rot="2700000"', (100, 100, 140, 120), (98.787, 88.787, 141.213, 131.213)),
        ('rot="x"', (100, 100, 140, 120), (100, 100, 140, 120)),
    ],
)
def test_a_turned_shape(attributes, box, seen):
    assert position_of(xfrm(WIDE, attributes)) == (Box(*box), Box(*seen))


@pytest.mark.parametrize(
    ("attributes", "seen"),
    [
        ("", (0, 0, 20, 10)),
        ('flipH="1"', (180, 0, 200, 10)),
        ('flipV="1"', (0, 90, 20, 100)),
        ('rot="10800000"', (180, 90, 200, 100)),
        ('rot="5400000"', (140, -50, 150, -30)),
        ('rot="5400000" flipV="1"', (50, -50, 60, -30)),
    ],
)
def test_a_shape_in_a_group(attributes, seen):
    # The group is drawn at twice the size of what is in it.
    inner = scale_of(xfrm((0, 0, 200, 100), attributes, inside=(500, 500, 100, 50)), UNSCALED)
    assert position_of(xfrm((500, 500, 10, 5)), inner).seen == Box(*seen)


def test_a_turned_group_in_a_mirrored_one():
    outer = scale_of(xfrm((0, 0, 100, 100), 'flipH="1"', inside=(0, 0, 100, 100)), UNSCALED)
    inner = scale_of(xfrm((0, 0, 40, 40), 'rot="5400000"', inside=(0, 0, 40, 40)), outer)
    # Turned with the clock from the upper left to the upper right corner, and then mirrored.
    assert position_of(xfrm((0, 0, 10, 10)), inner).seen == Box(60, 0, 70, 10)


def test_a_turned_picture_is_framed_as_it_is_seen():
    picture = slide_picture(box=(914_400, 914_400, 1_828_800, 914_400)).replace("<a:xfrm>", '<a:xfrm rot="5400000">')
    [found] = read(a_pptx(picture), Context(name="a.pptx")).content.pictures
    assert found.place.rectangle == (108.0, 360.0, 180.0, 504.0)


def test_a_turned_text_is_framed_whether_it_was_folded_or_not():
    upright = slide_shape("Foxes", box=(914_400, 914_400, 1_828_800, 914_400))
    folded = upright.replace("<a:xfrm>", '<a:xfrm rot="5400000">')
    for shape in (folded, folded.replace('name="Shape"', 'name="Shape" descr="x"')):
        [found] = read(a_pptx(shape), Context(name="a.pptx")).content.texts
        assert found.place.rectangle == (108.0, 360.0, 180.0, 504.0)


def odf(attributes, content="", name="frame"):
    return etree.fromstring(f"<draw:{name} {ODF_NAMESPACES} {attributes}>{content}</draw:{name}>")


SIZE = 'svg:width="40pt" svg:height="20pt"'


@pytest.mark.parametrize(
    ("attributes", "rectangle"),
    [
        (f'{SIZE} svg:x="100pt" svg:y="100pt"', (100.0, 380.0, 140.0, 400.0)),
        (f'{SIZE} draw:transform="translate (100pt 100pt)"', (100.0, 380.0, 140.0, 400.0)),
        (f'{SIZE} draw:transform="translate (100pt)"', (100.0, 480.0, 140.0, 500.0)),
        (f'{SIZE} draw:transform="rotate ({radians(90)}) translate (100pt,100pt)"', (100.0, 400.0, 120.0, 440.0)),
        (f'{SIZE} draw:transform="rotate (much) translate (100pt 100pt)"', None),
        (f'{SIZE} draw:transform="translate (100 miles)"', None),
        (f'{SIZE} draw:transform="skewX (1)"', None),
        (f'{SIZE} svg:x="100pt"', None),
        ('svg:x="100pt" svg:y="100pt" svg:width="40pt"', None),
    ],
)
def test_frames_of_opendocument(attributes, rectangle):
    found = frame_of(odf(attributes), 500)
    assert (None if found is None else found.rectangle) == rectangle
    assert frame_of(odf(attributes), None) is None


def test_a_group_of_opendocument_is_framed_by_what_is_in_it():
    inside = (
        f'<draw:rect {SIZE} svg:x="0pt" svg:y="0pt"/><draw:g><draw:rect {SIZE} svg:x="60pt" svg:y="30pt"/></draw:g>'
    )
    found = frame_of(odf("", inside, "g"), 500)
    assert found is not None
    assert found.rectangle == (0.0, 450.0, 100.0, 500.0)


def test_places_on_the_pages_of_a_presentation():
    picture = f'<draw:frame {SIZE} svg:x="100pt" svg:y="100pt"><draw:image/></draw:frame>'
    text = (
        f'<draw:frame {SIZE} svg:x="0pt" svg:y="0pt"><draw:text-box><text:p>Foxes</text:p></draw:text-box></draw:frame>'
    )
    layout = (
        '<style:page-layout style:name="L"><style:page-layout-properties fo:page-height="500pt"/></style:page-layout>'
    )
    master = '<style:master-page style:name="M" style:page-layout-name="L"/>'
    page = f'<draw:page draw:master-page-name="M">{picture}{text}</draw:page>'
    for pages, expected in ((layout, [(100.0, 380.0, 140.0, 400.0), (0.0, 480.0, 40.0, 500.0)]), ("", [None, None])):
        data = an_opendocument(page, "presentation", automatic=pages, masters=master)
        content = read(data, Context(name="a.odp")).content
        assert [each.place.rectangle for each in (*content.pictures, *content.texts)] == expected
