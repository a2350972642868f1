import re

from tests.builders.html_pages import a_body


def texts(html):
    return [(block.element.tag, block.text) for block in a_body(html).blocks]


def test_each_block_has_its_own_text():
    assert texts("<div>one <b>two</b><p>three</p> four</div>") == [("div", "one two four"), ("p", "three")]


def test_lines_and_blanks():
    assert texts("<p>a<br>b\n  c&nbsp;d</p><p> </p>") == [("p", "a b c d")]


def test_hidden_text_is_no_text():
    assert texts("<p>a<span hidden>b</span></p><div hidden><p>c</p></div>") == [("p", "a")]


def test_words():
    blocks = a_body("<p>The End.</p><p>(thy) \u201ctwo\u201d words</p>").blocks
    assert ([block.word_count for block in blocks], blocks.word_count) == ([2, 3], 5)
    assert a_body("").blocks.word_count == 0


def test_words_are_found_in_lower_case_behind_blanks_and_opening_signs():
    blocks = a_body("<p>The End.</p><p>(thy) \u201cEnd\u201d of an end-end</p><p>bend</p>").blocks
    assert blocks.mentions(re.compile(r" (?:the|end|thy)\b")) == [
        (0, "the"),
        (0, "end"),
        (1, "thy"),
        (1, "end"),
        (1, "end"),
    ]


def test_words_are_found_where_letters_become_two_in_lower_case():
    blocks = a_body("<p>\u0130\u0130\u0130\u0130</p><p>a b</p><p>b</p>").blocks
    assert blocks.mentions(re.compile(r" b\b")) == [(1, "b"), (2, "b")]


def test_words_are_found_beyond_the_texts_that_are_searched_together():
    blocks = a_body("<p>x</p>" * 600 + "<p>the end</p>" + "<p>x</p>" * 500 + "<p>end</p>").blocks
    assert blocks.mentions(re.compile(r" end\b")) == [(600, "end"), (1101, "end")]


def test_blocks_are_a_sequence():
    blocks = a_body("<p>a</p><p>b</p>").blocks
    assert [block.text for block in blocks] == ["a", "b"]
    assert (len(blocks), blocks[-1].text, blocks[0].element.tag) == (2, "b", "p")
