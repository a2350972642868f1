import pytest
from tests.unit.fixes.mending import mend, refusal_of

ADDRESS = "https://example.org/a-long-address"


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        (f'<a href="/x">{ADDRESS}</a>', '<a href="/x">Plan &amp; dates</a>'),
        (f'<a href="/x"> <b>{ADDRESS}</b>\n</a>', '<a href="/x"> <b>Plan &amp; dates</b>\n</a>'),
        ('<a href="/x">click <em>here</em> <!-- h --></a>', '<a href="/x">Plan &amp; dates<em></em> <!-- h --></a>'),
        ('<a href="/x"></a>', '<a href="/x">Plan &amp; dates</a>'),
        ('<a href="/x" aria-label="here">here</a>', '<a href="/x">Plan &amp; dates</a>'),
        ('<map name="m"><area href="/a"></map><img usemap="#m" alt="Map">',
         '<map name="m"><area href="/a" alt="Plan &amp; dates"></map><img usemap="#m" alt="Map">'),
    ],
)  # fmt: skip
def test_a_link_gets_other_words(source, mended):
    assert mend("rename-link", source, "Plan & dates", origin="file") == mended


def test_a_link_around_a_drawing_is_left_alone():
    assert refusal_of("rename-link", '<a href="/x"><svg></svg></a>', "Plan") == "not-applicable"


def test_a_link_without_an_end_is_left_alone():
    assert refusal_of("rename-link", '<a href="/x">here', "Plan") == "not-applicable"


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ('<a href="/x"><img alt=""></a> <a href="/x">Plan</a>', '<a href="/x"><img alt=""> Plan</a>'),
        ('<a href="/x">Our</a><a href="/x">plan</a>', '<a href="/x">Our plan</a>'),
        ('<a href="/x">Plan</a> <a href="/x"> Plan</a>.', '<a href="/x">Plan</a> .'),
        ('<p><a href="/x">Our</a><br><a href=" /x " class="k">plan</a></p>', '<p><a href="/x">Our<br>plan</a></p>'),
    ],
)
def test_two_links_become_one(source, mended):
    assert mend("merge-links", source, origin="file") == mended


@pytest.mark.parametrize("mark", ['id="a"', 'name="a"'])
def test_a_link_that_others_lead_to_is_not_merged(mark):
    assert refusal_of("merge-links", f'<a href="/x">a</a> <a href="/x" {mark}>b</a>') == "not-applicable"
