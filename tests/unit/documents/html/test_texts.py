import pytest
from tests.builders.html_pages import a_body, a_page


def texts(document):
    return [text.text for text in document.visible_texts]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one <b>two</b> three</p>", ["one   three", "two"]),
        ("<p>***</p><p>\u200b</p>", []),
        ("<p hidden>a</p><p style='display:none'>b</p><p style='visibility:hidden'>c</p>", []),
        ("<p style='visibility:hidden'>a<b style='visibility:visible'>b</b></p>", ["b"]),
        ("<p aria-hidden=true>seen</p>", ["seen"]),
        ("<svg><text>a</text></svg><math><mi>x</mi></math>", []),
        ("<video>a</video><iframe>b</iframe><canvas>c</canvas><meter>d</meter>", []),
        ("<details><summary>a</summary><p>b</p></details>", ["a", "b"]),
        ("<p style='opacity:0'>a</p><p style='color:transparent'>b</p><p style='font-size:0'>c</p>", []),
        ("<script>a</script><style>b</style><template>c</template>", []),
    ],
)
def test_what_is_seen(html, expected):
    assert texts(a_page(f"<body>{html}</body>")) == expected


@pytest.mark.parametrize(
    ("style", "is_large"),
    [
        ("font-size:24px", True),
        ("font-size:18pt", True),
        ("font-size:23.9px", False),
        ("font-size:14pt;font-weight:700", True),
        ("font-size:14pt;font-weight:600", False),
        ("font-size:18px;font-weight:bold", False),
        ("font-size:3vw", None),
    ],
)
def test_large_text(style, is_large):
    assert a_page(f'<p style="{style}">a</p>').visible_texts[0].is_large is is_large


@pytest.mark.parametrize(
    ("html", "doubt"),
    [
        ("<p>a</p>", None),
        (
            '<div style="background:black"><p style="position:absolute">a</p></div><p style="background:red"></p>',
            "overlap",
        ),
        ('<p style="position:absolute">a</p>', None),
        ('<p style="position:absolute;background:white">a</p><p style="background:red"></p>', None),
        ('<p>a</p><div style="position:absolute;background:black"></div>', "overlap"),
        (
            '<div><p>a</p></div><div style="position:relative"><div style="position:absolute;background:black"></div></div>',
            None,
        ),
        ('<p>a</p><img style="position:absolute" src=a.png>', "overlap"),
        ('<p>a</p><div style="position:fixed;background:black"></div>', None),
        ('<p>a</p><div style="margin-top:-9px;background:black"></div>', "overlap"),
        ('<p>a</p><div style="position:absolute"></div>', None),
        ('<p style="filter:blur(2px)">a</p>', "blending"),
    ],
)
def test_doubts(html, doubt):
    assert a_body(html).visible_texts[0].doubt == doubt
