"""What records each kind of content makes."""

import pytest

from canvas_sandbox.model import Course, State
from canvas_sandbox.seeds.content_types import content_type_of
from canvas_sandbox.seeds.identity import slug_of, uuid_of
from canvas_sandbox.seeds.planter import CoursePlanter


@pytest.fixture
def state():
    return State()


@pytest.fixture
def planter(state):
    return CoursePlanter(state, Course(7, "Course", "C 7", 1, 1), author_id=3)


def test_pages_of_one_title_get_addresses_of_their_own(planter):
    assert [planter.page("Week 1", None).url for _ in range(3)] == ["week-1", "week-1-2", "week-1-3"]
    assert planter.page("Week 1-2", None).url == "week-1-2-2"
    assert planter.page("Week 1", None).url == "week-1-4"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Laboratory 1: the microscope", "laboratory-1-the-microscope"),
        ("Préséntate", "presentate"),
        ("Ἀθῆναι", "αθηναι"),
        ("日本語 入門", "日本語-入門"),
        ("???", "page"),
        ("", "page"),
    ],
)
def test_slug_of_a_title(title, slug):
    assert slug_of(title) == slug


def test_a_uuid_is_forty_letters_and_digits_of_its_parts():
    assert uuid_of("a", 1) == uuid_of("a", 1) != uuid_of("a", 2)
    assert len(uuid_of("a")) == 40
    assert uuid_of("\udce9").isalnum(), "a name of undecodable bytes has one too"


def test_a_quiz_that_counts_has_an_assignment_and_a_practice_quiz_has_none(planter, state):
    counts = planter.quiz("Q", "<p>q</p>")
    practice = planter.quiz("P", "<p>p</p>", quiz_type="practice_quiz")
    assert practice.assignment_id is None
    assert state.assignments[counts.assignment_id].description == "<p>q</p>"
    assert state.assignments[counts.assignment_id].submission_types == ["online_quiz"]


def test_a_graded_discussion_has_an_assignment(planter, state):
    topic = planter.discussion("D", "<p>d</p>", graded=True)
    assert state.assignments[topic.assignment_id].submission_types == ["discussion_topic"]
    assert planter.discussion("E", None).assignment_id is None


def test_an_announcement_is_a_topic(planter, state):
    assert state.discussion_topics[planter.announcement("A", None).id].is_announcement


def test_folders_above_a_folder_are_made_once(planter, state):
    planter.file("a.pdf", b"", folder="course files/x/y")
    planter.file("b.pdf", b"", folder="course files/x")
    assert [folder.path for folder in state.folders.values()] == ["course files", "course files/x", "course files/x/y"]


def test_a_replaced_file_and_those_before_it_point_to_the_last(planter, state):
    first = planter.file("a b.txt", b"1")
    second = planter.replace_file(first, b"2")
    third = planter.replace_file(second, b"3")
    assert (first.replacement_id, second.replacement_id, third.replacement_id) == (third.id, third.id, None)
    assert [state.files[file.id].workflow_state for file in (first, second, third)] == [
        "deleted",
        "deleted",
        "available",
    ]
    assert (third.data, third.folder_id, third.filename) == (b"3", first.folder_id, "a+b.txt")
    assert third.uuid != first.uuid


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.PDF", "application/pdf"),
        ("a.b.svg", "image/svg+xml"),
        ("README", "unknown/unknown"),
        (".pdf", "unknown/unknown"),
    ],
)
def test_content_type_of_a_name(name, content_type):
    assert content_type_of(name) == content_type


def test_edits_have_times_of_their_own(planter):
    assert planter.page("a", None).updated_at < planter.page("b", None).updated_at
