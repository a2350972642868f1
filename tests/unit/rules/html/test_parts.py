import pytest
from tests.builders.html_pages import a_body, verdicts

from curbcut.rules.html.parts import (
    CAPTION_MISSING,
    CHECKS,
    COLUMNS_OF_BLANKS,
    HEADINGS_MISSING,
    LONG_HEADING,
    LONG_TEXT,
    PARAGRAPH_AS_HEADING,
    SCOPE_MISSING,
)
from curbcut.rules.rule import Outcome

PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
CROSSED = "<tr><th>{0}a</th><th>b</th></tr><tr><th>c</th><td>1</td></tr>"


def words(count):
    return f"<p>{'word ' * count}</p>"


@pytest.mark.parametrize(
    ("rule", "html", "expected"),
    [
        (HEADINGS_MISSING, words(LONG_TEXT), [(FAILED, "missing")]),
        (HEADINGS_MISSING, words(LONG_TEXT - 1), []),
        (HEADINGS_MISSING, f"<pre>{'word ' * LONG_TEXT}</pre>", []),
        (HEADINGS_MISSING, f"<pre>x = 1</pre>{words(LONG_TEXT)}", [(FAILED, "missing")]),
        (HEADINGS_MISSING, f"<h2>a</h2>{words(LONG_TEXT)}", [(PASSED, "present")]),
        (HEADINGS_MISSING, f"<h2 hidden>a</h2>{words(LONG_TEXT)}", [(FAILED, "missing")]),
        (HEADINGS_MISSING, f'<div role="heading" aria-level="2">a</div>{words(LONG_TEXT)}', [(PASSED, "present")]),
        (LONG_HEADING, f"<h2>{'x' * 120}</h2>", [(PASSED, "short")]),
        (LONG_HEADING, f"<h2>{'x' * 121}</h2>", [(FAILED, "long")]),
        (LONG_HEADING, "<p>a</p>", []),
        (PARAGRAPH_AS_HEADING, "<p><strong>Week 1</strong></p><p>text</p>", [(CANT_TELL, "bold")]),
        (PARAGRAPH_AS_HEADING, '<p style="font-weight:bold">Week 1</p><ul><li>text</li></ul>', [(CANT_TELL, "bold")]),
        (PARAGRAPH_AS_HEADING, '<p><span style="font-size:20px">Week 1</span></p><p>text</p>', [(CANT_TELL, "large")]),
        (
            PARAGRAPH_AS_HEADING,
            '<p><font size="6">Week</font> <font size="5">1</font></p><p>a</p>',
            [(CANT_TELL, "large")],
        ),
        (PARAGRAPH_AS_HEADING, '<p><span style="font-size:19px">Week 1</span></p><p>text</p>', []),
        (PARAGRAPH_AS_HEADING, '<p><span style="font-size:24px">Week</span> 1</p><p>text</p>', []),
        (PARAGRAPH_AS_HEADING, '<div style="font-size:24px"><p>Week 1</p><p>text</p></div>', []),
        (PARAGRAPH_AS_HEADING, '<p>Week 1</p><p style="font-size:8px">text</p>', []),
        (PARAGRAPH_AS_HEADING, '<p style="font-size:24px"><a href="x">Week 1</a></p><p>text</p>', []),
        (PARAGRAPH_AS_HEADING, "<p><strong>Week</strong> 1</p><p>text</p>", []),
        (PARAGRAPH_AS_HEADING, "<p><strong>Read this now.</strong></p><p>text</p>", []),
        (PARAGRAPH_AS_HEADING, "<p><strong>Week 1</strong></p><p><b>bold</b></p>", []),
        (PARAGRAPH_AS_HEADING, "<p><strong>Week 1</strong></p>", []),
        (PARAGRAPH_AS_HEADING, '<p><b><a href="x">Week 1</a></b></p><p>text</p>', []),
        (PARAGRAPH_AS_HEADING, f"<p><b>{'word ' * 15}</b></p><p>text</p>", []),
        (PARAGRAPH_AS_HEADING, "<table><tr><td><p><b>a</b></p><p>b</p></td></tr></table>", []),
        (CAPTION_MISSING, "<table><tr><th>a</th></tr></table>", [(FAILED, "missing")]),
        (CAPTION_MISSING, "<table><caption>a</caption><tr><th>a</th></tr></table>", [(PASSED, "captioned")]),
        (CAPTION_MISSING, "<table><caption> </caption><tr><th>a</th></tr></table>", [(FAILED, "missing")]),
        (CAPTION_MISSING, '<table aria-label="a"><tr><th>a</th></tr></table>', [(PASSED, "captioned")]),
        (
            CAPTION_MISSING,
            "<figure><table><tr><th>a</th></tr></table><figcaption>a</figcaption></figure>",
            [(PASSED, "captioned")],
        ),
        (CAPTION_MISSING, "<table><tr><td>a</td></tr></table>", []),
        (CAPTION_MISSING, '<table role="presentation"><tr><th>a</th></tr></table>', []),
        (SCOPE_MISSING, f"<table>{CROSSED.format('')}</table>", [(FAILED, "missing")] * 3),
        (
            SCOPE_MISSING,
            f"<table>{CROSSED.replace('<th', '<th scope=col').format('')}</table>",
            [(PASSED, "scoped")] * 3,
        ),
        (SCOPE_MISSING, "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", []),
        (SCOPE_MISSING, "<table><tr><th id=a>a</th><th>b</th></tr><tr><th>c</th><td headers=a>2</td></tr></table>", []),
        (COLUMNS_OF_BLANKS, "<pre>a    b\nc    d\ne    f</pre>", [(CANT_TELL, "columns")]),
        (COLUMNS_OF_BLANKS, "<pre>a\tb\nc\td\ne\tf</pre>", [(CANT_TELL, "columns")]),
        (COLUMNS_OF_BLANKS, "<pre>a    b\nc    d</pre>", [(PASSED, "plain")]),
        (COLUMNS_OF_BLANKS, "<pre>x = 1    # a\ny = 2    # b\nz = 3    # c</pre>", [(PASSED, "plain")]),
        (COLUMNS_OF_BLANKS, "<pre><code>a    b\nc    d\ne    f</code></pre>", [(PASSED, "plain")]),
        (COLUMNS_OF_BLANKS, "<p>a    b</p>", []),
    ],
)
def test_parts(rule, html, expected):
    assert verdicts(CHECKS, rule, a_body(html)) == expected
