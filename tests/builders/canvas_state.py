"""The smallest Canvas for a test: one university, its people, a course, tokens.

state = a_state()
page = a_page(state, body="<p>Hello</p>")
with sandbox_client(state) as client:
    client.get(f"/api/v1/courses/{COURSE}/pages/{page.id}", headers=bearer(ADMINISTRATOR))
"""

from typing import Any

from canvas_sandbox.model import (
    AccessToken,
    Account,
    Assignment,
    Course,
    DeveloperKey,
    DiscussionTopic,
    File,
    Folder,
    KeyBinding,
    Page,
    Quiz,
    State,
    Switches,
    Term,
    User,
)

COURSE = 101
ROOT = 1
SCHOOL = 7
DEPARTMENT = 8

ADMINISTRATOR = "administrator-token"
BRANCH_ADMINISTRATOR = "branch-administrator-token"
TEACHER = "teacher-token"
STUDENT = "student-token"

_PEOPLE = (
    (1, "Root Admin", ADMINISTRATOR, {"administers": [ROOT]}),
    (2, "Branch Admin", BRANCH_ADMINISTRATOR, {"administers": [SCHOOL]}),
    (55, "Rosa Lind", TEACHER, {"teaches": [COURSE]}),
    (60, "Tom Reed", STUDENT, {"studies": [COURSE]}),
)


def a_state(*, scopes: list[str] | None = None, allow_includes: bool = True, **switches: Any) -> State:
    """Build a university with three levels of accounts, one course and a token for each kind of person.

    Args:
        scopes: When given, the administrator's token is of a key that enforces these.
        allow_includes: Of that key.
        switches: Fields of `Switches`.
    """
    state = State(switches=Switches(**switches))
    state.accounts[ROOT] = Account(ROOT, "Northfield University", None, None, uuid="root-uuid")
    state.accounts[SCHOOL] = Account(SCHOOL, "School of Biology", ROOT, ROOT, sis_account_id="BIO", uuid="bio-uuid")
    state.accounts[DEPARTMENT] = Account(DEPARTMENT, "Botany", SCHOOL, ROOT, uuid="botany-uuid")
    state.terms[1] = Term(1, ROOT, "Default Term")
    state.terms[3] = Term(3, ROOT, "Fall 2026", "2026-08-31T06:00:00Z", "2026-12-20T07:00:00Z", sis_term_id="F26")
    state.courses[COURSE] = Course(
        COURSE, "Cell Biology", "BIO 201", SCHOOL, 3, uuid="course-uuid", sis_course_id="BIO201-F26", total_students=34
    )
    state.folders[70] = Folder(70, COURSE, "course files")
    for identifier, name, token, roles in _PEOPLE:
        login = name.lower().replace(" ", ".")
        state.users[identifier] = User(identifier, name, f"{login}@example.edu", login, "password", **roles)
        state.access_tokens[identifier] = AccessToken(identifier, identifier, token, None, None, [], None)
    if scopes is not None:
        _enforce(state, scopes, allow_includes=allow_includes)
    return state


def _enforce(state: State, scopes: list[str], *, allow_includes: bool) -> None:
    state.developer_keys[48] = DeveloperKey(
        48, ROOT, "Curbcut", None, "s" * 64, scopes=scopes, require_scopes=True, allow_includes=allow_includes
    )
    state.key_bindings[1] = KeyBinding(1, ROOT, 48, "on")
    token = state.access_tokens[1]
    token.developer_key_id = 48
    token.scopes = scopes


def a_course(state: State, **fields: Any) -> Course:
    """Add a course to the school."""
    identifier = fields.pop("id", None) or state.new_id()
    known = {"name": f"Course {identifier}", "course_code": f"C {identifier}"}
    known |= {"account_id": SCHOOL, "enrollment_term_id": 3}
    state.courses[identifier] = course = Course(id=identifier, **(known | fields))
    return course


def a_page(state: State, **fields: Any) -> Page:
    """Add a published page."""
    identifier = fields.pop("id", None) or state.new_id()
    known = {"course_id": COURSE, "url": f"page-{identifier}", "title": f"Page {identifier}", "body": "<p>Text</p>"}
    state.pages[identifier] = page = Page(id=identifier, **(known | fields))
    return page


def an_assignment(state: State, **fields: Any) -> Assignment:
    """Add a published assignment."""
    identifier = fields.pop("id", None) or state.new_id()
    known = {"course_id": COURSE, "name": f"Report {identifier}", "description": "<p>Write.</p>"}
    state.assignments[identifier] = assignment = Assignment(id=identifier, **(known | fields))
    return assignment


def a_topic(state: State, **fields: Any) -> DiscussionTopic:
    """Add a published discussion topic."""
    identifier = fields.pop("id", None) or state.new_id()
    known = {"course_id": COURSE, "title": f"Topic {identifier}", "message": "<p>Say hello.</p>", "author_id": 55}
    state.discussion_topics[identifier] = topic = DiscussionTopic(id=identifier, **(known | fields))
    return topic


def a_quiz(state: State, **fields: Any) -> Quiz:
    """Add a published classic quiz."""
    identifier = fields.pop("id", None) or state.new_id()
    known = {"course_id": COURSE, "title": f"Quiz {identifier}", "description": "<p>Chapter 1</p>"}
    state.quizzes[identifier] = quiz = Quiz(id=identifier, **(known | fields))
    return quiz


def a_file(state: State, **fields: Any) -> File:
    """Add a small PDF in the course's root folder."""
    identifier = fields.pop("id", None) or state.new_id()
    name = fields.get("display_name", f"file-{identifier}.pdf")
    known = {"course_id": COURSE, "folder_id": 70, "display_name": name, "filename": name}
    known |= {"content_type": "application/pdf", "data": b"%PDF-1.7", "uuid": f"UUID{identifier}"}
    state.files[identifier] = file = File(id=identifier, **(known | fields))
    return file
