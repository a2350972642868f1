"""What each seed plants, and that it is the same every time."""

import msgspec
import pytest

from canvas_sandbox.model import State
from canvas_sandbox.seeds import SeedError, plant


def planted(seed: str, content=None) -> State:
    state = State()
    plant(state, seed, content)
    return state


def test_an_empty_university_has_a_root_account_a_term_and_an_administrator():
    state = planted("empty")
    assert [(account.name, account.parent_account_id) for account in state.accounts.values()] == [
        ("Empty University", None)
    ]
    assert [term.name for term in state.terms.values()] == ["Default Term"]
    assert [user.administers for user in state.users.values()] == [[1]]
    assert not state.courses


@pytest.mark.parametrize("seed", ["empty", "demo", "institution:2"])
def test_the_same_seed_gives_the_same_bytes(seed):
    assert msgspec.json.encode(planted(seed)) == msgspec.json.encode(planted(seed))


@pytest.mark.parametrize(
    "seed",
    ["", "Demo", "institution", "institution:", "institution:0", "institution:-3", "institution:5001", "institution:٣"],
)
def test_an_unknown_seed_is_refused_with_what_would_do(seed):
    with pytest.raises(SeedError, match=r"institution:|from 1 to 5000"):
        planted(seed)


@pytest.mark.parametrize("seed", ["empty", "demo", "institution:3"])
def test_a_folder_can_be_added_to_every_seed(seed, tmp_path):
    (tmp_path / "a.html").write_text("<p>A</p>")
    state = planted(seed, tmp_path)
    assert state.courses[900].name == "Imported content"


def test_an_institution_has_as_many_courses_as_it_is_asked_for():
    state = planted("institution:30")
    assert len(state.courses) == 30
    assert {len([page for page in state.pages.values() if page.course_id == course]) for course in state.courses} == {
        30
    }
    assert all(course.account_id in state.accounts for course in state.courses.values())
    assert {account.parent_account_id for account in state.accounts.values()} >= {None, 1, 2, 3, 4, 5}


def test_courses_of_an_institution_have_about_eighty_items():
    state = planted("institution:4")
    for course_id in state.courses:
        tables = (state.pages, state.assignments, state.discussion_topics, state.quizzes, state.files)
        items = 1 + sum(record.course_id == course_id for table in tables for record in table.values())
        assert 75 <= items <= 85, "with the syllabus; mirrored assignments count"


def test_an_institution_shares_the_bytes_of_its_files():
    state = planted("institution:40")
    assert len({id(file.data) for file in state.files.values()}) <= 40 < len(state.files)


def test_pictures_of_an_institution_are_files_of_the_same_course():
    state = planted("institution:3")
    own = [page for page in state.pages.values() if "/files/" in (page.body or "")]
    assert own, "some bodies show pictures of their own course"
    for page in own:
        for part in page.body.split(f"/courses/{page.course_id}/files/")[1:]:
            assert state.files[int(part.split("/")[0])].course_id == page.course_id


@pytest.mark.parametrize("seed", ["demo", "institution:3"])
def test_everything_points_to_something_that_is_there(seed):
    state = planted(seed)
    for file in state.files.values():
        assert state.folders[file.folder_id].course_id == file.course_id
    for quiz in state.quizzes.values():
        assert quiz.assignment_id is None or state.assignments[quiz.assignment_id].quiz_id == quiz.id
    for topic in state.discussion_topics.values():
        assert topic.assignment_id is None or state.assignments[topic.assignment_id].discussion_topic_id == topic.id
    for user in state.users.values():
        assert set(user.administers) <= set(state.accounts)
        assert set(user.teaches + user.studies) <= set(state.courses)
    ids = [record_id for name in ("pages", "files", "quizzes", "assignments") for record_id in getattr(state, name)]
    assert len(ids) == len(set(ids))
    assert max(ids) <= state.next_id
