"""The colours that a finding names."""

import pytest

from curbcut import check
from curbcut.service.feedback.contrasts import contrast_of
from curbcut.service.feedback.walking import walk_of


def found(body):
    return contrast_of(walk_of(check(body)).stops[0].finding)


def test_the_message_of_the_rule_is_understood():
    contrast = found('<p style="color:#b8b8b8">Pale</p>')
    assert (contrast.colour, contrast.background, contrast.needed) == ("#B8B8B8", "#FFFFFF", 4.5)
    assert contrast.sample().ratio == pytest.approx(1.98, abs=0.01)
    assert not contrast.sample().is_enough
    assert contrast.sample("#767676").is_enough
    assert contrast.ratio("no colour") == 0


def test_what_is_about_something_else_has_no_colours():
    assert found("<p><img src=a.png></p>") is None
