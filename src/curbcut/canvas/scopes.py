"""The 27 endpoints that Curbcut calls, as data. A developer key needs exactly their scopes.

Source: Canvas API scopes, "url:VERB|PATH"; the names of parameters belong to the string.
"""

import re
from urllib.parse import quote

from msgspec import Struct

_PARAMETER = re.compile(r":(\w+)")
_PROBE_VALUES = {"url_or_id": "x", "subscription_id": "default"}
"""Every other parameter is probed with id 0, which never exists: the look-up ends at 404 before any write."""


class Endpoint(Struct, frozen=True, kw_only=True):
    """One thing that can be asked of Canvas.

    Attributes:
        name: What it does, in our words.
        section: Heading under which the Developer Keys page lists its scope.
        verb: HTTP method.
        path: Path template with `:parameters`.
    """

    name: str
    section: str
    verb: str
    path: str

    @property
    def scope(self) -> str:
        """The scope string as Canvas compares it."""
        return f"url:{self.verb}|{self.path}"

    @property
    def probe_path(self) -> str:
        """Return a path that shows whether the scope is granted and can change nothing.

        Source: contract of the API: scopes are checked before any record is looked up.
        """
        return _PARAMETER.sub(lambda match: _PROBE_VALUES.get(match[1], "0"), self.path)

    def path_of(self, ids: dict[str, str | int]) -> str:
        """Fill the template.

        Raises:
            KeyError: A parameter has no value.
            ValueError: A value would change the path's shape.
        """
        return _PARAMETER.sub(lambda match: _segment(ids[match[1]]), self.path)


def _segment(value: str | int) -> str:
    text = str(value)
    if text in {"", ".", ".."}:
        raise ValueError(f"{text!r} cannot be a part of a path")
    return quote(text, safe="")


def _endpoint(name: str, section: str, verb: str, path: str) -> Endpoint:
    return Endpoint(name=name, section=section, verb=verb, path="/api/v1/" + path)


LIST_ACCOUNTS = _endpoint("list accounts", "Accounts", "GET", "accounts")
GET_ACCOUNT = _endpoint("get an account", "Accounts", "GET", "accounts/:id")
LIST_SUB_ACCOUNTS = _endpoint("list sub-accounts", "Accounts", "GET", "accounts/:account_id/sub_accounts")
LIST_ACCOUNT_COURSES = _endpoint("list an account's courses", "Accounts", "GET", "accounts/:account_id/courses")

LIST_ASSIGNMENTS = _endpoint("list assignments", "Assignments", "GET", "courses/:course_id/assignments")
GET_ASSIGNMENT = _endpoint("get an assignment", "Assignments", "GET", "courses/:course_id/assignments/:id")
PUT_ASSIGNMENT = _endpoint("change an assignment", "Assignments", "PUT", "courses/:course_id/assignments/:id")

LIST_BLUEPRINT_SUBSCRIPTIONS = _endpoint(
    "list blueprint subscriptions", "Blueprint Courses", "GET", "courses/:course_id/blueprint_subscriptions"
)
LIST_BLUEPRINT_MIGRATIONS = _endpoint(
    "list a blueprint subscription's migrations",
    "Blueprint Courses",
    "GET",
    "courses/:course_id/blueprint_subscriptions/:subscription_id/migrations",
)

LIST_CONTENT_MIGRATIONS = _endpoint(
    "list content migrations", "Content Migrations", "GET", "courses/:course_id/content_migrations"
)

GET_COURSE = _endpoint("get a course", "Courses", "GET", "courses/:id")
PUT_COURSE = _endpoint("change a course's syllabus", "Courses", "PUT", "courses/:id")
POST_COURSE_FILE = _endpoint("upload a file", "Courses", "POST", "courses/:course_id/files")

LIST_DISCUSSION_TOPICS = _endpoint(
    "list discussion topics", "Discussion Topics", "GET", "courses/:course_id/discussion_topics"
)
PUT_DISCUSSION_TOPIC = _endpoint(
    "change a discussion topic", "Discussion Topics", "PUT", "courses/:course_id/discussion_topics/:topic_id"
)
GET_DISCUSSION_TOPIC = _endpoint(
    "get a discussion topic", "Discussion Topics", "GET", "courses/:course_id/discussion_topics/:topic_id"
)

LIST_TERMS = _endpoint("list enrollment terms", "Enrollment Terms", "GET", "accounts/:account_id/terms")

LIST_FILES = _endpoint("list files", "Files", "GET", "courses/:course_id/files")
GET_FILE = _endpoint("get a file", "Files", "GET", "courses/:course_id/files/:id")
PUT_FILE = _endpoint("change a file", "Files", "PUT", "files/:id")
DELETE_FILE = _endpoint("delete a file", "Files", "DELETE", "files/:id")

LIST_PAGES = _endpoint("list pages", "Pages", "GET", "courses/:course_id/pages")
GET_PAGE = _endpoint("get a page", "Pages", "GET", "courses/:course_id/pages/:url_or_id")
PUT_PAGE = _endpoint("change a page", "Pages", "PUT", "courses/:course_id/pages/:url_or_id")

LIST_QUIZZES = _endpoint("list quizzes", "Quizzes", "GET", "courses/:course_id/quizzes")
GET_QUIZ = _endpoint("get a quiz", "Quizzes", "GET", "courses/:course_id/quizzes/:id")
PUT_QUIZ = _endpoint("change a quiz", "Quizzes", "PUT", "courses/:course_id/quizzes/:id")

ENDPOINTS: tuple[Endpoint, ...] = (
    LIST_ACCOUNTS,
    GET_ACCOUNT,
    LIST_SUB_ACCOUNTS,
    LIST_ACCOUNT_COURSES,
    LIST_ASSIGNMENTS,
    GET_ASSIGNMENT,
    PUT_ASSIGNMENT,
    LIST_BLUEPRINT_SUBSCRIPTIONS,
    LIST_BLUEPRINT_MIGRATIONS,
    LIST_CONTENT_MIGRATIONS,
    GET_COURSE,
    PUT_COURSE,
    POST_COURSE_FILE,
    LIST_DISCUSSION_TOPICS,
    PUT_DISCUSSION_TOPIC,
    GET_DISCUSSION_TOPIC,
    LIST_TERMS,
    LIST_FILES,
    GET_FILE,
    PUT_FILE,
    DELETE_FILE,
    LIST_PAGES,
    GET_PAGE,
    PUT_PAGE,
    LIST_QUIZZES,
    GET_QUIZ,
    PUT_QUIZ,
)
"""In the order of the Developer Keys page's sections."""

SCOPES: tuple[str, ...] = tuple(endpoint.scope for endpoint in ENDPOINTS)

DOWNLOAD_FILE = Endpoint(name="download a file", section="Files", verb="GET", path="/files/:file_id/download")
DOWNLOAD_COURSE_FILE = Endpoint(
    name="download a course's file", section="Files", verb="GET", path="/courses/:course_id/files/:file_id/download"
)
OPTIONAL_ENDPOINTS: tuple[Endpoint, ...] = (DOWNLOAD_FILE, DOWNLOAD_COURSE_FILE)
"""Where Canvas no longer puts a verifier into file links, downloads need these beside the 27. Never asked for by
default: one scope that the key lacks refuses the whole authorization."""
