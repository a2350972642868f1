import pytest

from curbcut.documents.html.spaces import has_odd_spaces


@pytest.mark.parametrize("space", ["  ", "\n", "\t", "\f", "\r", "\u00a0", "\u3000"])
@pytest.mark.parametrize("word", ["fox", "f\u00f6x"])
def test_white_space_that_is_not_single_blanks_is_odd(word, space):
    assert has_odd_spaces(f"a {word}{space}b")


@pytest.mark.parametrize("text", ["", "fox", " a fox ", "a f\u00f6x"])
def test_texts_of_single_blanks_need_not_be_taken_apart(text):
    assert not has_odd_spaces(text)
    assert text.strip() == " ".join(text.split())
