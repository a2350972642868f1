"""What Canvas holds for an institution, as far as the 27 scopes show it, and what of it waits to be read or checked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from curbcut.service.tenancy.tenants import TenantModel


class Account(TenantModel):
    """An account of the tree."""

    canvas_id = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    parent_canvas_id = models.CharField(max_length=40, blank=True)

    class Meta:
        """One row a Canvas account."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["institution", "canvas_id"], name="one_account")]
        ordering: ClassVar = ["name", "canvas_id"]

    def __str__(self) -> str:
        return self.name


class Term(TenantModel):
    """An enrollment term."""

    canvas_id = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    start_at = models.DateTimeField(null=True, blank=True)
    end_at = models.DateTimeField(null=True, blank=True)
    workflow_state = models.CharField(max_length=20, default="active")

    class Meta:
        """One row a Canvas term."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["institution", "canvas_id"], name="one_term")]
        ordering: ClassVar = [models.F("start_at").desc(nulls_last=True), "name"]

    def __str__(self) -> str:
        return self.name


class InstitutionSync(TenantModel):
    """When the list of an institution's courses was last read, and what stood in the way."""

    synced_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(
        null=True, blank=True, help_text="Somebody or something asked for it; empty: done."
    )
    problem = models.TextField(blank=True)

    class Meta:
        """One row an institution."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["institution"], name="one_institution_sync")]

    def __str__(self) -> str:
        return f"Courses of {self.institution_id}"


class Course(TenantModel):
    """A course and when its content was last listed.

    Attributes:
        teachers: Names of those who teach it.
        origin_canvas_id: Course that its content was copied from, or the blueprint that it follows.
        sync_state: Whether its content list is as Canvas has it.
        sync_problem: Why the last sync did not finish, for people.
        notes: What could not be listed and why, one sentence each.
        items_changed_at: When a listing last found something new, changed or gone.
        wanted_at: Since when its content waits to be listed; empty when it does not.
        is_urgent: A person asked for it, so it goes first.
        claim: The job that lists it now (`claims.py`).
    """

    class SyncState(models.TextChoices):
        """How the list of its items stands."""

        NEVER = "never", "Not read yet"
        READ = "read", "Read"
        FAILED = "failed", "Could not be read"

    class Origin(models.TextChoices):
        """How content came from another course."""

        NONE = "", "No other course"
        BLUEPRINT = "blueprint", "Follows a blueprint course"
        COPY = "copy", "Copied from a course"

    canvas_id = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    course_code = models.CharField(max_length=255, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", null=True)
    workflow_state = models.CharField(max_length=20, default="available")
    html_url = models.CharField(max_length=1000, blank=True)
    total_students = models.PositiveIntegerField(null=True, blank=True)
    teachers: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    locale = models.CharField(max_length=35, blank=True)
    is_blueprint = models.BooleanField(default=False)
    follows_blueprint = models.BooleanField(default=False)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.NONE, blank=True)
    origin_canvas_id = models.CharField(max_length=40, blank=True)
    origin_name = models.CharField(max_length=255, blank=True)
    sync_state = models.CharField(max_length=10, choices=SyncState.choices, default=SyncState.NEVER)
    sync_problem = models.TextField(blank=True)
    notes: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    synced_at = models.DateTimeField(null=True, blank=True)
    items_changed_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    is_urgent = models.BooleanField(default=False)
    claim = models.BigIntegerField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One row a Canvas course; found by what waits."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["institution", "canvas_id"], name="one_course")]
        indexes: ClassVar = [
            models.Index(
                fields=["institution", "-is_urgent", "wanted_at"],
                name="courses_that_wait",
                condition=Q(wanted_at__isnull=False),
            )
        ]
        ordering: ClassVar = ["name", "canvas_id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_published(self) -> bool:
        """Whether students can be in it."""
        return self.workflow_state in {"available", "completed"}


class Item(TenantModel):
    """One piece of content of a course.

    Attributes:
        body: Stored-form HTML of editor content.
        identity: For files: digest of what Canvas says of the bytes; while it stays, nothing is fetched.
        address: For files: where the bytes are, encrypted, since the address alone may open them.
        folder_id: For files: Canvas's folder.
        is_played: For films and sounds: Canvas plays it in a player that keeps captions of its own.
        surroundings: What other items of the course say of it, as far as a check depends on that (`checking/surroundings.py`).
        fingerprint: sha256 (hex) of what is checked; for a file empty until its bytes were here.
        content_version: Digest of all that a check depends on beside the surroundings; it moves exactly when a new check is due.
        not_checkable: Code of why it cannot be checked (`canvas.content.REASONS`); empty when it can.
        due_at: From when on it waits to be checked; empty when it does not.
        claim: The job that checks it now (`claims.py`).
        attempts: Times that fetching it failed in a row.
        is_front_page: The page that the course can open with.
        is_linked: Whether a published text of the course links to it or shows it (`reach.py`); empty: not looked at yet.
        gone_at: When it was first missing from Canvas's list.
        former_ids: For files: Canvas ids that it had before new versions took its place; Canvas leads them to the new one.
        written_at: When we last wrote it to Canvas; a listing that began before does not know of that.
    """

    class Kind(models.TextChoices):
        """What the 27 scopes reach."""

        PAGE = "page", "Page"
        ASSIGNMENT = "assignment", "Assignment"
        DISCUSSION = "discussion", "Discussion"
        ANNOUNCEMENT = "announcement", "Announcement"
        QUIZ = "quiz", "Quiz"
        SYLLABUS = "syllabus", "Syllabus"
        FILE = "file", "File"

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    canvas_id = models.CharField(max_length=40)
    title = models.CharField(max_length=500, blank=True)
    html_url = models.CharField(max_length=1000, blank=True)
    is_published = models.BooleanField(default=True)
    is_content_locked = models.BooleanField(default=False)
    updated_at = models.DateTimeField(null=True, blank=True)
    body = models.TextField(blank=True)
    content_type = models.CharField(max_length=255, blank=True)
    size = models.BigIntegerField(null=True, blank=True)
    identity = models.CharField(max_length=64, blank=True)
    address = models.BinaryField(default=b"", blank=True)
    folder_id = models.CharField(max_length=40, blank=True)
    is_played = models.BooleanField(default=False)
    surroundings: "models.JSONField[dict[str, list[str]], dict[str, list[str]]]" = models.JSONField(
        default=dict, blank=True
    )
    fingerprint = models.CharField(max_length=64, blank=True)
    content_version = models.CharField(max_length=64, blank=True)
    not_checkable = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    is_urgent = models.BooleanField(default=False)
    claim = models.BigIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_front_page = models.BooleanField(default=False)
    is_linked = models.BooleanField(null=True)
    first_seen_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)
    former_ids: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One row a thing in Canvas; found by course and by what is due."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "course", "kind", "canvas_id"], name="one_item")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["institution", "-is_urgent", "due_at"],
                name="items_that_are_due",
                condition=Q(due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title}"

    @property
    def is_file(self) -> bool:
        """Whether it is an uploaded file rather than text from the editor."""
        return self.kind == self.Kind.FILE
