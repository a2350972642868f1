"""What messages are made of."""

import pytest

from curbcut.rules.rule import quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A fox", "A fox"),
        ("A fox\n\nDescription  automatically generated", "A fox Description automatically generated"),
        ("https://example.org/a/b", "https://example.org/a/b"),
        ("https://example.org/a/bc", "https://example.org/a/…"),
        ("Foxes live in the woods", "Foxes live in the woods"),
        ("Foxes are living in woods", "Foxes are living in wo…"),
        ("Foxes are living by the sea", "Foxes are living by th…"),
        ("Foxes may be living in a den", "Foxes may be living in…"),
    ],
)
def test_a_quotation_is_one_line_and_says_where_it_is_cut(text, shown):
    assert quoted(text, 45 if "Description" in text else 23) == shown
