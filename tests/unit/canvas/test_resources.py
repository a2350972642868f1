"""Each resource asks for what the contract says and writes one field and nothing else."""

import httpx
import pytest
from msgspec import UNSET
from tests.unit.canvas.fakes import CANVAS, a_canvas, json_answer, script

from curbcut.canvas import errors, scopes
from curbcut.canvas.api import pairs
from curbcut.canvas.client import connect
from curbcut.canvas.ids import (
    AccountId,
    AssignmentId,
    CourseId,
    FileId,
    FolderId,
    PageId,
    QuizId,
    SubscriptionId,
    TermId,
    TopicId,
)
from curbcut.canvas.secret import Secret
from curbcut.canvas.transport import ACCEPT

PAGE = {"page_id": "9", "url": "week-1", "title": "Week 1", "html_url": f"{CANVAS}/p", "body": "<p>x</p>"}
ASSIGNMENT = {"id": "4", "name": "Report", "html_url": CANVAS, "description": None}
TOPIC = {"id": "6", "title": "Hello", "html_url": CANVAS, "message": "<p>x</p>"}
QUIZ = {"id": "5", "title": "Quiz", "html_url": CANVAS, "description": "<p>x</p>"}
FILE = {"id": "3", "display_name": "a.pdf", "content-type": "application/pdf", "size": 5, "url": ""}
COURSE = {"id": "7", "name": "Biology", "syllabus_body": None}
ACCOUNT = {"id": "1", "name": "Northfield"}
TERM = {"id": "3", "name": "Fall", "start_at": "2026-08-31T06:00:00Z"}
C7 = CourseId(7)


def asked(answer, use):
    handler = script(json_answer(answer))
    result = use(a_canvas(handler))
    if not hasattr(result, "__struct_fields__") and result is not None:
        result = list(result)
    [request] = handler.requests
    return result, request


@pytest.mark.parametrize(
    ("answer", "use", "path", "query"),
    [
        ([ACCOUNT], lambda c: c.accounts.list_accounts(), "accounts", {}),
        (ACCOUNT, lambda c: c.accounts.get_account("self"), "accounts/self", {}),
        ([ACCOUNT], lambda c: c.accounts.list_sub_accounts(AccountId(1)), "accounts/1/sub_accounts", {"recursive": "true"}),
        ({"enrollment_terms": [TERM]}, lambda c: c.accounts.list_terms(AccountId(1)), "accounts/1/terms", {"workflow_state[]": "all"}),
        (
            [COURSE],
            lambda c: c.accounts.list_courses(AccountId(1), blueprint=True, term_id=TermId(3)),
            "accounts/1/courses",
            {"blueprint": "true", "enrollment_term_id": "3", "include[]": "account_name"},
        ),
        (COURSE, lambda c: c.courses.get_course(C7), "courses/7", {"include[]": "term"}),
        ([PAGE], lambda c: c.pages.list_pages(C7), "courses/7/pages", {"include[]": "body"}),
        (PAGE, lambda c: c.pages.get_page(C7, "a/b ?é"), "courses/7/pages/a%2Fb%20%3F%C3%A9", {}),
        ([ASSIGNMENT], lambda c: c.assignments.list_assignments(C7), "courses/7/assignments", {"override_assignment_dates": "false"}),
        (ASSIGNMENT, lambda c: c.assignments.get_assignment(C7, AssignmentId(4)), "courses/7/assignments/4", {}),
        ([TOPIC], lambda c: c.discussions.list_topics(C7), "courses/7/discussion_topics", {}),
        ([TOPIC], lambda c: c.discussions.list_announcements(C7), "courses/7/discussion_topics", {"only_announcements": "true"}),
        (TOPIC, lambda c: c.discussions.get_topic(C7, TopicId(6)), "courses/7/discussion_topics/6", {}),
        ([QUIZ], lambda c: c.quizzes.list_quizzes(C7), "courses/7/quizzes", {}),
        (QUIZ, lambda c: c.quizzes.get_quiz(C7, QuizId(5)), "courses/7/quizzes/5", {}),
        ([FILE], lambda c: c.files.list_files(C7), "courses/7/files", {}),
        (FILE, lambda c: c.files.get_file(C7, FileId(3)), "courses/7/files/3", {}),
        (
            FILE,
            lambda c: c.files.get_file(C7, FileId(3), follow_replacement=True),
            "courses/7/files/3",
            {"replacement_chain_context_type": "course", "replacement_chain_context_id": "7"},
        ),
        ([], lambda c: c.blueprints.get_subscription(C7), "courses/7/blueprint_subscriptions", {}),
        (
            [{"id": "88", "workflow_state": "completed"}],
            lambda c: c.blueprints.list_migrations(C7, SubscriptionId(101)),
            "courses/7/blueprint_subscriptions/101/migrations",
            {},
        ),
        (
            [{"id": "77", "migration_type": "course_copy_importer", "workflow_state": "completed"}],
            lambda c: c.migrations.list_migrations(C7),
            "courses/7/content_migrations",
            {},
        ),
    ],
)  # fmt: skip
def test_reading_asks_for_this(answer, use, path, query):
    _, request = asked(answer, use)
    assert request.method == "GET"
    assert request.url.raw_path.decode().partition("?")[0] == f"/api/v1/{path}"
    assert set(request.url.params.multi_items()) >= set(query.items())
    assert request.headers["Accept"] == ACCEPT
    assert request.headers["User-Agent"]


@pytest.mark.parametrize(
    ("answer", "use", "verb", "path", "form"),
    [
        (COURSE, lambda c: c.courses.put_syllabus(C7, "<p>"), "PUT", "courses/7", {"course[syllabus_body]": "<p>", "include[]": "syllabus_body"}),
        (PAGE, lambda c: c.pages.put_body(C7, PageId(9), "<p>é&"), "PUT", "courses/7/pages/9", {"wiki_page[body]": "<p>é&"}),
        (ASSIGNMENT, lambda c: c.assignments.put_description(C7, AssignmentId(4), "<p>"), "PUT", "courses/7/assignments/4", {"assignment[description]": "<p>"}),
        (TOPIC, lambda c: c.discussions.put_message(C7, TopicId(6), "<p>"), "PUT", "courses/7/discussion_topics/6", {"message": "<p>"}),
        (
            QUIZ,
            lambda c: c.quizzes.put_description(C7, QuizId(5), "<p>"),
            "PUT",
            "courses/7/quizzes/5",
            {"quiz[description]": "<p>", "quiz[notify_of_update]": "false"},
        ),
        (FILE, lambda c: c.files.put_file(FileId(3), name="b.pdf", parent_folder_id=FolderId(4)), "PUT", "files/3", {"name": "b.pdf", "parent_folder_id": "4"}),
        (FILE, lambda c: c.files.put_file(FileId(3), locked=False, hidden=True), "PUT", "files/3", {"locked": "false", "hidden": "true"}),
        (FILE, lambda c: c.files.delete_file(FileId(3)), "DELETE", "files/3", {}),
    ],
)  # fmt: skip
def test_writing_sends_this_and_nothing_else(answer, use, verb, path, form):
    _, request = asked(answer, use)
    assert (request.method, request.url.path) == (verb, f"/api/v1/{path}")
    assert dict(httpx.QueryParams(request.content.decode())) == form


def test_page_that_came_back_must_be_the_one_that_was_named():
    with pytest.raises(errors.CanvasShapeError, match="Look at both"):
        asked(PAGE | {"page_id": "10"}, lambda c: c.pages.put_body(C7, PageId(9), "x"))


def test_syllabus_that_is_left_out_is_told_from_an_empty_one():
    assert asked(COURSE, lambda c: c.courses.get_course(C7))[0].syllabus_body is None
    assert asked({"id": "7"}, lambda c: c.courses.get_course(C7))[0].syllabus_body is UNSET


@pytest.mark.parametrize(("state", "published"), [("available", True), ("completed", True), ("unpublished", False)])
def test_published_course(state, published):
    assert asked(COURSE | {"workflow_state": state}, lambda c: c.courses.get_course(C7))[0].is_published is published


@pytest.mark.parametrize(
    ("fields", "locked"),
    [
        ({}, False),
        ({"is_master_course_child_content": True, "restricted_by_master_course": False}, False),
        ({"is_master_course_child_content": True, "restricted_by_master_course": True}, True),
        (
            {
                "is_master_course_child_content": True,
                "restricted_by_master_course": True,
                "master_course_restrictions": {"content": False, "points": True},
            },
            False,
        ),
        (
            {
                "is_master_course_master_content": True,
                "restricted_by_master_course": True,
                "master_course_restrictions": {"content": True},
            },
            False,
        ),
    ],
)
def test_blueprint_lock(fields, locked):
    assert asked(PAGE | fields, lambda c: c.pages.get_page(C7, PageId(9)))[0].is_content_locked is locked


@pytest.mark.parametrize(
    ("state", "kind", "source"),
    [
        ("completed", "course_copy_importer", 90),
        ("failed", "course_copy_importer", None),
        ("completed", "zip_file_importer", None),
    ],
)
def test_where_a_course_was_copied_from(state, kind, source):
    answer = [{"id": "1", "migration_type": kind, "workflow_state": state, "settings": {"source_course_id": "90"}}]
    [found] = asked(answer, lambda c: c.migrations.list_migrations(C7))[0]
    assert found.copied_from == source


def test_parameters_are_flattened():
    flat = pairs({"a": None, "b": True, "c": 3, "d[]": ["x", "y"], "e": "z"})
    assert flat == (("b", "true"), ("c", "3"), ("d[]", "x"), ("d[]", "y"), ("e", "z"))


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_path_cannot_be_bent(value):
    with pytest.raises(ValueError, match="part of a path"):
        scopes.GET_PAGE.path_of({"course_id": 1, "url_or_id": value})


def test_facade_counts_and_closes():
    with connect("https://canvas.example.edu", Secret("x")) as canvas:
        assert canvas.request_count == 0
