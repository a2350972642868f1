"""What Canvas keeps of incoming HTML: elements, attributes, protocols, style properties (contract 11).

The list is that of 2017 with the newer elements that the contract names; `Switches.sanitizer_drops` narrows it.
"""

import re

MATHML_ELEMENTS = frozenset(
    "annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac mglyph mi"
    " mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mscarries mscarry"
    " msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
    " none semantics".split()
)

ELEMENTS = (
    frozenset(
        "a b blockquote br caption cite code col colgroup hr h1 h2 h3 h4 h5 h6 h7 h8 del ins iframe font dd div dl dt"
        " em figure figcaption i img li ol p pre q small source span strike strong sub sup abbr table tbody td tfoot"
        " th thead tr u ul object embed param video track audio"
        " section article header nav footer main aside details summary mark picture".split()
    )
    | MATHML_ELEMENTS
)

REMOVED_WITH_CONTENT = frozenset({"script", "style"})

ARIA = frozenset(
    f"aria-{name}"
    for name in (
        "labelledby atomic busy controls describedby disabled dropeffect flowto grabbed haspopup hidden invalid label"
        " live owns relevant autocomplete checked expanded level multiline multiselectable orientation pressed"
        " readonly required selected sort valuemax valuemin valuenow valuetext"
    ).split()
)

FOR_ALL = frozenset("style class id title role lang dir".split()) | ARIA

_SIZE = frozenset({"width", "height"})
_CELL = frozenset("abbr axis colspan rowspan width align valign dir".split())

BY_ELEMENT: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "target", "name"}),
    "audio": frozenset("name src muted controls preload".split()),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span", "width"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "embed": frozenset("name src type allowfullscreen pluginspage wmode allowscriptaccess".split()) | _SIZE,
    "font": frozenset({"face", "color", "size"}),
    "iframe": _SIZE
    | frozenset(
        "src name align frameborder scrolling sandbox allow allowfullscreen webkitallowfullscreen mozallowfullscreen"
        " loading".split()
    ),
    "img": frozenset("align alt src usemap longdesc loading".split()) | _SIZE,
    "ins": frozenset({"cite", "datetime"}),
    "object": frozenset("data type classid codebase".split()) | _SIZE,
    "ol": frozenset({"start", "type"}),
    "param": frozenset({"name", "value"}),
    "q": frozenset({"cite"}),
    "source": frozenset("media src srcset sizes type".split()),
    "table": frozenset("summary width border cellpadding cellspacing center frame rules align".split()),
    "td": _CELL | {"headers"},
    "th": _CELL | {"headers", "scope"},
    "tr": frozenset({"align", "valign", "dir"}),
    "track": frozenset("kind label src srclang default".split()),
    "ul": frozenset({"type"}),
    "video": frozenset("name src allowfullscreen muted poster controls preload".split()) | _SIZE,
}

MATHML_ATTRIBUTES = frozenset(
    "accent accentunder align columnalign columnlines columnspacing columnspan depth display displaystyle encoding"
    " fence form frame height href linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize"
    " movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator separators stretchy"
    " symmetric voffset width xmlns open close".split()
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
    {"position", "top", "right", "bottom", "left", "width", "height", "max-width", "max-height", "min-width", "min-height"}
)
"""Position and size, dropped on the way in through the API (contract 11)."""
