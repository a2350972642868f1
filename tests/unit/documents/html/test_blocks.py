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
    assert [
        word for word in ("the", "end", "thy", "two", "The", "word", "end.") if blocks.mention(frozenset({word}))
    ] == [
        "the",
        "end",
        "thy",
        "two",
    ]
    assert ([block.word_count for block in blocks], blocks.word_count) == ([2, 3], 5)
    assert a_body("").blocks.word_count == 0


def test_blocks_are_a_sequence():
    blocks = a_body("<p>a</p><p>b</p>").blocks
    assert [block.text for block in blocks[1:]] == ["b"]
    assert blocks[-1] == blocks[1]
