import pytest

from curbcut.documents.html.offsets import Offsets


@pytest.mark.parametrize(("offset", "place"), [(0, (1, 1)), (1, (1, 2)), (2, (2, 1)), (3, (3, 1)), (4, (3, 2))])
def test_lines_and_columns_count_from_one(offset, place):
    assert Offsets("a\n\nbc", "a\n\nbc").line_and_column(offset) == place


def test_a_line_end_of_two_characters_moves_what_is_behind_it():
    offsets = Offsets("a\nb\nc", "a\r\nb\nc")
    assert [offsets.raw(offset) for offset in range(5)] == [0, 1, 3, 4, 5]


def test_without_such_line_ends_nothing_moves():
    assert Offsets("a\nb", "a\rb").raw(2) == 2
