from tests.builders.html_pages import a_body

from curbcut.documents.html.blocks import with_punctuation


def texts(html):
    return [(block.element.tag, block.text) for block in a_body(html).blocks]


def test_each_block_has_its_own_text():
    assert texts("<div>one <b>two</b><p>three</p> four</div>") == [("div", "one two four"), ("p", "three")]


def test_lines_and_blanks():
    assert texts("<p>a<br>b\n  c&nbsp;d</p><p> </p>") == [("p", "a b c d")]


def test_hidden_text_is_no_text():
    assert texts("<p>a<span hidden>b</span></p><div hidden><p>c</p></div>") == [("p", "a")]


def test_words():
    document = a_body("<p>The End.</p><p>(the) two words</p>")
    assert document.words_among(frozenset({"the", "end.", "(the)", "The", "word"})) == {"the", "end.", "(the)"}
    assert document.words_among(frozenset({"two"})) == {"two"}
    assert [block.word_count for block in document.blocks] == [2, 3]


def test_words_as_they_stand_in_a_text():
    assert {"end", "end.", "(end", "\u201cend\u201d"} <= with_punctuation(frozenset({"end"}))
