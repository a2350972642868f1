"""Changes that people ask for, what stood there before, and what became of each; a change is its own line in the audit log."""

from typing import ClassVar

import msgspec
from django.db import models
from django.utils import timezone
from msgspec import Struct

from curbcut.rules.results import Finding
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Person
from curbcut.service.tenancy.tenants import TenantModel


class Wish(Struct, frozen=True, kw_only=True):
    """One finding that a change is to mend, with the fix and the answer.

    Attributes:
        rule_id: Whose finding.
        finding: As it was found in the content `Change.made_from`.
        fix_id: How to mend it.
        answer: What the person answered; empty when nothing is asked.
        places: How many places of this rule failed or are to be looked at, in that content.
        refused: Why it was left as it is, when others of the same change were mended; else empty.
    """

    rule_id: str
    finding: Finding
    fix_id: str
    answer: str = ""
    places: int = 0
    refused: str = ""


_WISHES: "msgspec.json.Decoder[tuple[Wish, ...]]" = msgspec.json.Decoder(tuple[Wish, ...])


class Original(TenantModel):
    """Content that is kept: what a change replaced, what it put there, what it found instead.

    Attributes:
        sha256: Of the bytes, in hexadecimal; the same bytes are kept once an institution.
        data: The bytes; `None` where they are in parts, or in object storage (`originals.py`).
        kept_until: From then on they may be forgotten.
    """

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    data = models.BinaryField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    kept_until = models.DateTimeField()

    class Meta:
        """Once a content; found by when it may go."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["institution", "sha256"], name="one_original")]
        indexes: ClassVar = [models.Index(fields=["kept_until"], name="originals_by_age")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}, {self.size} bytes"


class OriginalPart(TenantModel):
    """A stretch of the bytes of a large original."""

    original = models.ForeignKey(Original, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        """In order."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["original", "number"], name="one_original_part")]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"Part {self.number} of {self.original_id}"


class Batch(TenantModel):
    """The same fix at many places, or the undoing of all of them, as one job.

    Attributes:
        person_name: Kept when the person's account is gone.
        title: What it does, for people.
        undoes: The batch whose changes it takes back.
        stopped_at: Since when nothing more of it is written.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="batches")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    person_name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    fix_id = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)
    undoes = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="undoings", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Change(TenantModel):
    """One intended write to Canvas, and what became of it (design, section 3.5).

    Attributes:
        person_name: Kept when the person's account is gone.
        batch: The job that it is a part of.
        undoes: The change that it takes back.
        rule_id: Of the finding; empty when several rules are meant at once, and for uploads and undoing.
        fix_id: Of the fix, likewise.
        answer: What the person answered, likewise.
        document: The `wishes` as JSON: bytes rather than `jsonb`, which refuses the NUL characters of broken files.
        code: Permanent name of why it is not done, or not yet; empty when there is nothing to say.
        reason: The same as a sentence for people.
        made_from: sha256 of the content that the person saw and that has to stand there still.
        original: What stood there; kept before anything is written.
        proposal: What is sent to Canvas; for an upload, the person's file.
        found: For `moved`: what stood there instead.
        wanted: sha256 of what is sent.
        became: sha256 of what Canvas has made of it, read back.
        diff: What differs, as lines that people read: `@` where, `-` what was, `+` what is.
        score_before: Of the item, before.
        score_after: And after, checked anew.
        canvas_id: Of the file that stood there, since a new version has a new id.
        due_at: From when on it waits to be written; empty when it is final.
        attempts: Times in a row that Canvas could not be asked.
        written_at: When Canvas took what was sent; empty when nothing was written.
        finished_at: When it became final.
        claim: The job that writes it now (`library/claims.py`).
    """

    class Kind(models.TextChoices):
        """What is written."""

        FIX = "fix", "Fix"
        UPLOAD = "upload", "Corrected version"
        UNDO = "undo", "Undo"

    class State(models.TextChoices):
        """How far it is; the last seven are final. That it was undone follows from a later change that `undoes` it."""

        WAITING = "waiting", "Waiting"
        WRITING = "writing", "Being written"
        FIXED = "fixed", "Done"
        NOT_FIXED = "not-fixed", "Written, but the issue is still there"
        MOVED = "moved", "Not written: the content was changed in the meantime"
        LOCKED = "locked", "Not written: locked by the blueprint course"
        REFUSED = "refused", "Not written: it cannot be mended here"
        FAILED = "failed", "Not written: Canvas did not take it"
        STOPPED = "stopped", "Not written: stopped"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="changes")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="changes")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    person_name = models.CharField(max_length=200)
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, related_name="changes", null=True, blank=True)
    undoes = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="undoings", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    rule_id = models.CharField(max_length=80, blank=True)
    fix_id = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)
    document = models.BinaryField(default=b"[]")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    code = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    made_from = models.CharField(max_length=64)
    original = models.ForeignKey(Original, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    proposal = models.ForeignKey(Original, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    found = models.ForeignKey(Original, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    wanted = models.CharField(max_length=64, blank=True)
    became = models.CharField(max_length=64, blank=True)
    diff = models.TextField(blank=True)
    score_before = models.FloatField(null=True, blank=True)
    score_after = models.FloatField(null=True, blank=True)
    canvas_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    claim = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Found by what waits, by item, by course, and by when."""

        indexes: ClassVar = [
            models.Index(
                fields=["institution", "due_at"],
                name="changes_that_wait",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(fields=["item", "-created_at"], name="changes_by_item"),
            models.Index(fields=["course", "-created_at"], name="changes_by_course"),
            models.Index(fields=["institution", "-created_at"], name="changes_by_time"),
        ]
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.item_id}: {self.state}"

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What it is to mend; empty for uploads and undoing."""
        return _WISHES.decode(bytes(self.document))

    @property
    def is_open(self) -> bool:
        """Whether it still waits or is being written."""
        return self.state in {Change.State.WAITING, Change.State.WRITING}

    @property
    def is_written(self) -> bool:
        """Whether it changed what Canvas holds."""
        return self.written_at is not None


OPEN = (Change.State.WAITING, Change.State.WRITING)
"""States that are not final."""
