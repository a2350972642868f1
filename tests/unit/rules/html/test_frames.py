"""Embedded pages."""

import pytest
from tests.builders.html import judge

NAMED, ABSENT = ("passed", "named"), ("failed", "absent")
REACHABLE, NEGATIVE, ELSEWHERE = ("passed", "reachable"), ("failed", "negative"), ("cantTell", "elsewhere")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<iframe src="/a" title="Map"></iframe>', [NAMED]),
        ('<iframe src="/a" aria-label="Map"></iframe>', [NAMED]),
        ('<iframe src="/a" aria-labelledby="n"></iframe><p id="n">Map</p>', [NAMED]),
        ('<iframe src="/a"></iframe>', [ABSENT]),
        ('<iframe src="/a" title=" "></iframe>', [ABSENT]),
        ('<iframe src="/a" name="map"></iframe>', [ABSENT]),
        ('<iframe src="/a" alt="Map"></iframe>', [ABSENT]),
        ('<iframe src="/a" tabindex="0"></iframe>', [ABSENT]),
        ('<iframe src="/a" role="none" tabindex="x"></iframe>', []),
        ('<iframe src="/a" tabindex="-1"></iframe>', []),
        ('<iframe src="/a" role="presentation"></iframe>', []),
        ('<iframe src="/a" hidden></iframe>', []),
        ('<iframe src="/a" aria-hidden="true"></iframe>', []),
        ("<p>No frame</p>", []),
    ],
)
def test_the_title_of_a_frame(source, verdicts):
    assert judge("html-frame-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<frameset><frame src="a" title="Map"><frame src="b" name="menu"></frameset>', [NAMED, ABSENT]),
        ('<iframe src="/a"></iframe>', []),
    ],
)
def test_the_title_of_a_frame_of_a_frameset(source, verdicts):
    assert judge("html-frameset-frame-without-name", source) == verdicts
    assert all(verdict != ABSENT for verdict in judge("html-frame-without-name", source)) == ("frameset" in source)


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("""<iframe srcdoc="<a href='/'>x</a>"></iframe>""", [REACHABLE]),
        ("""<iframe tabindex="0" srcdoc="<button>x</button>"></iframe>""", [REACHABLE]),
        ("""<iframe tabindex=" -1 " srcdoc="<a href='/'>x</a>"></iframe>""", [NEGATIVE]),
        ("""<iframe tabindex="-2" srcdoc="<p tabindex='0'>x</p>"></iframe>""", [NEGATIVE]),
        ("""<iframe tabindex="-1" srcdoc="<p>x</p>"></iframe>""", []),
        ("""<iframe tabindex="-1" srcdoc="<a href='/' tabindex='-1'>x</a>"></iframe>""", []),
        ("""<iframe tabindex="-1" srcdoc="<a href='/' hidden>x</a>"></iframe>""", []),
        ("""<iframe tabindex="-1" srcdoc="<button disabled>x</button>"></iframe>""", []),
        ("""<iframe tabindex="-1" srcdoc="<a href='/' style='opacity:0'>x</a>"></iframe>""", []),
        ("""<iframe tabindex="-1" inert srcdoc="<a href='/'>x</a>"></iframe>""", []),
        ("""<iframe tabindex="-1" style="opacity:0" srcdoc="<a href='/'>x</a>"></iframe>""", []),
        ("""<iframe tabindex="-1" srcdoc="<a href='/'></a>"></iframe>""", []),
        ("""<iframe tabindex="-1" style="width:0;border:0" srcdoc="<a href='/'>x</a>"></iframe>""", []),
        ("""<iframe tabindex="-1" style="width:9em" width="1" srcdoc="<a href='/'>x</a>"></iframe>""", [NEGATIVE]),
        ("""<iframe tabindex="-1" style="display:none" srcdoc="<a href='/'>x</a>"></iframe>""", []),
        ("""<iframe tabindex="-1" width="1" height="1" srcdoc="<a href='/'>x</a>"></iframe>""", []),
        ('<iframe tabindex="-1" src="/a"></iframe>', [ELSEWHERE]),
        ('<iframe src="/a"></iframe>', []),
    ],
)
def test_the_way_into_a_frame(source, verdicts):
    assert judge("html-frame-out-of-tab-order", source) == verdicts
