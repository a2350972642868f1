"""Title, timing and zoom of a page."""

import pytest
from tests.builders.html import an_html_page, judge

TITLED, ABSENT, BLANK = ("passed", "titled"), ("failed", "absent"), ("failed", "blank")
AT_ONCE, LATE, DELAYED = ("passed", "at-once"), ("passed", "late"), ("failed", "delayed")
FREE, FIXED, LIMITED = ("passed", "free"), ("failed", "fixed"), ("failed", "limited")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (an_html_page(), [TITLED]),
        (an_html_page("<title>In the body</title>", head=""), [TITLED]),
        (an_html_page("<title></title>"), [TITLED]),
        (an_html_page(head=""), [ABSENT]),
        (an_html_page("<svg><title>Drawing</title></svg>", head=""), [ABSENT]),
        (an_html_page("""<iframe srcdoc="<title>x</title>"></iframe>""", head=""), [ABSENT]),
        (an_html_page(head="<title> \n&nbsp;</title>"), [BLANK]),
        (an_html_page("<title>Second</title>", head="<title></title>"), [BLANK]),
        (an_html_page(head="<script>document.title = name;</script>"), [("cantTell", "scripted")]),
        (an_html_page(head="<title></title><script>if (document.title == '') go();</script>"), [BLANK]),
        (an_html_page(head="<title>Document</title>"), [("cantTell", "placeholder")]),
        (an_html_page(head="<title>Untitled 2</title>"), [("cantTell", "placeholder")]),
        (an_html_page(head="<title>Document of faith</title>"), [TITLED]),
        ("<p>x</p>", []),
        ('<svg xmlns="http://www.w3.org/2000/svg"><title>Drawing</title></svg>', []),
    ],
)
def test_the_title(source, verdicts):
    assert judge("html-page-without-title", source) == verdicts


def a_refresh(content):
    return f'<meta http-equiv="refresh" content="{content}">'


@pytest.mark.parametrize(
    ("source", "normal", "strict"),
    [
        (a_refresh("0; url=/a"), AT_ONCE, AT_ONCE),
        (a_refresh("0.9"), AT_ONCE, AT_ONCE),
        (a_refresh(".5; url=/a"), AT_ONCE, AT_ONCE),
        (a_refresh("72001; url=/a"), LATE, DELAYED),
        (a_refresh("72000"), DELAYED, DELAYED),
        (a_refresh(" 30"), DELAYED, DELAYED),
        (a_refresh("30,/a"), DELAYED, DELAYED),
        (a_refresh("30 url=/a"), DELAYED, DELAYED),
        (a_refresh("30.5 ; URL='/a'"), DELAYED, DELAYED),
        ('<META HTTP-EQUIV="Refresh" CONTENT="5">', DELAYED, DELAYED),
        (a_refresh("x") + a_refresh("30"), DELAYED, DELAYED),
        (a_refresh("0") + a_refresh("30"), AT_ONCE, AT_ONCE),
        (a_refresh("-30"), None, None),
        (a_refresh("+30"), None, None),
        (a_refresh("30x"), None, None),
        (a_refresh(""), None, None),
        (a_refresh(": 30"), None, None),
        ('<meta http-equiv="refresh">', None, None),
        ('<meta name="refresh" content="30">', None, None),
        ('<meta http-equiv="refresh " content="30">', None, None),
        ("<noscript>" + a_refresh("30") + "</noscript>", None, None),
    ],
)
def test_a_refresh(source, normal, strict):
    assert judge("html-page-refreshes", source) == ([normal] if normal else [])
    assert judge("html-page-refreshes-ever", source) == ([strict] if strict else [])


@pytest.mark.parametrize(
    ("content", "verdicts"),
    [
        ("user-scalable=yes", [FREE]), ("user-scalable=1", [FREE]), ("user-scalable=-1", [FREE]), ("user-scalable=5", [FREE]),
        ("user-scalable=device-width", [FREE]), ("maximum-scale=2", [FREE]), ("maximum-scale=6.0", [FREE]),
        ("maximum-scale=-1", [FREE]), ("maximum-scale=device-height", [FREE]), ("USER-SCALABLE = YES", [FREE]),
        ("user-scalable=no", [FIXED]), ("user-scalable=NO", [FIXED]), ("user-scalable=0", [FIXED]),
        ("user-scalable=0.5", [FIXED]), ("user-scalable=-0.5", [FIXED]), ("user-scalable=banana", [FIXED]),
        ("maximum-scale=1.9", [LIMITED]), ("maximum-scale=yes", [LIMITED]), ("maximum-scale=no", [LIMITED]),
        ("width=device-width;maximum-scale=1", [LIMITED]), ("width=device-width maximum-scale=1.0", [LIMITED]),
        ("user-scalable=yes, maximum-scale=1", [LIMITED]), ("maximum-scale=0", [LIMITED]),
        ("maximum-scale==1", [LIMITED]), ("user-scalable is = no", [FIXED]),
        ("width=device-width, initial-scale=1", []), ("", []), ("user-scalable", []),
    ],
)  # fmt: skip
def test_the_viewport(content, verdicts):
    assert judge("html-zoom-blocked", f'<meta name="viewport" content="{content}">') == verdicts


def test_another_meta_is_no_viewport():
    assert judge("html-zoom-blocked", '<meta name="description" content="user-scalable=no">') == []
    assert judge("html-zoom-blocked", '<meta name="viewport " content="user-scalable=no">') == []
    assert judge("html-zoom-blocked", '<meta name="Viewport" content="user-scalable=no">') == [FIXED]
