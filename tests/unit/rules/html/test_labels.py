"""Visible labels and names."""

import pytest
from tests.builders.html import judge

CONTAINED, SYMBOL, DIFFERENT = ("passed", "contained"), ("passed", "symbol"), ("failed", "different")
PUNCTUATION, ICON, APART = ("cantTell", "punctuation"), ("cantTell", "icon"), ("cantTell", "apart")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<button aria-label="next PAGE of the list"> Next\n page </button>', [CONTAINED]),
        ('<a href="/" aria-label="Home page">Home</a>', [CONTAINED]),
        ('<a href="/" aria-labelledby="a b">Home</a><i id="a">To the</i><i id="b">home page</i>', [CONTAINED]),
        ('<button aria-label="Next page"><b>Next</b> <i>page</i></button>', [CONTAINED]),
        ('<button aria-label="Search"><svg></svg>Search</button>', [CONTAINED]),
        ('<button aria-label="Search"><svg><title>Glass</title></svg></button>', []),
        ('<button aria-label="">Search</button>', [CONTAINED]),
        ('<button aria-label="Search">Search<b hidden>the site</b></button>', [CONTAINED]),
        ('<button aria-label="Search">Search<b style="visibility:hidden">x y</b></button>', [CONTAINED]),
        ('<button aria-label="Search">Search<b style="position:absolute;left:-9999px">more</b></button>', [CONTAINED]),
        ('<button aria-label="Close">X</button>', [SYMBOL]),
        ('<button aria-label="Close">&times;</button>', [SYMBOL]),
        ('<button aria-label="More">...</button>', [SYMBOL]),
        ('<button aria-label="Back">←←</button>', [SYMBOL]),
        ('<a href="#n" aria-label="Footnote one">[1]</a>', [SYMBOL]),
        ('<a href="#n" aria-label="Note">[12]</a>', [SYMBOL]),
        ('<button aria-label="Go">[1] Search</button>', [DIFFERENT]),
        ('<button aria-label="Go">Search</button>', [DIFFERENT]),
        ('<button aria-label="Searches">Search it</button>', [DIFFERENT]),
        ('<div role="link" aria-label="Away" tabindex="0">Home</div>', [DIFFERENT]),
        ('<button aria-label="Search">Search<b aria-hidden="true">the site</b></button>', [DIFFERENT]),
        ('<a href="/" aria-label="Department of history">Dept. of history</a>', [("cantTell", "abbreviation")]),
        ('<a href="/" aria-label="Frequently asked questions">FAQ</a>', [("cantTell", "abbreviation")]),
        ('<a href="/" aria-label="Frequently asked questions">MAP</a>', [DIFFERENT]),
        ('<a href="/" aria-label="Department of history">Fac. of history</a>', [DIFFERENT]),
        ('<a href="/" aria-label="Department of history">History of dept.</a>', [DIFFERENT]),
        ('<a href="/" aria-label="Page more">More page</a>', [DIFFERENT]),
        ('<input type="checkbox" aria-label="x">', []),
        ('<button aria-label="漢字"><ruby>漢字<rt>かんじ</rt></ruby></button>', [CONTAINED]),
        ('<button aria-label="Kurs\u00fcbersicht">Kurs&shy;u\u0308ber&#8203;sicht</button>', [CONTAINED]),
        ('<button aria-label="Draw"><canvas>No <b>canvas</b></canvas></button>', []),
        ('<a href="/" aria-label="Film"><video>No film</video></a>', []),
        # Words are said as a whole (ACT, "label in name"), save where nobody parts them.
        ('<button aria-label="Download">Down</button>', [DIFFERENT]),
        ('<a href="/" aria-label="Discover Italy">Discover It</a>', [DIFFERENT]),
        ('<a href="/" aria-label="Unlike this">like this</a>', [DIFFERENT]),
        ('<button aria-label="Week 10">Week 1</button>', [DIFFERENT]),
        ('<button aria-label="Network, next work">work</button>', [CONTAINED]),
        ('<button aria-label="(Next) page">next</button>', [CONTAINED]),
        ('<button aria-label="サイト検索">検索</button>', [CONTAINED]),
        ('<button aria-label="검색하기">검색</button>', [CONTAINED]),
        ('<a href="/" aria-label="Read all about cats"><b>Read</b> <b>about cats</b></a>', [APART]),
        ('<a href="/" aria-label="Cats: read"><b>Read</b> <b>cats</b></a>', [APART]),
        ('<a href="/" aria-label="Cats, read"><b>Cats</b><br><b>read</b></a>', [CONTAINED]),
        ('<button aria-label="Download PDF">Download (PDF)</button>', [PUNCTUATION]),
        ('<button aria-label="Search by date">Search by date (<i>month first</i>)</button>', [PUNCTUATION]),
        ('<button aria-label="Find" class="material-icons">search</button>', [ICON]),
        ('<style>.i{font-family:My Icons}</style><button aria-label="Find">Search here</button>', [DIFFERENT]),
        ('<button aria-label="Find"><i class="fa fa-search">search</i></button>', [ICON]),
        ('<button aria-label="Find" style="font-family: My Icons">search</button>', [ICON]),
        ('<style>b{font:16px "Font Awesome"}</style><button aria-label="Find"><b>search</b></button>', [ICON]),
        ("<button>Search</button>", []),
        ('<div role="tooltip" aria-label="OK">Next</div>', []),
        ('<div aria-label="OK">Next</div>', []),
        ('<input type="submit" value="Go" aria-label="Search">', []),
        ('<a href="/" aria-label="Home"><img src="a.png" alt="Start"></a>', []),
        ('<button aria-label="Go" hidden>Search</button>', []),
        ('<input type="email" aria-label="x">', []),
    ],
)
def test_a_visible_label(source, verdicts):
    assert judge("html-visible-label-not-in-name", source) == verdicts
