"""The way through an item: what failed first, the severest first, every place once, forth and back."""

from curbcut import check
from curbcut.documents.html.showing import Mark
from curbcut.scoring.assessment import could_not_check
from curbcut.service.feedback.walking import mark_of, walk_of

PAGE = '<h2></h2><p><img src="a.png"></p><p><img src="b.png"></p><p><a href="/x">click here</a></p>'


def test_stops_come_in_the_order_of_the_issues_and_each_is_named_by_its_rule_and_number():
    walk = walk_of(check(PAGE))
    assert [stop.position for stop in walk.stops] == [1, 2, 3, 4]
    assert [stop.key for stop in walk.stops][-1] == ("html-link-name-generic", 1)
    pictures = [stop for stop in walk.stops if stop.rule.id == "html-image-without-alternative"]
    assert [(stop.number, stop.place_number) for stop in pictures] == [(1, 1), (2, 2)]
    assert (walk.failed, walk.reviews) == (3, 1)
    assert [stop.is_review for stop in walk.stops] == [False, False, False, True]


def test_forth_and_back_and_by_name():
    walk = walk_of(check(PAGE))
    first, second, *_, last = walk.stops
    assert walk.first is first
    assert (walk.before(first), walk.before(second)) == (None, first)
    assert (walk.after(first), walk.after(last)) == (second, None)
    assert walk.stop(*second.key) is second
    assert walk.stop(second.rule.id, 99) is None


def test_a_rule_that_failed_at_one_place_and_cannot_tell_of_another_is_two_issues_with_numbers_over_both():
    walk = walk_of(check('<p style="color:#bbb">Pale</p><div style="background:url(a.png)"><p>Over</p></div>'))
    numbers = {(stop.number, stop.is_review) for stop in walk.stops if stop.rule.id == "html-text-contrast"}
    assert numbers == {(1, False), (2, True)}


def test_places_without_an_element_have_no_mark():
    walk = walk_of(check("<!doctype html><p>Text</p><img src=a.png>", name="page.html"))
    unmarked = [stop for stop in walk.stops if mark_of(stop) is None]
    assert "html-page-without-title" in {stop.rule.id for stop in unmarked}
    [picture] = [stop for stop in walk.stops if stop not in unmarked]
    assert walk.marks == (Mark(picture.position, picture.finding.place.start),)


def test_nothing_found_is_an_empty_way():
    walk = walk_of(could_not_check("a.pdf", "pdf", ("encrypted-document", "It is encrypted.")))
    assert (walk.first, walk.failed, walk.reviews, walk.marks) == (None, 0, 0, ())
    assert walk_of(check("<p>Text</p>")).first is None
