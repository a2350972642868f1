"""Courses and institutions: weights, bounds, and when there is no score."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.scoring.bands import Band, band_of
from curbcut.scoring.course import CourseScore, ScoredItem, score_course, score_institution


def item(score, amount=4.0, origin="editor"):
    return ScoredItem(score=score, amount=amount, origin=origin)


items = st.builds(
    ScoredItem,
    score=st.none() | st.floats(0, 100).map(lambda value: round(value, 1)),
    amount=st.none() | st.floats(0, 1000),
    origin=st.sampled_from(["file", "editor"]),
)


@settings(deadline=None)
@given(st.lists(items, max_size=20), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_bounds_hold(many, random):
    shuffled = list(many)
    random.shuffle(shuffled)
    scored = score_course(many)
    assert scored == score_course(shuffled)
    for value in (scored.overall, scored.files, scored.editor):
        assert value is None or 0 <= value <= 100
    assert scored.scored + scored.not_scored == len(many)


@settings(deadline=None)
@given(st.lists(items, min_size=1, max_size=20), st.data())
def test_fixing_an_item_never_lowers_the_course(many, data):
    index = data.draw(st.integers(0, len(many) - 1))
    if many[index].score is None:
        return
    better = list(many)
    better[index] = ScoredItem(score=100.0, amount=many[index].amount, origin=many[index].origin)
    before, after = score_course(many).overall, score_course(better).overall
    assert before is None or after >= before


def test_a_page_counts_by_its_amount():
    assert score_course([item(100.0, amount=3.0), item(0.0, amount=1.0)]).overall == 75.0


def test_a_book_does_not_drown_the_rest():
    course = [item(0.0, amount=900.0, origin="file")] + [item(100.0, amount=2.0) for _ in range(8)]
    assert score_course(course).overall == pytest.approx(100 * 16 / 24, abs=0.1)


def test_a_short_text_still_counts():
    assert score_course([item(0.0, amount=0.0), item(100.0, amount=2.25)]).overall == 90.0


def test_an_untouched_template_has_no_score():
    scored = score_course([item(100.0, amount=0.3) for _ in range(6)])
    assert scored.overall is None
    assert scored.scored == 6


def test_enough_content_has_a_score():
    assert score_course([item(100.0, amount=0.5) for _ in range(4)]).overall == 100.0


def test_files_and_editor_apart():
    scored = score_course([item(50.0, origin="file"), item(90.0, origin="editor"), item(None, origin="file")])
    assert (scored.files, scored.editor, scored.overall) == (50.0, 90.0, 70.0)
    assert (scored.scored, scored.not_scored) == (2, 1)


def test_a_part_without_enough_content_has_no_score_of_its_own():
    scored = score_course([item(50.0, amount=0.5, origin="file"), item(90.0)])
    assert scored.files is None
    assert scored.overall is not None


def test_a_file_that_cannot_be_opened_counts_as_a_page():
    assert score_course([item(0.0, amount=None, origin="file"), item(100.0, amount=3.0)]).overall == 75.0


def test_one_bad_item_keeps_a_course_from_perfect():
    assert score_course([item(100.0, amount=8.0)] * 5000 + [item(99.9, amount=0.0)]).overall == 99.9


def test_a_course_without_items_has_no_score():
    assert score_course([]) == CourseScore(overall=None, files=None, editor=None, amount=0.0, scored=0, not_scored=0)


def course(overall, amount):
    return CourseScore(overall=overall, files=None, editor=None, amount=amount, scored=1, not_scored=0)


def test_an_institution_weighs_its_courses():
    assert score_institution([course(100.0, 30.0), course(0.0, 10.0), course(None, 1.0)]) == 75.0


def test_a_giant_course_does_not_drown_the_others():
    assert score_institution([course(0.0, 1e6), course(100.0, 200.0)]) == 50.0


def test_an_institution_without_scored_courses_has_none():
    assert score_institution([course(None, 1.0)]) is None


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "Low"), (33.9, "Low"), (34, "Medium"), (66.9, "Medium"), (67, "High"), (99.9, "High"), (100, "Perfect")],
)
def test_bands(score, band):
    assert band_of(score) == Band(band)


def test_no_score_has_no_band():
    assert band_of(None) is None


def test_each_band_has_its_own_shape():
    assert len({band.shape for band in Band}) == 4
