"""Images, drawings and embedded objects."""

import pytest
from tests.builders.html import judge

PASSED, FAILED = "passed", "failed"


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ('<img src="a.png" alt="A dog">', (PASSED, "named")),
        ('<img src="a.png" title="A dog">', (PASSED, "named")),
        ('<img src="a.png" aria-label="A dog">', (PASSED, "named")),
        ('<p id="d">A dog</p><img src="a.png" aria-labelledby="d">', (PASSED, "named")),
        ('<p id="d" hidden>A dog</p><img src="a.png" aria-labelledby="d">', (PASSED, "named")),
        ('<div role="img" aria-label="A dog"></div>', (PASSED, "named")),
        ('<svg><title>x</title></svg><img alt="" src="a.png">', (PASSED, "decorative")),
        ('<img role="none" src="a.png">', (PASSED, "decorative")),
        ('<img role="presentation" src="a.png">', (PASSED, "decorative")),
        ('<img class="equation_image" data-equation-content="x^2" src="/equation_images/x">', (PASSED, "equation")),
        ('<img data-equation-content=" " src="a.png">', (FAILED, "absent")),
        ('<img src="a.png">', (FAILED, "absent")),
        ('<img src="a.png" alt=" ">', (FAILED, "blank")),
        ('<img src="a.png" alt=" " title="Dog">', (FAILED, "blank")),
        ('<img src="a.png" title="Dog">', (PASSED, "named")),
        ('<img src="a.png" alt="&nbsp;">', (FAILED, "blank")),
        ('<img src="a.png" aria-labelledby="nowhere">', (FAILED, "absent")),
        ('<img src="a.png" alt="" tabindex="0">', (FAILED, "conflict")),
        ('<img src="a.png" alt="" aria-live="polite">', (FAILED, "conflict")),
        ('<img src="a.png" role="none" tabindex="-1">', (FAILED, "conflict")),
        ('<div role="img"><p>text inside</p></div>', (FAILED, "absent")),
        ('<div role="img" aria-label=" "></div>', (FAILED, "absent")),
        ('<div style="visibility:hidden"><img src="a.png" style="visibility:visible"></div>', (FAILED, "absent")),
        ('<div style="position:absolute;left:-9999px"><img src="a.png"></div>', (FAILED, "absent")),
        ('<img src="a.png" role="banana">', (FAILED, "absent")),
        ('<img src="a.png" role="button">', (FAILED, "absent")),
        # Everybody can open it.
        ('<details><summary>More</summary><img src="a.png"></details>', (FAILED, "absent")),
    ],
)
def test_an_image(source, verdict):
    assert judge("html-image-without-alternative", source) == [verdict]


@pytest.mark.parametrize(
    "source",
    [
        "<p>No image</p>",
        '<img src="a.png" hidden>',
        '<img src="a.png" aria-hidden="true">',
        '<div aria-hidden="TRUE"><img src="a.png"></div>',
        '<div style="display : NONE"><img src="a.png"></div>',
        '<img src="a.png" style="visibility: hidden">',
        '<details hidden><summary>More</summary><img src="a.png"></details>',
        '<template><img src="a.png"></template>',
        '<noscript><img src="a.png"></noscript>',
        '<style>.gone { display: none }</style><div class="gone"><img src="a.png"></div>',
        '<video controls><img src="a.png"></video>',
        '<svg role="img"></svg>',
    ],
)
def test_no_image_to_judge(source):
    assert judge("html-image-without-alternative", source) == []


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<svg role="img"><title>A circle</title></svg>', [(PASSED, "named")]),
        ('<svg role="img" aria-label="A circle"></svg>', [(PASSED, "named")]),
        ('<svg><g role="graphics-symbol" aria-label="A circle"></g></svg>', [(PASSED, "named")]),
        ('<svg><g role="graphics-symbol"><title>A circle</title></g></svg>', [(PASSED, "named")]),
        ('<svg role="img"></svg>', [(FAILED, "absent")]),
        ('<svg role="img"><title> </title></svg>', [(FAILED, "absent")]),
        ('<svg role="img"><desc>A circle</desc></svg>', [(FAILED, "absent")]),
        ('<svg role="img"><g><title>A circle</title></g></svg>', [(FAILED, "absent")]),
        ('<svg role="graphics-document"><text>A circle</text></svg>', [(FAILED, "absent")]),
        ('<svg role="img" title="A circle is no title"></svg>', [(PASSED, "named")]),
        ("<svg><circle /></svg>", []),
        ('<svg role="img" aria-hidden="true"></svg>', []),
        ('<svg role="none"></svg>', []),
        ('<svg style="display:none"><g role="img"></g></svg>', []),
        ('<svg><pattern><circle role="img" /></pattern></svg>', []),
        ('<svg><g visibility="hidden"><circle role="img" /></g></svg>', []),
        ('<style>p{color:red}</style><svg><g visibility="hidden"><circle role="img" /></g></svg>', []),
        ('<svg><g visibility="hidden"><circle visibility="visible" role="img" /></g></svg>', [(FAILED, "absent")]),
        ('<div role="img"></div>', []),
    ],
)
def test_a_drawing(source, verdicts):
    assert judge("html-svg-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<object data="a.png" title="A dog"></object>', [(PASSED, "named")]),
        ('<object data="a.mp3" aria-label="A song"></object>', [(PASSED, "named")]),
        ('<object data="a" type="video/mp4" title="A film"></object>', [(PASSED, "named")]),
        ('<object data="a.png?size=2"></object>', [(FAILED, "absent")]),
        ('<object data="data:image/png;base64,AA"></object>', [(FAILED, "absent")]),
        ('<object data="a.mp4" title=" "></object>', [(FAILED, "absent")]),
        ('<object data="a.png">A dog in words</object>', [(FAILED, "absent")]),
        ('<object data="a.html"></object>', []),
        ('<object data="a.png" type="text/html"></object>', []),
        ('<object type="image/png"></object>', []),
        ('<object data="a.png" role="img"></object>', []),
        ('<object data="a.png" hidden></object>', []),
    ],
)
def test_an_object(source, verdicts):
    assert judge("html-object-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<embed src="a.swf" title="A game">', [(PASSED, "named")]),
        ('<embed src="a.swf">', [(FAILED, "absent")]),
        ("<embed>", []),
        ('<embed src="a.swf" aria-hidden="true">', []),
    ],
)
def test_an_embed(source, verdicts):
    assert judge("html-embed-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<img alt="" src="a.png">', [(PASSED, "silent")]),
        ('<div role="none">x</div>', [(PASSED, "silent")]),
        ('<div role="presentation" hidden tabindex="0">x</div>', [(PASSED, "silent")]),
        ('<img alt="" aria-hidden="true" tabindex="0">', [(PASSED, "silent")]),
        ('<img alt="" tabindex="-1">', [(FAILED, "exposed")]),
        ('<img alt="" aria-labelledby="x">', [(FAILED, "exposed")]),
        ('<nav role="none" aria-label="Main"></nav>', [(FAILED, "exposed")]),
        ('<button role="none">x</button>', [(FAILED, "exposed")]),
        ('<a href="/" role="presentation">x</a>', [(FAILED, "exposed")]),
        ('<button role="none" disabled>x</button>', [(PASSED, "silent")]),
        ('<img alt="A dog" tabindex="0">', []),
        ('<img alt="" role="img">', []),
        ('<div role="button none">x</div>', []),
    ],
)
def test_something_marked_as_decorative(source, verdicts):
    assert judge("html-decorative-element-exposed", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<a href="/map"><img src="a.png" alt="Map" ismap></a>', [(FAILED, "server")]),
        ('<img src="a.png" alt="Map" ismap>', []),
        ('<a href="/map"><img src="a.png" alt="Map"></a>', []),
        ('<a href="/map" hidden><img src="a.png" alt="Map" ismap></a>', []),
    ],
)
def test_a_server_side_map(source, verdicts):
    assert judge("html-server-side-image-map", source) == verdicts
