"""What Canvas keeps of incoming HTML: elements, attributes, protocols, style properties (contract 11).

The list is that of 2017 with the newer elements that the contract names; `Switches.sanitizer_drops` narrows it.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MATHML_ELEMENTS = _words(
    "annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac mglyph mi"
    " mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mscarries mscarry"
    " msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
    " none semantics"
)

ELEMENTS = (
    _words(
        "a b blockquote br caption cite code col colgroup hr h1 h2 h3 h4 h5 h6 h7 h8 del ins iframe font dd div dl dt"
        " em figure figcaption i img li ol p pre q small source span strike strong sub sup abbr table tbody td tfoot"
        " th thead tr u ul object embed param video track audio"
        " section article header nav footer main aside details summary mark picture"
    )
    | MATHML_ELEMENTS
)

REMOVED_WITH_CONTENT = frozenset({"script", "style"})

ARIA = frozenset(
    f"aria-{name}"
    for name in _words(
        "labelledby atomic busy controls describedby disabled dropeffect flowto grabbed haspopup hidden invalid label"
        " live owns relevant autocomplete checked expanded level multiline multiselectable orientation pressed"
        " readonly required selected sort valuemax valuemin valuenow valuetext"
    )
)

FOR_ALL = _words("style class id title role lang dir") | ARIA

_SIZE = frozenset({"width", "height"})
_CELL = _words("abbr axis colspan rowspan width align valign dir")

BY_ELEMENT: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "target", "name"}),
    "audio": _words("name src muted controls preload"),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span", "width"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "embed": _words("name src type allowfullscreen pluginspage wmode allowscriptaccess") | _SIZE,
    "font": frozenset({"face", "color", "size"}),
    "iframe": _SIZE
    | _words(
        "src name align frameborder scrolling sandbox allow allowfullscreen webkitallowfullscreen mozallowfullscreen"
        " loading"
    ),
    "img": _words("align alt src usemap longdesc loading") | _SIZE,
    "ins": frozenset({"cite", "datetime"}),
    "object": _words("data type classid codebase") | _SIZE,
    "ol": frozenset({"start", "type"}),
    "param": frozenset({"name", "value"}),
    "q": frozenset({"cite"}),
    "source": _words("media src srcset sizes type"),
    "table": _words("summary width border cellpadding cellspacing center frame rules align"),
    "td": _CELL | {"headers"},
    "th": _CELL | {"headers", "scope"},
    "tr": frozenset({"align", "valign", "dir"}),
    "track": _words("kind label src srclang default"),
    "ul": frozenset({"type"}),
    "video": _words("name src allowfullscreen muted poster controls preload") | _SIZE,
}

MATHML_ATTRIBUTES = _words(
    "accent accentunder align columnalign columnlines columnspacing columnspan depth display displaystyle encoding"
    " fence form frame height href linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize"
    " movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator separators stretchy"
    " symmetric voffset width xmlns open close"
)

_WEB = frozenset({"http", "https"})

PROTOCOLS: dict[tuple[str, str], frozenset[str]] = {
    ("a", "href"): frozenset({"ftp", "http", "https", "mailto", "tel", "skype"}),
    ("audio", "src"): _WEB | {"data"},
    ("blockquote", "cite"): _WEB,
    ("embed", "src"): _WEB,
    ("iframe", "src"): _WEB,
    ("img", "src"): _WEB | {"data"},
    ("object", "data"): _WEB,
    ("q", "cite"): _WEB,
    ("source", "src"): _WEB | {"data"},
    ("track", "src"): _WEB | {"data"},
    ("video", "src"): _WEB | {"data"},
    ("video", "poster"): _WEB,
}
"""Schemes of absolute addresses; relative ones always stay."""

STYLE_PROPERTIES = re.compile(
    r"""(?:
    background(?:-(?:attachment|color|image|position(?:-[xy])?|repeat))?
    | border(?:-(?:collapse|color|spacing|style|width|radius|(?:bottom|left|right|top)(?:-(?:color|style|width))?))?
    | clear | color | cursor | direction | display | flex(?:-[a-z]+)? | float
    | font(?:-(?:family|size|stretch|style|variant|weight))?
    | (?:max-|min-)?(?:height|width) | gap | grid(?:-[a-z-]+)? | justify-[a-z]+ | align-[a-z]+
    | left | line-height | list-style(?:-(?:image|position|type))?
    | margin(?:-(?:bottom|left|right|top|offset))? | order | overflow(?:-[xy])?
    | padding(?:-(?:bottom|left|right|top))? | position | right
    | table-layout | text-(?:align|decoration|indent) | top | vertical-align | visibility
    | white-space | width | z-index | zoom
    )\Z""",
    re.VERBOSE,
)
"""Properties kept in `style`; `url(...)` is the only function whose argument is an address, and it is checked."""

DROPPED_DECLARATIONS = frozenset(
    {
        "position",
        "top",
        "right",
        "bottom",
        "left",
        "width",
        "height",
        "max-width",
        "max-height",
        "min-width",
        "min-height",
    }
)
"""Position and size, dropped on the way in through the API (contract 11)."""
