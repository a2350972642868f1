"""Very many of one thing: a rule that looks around for each of them would take minutes here instead of a moment."""

import pytest
from tests.builders.html_pages import a_page

from curbcut.rules.html import HTML
from curbcut.rules.runner import run

MANY = 5000


@pytest.mark.parametrize(
    "html",
    [
        "<u>x" * MANY,
        "<p><a href=x>here</a>" + "<a href=x>here</a> " * MANY,
        "<a href=x>" + '<img src=x alt="a">' * MANY,
        "<figure>" + '<img src=x alt="a">' * MANY,
        "<p>" + '<a href="a.mp3">x</a> ' * MANY,
        "<div>• x" * MANY,
        "x<br>" * MANY,
        '<div style="opacity:.9;--a:b">x' * MANY,
        "<button disabled>x</button>" * MANY,
        '<div style="position:absolute;background:red">x</div>' * MANY,
        '<p lang="fr">x' + "<div>x" * MANY,
        "<div role=link>x" * MANY,
        "<a href=x><object>" * MANY,
        "<h1><div>x" * MANY,
        "<pre>x  y\n" * MANY,
        "<div id=a>" * MANY,
        "<label>a<input value=b>" * MANY,
    ],
    ids=lambda html: html[:20],
)
def test_crowds(html):
    assert len(run(a_page(f"<body>{html}"), HTML.checks)) == len(HTML.checks)
