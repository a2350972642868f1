"""Garbage is looked for seldom while a document is checked, and as before afterwards."""

import gc

import pytest

from curbcut.scoring.collecting import rarely_collecting


@pytest.fixture(autouse=True)
def _a_setting_of_our_own():
    before = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    yield
    gc.set_threshold(*before)


def test_inside_it_is_seldom_and_outside_as_before():
    with rarely_collecting():
        assert gc.get_threshold()[0] > 701
        assert gc.isenabled()
    assert gc.get_threshold() == (701, 11, 12)


def test_an_error_puts_it_back_too():
    with pytest.raises(ValueError, match="on purpose"), rarely_collecting():
        raise ValueError("on purpose")
    assert gc.get_threshold() == (701, 11, 12)


def test_of_two_at_one_time_the_last_to_leave_puts_it_back():
    one, other = rarely_collecting(), rarely_collecting()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] > 701
    other.__exit__(None, None, None)
    assert gc.get_threshold() == (701, 11, 12)
