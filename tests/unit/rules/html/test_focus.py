"""Where the keyboard goes."""

import pytest
from tests.builders.html import judge

from curbcut.documents.html import scrolling

UNREACHABLE, REACHABLE = ("passed", "unreachable"), ("failed", "reachable")
FRAMED = ("cantTell", "framed")
ALONE, NESTED = ("passed", "alone"), ("failed", "nested")
LONG = "word " * 400


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<p aria-hidden="true">x</p>', [UNREACHABLE]),
        ('<div aria-hidden="true"><a href="/" tabindex="-1">x</a></div>', [UNREACHABLE]),
        ('<div aria-hidden="true"><a href="/" style="display:none">x</a></div>', [UNREACHABLE]),
        ('<div aria-hidden="true" style="visibility:hidden"><button>x</button></div>', [UNREACHABLE]),
        ('<div aria-hidden="true"><fieldset disabled><button>x</button></fieldset></div>', [UNREACHABLE]),
        ('<div aria-hidden="true" inert><button>x</button></div>', [UNREACHABLE]),
        ('<div aria-hidden="true"><a>x</a><input type="hidden"></div>', [UNREACHABLE]),
        ('<a href="/"><b aria-hidden="true">x</b></a>', [UNREACHABLE]),
        ('<div aria-hidden="true"></div><a href="/">x</a>', [UNREACHABLE]),
        ('<a href="/" aria-hidden="true">x</a>', [REACHABLE]),
        ('<div aria-hidden="true"><b><a href="/">x</a></b></div>', [REACHABLE]),
        ('<div aria-hidden="true"><p tabindex="0">x</p></div>', [REACHABLE]),
        ('<div aria-hidden="true"><p contenteditable>x</p></div>', [REACHABLE]),
        ('<div aria-hidden="true"><a href="/" style="position:absolute;left:-999px">x</a></div>', [REACHABLE]),
        ('<details aria-hidden="true"><summary>x</summary>y</details>', [REACHABLE]),
        ('<details aria-hidden="true">y</details>', [REACHABLE]),
        ('<details aria-hidden="true"><summary tabindex="-1">x</summary>y</details>', [UNREACHABLE]),
        ('<details aria-hidden="true" inert>y</details>', [UNREACHABLE]),
        ('<div aria-hidden="true"><fieldset disabled><legend><input></legend></fieldset></div>', [REACHABLE]),
        ('<input aria-hidden="TRUE">', [REACHABLE]),
        ('<div aria-hidden="true"><iframe src="/a"></iframe></div>', [FRAMED]),
        ('<iframe aria-hidden="true" src="/a"></iframe>', [FRAMED]),
        ('<p aria-hidden="true"><iframe srcdoc="<button>x</button>"></iframe></p>', [FRAMED]),
        ('<p aria-hidden="true"><iframe srcdoc="<p>x</p>"></iframe></p>', [UNREACHABLE]),
        ('<p aria-hidden="true"><iframe></iframe><iframe src="/a" tabindex="-1"></iframe></p>', [UNREACHABLE]),
        ('<p aria-hidden="true"><iframe src="/a" hidden></iframe><iframe src="/a" inert></iframe></p>', [UNREACHABLE]),
        ('<p aria-hidden="true"><iframe src="/a" width="1" height="1"></iframe></p>', [UNREACHABLE]),
        ('<p aria-hidden="true">x</p><iframe src="/a"></iframe>', [UNREACHABLE]),
        # A script that knows the element may hand the focus on; one that knows another element does not.
        (
            '<p aria-hidden="true"><a href="#" id="end">x</a></p><script>end("end").addEventListener("focus", go)</script>',
            [("cantTell", "scripted")],
        ),
        ('<p aria-hidden="true"><a href="#" id="end">x</a></p><script>on("start", "focus")</script>', [REACHABLE]),
        ('<p aria-hidden="true"><a href="#" id="end">x</a></p><script>count("end")</script>', [REACHABLE]),
        # A dialog that is not open yet is put out of sight by a style sheet that nobody has read.
        (
            '<link rel="stylesheet" href="modal.css"><div aria-hidden="true"><button>x</button></div>',
            [("cantTell", "styled")],
        ),
        ('<link rel="icon" href="modal.png"><div aria-hidden="true"><button>x</button></div>', [REACHABLE]),
        ('<input aria-hidden="false">', []),
        ("<input aria-hidden>", []),
        ('<input aria-hidden=" true">', []),
    ],
)
def test_focus_in_what_is_hidden(source, verdicts):
    assert judge("html-aria-hidden-focusable", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<button>x</button>", [ALONE]),
        ('<button><span tabindex="-1">x</span></button>', [ALONE]),
        ('<button><a href="/" hidden>x</a></button>', [ALONE]),
        ('<meter><a href="/">for old browsers</a></meter>', [ALONE]),
        ("<progress><button>x</button></progress>", [ALONE, ALONE]),
        ('<div role="img"><p>x</p></div>', [ALONE]),
        ('<button><a href="/">x</a></button>', [NESTED]),
        ('<button><span tabindex="0">x</span></button>', [NESTED]),
        ('<div role="tab"><input></div>', [NESTED]),
        ('<svg role="img"><a href="/">x</a></svg>', [NESTED]),
        ('<div role="none" tabindex="0"><a href="/">x</a></div>', []),
        ('<div role="link"><a href="/">x</a></div>', []),
        ("<p>x</p>", []),
    ],
)
def test_a_control_in_a_control(source, verdicts):
    assert judge("html-control-in-control", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (f'<div style="height:100px;width:300px;overflow:auto" tabindex="0">{LONG}</div>', [("passed", "reachable")]),
        (f'<div style="height:100px;overflow:scroll"><a href="/">x</a>{LONG * 9}</div>', [("passed", "reachable")]),
        (f'<div style="height:100px;width:300px;overflow:auto">{LONG}</div>', [("failed", "unreachable")]),
        (f'<div style="max-height:50px;width:300px;overflow-y:scroll">{LONG}</div>', [("failed", "unreachable")]),
        (
            f'<div style="height:100px;width:300px;overflow:auto" tabindex="-1">{LONG}</div>',
            [("failed", "unreachable")],
        ),
        (
            '<div style="width:300px;overflow-x:auto"><p style="width:900px">words in a row</p></div>',
            [("failed", "unreachable")],
        ),
        (
            '<div style="height:60px;width:300px;overflow:auto"><p style="height:900px">words</p></div>',
            [("failed", "unreachable")],
        ),
        ('<div style="height:60px;width:300px;overflow:auto"><img src="a.png"></div>', [("cantTell", "unclear")]),
        ('<div style="height:90px;width:300px;overflow:auto">a few words</div>', []),
        (f'<div style="height:100px;width:300px;overflow:hidden">{LONG}</div>', []),
        (f'<div style="height:100px;width:300px;overflow:auto" hidden>{LONG}</div>', []),
        ('<div style="width:300px;overflow-x:auto"><p style="width:900px"></p></div>', []),
        (f'<div style="overflow:auto">{LONG}</div>', []),
        # Lines that stand under each other, unless something may set them side by side.
        (f'<div style="height:60px;overflow:auto">{"<p>x</p>" * 9}</div>', [("failed", "unreachable")]),
        (f'<div style="height:60px;overflow:auto">{"<p style=float:left>x</p>" * 9}</div>', [("cantTell", "unclear")]),
        (
            f'<div style="height:60px;overflow:auto"><table>{"<td><p>x</p>" * 9}</table></div>',
            [("cantTell", "unclear")],
        ),
        ('<pre style="height:60px;overflow:auto">1\n2\n3\n4\n5\n6\n7\n8</pre>', [("failed", "unreachable")]),
        # The lines of a listing in a listing count once.
        ('<pre style="height:90px;overflow:auto"><pre>1\n2\n3\n4\n5\n6\n7\n8</pre></pre>', []),
        # A style block says it as well as an attribute, and a box that scrolls one way scrolls both.
        (
            f"<style>div{{width:90px;overflow-y:auto;white-space:nowrap}}img{{width:40px}}</style><div>{'<img src=a>' * 3}</div>",
            [("failed", "unreachable")],
        ),
        (
            '<div style="width:80px;overflow:auto;white-space:nowrap"><img src=a width=40> some words</div>',
            [("failed", "unreachable")],
        ),
        ('<div style="width:90px;overflow:auto;white-space:nowrap"><img src=a width=40></div>', []),
        ('<div style="width:20px;overflow:auto;white-space:nowrap"><p>a word</p></div>', []),
        ("<style>p{color:red}</style><div style='width:9px'>some words</div>", []),
        (f'<div style="height:50%;overflow:auto">{LONG}</div>', []),
        (
            '<div style="height:60px;overflow:auto"><p style="height:200px;position:fixed">a</p></div>',
            [("cantTell", "unclear")],
        ),
        ('<div style="height:60px;overflow:auto"><p style="height:200px">a</p></div>', [("failed", "unreachable")]),
        (
            '<div style="height:60px;overflow:auto"><p style="height:200px">a</p><iframe></iframe></div>',
            [("passed", "reachable")],
        ),
        (
            '<div style="height:60px;overflow:auto"><p style="height:200px">a</p><iframe tabindex="-1"></iframe></div>',
            [("failed", "unreachable")],
        ),
        ('<iframe style="height:20px;overflow:auto" src="/a"></iframe>', []),
        (f'<div style="height:60px;width:300px;overflow:auto;opacity:0">{LONG}</div>', []),
        # The size of a box counts once something in it is seen, of pictures too, where nothing bounds it.
        (
            '<div style="width:300px;overflow:auto"><div style="width:900px"><p>words</p></div></div>',
            [("failed", "unreachable")],
        ),
        ('<div style="width:300px;overflow:auto"><img src="a" width="600"></div>', [("failed", "unreachable")]),
        ('<div style="height:60px;overflow:auto"><img src="a" height="90"></div>', [("failed", "unreachable")]),
        (
            '<div style="width:300px;overflow:auto"><table width="900"><tr><td>words</td></tr></table></div>',
            [("failed", "unreachable")],
        ),
        ('<div style="width:300px;overflow:auto"><img src="a" width="600" style="max-width:100%"></div>', []),
        ('<div style="width:300px;overflow:auto"><img src="a" width="600" style="width:100%"></div>', []),
        ('<div style="width:300px;overflow:auto"><p style="width:900px;max-width:100%">words</p></div>', []),
        ('<div style="width:300px;overflow:auto"><span style="width:900px">words</span></div>', []),
        ('<div style="width:300px;overflow:auto;display:flex"><p style="width:900px">words</p></div>', []),
        (
            '<div style="width:300px;overflow:auto"><div style="overflow:hidden"><p style="width:900px">words</p></div></div>',
            [],
        ),
        (
            f'<div style="height:90px;width:90px;overflow:auto"><p style="overflow:hidden;height:20px">{LONG}</p></div>',
            [("cantTell", "unclear")],
        ),
        (
            '<div style="width:300px;overflow:auto;padding:0 50px"><p style="width:340px">words</p></div>',
            [],
        ),
        (f'<div style="height:400px;width:300px;overflow:auto">{"word " * 320}</div>', [("failed", "unreachable")]),
        (
            f'<div style="height:400px;width:300px;overflow:auto;font-size:9px">{"word " * 320}</div>',
            [("cantTell", "unclear")],
        ),
        # Text that goes on beside or beyond does not make a box any taller.
        (
            f'<p style="height:60px;width:90px;overflow:hidden auto;white-space:nowrap">{LONG}</p>',
            [("cantTell", "unclear")],
        ),
        (f'<pre style="height:60px;width:90px;overflow:hidden auto">{LONG}</pre>', [("cantTell", "unclear")]),
        (f'<p style="height:60px;width:90px;overflow:hidden auto;columns:2">{LONG}</p>', [("cantTell", "unclear")]),
        (
            '<div style="width:300px;overflow:auto;white-space:nowrap"><img src="a" width="600" style="max-width:100%"></div>',
            [],
        ),
        # Words of a line and parts of a table do not scroll, unless styles make another box of them.
        (f'<span style="height:20px;width:90px;overflow:auto">{LONG}</span>', []),
        (f'<p style="display:block"><span style="height:20px;width:90px;overflow:auto">{LONG}</span></p>', []),
        (f'<table><tr><td style="height:20px;width:90px;overflow:auto">{LONG}</table>', []),
        (
            f'<span style="display:block;height:20px;width:90px;overflow:auto">{LONG}</span>',
            [("failed", "unreachable")],
        ),
        (
            f'<div style="display:flex"><span style="height:20px;width:90px;overflow:auto">{LONG}</span></div>',
            [("failed", "unreachable")],
        ),
        # Lines that stay as they were written.
        (f'<pre style="width:90px;overflow:auto">{LONG}</pre>', [("failed", "unreachable")]),
        (f'<div style="width:90px;overflow:auto;white-space:pre">{LONG}</div>', [("failed", "unreachable")]),
        (f'<pre style="width:90px;overflow:auto;white-space:pre-wrap">{LONG}</pre>', []),
        (f'<pre style="width:90px;overflow:auto">a<b style="display:none">{LONG}</b></pre>', []),
        ('<pre style="width:90px;overflow:auto">a\nshort\nline</pre>', []),
    ],
)
def test_a_scrolling_area(source, verdicts):
    assert judge("html-scroll-area-unreachable", source) == verdicts


def test_scrolling_areas_within_areas_without_end(monkeypatch):
    monkeypatch.setattr(scrolling, "MOST_LOOKED_AT", 1)
    area = f'<div style="height:100px;width:300px;overflow:auto">{LONG}</div>'
    assert judge("html-scroll-area-unreachable", area * 2) == [("failed", "unreachable"), ("cantTell", "unclear")]
