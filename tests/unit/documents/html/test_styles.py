import pytest
from tests.builders.html_pages import a_body, a_page

from curbcut.documents.colours import parse_colour
from curbcut.documents.context import Theme
from curbcut.documents.html.style import Style


def style_of(document, tag="i"):
    """The style of the first element of a tag; tests put an <i>, which has no style of its own, where they look."""
    return document.styles.of(document.by_tag(tag)[0])


def colour_of(document, tag="i"):
    return style_of(document, tag).colour.hex


def test_the_theme_is_around_a_body_and_the_browser_around_a_file():
    theme = Theme(text="#111111", background="#eeeeee", link="#222222")
    body = a_body("<p><i>a</i><a href=x>b</a></p>", theme=theme)
    assert (colour_of(body), colour_of(body, "a"), style_of(body).surface.colours[0].hex) == (
        "#111111",
        "#222222",
        "#EEEEEE",
    )
    page = a_page("<p><i>a</i><a href=x>b</a></p>")
    assert (colour_of(page), colour_of(page, "a"), style_of(page).surface.colours[0].hex) == (
        "#000000",
        "#0000EE",
        "#FFFFFF",
    )


def test_an_anchor_without_an_address_is_no_link():
    assert colour_of(a_page("<a name=x>b</a>"), "a") == "#000000"


@pytest.mark.parametrize(
    ("html", "colour"),
    [
        ('<p style="color:red"><i>', "#FF0000"),
        ('<p style="color:red"><i style="color:initial">', "#000000"),
        ('<p style="color:red"><i style="color:inherit">', "#FF0000"),
        ('<p style="color:red"><i style="color:unset">', "#FF0000"),
        ('<p style="color:red"><i style="color:currentcolor">', "#FF0000"),
        ("<font color=blue><i>", "#0000FF"),
        ("<body text=green><i>", "#008000"),
        ("<style>i{color:red}</style><i>", "#FF0000"),
        ('<style>i{color:red}</style><i style="color:blue">', "#0000FF"),
        ('<style>i{color:red!important}</style><i style="color:blue">', "#FF0000"),
        ('<style>i{color:red!important}</style><i style="color:blue!important">', "#0000FF"),
        ("<style>#a{color:red} i{color:blue}</style><i id=a>", "#FF0000"),
        ("<style>.a{color:red} .a{color:blue}</style><i class=a>", "#0000FF"),
        ("<style>p i{color:red}</style><p><i>", "#FF0000"),
        ("<style>p > b > i{color:red}</style><p><i>", "#000000"),
        ("<style>i:hover{color:red}</style><i>", "#000000"),
        ("<style>i::before{color:red}</style><i>", "#000000"),
        ("<style>@media screen{i{color:red}}</style><i>", "#FF0000"),
        ("<style>@media print{i{color:red}}</style><i>", "#000000"),
        ("<style>@media (min-width: 600px){i{color:red}}</style><i>", "#FF0000"),
        ("<style>@media (max-width: 600px){i{color:red}}</style><i>", "#000000"),
        ("<style>@media (prefers-color-scheme: dark){i{color:red}}</style><i>", "#000000"),
        ("<style media=print>i{color:red}</style><i>", "#000000"),
        ("<style>p{color:blue;i{color:red}}</style><p><i>", "#FF0000"),
        ("<style>p{&.x, & > i{color:red}}</style><p><i>", "#FF0000"),
        ("<style>p{> b{color:red}}</style><p><i>", "#000000"),
        ("<style>@supports not (display:grid){i{color:red}}</style><i>", "#000000"),
        ("<style>@supports (display:grid){@layer x{i{color:red}}}</style><i>", "#FF0000"),
        ("<div style=color:red><dialog open><i>", "#000000"),
        ("<style type=text/less>i{color:red}</style><i>", "#000000"),
        ("<style type=TEXT/CSS>i{color:red}</style><i>", "#FF0000"),
        ("<style>@layer x{#y{color:red}} i{color:blue}</style><i id=y>", "#0000FF"),
        ("<style>@layer x,y;@layer y{i{color:blue}}@layer x{i{color:red}}</style><i>", "#0000FF"),
        ("<style>@layer{i{color:red}}</style><style>@layer{i{color:blue}}</style><i>", "#0000FF"),
        ("<style>@layer x{i{color:red!important}} i{color:blue!important}</style><i>", "#FF0000"),
        ("<style>i{color:red;@media screen{color:blue}}</style><i>", "#0000FF"),
        ("<style>i{color:red;@media print{color:blue}}</style><i>", "#FF0000"),
        ("<style>i{color:red}i{all:unset}</style><i>", "#000000"),
        ("<style>:root{--a:red;--b:var(--a)}i{color:var(--b)}</style><i>", "#FF0000"),
        ("<style>i{color:var(--none, blue)}</style><i>", "#0000FF"),
        ("<style>p:first-child i{color:red}</style><p><i>", "#000000"),
        ("<style>i[title=x]{color:red}</style><i title=x>", "#FF0000"),
        ("<style>p:nth-of-type(2) i{color:red}</style><p></p><p><i>", "#FF0000"),
        ("<style>p:nth-last-child(1) i{color:red}</style><p></p><p><i>", "#FF0000"),
        ("<style>p:nth-last-of-type(2) i{color:red}</style><p></p><p><i>", "#000000"),
        ("<style>b + i{color:red}</style><b></b><i>", "#FF0000"),
        ("<style>b ~ i{color:red}</style><b></b><u></u><i>", "#FF0000"),
        ("<style>i:empty{color:red}</style><i>", "#FF0000"),
        ("<style>i:lang(en){color:red}</style><i>", "#FF0000"),
    ],
)
def test_the_colour_that_wins(html, colour):
    assert colour_of(a_page(html)) == colour


@pytest.mark.parametrize(
    "html",
    [
        '<i style="color:var(--none)">',
        '<i style="color:color-mix(in srgb, red, blue)">',
        '<i style="color:light-dark(red, blue)">',
    ],
)
def test_colours_that_cannot_be_known(html):
    assert style_of(a_page(html)).colour is None


@pytest.mark.parametrize(
    ("html", "size"),
    [
        ("<i>", 16),
        ("<h1><i>", 32),
        ("<h6><i>", 10.72),
        ("<small><i>", 13.333),
        ("<big><i>", 19.2),
        ("<font size=7><i>", 48),
        ("<font size=+1><i>", 18),
        ("<font size=-9><i>", 10),
        ("<font size=x><i>", 16),
        ('<p style="font-size:10px"><i style="font-size:2em">', 20),
        ('<p style="font-size:10px"><i style="font-size:2rem">', 32),
        ('<p style="font:bold 14pt Arial"><i>', 18.667),
        ("<style>html{font-size:10px} i{font-size:2rem}</style><i>", 20),
        ('<i style="font-size:5vw">', None),
        ('<i style="font-size:initial">', 16),
        ("<code><i>", 13),
    ],
)
def test_font_sizes(html, size):
    assert style_of(a_page(html)).font_size == (None if size is None else pytest.approx(size, abs=0.001))


@pytest.mark.parametrize(
    ("html", "weight"),
    [
        ("<b><i>", 700),
        ("<th><i>", 400),
        ("<table><tr><th><i>", 700),
        ('<b style="font-weight:normal"><i>', 400),
        ('<i style="font-weight:600">', 600),
        ('<b><b><i style="font-weight:bolder">', 900),
        ('<b><i style="font-weight:lighter">', 400),
    ],
)
def test_font_weights(html, weight):
    assert style_of(a_page(html)).font_weight == weight


@pytest.mark.parametrize(
    ("html", "background"),
    [
        ('<p style="background:#333"><i>', "#333333"),
        ("<table bgcolor=#333333><tr><td><i>", "#333333"),
        ("<body bgcolor=black><i>", "#000000"),
        ("<mark><i>", "#FFFF00"),
        ("<p style='background:#333;display:contents'><i>", "#FFFFFF"),
        ("<p style='background:#333'><dialog open><i>", "#FFFFFF"),
        ('<p style="background:#333"><i style="background:inherit">', "#333333"),
        ('<p style="background:#333"><i style="background:none">', "#333333"),
        ('<p style="background:rgba(0,0,0,.5)"><i>', "#808080"),
        ("<table bgcolor=#333333><caption><i>", "#FFFFFF"),
        ('<div style="background:#111"><table bgcolor=#333333><caption><b><i>', "#111111"),
        ('<table bgcolor=#333333><caption style="background:#222"><i>', "#222222"),
    ],
)
def test_backgrounds(html, background):
    assert [colour.hex for colour in style_of(a_page(html)).surface.colours] == [background]


@pytest.mark.parametrize(
    ("html", "doubt"),
    [
        ('<p style="background:url(a.png)"><i>', "image"),
        ("<body background=a.png><i>", "image"),
        ('<p style="background:url(a.png)"><i style="background:white">', None),
        ('<p style="background:linear-gradient(red,blue) 0 0 / 5px 5px"><i>', "image"),
        ('<p style="background-color:var(--none)"><i>', "computed"),
    ],
)
def test_surfaces_that_cannot_be_known(html, doubt):
    assert style_of(a_page(html)).surface.doubt == doubt


@pytest.mark.parametrize(
    ("html", "doubt"),
    [
        ('<i style="filter:blur(1px)">', "blending"),
        ('<i style="mix-blend-mode:multiply">', "blending"),
        ('<i style="-webkit-text-fill-color:red">', "computed"),
        ('<i style="-webkit-text-stroke:1px black">', "computed"),
        ('<i style="background:linear-gradient(red,blue);-webkit-background-clip:text">', "computed"),
        ('<i style="opacity:calc(1 - .5)">', "computed"),
        ('<i style="filter:none;-webkit-text-stroke:0">', None),
        ('<i style="-webkit-text-stroke:0.0px">', None),
        ('<i style="-webkit-text-stroke:0.03em #444">', "computed"),
    ],
)
def test_texts_that_cannot_be_known(html, doubt):
    assert style_of(a_page(html)).doubt == doubt


@pytest.mark.parametrize(
    "html",
    [
        '<link rel=stylesheet href="a.css">',
        "<style>@import 'a.css';</style>",
        "<style>i:has(:checked){color:red}</style>",
        "<style>i:unheard-of{color:red}</style>",
        "<style>i:nth-last-child(1 of .a){color:red}</style>",
    ],
)
def test_a_style_sheet_out_of_reach_makes_colours_uncertain(html):
    page = a_page(f'{html}<p><i>a</i></p><p style="color:red;background:white;font-size:12px"><b>b</b></p>')
    assert page.styles.unread
    assert (style_of(page).is_colour_certain, style_of(page).surface.doubt, style_of(page).font_size) == (
        False,
        "stylesheet",
        None,
    )
    assert (
        style_of(page, "b").is_colour_certain,
        style_of(page, "b").surface.doubt,
        style_of(page, "b").font_size,
    ) == (True, None, 12)


@pytest.mark.parametrize(
    "html",
    [
        '<link rel=stylesheet media=print href="a.css">',
        '<link rel="alternate stylesheet" href="a.css">',
        "<link rel=icon href=a.ico>",
    ],
)
def test_links_that_bring_no_style(html):
    assert not a_page(html).styles.unread


@pytest.mark.parametrize(
    ("classes", "doubt"),
    [
        ("btn btn-primary", "stylesheet"),
        ("alert-danger", "stylesheet"),
        ("dp-wrapper", "stylesheet"),
        ("external", None),
        ("MsoNormal", None),
    ],
)
def test_classes_that_canvas_dresses(classes, doubt):
    assert style_of(a_body(f'<p class="{classes}"><i>a</i></p>')).surface.doubt == doubt


def test_what_is_declared_inline_on_a_dressed_element_holds():
    style = style_of(a_body('<p class="btn" style="color:red;background-color:white"><i>a</i></p>'))
    assert (style.surface.doubt, style.is_colour_certain) == (None, True)


def test_hiding_by_style_sheet():
    page = a_page("<style>.a{display:none}.b{visibility:hidden}</style><p class=a><i>a</i></p><p class=b><b>b</b></p>")
    assert not style_of(page).is_displayed
    assert not style_of(page, "b").is_visible


def test_equal_surroundings_share_one_style():
    page = a_page('<p style="color:red">a</p><p style="color:red">b</p><p>c</p><p>d</p>')
    first, second, third, fourth = (page.styles.of(element) for element in page.by_tag("p"))
    assert first is second
    assert third is fourth


def test_spacing_and_shadows():
    style = style_of(
        a_page('<i style="letter-spacing:.1em;word-spacing:2px;line-height:150%;text-shadow:1px 1px red, 0 0 2px">')
    )
    assert (style.letter_spacing, style.word_spacing, style.line_height) == (pytest.approx(1.6), 2, "24.0px")
    assert style.shadows == (parse_colour("red"), parse_colour("black"))


def test_a_long_chain_of_variables_ends():
    html = (
        "<style>:root{"
        + "".join(f"--v{n}:var(--v{n + 1}) var(--v{n + 1});" for n in range(60))
        + "}i{color:var(--v0)}</style><i>a</i>"
    )
    assert style_of(a_page(html)).colour is None


def test_styles_of_a_deep_page_take_one_pass():
    page = a_page("<style>div div i{color:red}</style>" + "<div>" * 3000 + "<i>a</i>")
    assert isinstance(style_of(page), Style)
