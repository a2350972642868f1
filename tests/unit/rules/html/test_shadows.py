"""Shadow roots that markup declares."""

import pytest
from tests.builders.html import a_document, an_html_page, judge

from curbcut.documents.html import shadow_roots
from curbcut.rules.html import HTML, standard_pages
from curbcut.rules.runner import run

PARTLY, UNREAD = ("cantTell", "partly"), ("cantTell", "unread")
MISSING, NAMED = ("failed", "absent"), ("passed", "named")
IMAGE, LINK, FIELD = "html-image-without-alternative", "html-link-without-name", "html-form-field-without-name"


def in_a_shadow(content, *, host="my-app", mode="open", beside=""):
    return f"<{host}><template shadowrootmode={mode}>{content}</template>{beside}</{host}>"


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (in_a_shadow("<p>Text</p>"), [PARTLY]),
        (in_a_shadow("<img src=a.png alt=Dog>", mode="CLOSED", host="div"), [PARTLY]),
        (in_a_shadow("Text") * 2, [PARTLY]),
        (in_a_shadow("<slot></slot>") + in_a_shadow("<hr>", host="div"), [PARTLY]),
        (in_a_shadow(in_a_shadow("Text", host="my-part")), [PARTLY]),
        ("<my-app><template shadowrootmode=open>Text", [UNREAD]),
        (in_a_shadow("<style>p{color:red}</style><div><slot name=a></slot><slot></slot></div>"), []),
        (in_a_shadow("<p>Text</p>", mode="shut"), []),
        (in_a_shadow("<p>Text</p>", host="ul"), []),
        (in_a_shadow("<slot></slot>", beside="<template shadowrootmode=open>Text</template>"), []),
        ("<div hidden>" + in_a_shadow("<p>Text</p>") + "</div>", []),
        ("<template><p>Text</p></template>", []),
        ("<p shadowrootmode=open>Text</p>", []),
    ],
)
def test_what_is_not_looked_at_is_said_once(source, verdicts):
    assert judge("html-shadow-content-unseen", source) == verdicts


@pytest.mark.parametrize(
    ("rule", "source", "verdicts"),
    [
        (IMAGE, in_a_shadow("<img src=a.png><img src=b.png alt=Dog>") + "<img src=c.png>", [MISSING, MISSING, NAMED]),
        (IMAGE, in_a_shadow(in_a_shadow("<img src=a.png>", host="my-part")), [MISSING]),
        (IMAGE, in_a_shadow("<img src=a.png>", host="ul"), []),
        (LINK, in_a_shadow("<a href=x></a>"), [("failed", "empty")]),
        (LINK, in_a_shadow("<a href=x><slot></slot></a>", beside="Text"), []),
        (FIELD, in_a_shadow("<label><slot></slot><input></label><input>"), [MISSING]),
        (FIELD, in_a_shadow("<b id=a><slot></slot></b><input aria-labelledby='a b'>"), []),
        (FIELD, in_a_shadow("<input aria-labelledby=a>") + "<b id=a>Name</b>", [MISSING]),
        ("html-aria-attribute-unknown", in_a_shadow("<slot></slot><p aria-lable=x>"), [("failed", "unknown")]),
    ],
)
def test_what_markup_alone_tells_is_judged(rule, source, verdicts):
    assert judge(rule, source) == verdicts


def test_places_are_those_in_the_page():
    page = a_document(an_html_page(f"<p>é</p>\r\n{in_a_shadow('<h2>Two</h2>  <img src=a.png>', host='div')}"))
    [result] = run(page, [check for check in HTML.checks if check.rule.id == IMAGE])
    place = result.findings[0].place
    assert page.source[place.start : place.end] == "<img src=a.png>"
    assert (place.line, place.heading) == (2, "Two")
    assert place.selector == "html > body > div (shadow root) > img"


def test_what_is_shown_there_is_content():
    assert standard_pages(a_document(in_a_shadow("<p>" + "word " * 360 + "</p><img src=a.png>"))) > 1


def test_no_more_is_read_than_is_bearable(monkeypatch):
    source = in_a_shadow("<img src=a.png>") * 3
    monkeypatch.setattr(shadow_roots, "MOST_READ", 2 * len(source))
    page = a_document(source)
    assert (len(page.shadow_roots.pages), page.shadow_roots.is_complete) == (2, False)
    assert judge("html-shadow-content-unseen", source) == [UNREAD]
