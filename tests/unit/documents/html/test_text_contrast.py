import pytest
from tests.builders.html_pages import a_page


def test_contrast_is_worked_out_once_a_style():
    first, second = a_page("<p>a</p><p>b</p>").visible_texts
    assert first.contrast is second.contrast
    assert first.contrast.best == pytest.approx(21)


def test_no_contrast_without_a_colour():
    assert a_page('<p style="color:var(--x)">a</p>').visible_texts[0].contrast is None
