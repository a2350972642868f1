"""The sandbox's whole state as plain records, so that it can be saved and loaded as JSON.

HTML is kept in *stored* form (root-relative links, no verifiers); what the API shows is made on the way out.
Times are ISO 8601 in UTC with `Z` and no fraction, as Canvas prints them.
"""

from typing import Literal

from msgspec import Struct, field

SHARD = 10_000_000_000_000
"""A global id is shard times this plus the local id; a single-shard install is shard 1 (contract 1.1)."""


class Switches(Struct):
    """Behaviour that differs between Canvas installations and times, and faults to inject."""

    permission_status: int = 403  # 403 hosted, 401 older and self-hosted (contract 3.2)
    throttle_status: int = 429  # 429 hosted, 403 by source default (contract 5)
    throttle_maximum: float = 800.0
    throttle_high_water_mark: float = 600.0
    throttle_outflow: float = 10.0
    throttle_up_front_cost: float = 50.0
    token_request_cost: float = 200.0
    request_cost: float = 0.0  # charged for each request on top of the CPU seconds it took
    download_era: Literal["verifier", "bearer"] = "verifier"  # contract 8.4, eras A and B
    storage: Literal["local", "s3", "inst-fs"] = "inst-fs"  # contract 8.2
    resource_names: Literal["documentation", "controller"] = "documentation"  # contract 1.4
    access_token_seconds: int = 3600
    code_seconds: int = 600
    token_errors_redirect: bool = False  # older Canvas answered token errors with a 302 (contract 2.3)
    sanitizer_drops: list[str] = field(default_factory=list)  # extra elements or attributes to drop
    drops_position_and_size: bool = True  # of style attributes on the way in (contract 11)
    links_carry_location: bool = False  # newer Canvas adds ?location= to file links (contract 11)
    faults: list["Fault"] = field(default_factory=list)


class Fault(Struct):
    """Misbehave on requests whose path matches, `times` times.

    Attributes:
        pattern: Regular expression searched in `METHOD path`.
        kind: What happens; with `lost-answer` everything that was asked for, and then a 502 in place of the answer.
        times: How often it still happens; -1 is for ever.
        after: Let that many matching requests through first.
        seconds: Delay of `slow` and `time-out`.
    """

    pattern: str
    kind: Literal[
        "500", "502-html", "lost-answer", "time-out", "slow", "revoke-token", "duplicate-link", "foreign-next"
    ]
    times: int = 1
    after: int = 0
    seconds: float = 0.0


class Account(Struct):
    """An account of the tree; the root account has no parent."""

    id: int
    name: str
    parent_account_id: int | None
    root_account_id: int | None
    sis_account_id: str | None = None
    uuid: str = ""


class Term(Struct):
    """An enrollment term of a root account."""

    id: int
    root_account_id: int
    name: str
    start_at: str | None = None
    end_at: str | None = None
    created_at: str = "2026-01-02T00:00:00Z"
    workflow_state: Literal["active", "deleted"] = "active"
    sis_term_id: str | None = None


class User(Struct):
    """A person who can log in.

    Attributes:
        administers: Ids of accounts; rights reach down the tree.
        teaches: Ids of courses.
        studies: Ids of courses.
    """

    id: int
    name: str
    email: str
    login: str
    password: str
    administers: list[int] = field(default_factory=list)
    teaches: list[int] = field(default_factory=list)
    studies: list[int] = field(default_factory=list)


class Course(Struct):
    """A course. `workflow_state` is Canvas's own (`created`, `claimed`), shown as `unpublished`."""

    id: int
    name: str
    course_code: str
    account_id: int
    enrollment_term_id: int
    workflow_state: Literal["created", "claimed", "available", "completed", "deleted"] = "available"
    syllabus_body: str | None = None
    created_at: str = "2026-08-01T09:00:00Z"
    start_at: str | None = None
    end_at: str | None = None
    is_public: bool = False
    locale: str | None = None
    default_view: str = "modules"
    blueprint: bool = False
    blueprint_restrictions: dict[str, bool] = field(default_factory=dict)
    template: bool = False
    sis_course_id: str | None = None
    total_students: int = 0
    storage_quota_mb: int = 500
    uuid: str = ""
    pages_tab_enabled: bool = True
    quizzes_tab_enabled: bool = True
    usage_rights_required: bool = False


class Lock(Struct):
    """Blueprint data of an item: in the blueprint course it is master content, in a child a copy (contract 12)."""

    is_child: bool = False
    is_master: bool = False
    restrictions: dict[str, bool] = field(default_factory=dict)  # empty: not locked


class Page(Struct):
    """A wiki page; keyed by `id`, found by slug `url` too."""

    id: int
    course_id: int
    url: str
    title: str
    body: str | None
    published: bool = True
    front_page: bool = False
    editor: str | None = "rce"  # rce | block_editor | block_content_editor | None
    created_at: str = "2026-08-02T10:00:00Z"
    updated_at: str = "2026-08-20T10:00:00Z"
    editing_roles: str = "teachers"
    last_edited_by: int | None = None
    old_urls: list[str] = field(default_factory=list)
    revisions: list[str] = field(default_factory=list)  # earlier bodies, oldest first
    lock: Lock | None = None
    workflow_state: Literal["active", "deleted"] = "active"


class Assignment(Struct):
    """An assignment; quiz-backed and topic-backed ones mirror the HTML of their quiz or topic."""

    id: int
    course_id: int
    name: str
    description: str | None
    submission_types: list[str] = field(default_factory=lambda: ["online_upload"])
    published: bool = True
    quiz_id: int | None = None
    discussion_topic_id: int | None = None
    is_quiz_lti: bool = False
    points_possible: float = 10.0
    position: int = 1
    due_at: str | None = None
    unlock_at: str | None = None
    lock_at: str | None = None
    created_at: str = "2026-08-02T10:00:00Z"
    updated_at: str = "2026-08-10T10:00:00Z"
    lock: Lock | None = None
    workflow_state: Literal["active", "deleted"] = "active"


class DiscussionTopic(Struct):
    """A discussion topic or an announcement: one id space, one kind of record."""

    id: int
    course_id: int
    title: str
    message: str | None
    is_announcement: bool = False
    published: bool = True
    assignment_id: int | None = None
    author_id: int | None = None
    attachment_id: int | None = None
    locked: bool = False
    pinned: bool = False
    position: int = 1
    created_at: str = "2026-08-02T10:00:00Z"
    posted_at: str | None = "2026-08-02T10:00:00Z"
    lock: Lock | None = None
    workflow_state: Literal["active", "deleted"] = "active"


class Quiz(Struct):
    """A classic quiz; questions are out of reach of the 27 scopes and not kept."""

    id: int
    course_id: int
    title: str
    description: str | None
    quiz_type: str = "assignment"
    assignment_id: int | None = None
    published: bool = True
    version_number: int = 1
    question_count: int = 5
    points_possible: float = 5.0
    lock: Lock | None = None
    workflow_state: Literal["active", "deleted"] = "active"


class Folder(Struct):
    """A folder of a course's files; only its id shows in the 27 endpoints."""

    id: int
    course_id: int
    path: str  # "course files/unfiled"


class File(Struct):
    """A file. A replaced one is deleted and points to its successor (contract 8.3)."""

    id: int
    course_id: int
    folder_id: int
    display_name: str
    filename: str
    content_type: str
    data: bytes
    uuid: str
    created_at: str = "2026-08-02T10:00:00Z"
    updated_at: str = "2026-08-02T10:00:00Z"
    modified_at: str = "2026-08-02T10:00:00Z"
    locked: bool = False
    hidden: bool = False
    lock_at: str | None = None
    unlock_at: str | None = None
    visibility_level: str = "inherit"
    submitted: bool = False  # part of a submission: cannot be deleted
    upload_status: Literal["pending", "success"] = "success"
    replacement_id: int | None = None
    awaits_confirmation: bool = False  # bytes are here, step 3 of the upload is not (contract 8.2)
    lock: Lock | None = None
    workflow_state: Literal["available", "deleted"] = "available"


class BlueprintSubscription(Struct):
    """That a child course follows a blueprint course."""

    id: int
    template_id: int
    blueprint_course_id: int
    child_course_id: int


class BlueprintMigration(Struct):
    """One sync from a blueprint, seen from the child."""

    id: int
    subscription_id: int
    user_id: int
    workflow_state: str
    created_at: str
    exports_started_at: str | None = None
    imports_queued_at: str | None = None
    imports_completed_at: str | None = None
    comment: str | None = None


class ContentMigration(Struct):
    """Where a course's content was copied from."""

    id: int
    course_id: int
    user_id: int
    migration_type: str
    workflow_state: str
    created_at: str
    started_at: str | None = None
    finished_at: str | None = None
    source_course_id: int | None = None
    attachment_name: str | None = None
    hidden: bool = False  # hide_from_index: dropped after paging


class DeveloperKey(Struct):
    """An API developer key of a root account; `id` is local, JSON shows the global one (contract 1.1)."""

    id: int
    account_id: int
    name: str | None
    email: str | None
    api_key: str
    redirect_uri: str | None = None
    redirect_uris: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    require_scopes: bool = False
    allow_includes: bool = False
    notes: str | None = None
    icon_url: str | None = None
    vendor_code: str | None = None
    visible: bool = True
    test_cluster_only: bool = False
    trusted: bool = False
    client_credentials_audience: str | None = None
    user_id: int | None = None
    created_at: str = ""
    last_used_at: str | None = None
    workflow_state: Literal["active", "inactive", "deleted"] = "active"


class KeyBinding(Struct):
    """Whether a key works in an account."""

    id: int
    account_id: int
    developer_key_id: int
    workflow_state: Literal["off", "on", "allow"] = "off"


class AuthorizationCode(Struct):
    """A code of the grant; single use."""

    code: str
    developer_key_id: int
    user_id: int
    scopes: list[str]
    redirect_uri: str
    expires_at: float  # seconds since the epoch
    remember: bool = False
    purpose: str | None = None
    real_user_id: int | None = None
    code_challenge: str | None = None


class AccessToken(Struct):
    """An access token with its refresh token; refreshed in place (contract 2.3). Manual ones have no key."""

    id: int
    user_id: int
    token: str
    refresh_token: str | None
    developer_key_id: int | None
    scopes: list[str]
    expires_at: float | None
    purpose: str | None = None
    remember: bool = False
    real_user_id: int | None = None
    workflow_state: Literal["active", "deleted"] = "active"
    last_used_at: str | None = None


class State(Struct, forbid_unknown_fields=True):
    """Everything. Tables are keyed by local id; tokens by the token itself."""

    switches: Switches = field(default_factory=Switches)
    accounts: dict[int, Account] = field(default_factory=dict)
    terms: dict[int, Term] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    courses: dict[int, Course] = field(default_factory=dict)
    pages: dict[int, Page] = field(default_factory=dict)
    assignments: dict[int, Assignment] = field(default_factory=dict)
    discussion_topics: dict[int, DiscussionTopic] = field(default_factory=dict)
    quizzes: dict[int, Quiz] = field(default_factory=dict)
    folders: dict[int, Folder] = field(default_factory=dict)
    files: dict[int, File] = field(default_factory=dict)
    blueprint_subscriptions: dict[int, BlueprintSubscription] = field(default_factory=dict)
    blueprint_migrations: dict[int, BlueprintMigration] = field(default_factory=dict)
    content_migrations: dict[int, ContentMigration] = field(default_factory=dict)
    developer_keys: dict[int, DeveloperKey] = field(default_factory=dict)
    key_bindings: dict[int, KeyBinding] = field(default_factory=dict)
    codes: dict[str, AuthorizationCode] = field(default_factory=dict)
    access_tokens: dict[int, AccessToken] = field(default_factory=dict)
    notifications: list[str] = field(default_factory=list)  # messages to students that a save would have sent
    next_id: int = 1000

    def new_id(self) -> int:
        """Hand out an id that no record has."""
        self.next_id += 1
        return self.next_id
