"""Tokens of attributes."""

import pytest

from curbcut.standards.spaces import tokens_of


@pytest.mark.parametrize(
    ("value", "tokens"),
    [
        ("a b", ["a", "b"]),
        (" a\t\nb\f\rc ", ["a", "b", "c"]),
        ("a\xa0b", ["a\xa0b"]),
        ("\x0b", ["\x0b"]),
        (" ", []),
    ],
)
def test_tokens(value, tokens):
    assert tokens_of(value) == tokens
