"""What items of a course say of each other: derived from rows alone, with a real PostgreSQL, no Canvas and no child."""

import pytest
from django.utils import timezone

from curbcut.service.checking import rule_sets, surroundings
from curbcut.service.checking.due import due_items
from curbcut.service.checking.models import Result, Standing
from curbcut.service.library.models import Course, Item
from curbcut.service.library.texts import fingerprint
from curbcut.service.tenancy.services import create_institution

FOX = ["/courses/7/files/50/preview", "A red fox"]


@pytest.fixture
def course(database):
    institution = create_institution(name="Northfield")
    return Course.objects.of(institution).create(institution=institution, canvas_id="7", name="Foxes")


def an_item(course, kind, canvas_id, **more):
    fields = {"institution": course.institution, "course": course, "kind": kind, "canvas_id": str(canvas_id)}
    return Item.objects.of(course.institution).create(**fields, **more)


def a_file(course, name, canvas_id, **more):
    return an_item(course, "file", canvas_id, title=name, **more)


def a_page(course, pictures, *, canvas_id=1, kind="page", code="", is_current=True):
    """Write a body that was checked and shows some pictures; `None` for one of which nobody knows."""
    item = an_item(course, kind, canvas_id, fingerprint=fingerprint(str(canvas_id).encode()))
    result = Result.objects.of(course.institution).create(
        institution=course.institution,
        fingerprint=item.fingerprint if is_current else fingerprint(b"as it was"),
        context=str(canvas_id),
        rule_set=rule_sets.current_rule_set(),
        status="checked",
        file_kind="html",
        pictures=pictures,
        document=b"{}",
    )
    Standing.objects.of(course.institution).create(
        institution=course.institution, item=item, course=course, state="checked", code=code, result=result
    )
    return item


def told(item):
    item.refresh_from_db()
    return surroundings.told_of(item.surroundings), item.due_at is not None


def settled(item):
    Item.objects.of(item.institution).filter(pk=item.pk).update(due_at=None)


def test_a_picture_is_told_what_pages_say_and_is_due_only_when_that_moves(course):
    page, picture = a_page(course, [FOX]), a_file(course, "fox.png", 50)
    assert surroundings.refresh(course) == 1
    assert told(picture) == ({"alternatives": ("A red fox",)}, True)
    settled(picture)
    assert surroundings.refresh(course) == 0
    assert told(picture)[1] is False
    Result.objects.of(course.institution).filter(pk=page.standing.result_id).update(pictures=[["/files/50", ""]])
    assert surroundings.refresh(course) == 1
    assert told(picture) == ({"alternatives": ("",)}, True)


def test_files_wait_for_the_texts_of_their_course_and_of_no_other(course):
    other = Course.objects.of(course.institution).create(institution=course.institution, canvas_id="8", name="Hens")
    text = an_item(course, "page", 1, due_at=timezone.now())
    file, elsewhere = (a_file(one, "fox.png", 50, due_at=timezone.now()) for one in (course, other))
    assert set(due_items(course.institution)) == {text, elsewhere}
    settled(text)
    assert set(due_items(course.institution)) == {file, elsewhere}


def test_what_another_job_has_found_out_is_not_due_once_more(course):
    a_page(course, [FOX])
    picture = a_file(course, "fox.png", 50)
    found = a_file(course, "fox.png", 50 + 1)
    found.pk, found.surroundings = picture.pk, {"alternatives": ["A red fox"]}
    surroundings._make_due(course, [found])
    assert told(picture)[1] is True
    settled(picture)
    surroundings._make_due(course, [found])
    assert told(picture) == ({"alternatives": ("A red fox",)}, False)


def test_while_a_body_waits_nothing_is_said(course):
    a_page(course, [FOX])
    waiting = an_item(course, "page", 2, due_at=timezone.now())
    picture = a_file(course, "fox.png", 50)
    assert surroundings.refresh(course) == 0
    assert told(picture) == ({}, False)
    settled(waiting)
    Item.objects.of(course.institution).filter(pk=waiting.pk).update(gone_at=timezone.now())
    assert surroundings.refresh(course) == 1


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"pictures": []}, {"alternatives": ()}),
        ({"pictures": None, "code": "empty"}, {"alternatives": ()}),
        ({"pictures": None}, {}),
        ({"pictures": [], "kind": "quiz"}, {}),
        ({"pictures": [FOX], "is_current": False}, {}),
    ],
)
def test_what_is_known_of_a_picture_without_a_use(course, more, expected):
    a_page(course, **more)
    picture = a_file(course, "fox.png", 50)
    surroundings.refresh(course)
    assert told(picture)[0] == expected


def test_where_a_list_could_not_be_read_nobody_says_that_there_is_no_use(course):
    course.notes = ["The quizzes could not be read."]
    a_page(course, [])
    picture = a_file(course, "fox.png", 50)
    surroundings.refresh(course)
    assert told(picture)[0] == {}


def test_a_film_is_told_of_what_may_belong_to_it(course):
    film = a_file(course, "talk.mp4", 50, folder_id="3")
    for number, (name, folder) in enumerate([("talk.en.vtt", "3"), ("talk.pdf", "4"), ("fox.txt", "3")], 51):
        a_file(course, name, number, folder_id=folder)
    surroundings.refresh(course)
    assert told(film) == ({"siblings": ("talk.en.vtt",)}, True)
    settled(film)
    a_file(course, "hen.vtt", 60, folder_id="3")
    assert surroundings.refresh(course) == 0


def test_an_excluded_picture_does_not_become_due(course):
    picture = a_file(course, "fox.png", 50)
    a_page(course, [FOX])
    Standing.objects.of(course.institution).create(
        institution=course.institution, item=picture, course=course, state=Standing.State.EXCLUDED
    )
    surroundings.refresh(course)
    assert told(picture) == ({"alternatives": ("A red fox",)}, False)


def test_a_picture_in_hand_hears_what_was_found_out_meanwhile(course):
    picture, notes = a_file(course, "fox.png", 50), a_file(course, "fox.pdf", 51)
    in_hand, others = (
        Item.objects.of(course.institution).get(pk=picture.pk),
        Item.objects.of(course.institution).get(pk=notes.pk),
    )
    a_page(course, [FOX])
    surroundings.refresh(course)
    for item in (in_hand, others):
        surroundings.look_again(item)
    assert in_hand.surroundings == {"alternatives": ["A red fox"]}
    assert in_hand.due_at is not None
    assert others.surroundings == {}
    picture.delete()
    surroundings.look_again(in_hand)
    assert in_hand.surroundings == {"alternatives": ["A red fox"]}
