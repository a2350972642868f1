"""The demo university holds what section 14, point 7 of the contract asks for."""

import time
from pathlib import Path

import pytest

from canvas_sandbox.model import State
from canvas_sandbox.seeds import plant
from canvas_sandbox.seeds.demo.register import tables

PAGE = Path(__file__).parents[5] / "docs" / "explanation" / "demo-university.md"


@pytest.fixture(scope="module")
def state():
    state = State()
    plant(state, "demo")
    return state


def test_accounts_have_three_levels(state):
    def depth(account):
        return 1 if account.parent_account_id is None else 1 + depth(state.accounts[account.parent_account_id])

    assert {depth(account) for account in state.accounts.values()} == {1, 2, 3}
    assert all(account.root_account_id in {None, 1} for account in state.accounts.values())


def test_four_terms_and_a_deleted_one(state):
    states = sorted(term.workflow_state for term in state.terms.values())
    assert states == ["active"] * 4 + ["deleted"]


def test_courses_in_every_state(state):
    assert {course.workflow_state for course in state.courses.values()} == {
        "created", "claimed", "available", "completed", "deleted",
    }  # fmt: skip


def test_some_two_hundred_items(state):
    tables_of_items = (state.pages, state.assignments, state.discussion_topics, state.quizzes, state.files)
    assert 150 <= sum(map(len, tables_of_items)) <= 250


def test_a_blueprint_and_its_child(state):
    [subscription] = state.blueprint_subscriptions.values()
    blueprint, child = subscription.blueprint_course_id, subscription.child_course_id
    assert state.courses[blueprint].blueprint
    assert not state.courses[child].blueprint
    in_blueprint = {page.url: page.lock for page in state.pages.values() if page.course_id == blueprint}
    in_child = {page.url: page.lock for page in state.pages.values() if page.course_id == child}
    assert in_blueprint.keys() == in_child.keys()
    for url, lock in in_child.items():
        assert (lock.is_child, lock.is_master) == (True, False)
        assert (in_blueprint[url].is_child, in_blueprint[url].is_master) == (False, True)
        assert lock.restrictions == in_blueprint[url].restrictions
    assert {bool(lock.restrictions) for lock in in_child.values()} == {True, False}
    assert {sync.workflow_state for sync in state.blueprint_migrations.values()} == {"completed", "imports_failed"}


def test_the_histories_of_courses(state):
    kinds = {(migration.migration_type, migration.workflow_state) for migration in state.content_migrations.values()}
    assert {("course_copy_importer", "completed"), ("common_cartridge_importer", "completed")} <= kinds
    assert any(outcome == "failed" for _, outcome in kinds)
    assert any(migration.hidden for migration in state.content_migrations.values())


def test_a_copied_course_has_pages_of_its_source(state):
    source = {page.title for page in state.pages.values() if page.course_id == 109}
    copy = {page.title for page in state.pages.values() if page.course_id == 101}
    assert source
    assert source < copy


def test_pages_of_every_kind(state):
    pages = list(state.pages.values())
    assert any(page.front_page for page in pages)
    assert any(not page.published for page in pages)
    assert any(page.editor == "block_editor" for page in pages)
    assert any(page.old_urls for page in pages)
    front_pages = [page.course_id for page in pages if page.front_page]
    assert len(front_pages) == len(set(front_pages)), "a course has one front page at most"


def test_assignments_of_every_kind(state):
    kinds = {(tuple(assignment.submission_types), assignment.is_quiz_lti) for assignment in state.assignments.values()}
    assert {
        (("online_upload",), False),
        (("online_quiz",), False),
        (("discussion_topic",), False),
        (("external_tool",), False),
        (("external_tool",), True),
    } <= kinds
    assert {quiz.quiz_type for quiz in state.quizzes.values()} == {"assignment", "practice_quiz", "survey"}


def test_files_locked_hidden_and_replaced(state):
    files = list(state.files.values())
    assert any(file.locked for file in files)
    assert any(file.hidden for file in files)
    assert any(file.lock_at for file in files)
    replaced = [file for file in files if file.replacement_id]
    assert len(replaced) >= 2
    for file in replaced:
        assert file.workflow_state == "deleted"
        assert state.files[file.replacement_id].workflow_state == "available"
    assert len({state.folders[file.folder_id].path for file in files}) > 4


def test_courses_that_hold_one_document_share_its_bytes(state):
    copies = [file for file in state.files.values() if file.display_name == "report-template.docx"]
    assert len(copies) == 2
    assert copies[0].data is copies[1].data


def test_the_page_about_the_demo_says_what_is_planted():
    assert PAGE.read_text("utf-8").endswith(tables() + "\n"), (
        "write the output of `python -m canvas_sandbox.seeds.demo.register` below the last heading of the page"
    )


def test_planting_takes_little_time():
    times = []
    for _ in range(3):
        started = time.process_time()
        plant(State(), "demo")
        times.append(time.process_time() - started)
    assert min(times) < 1.2
