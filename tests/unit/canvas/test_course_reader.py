"""A whole course: every kind, what cannot be checked and why, and few requests."""

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, a_canvas, json_answer

from curbcut.canvas import errors
from curbcut.canvas.course_reader import read_contents, read_course

COURSE = {"id": "7", "name": "Biology", "syllabus_body": f'<p><a href="{CANVAS}/courses/7">x</a></p>'}
UNAUTHORIZED = json_answer({"status": "unauthorized", "errors": [{"message": "no"}]}, 403)


def page(number=1, **fields):
    return {"page_id": str(number), "url": "p", "title": "Page", "html_url": CANVAS, "body": "<p>x</p>"} | fields


def assignment(**fields):
    return {"id": "4", "name": "Report", "html_url": CANVAS, "description": "<p>x</p>"} | fields


def topic(**fields):
    return {"id": "6", "title": "Hello", "html_url": CANVAS, "message": "<p>x</p>"} | fields


class Course:
    """A Canvas with one course; lists are empty unless given by the last part of their path."""

    def __init__(self, course=COURSE, **lists):
        self.course = course
        self.lists = lists
        self.paths = []

    def __call__(self, request):
        path = request.url.path.removeprefix("/api/v1/")
        self.paths.append(path)
        if path == "courses/7":
            return json_answer(self.course)
        name = "announcements" if "only_announcements" in request.url.params else path.rsplit("/", 1)[1]
        answer = self.lists.get(name, [])
        return answer if isinstance(answer, httpx.Response) else json_answer(answer)

    def items(self):
        return list(read_course(a_canvas(self), 7))

    def contents(self):
        return read_contents(a_canvas(self), 7)


def test_every_kind_is_read():
    course = Course(
        pages=[page()],
        assignments=[assignment()],
        discussion_topics=[topic()],
        announcements=[topic(id="61")],
        quizzes=[{"id": "5", "title": "Quiz", "html_url": CANVAS, "description": None}],
        files=[{"id": "3", "display_name": "a.pdf", "size": 1, "url": f"{CANVAS}/files/3/download", "locked": True}],
    )
    items = course.items()
    kinds = ["syllabus", "page", "assignment", "discussion", "announcement", "quiz", "file"]
    assert [item.kind for item in items] == kinds
    assert [item.id for item in items] == [7, 1, 4, 6, 61, 5, 3]
    assert all(item.not_checkable_reason is None for item in items)
    assert items[0].html == '<p><a href="/courses/7">x</a></p>'
    assert items[5].html == ""
    assert items[6].file is not None
    assert (items[6].published, items[6].html_url) == (False, f"{CANVAS}/courses/7/files/3")


def test_ten_requests_a_course():
    subscription = {"id": "101", "template_id": "1", "blueprint_course": {"id": "1", "name": "Blueprint"}}
    course = Course(
        pages=[page()],
        blueprint_subscriptions=[subscription],
        migrations=[{"id": "88", "workflow_state": "completed"}],
        content_migrations=[{"id": "77", "migration_type": "zip_file_importer", "workflow_state": "failed"}],
    )
    contents = course.contents()
    assert len(course.paths) == 10
    assert contents.subscription is not None
    assert contents.subscription.blueprint_course.id == 1
    assert [migration.id for migration in contents.blueprint_migrations] == [88]
    assert [migration.id for migration in contents.content_migrations] == [77]
    assert contents.notes == ()
    assert contents.course.name == "Biology"


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        ({"pages": [page(editor="block_editor", body="<iframe>")]}, "block-editor"),
        ({"pages": [page(locked_for_user=True, body=None)]}, "locked-for-user"),
        ({"assignments": [assignment(is_quiz_lti_assignment=True, submission_types=["external_tool"])]}, "new-quiz"),
        ({"assignments": [assignment(quiz_id="5", submission_types=["online_quiz"])]}, "mirror"),
        ({"assignments": [assignment(submission_types=["discussion_topic"], discussion_topic={"id": "6"})]}, "mirror"),
        ({"assignments": [assignment(submission_types=["wiki_page"])]}, "mirror"),
        ({"assignments": [assignment(submission_types=["external_tool"], description=None)]}, "external-tool"),
        ({"assignments": [assignment(locked_for_user=True, description=None)]}, "locked-for-user"),
        ({"discussion_topics": [topic(locked_for_user=True, lock_info={"can_view": False})]}, "locked-for-user"),
        ({"files": [{"id": "3", "display_name": "a.pdf", "url": ""}]}, "locked-for-user"),
    ],
)
def test_what_cannot_be_checked_says_why(lists, code):
    [item] = Course(COURSE | {"syllabus_body": None}, **lists).items()
    assert item.not_checkable == code
    assert item.html is None
    assert item.not_checkable_reason


@pytest.mark.parametrize(
    "lists",
    [
        {"assignments": [assignment(submission_types=["external_tool"])]},
        {"discussion_topics": [topic(locked_for_user=True, lock_info={"can_view": True})]},
        {"pages": [page(editor="rce", body=None)]},
    ],
)
def test_nearest_to_these_is_checkable(lists):
    [item] = Course(COURSE | {"syllabus_body": ""}, **lists).items()
    assert item.not_checkable is None
    assert item.html is not None


def test_tab_that_is_off_is_an_empty_list_with_a_note():
    off = json_answer({"message": "That page has been disabled for this course"}, 404)
    contents = Course(pages=off, quizzes=json_answer({"message": "Ikke funnet"}, 404)).contents()
    assert [(note.code, note.text.split()[-4]) for note in contents.notes] == [
        ("tab-disabled", "pages;"),
        ("tab-disabled", "quizzes;"),
    ]


def test_list_that_the_person_may_not_see_is_a_note():
    insufficient = json_answer({"errors": [{"message": "Insufficient scopes on access token."}]}, 401)
    contents = Course(blueprint_subscriptions=UNAUTHORIZED, files=insufficient).contents()
    assert [note.code for note in contents.notes] == ["scope-not-granted", "permission-denied"]


def test_includes_that_are_off_cost_a_request_a_page_and_are_told():
    without = [{key: value for key, value in page(number).items() if key != "body"} for number in (1, 2)]
    course = Course({"id": "7"}, pages=without)
    course.lists |= {"1": page(1), "2": page(2, editor="block_editor")}
    contents = course.contents()
    assert [(item.html, item.not_checkable) for item in contents.items] == [("<p>x</p>", None), (None, "block-editor")]
    assert [note.code for note in contents.notes] == ["includes-off"]


def test_page_whose_text_never_comes_says_so():
    without = {key: value for key, value in page().items() if key != "body"}
    course = Course(COURSE | {"syllabus_body": None}, pages=[without])
    course.lists["1"] = without
    [item] = course.items()
    assert item.not_checkable == "no-body"


def test_canvas_that_fails_in_the_middle_is_an_error_not_half_a_course():
    with pytest.raises(errors.CanvasUnavailableError):
        Course(files=json_answer({}, 503)).items()


def test_course_that_is_not_there():
    with pytest.raises(errors.NotFoundError):
        list(read_course(a_canvas(lambda _r: json_answer({}, 404)), 7))
