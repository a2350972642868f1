"""Taking one step out of several: exactly what it changed, or nothing at all."""

from itertools import pairwise

import pytest

from curbcut.service.feedback.reversing import Step, without_step


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["abc", "aBc"], "abc"),
        (["a-b-c", "A-b-c", "A-b-C"], "a-b-C"),
        (["a-b-c", "a-b-C", "A-b-C"], "A-b-c"),
        (["a-b-c", "a-bbb-c", "aaa-bbb-c", "aaa-bbb-ccc"], "aaa-b-ccc"),
        (["ab", "a", "xa"], "xab"),
        (["a", "ab", "abx"], "ax"),
        (["<i><i>", "<i a><i>", "<i a><i b>"], "<i><i b>"),
        (["abc", "aBc", "aXc"], None),
        (["abc", "", "x"], None),
    ],
)
def test_without_the_first_step(texts, expected):
    first, *later = [Step(before, after) for before, after in pairwise(texts)]
    assert without_step(first, later) == expected


def test_steps_that_do_not_follow_each_other_are_refused():
    assert without_step(Step("a", "b"), [Step("x", "y")]) is None
