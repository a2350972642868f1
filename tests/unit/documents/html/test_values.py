from curbcut.documents.html.values import is_computed, split_outside_parentheses


def test_computed_values():
    assert is_computed("calc(1px + 1em)")
    assert is_computed("rgb(from red r g b)")
    assert not is_computed("rgb(1 2 3)")


def test_splitting_outside_parentheses():
    assert split_outside_parentheses("a(b, c), d", ",") == ["a(b, c)", "d"]
    assert split_outside_parentheses("a( b ) c", " ") == ["a( b )", "c"]
