"""Accessible names."""

import pytest
from tests.builders.html import a_document, the_element


@pytest.mark.parametrize(
    ("source", "name", "origin"),
    [
        # The order of accname 1.2, step 2.
        ('<p id="a">one</p><button id="x" aria-labelledby="a" aria-label="two">three</button>', "one", "aria-labelledby"),
        ('<p id="a">one</p><p id="b">two</p><button id="x" aria-labelledby="b a b"></button>', "two one", "aria-labelledby"),
        ('<button id="x" aria-labelledby="x a" aria-label="Delete"></button><p id="a">page</p>', "Delete page", "aria-labelledby"),
        ('<button id="x" aria-labelledby="nowhere" aria-label="two">three</button>', "two", "aria-label"),
        ('<p id="a"></p><button id="x" aria-labelledby="a">three</button>', "three", "content"),
        ('<button id="x" aria-label=" two ">three</button>', "two", "aria-label"),
        ('<button id="x" aria-label=" ">three</button>', "three", "content"),
        ('<button id="x" title="four">three</button>', "three", "content"),
        ('<button id="x" title="four"></button>', "four", "title"),
        # References are followed once, and lead to hidden content when they name it directly.
        ('<p id="a" aria-labelledby="b">one</p><p id="b">two</p><i id="x" role="img" aria-labelledby="a"></i>', "one", "aria-labelledby"),
        ('<p id="a" hidden>one <b>two</b></p><i id="x" role="img" aria-labelledby="a"></i>', "one two", "aria-labelledby"),
        ('<p id="a">one <b hidden>two</b></p><i id="x" role="img" aria-labelledby="a"></i>', "one", "aria-labelledby"),
        ('<p id="a">one <b aria-hidden="true">two</b></p><i id="x" role="img" aria-labelledby="a"></i>', "one", "aria-labelledby"),
        ('<p id="a" aria-label="label">one</p><i id="x" role="img" aria-labelledby="a"></i>', "label", "aria-labelledby"),
        ('<img id="a" src="a.png" alt="one"><i id="x" role="img" aria-labelledby="a"></i>', "one", "aria-labelledby"),
        ('<input id="a" value="one"><i id="x" role="img" aria-labelledby="a"></i>', "one", "aria-labelledby"),
        # alt is no ARIA attribute: it does not bring a presentational picture back.
        ('<h1 id="x"><img src="a.png" alt="the dog" role="presentation"></h1>', "", ""),
        ('<h1 id="x"><img src="a.png" alt="the dog" role="none" tabindex="0"></h1>', "the dog", "content"),
        # Content: nested names, hidden parts, blocks and tooltips.
        ('<a id="x" href="/">see <img src="a.png" alt="the dog"> now</a>', "see the dog now", "content"),
        ('<a id="x" href="/">see<p>block</p>now</a>', "see block now", "content"),
        ('<a id="x" href="/">sp<b>lit</b></a>', "split", "content"),
        ('<a id="x" href="/">one<br>two</a>', "one two", "content"),
        ('<a id="x" href="/">see <i aria-label="label">text</i></a>', "see label", "content"),
        ('<p id="a">ref</p><a id="x" href="/">see <i aria-labelledby="a">text</i></a>', "see ref", "content"),
        ('<a id="x" href="/">see <i title="tip"></i></a>', "see tip", "content"),
        ('<a id="x" href="/">see <i title="tip">text</i></a>', "see text", "content"),
        ('<a id="x" href="/">see <svg><title>drawing</title><text>text</text></svg></a>', "see drawing", "content"),
        ('<a id="x" href="/">see <i style="visibility:hidden">no <b style="visibility:visible">yes</b></i></a>', "see yes", "content"),
        ('<a id="x" href="/">see <img alt="no" style="visibility:hidden"></a>', "see", "content"),
        ('<a id="x" href="/">see <i aria-label="no" title="no" style="visibility:hidden">no</i></a>', "see", "content"),
        ('<a id="x" href="/">see <script>no</script><template>no</template></a>', "see", "content"),
        ('<a id="x" href="/">see <img alt="no" src="a" style="visibility:hidden"><i style="visibility:hidden" title="no"></i></a>', "see", "content"),
        ('<a id="x" href="/">see <input placeholder="you"> <input type="submit"> <video>no</video></a>', "see you Submit", "content"),
        ('<h2 id="x">1<ul><li>2</li><li>3</li></ul></h2>', "1 2 3", "content"),
        ('<h2 id="x">at <input value="five"> past</h2>', "at five past", "content"),
        ('<h2 id="x">at <select><option>four<option selected>five</select></h2>', "at five", "content"),
        ('<h2 id="x">at <textarea>five</textarea></h2>', "at five", "content"),
        ('<h2 id="x">at <i role="slider" aria-valuetext="five" aria-valuenow="5">x</i></h2>', "at five", "content"),
        ('<h2 id="x">at <i role="textbox">five</i></h2>', "at five", "content"),
        ('<h2 id="x">at <input type="submit" value="go"> <input type="image" alt="now"></h2>', "at go now", "content"),
        ('<h2 id="x">a <i role="img" title="tip">text</i> b</h2>', "a tip b", "content"),
        ('<h2 id="x">a <video title="film">text</video></h2>', "a film", "content"),
        ('<h2 id="x">a <iframe title="map">text</iframe><iframe>text</iframe></h2>', "a map", "content"),
        ('<a id="x" href="/" aria-owns="a b">see</a><i id="b"> me</i><i id="a"> with</i>', "see with me", "content"),
        ('<a id="x" href="/" aria-owns="a"></a><i id="a" aria-owns="x">now</i>', "now", "content"),
        # A declared shadow root shows its own content.
        ('<a id="x" href="/"><template shadowrootmode="open"><style>i</style><b>to</b> <img alt="me"></template></a>', "to me", "content"),
        ('<a id="x" href="/"><template>to me</template></a>', "", ""),
        # What style blocks write: words count, signs of an icon font do not, and the strongest rule wins.
        ('<style>a::before{content:"Home"}</style><a id="x" href="/"></a>', "home", "content"),
        ('<style>i:after{content:"Home"}</style><a id="x" href="/"><i></i></a>', "home", "content"),
        ('<style>a::before{content:attr(data-a) "!"}</style><a id="x" href="/" data-a="Home"></a>', "Home!", "content"),
        ('<style>a::before{content:attr(data-a)}</style><a id="x" href="/"></a>', "", ""),
        ('<style>a{--a:"Home"}a::before{content:var(--a)}</style><a id="x" href="/"></a>', "home", "content"),
        ('<style>a::before{content:"Home";display:none}</style><a id="x" href="/"></a>', "", ""),
        ('<style>a::before{content:"Home" / ""}</style><a id="x" href="/"></a>', "", ""),
        ('<style>a::before{content:url(a) / "Home"}</style><a id="x" href="/"></a>', "home", "content"),
        ('<style>i::before{content:"Home"}</style><i id="a"></i><a id="x" role="img" aria-labelledby="a"></a>', "home", "aria-labelledby"),
        ('<style>label::before{content:"one"}</style><label for="x"></label><input id="x">', "one", "label"),
        ('<label for="x" title="one"></label><input id="x">', "one", "label"),
        ('<a id="x" href="/"><svg><g><title>one</title><path/></g></svg></a>', "one", "content"),
        ('<a id="x" href="/"><svg><symbol><title>one</title></symbol></svg></a>', "", ""),
        ('<h2 id="x"><input aria-label="one"></h2>', "one", "content"),
        ('<h2 id="x"><input aria-label="one" value="two"></h2>', "two", "content"),
        ('<style>a::before{content:"\\f015"}</style><a id="x" href="/"></a>', "", ""),
        ('<style>#x::before{content:""} a::before{content:"Home"}</style><a id="x" href="/"></a>', "", ""),
        ('<style>i::before{content:"Home"}</style><a id="x" href="/"><i hidden></i></a>', "", ""),
        # Roles that take no name from content.
        ('<div id="x" role="list"><p role="listitem">one</p></div>', "", ""),
        ('<p id="x">one</p>', "", ""),
        ('<nav id="x" title="tip">one</nav>', "tip", "title"),
        # HTML's own names.
        ('<label>one <input id="x"> two</label>', "one two", "label"),
        ('<label for="x">one</label><label for="x">two</label><input id="x">', "one two", "label"),
        ('<label for="x" aria-label="two">one</label><input id="x">', "two", "label"),
        ('<label>one <label for="x">two</label><input id="x"></label>', "one two", "label"),
        ('<label for="x">one <label for="x">two</label></label><label for="x">three</label><input id="x">', "one two three", "label"),
        ('<label>flash <select><option>five</option></select> times <input id="y"></label><label for="x">q</label><input id="x">', "q", "label"),
        ('<label for="x">flash <input value="5"> times</label><input id="x">', "flash 5 times", "label"),
        ('<input id="x" title="one" placeholder="two">', "one", "title"),
        ('<input id="x" placeholder="two">', "two", "placeholder"),
        ('<input id="x" type="checkbox" placeholder="two">', "", ""),
        ('<i id="x" role="textbox" aria-placeholder="two"></i>', "two", "placeholder"),
        ('<input id="x" type="submit">', "Submit", "default"),
        ('<input id="x" type="submit" value="go">', "go", "attribute"),
        ('<input id="x" type="image" alt="go">', "go", "attribute"),
        ('<input id="x" type="image">', "Submit Query", "default"),
        ('<input id="x" type="hidden" aria-label="one">', "one", "aria-label"),
        ('<img id="x" alt="one" title="two">', "one", "attribute"),
        ('<img id="x" title="two">', "two", "title"),
        ('<img id="x" alt="" title="two">', "", ""),
        ('<img id="x" alt=" " title="two">', "", ""),
        ('<table id="x" title="two"><caption>one</caption></table>', "one", "element"),
        ('<fieldset id="x"><legend>one</legend></fieldset>', "one", "element"),
        ('<figure id="x"><p>two</p><figcaption>one</figcaption></figure>', "one", "element"),
        ('<figure id="x"><figcaption></figcaption></figure>', "", ""),
        ('<svg id="x"><title>one</title></svg>', "one", "element"),
        ('<svg><g id="x"><title>one</title></g></svg>', "one", "element"),
        ('<details><summary id="x">one</summary></details>', "one", "content"),
        ('<select><optgroup id="x" label="one"></optgroup></select>', "one", "attribute"),
        ('<meter id="x" title="one">two</meter>', "one", "title"),
    ],
)  # fmt: skip
def test_a_name(source, name, origin):
    state = the_element(source).name_state
    assert (state.text, state.source) == (name, origin)
    assert the_element(source).accessible_name == name


def test_names_inside_one_another_are_the_same_whichever_is_asked_for_first():
    html = """<div role=link>a <span role=button title=b></span><p role=link title=c> d<b hidden>e</b></p><i role=img aria-label=f></i>
    <span role=link style="visibility:hidden">g<u role=link style="visibility:visible">h</u></span>
    <a href=x><div role=link aria-hidden=true>i <u role=link>j</u></div>k</a><h2>l<object><object>m</object></object></h2></div>"""
    outward, inward = a_document(html), a_document(html)
    names = [element.accessible_name for element in inward.elements]
    assert [element.accessible_name for element in reversed(list(outward.elements))][::-1] == names
    assert names[inward.by_tag("div")[0].index] == "a b d f h k lm"
    assert [inward.elements[index].accessible_name for index in inward.objects_with_fallback] == ["", ""]
