"""Parameters as Rails reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas_sandbox.parameters import DEPTH_LIMIT, merge, unnest
from canvas_sandbox.refusals import Refusal


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], {}),
        ([("a", "1"), ("a", "2")], {"a": "2"}),
        ([("wiki_page[body]", "x")], {"wiki_page": {"body": "x"}}),
        ([("wiki_page[body]", "x"), ("wiki_page[title]", "t")], {"wiki_page": {"body": "x", "title": "t"}}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("a[b][]", "1"), ("a[b][]", "2")], {"a": {"b": ["1", "2"]}}),
        ([("a[][b]", "1"), ("a[][c]", "2"), ("a[][b]", "3")], {"a": [{"b": "1", "c": "2"}, {"b": "3"}]}),
        ([("a", "1"), ("a[b]", "2")], {"a": {"b": "2"}}),
        ([("a[b]", "2"), ("a", "1")], {"a": "1"}),
        ([("a[b]", "2"), ("a[]", "1")], {"a": ["1"]}),
        ([("a[", "1")], {"a": "1"}),
        ([("[]", "1")], {"": ["1"]}),
        ([("a[b]c", "1")], {"a": {"b": "1"}}),
    ],
)
def test_unnest(pairs, expected):
    assert unnest(pairs) == expected


def test_too_deep():
    with pytest.raises(Refusal) as caught:
        unnest([("a" + "[b]" * (DEPTH_LIMIT + 1), "1")])
    assert caught.value.status == 400
    assert unnest([("a" + "[b]" * DEPTH_LIMIT, "1")])


@given(st.lists(st.tuples(st.text("ab[]", max_size=8), st.text(max_size=2)), max_size=8))
def test_no_name_breaks_it(pairs):
    assert isinstance(unnest(pairs), dict)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": {"x": 1, "y": 1}}, {"a": {"y": 2}}, {"a": {"x": 1, "y": 2}}),
        ({"a": {"x": 1}}, {"a": 2}, {"a": 2}),
        ({"a": [1]}, {"a": [2]}, {"a": [2]}),
    ],
)
def test_merge(first, second, expected):
    assert merge(first, second) == expected
