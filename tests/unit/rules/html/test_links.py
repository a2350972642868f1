"""Links."""

import pytest
from tests.builders.html import judge

NAMED, EMPTY, PICTURE, AREA = ("passed", "named"), ("failed", "empty"), ("failed", "picture"), ("failed", "area")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<a href="/">Home</a>', [NAMED]),
        ('<a href="/" aria-label="Home"></a>', [NAMED]),
        ('<a href="/" title="Home"></a>', [NAMED]),
        ('<a href="/"><img src="a.png" alt="Home"></a>', [NAMED]),
        ('<a href="/"><img src="a.png" title="Home"></a>', [NAMED]),
        ('<a href="/"><svg><title>Home</title></svg></a>', [NAMED]),
        ('<a href="/"><svg aria-label="Home"></svg></a>', [NAMED]),
        ('<a href="/"><span title="Home"></span></a>', [NAMED]),
        ('<a href="/"><div role="img" aria-label="Home"></div></a>', [NAMED]),
        ('<a href="/"><span style="position:absolute;left:-9999px">Home</span></a>', [NAMED]),
        ('<a href="/" aria-labelledby="n"></a><b id="n" hidden>Home</b>', [NAMED]),
        ('<a href="/" style="visibility:hidden"><b style="visibility:visible">x</b></a>', []),
        ('<span role="link" tabindex="0">Home</span>', [NAMED]),
        ('<a href="/" role="none">Home</a>', [NAMED]),
        ('<img usemap="#m"><map name="m"><area href="/" alt="Home"></map>', [NAMED]),
        ('<a href="/" role="doc-noteref">1</a>', [NAMED]),
        ('<a href="/"></a>', [EMPTY]),
        ('<a href="">&nbsp;</a>', [EMPTY]),
        ('<a href="/"><span aria-hidden="true">Home</span></a>', [EMPTY]),
        ('<a href="/"><span style="display:none">Home</span></a>', [EMPTY]),
        ('<a href="/"><span style="visibility:hidden">Home</span></a>', [EMPTY]),
        ('<a href="/" aria-labelledby="nowhere"></a>', [EMPTY]),
        ('<a href="/" aria-label=" "></a>', [EMPTY]),
        ('<a href="/" role="none"></a>', [EMPTY]),
        ('<a href="/"><script>Home</script></a>', [EMPTY]),
        ('<span role="link"></span>', [EMPTY]),
        ('<a href="/" tabindex="-1"></a>', [EMPTY]),
        ('<div style="position:absolute;left:-9999px"><a href="/"></a></div>', [EMPTY]),
        ('<a href="/"><img src="a.png" alt=""></a>', [PICTURE]),
        ('<a href="/"><img src="a.png"></a>', [PICTURE]),
        ('<a href="/"><svg><circle /></svg></a>', [PICTURE]),
        ('<img usemap="#m"><map name="m"><area href="/"></map>', [AREA]),
        ("<a>no link</a>", []),
        ("<a name='here'></a>", []),
        ('<a href="/" hidden></a>', []),
        ('<a href="/" aria-hidden="true"></a>', []),
        ('<a href="/" role="button"></a>', []),
        ('<a href="/" inert></a>', []),
        ('<a href="/"><object data="a"><img src="a" alt="Home"></object></a>', [("cantTell", "fallback")]),
        ('<area href="/">', []),
        ('<img usemap="#m"><map name="m"><area></map>', []),
        ('<img usemap="#n"><map name="m"><area href="/"></map>', []),
    ],
)
def test_a_link(source, verdicts):
    assert judge("html-link-without-name", source) == verdicts
