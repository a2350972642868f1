"""Results: what the rules said of some content, once a content, an institution and a rule set; and where items stand."""

from typing import Any, ClassVar

import msgspec
from django.db import models
from django.utils import timezone

from curbcut.scoring.assessment import Assessment
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Person
from curbcut.service.tenancy.tenants import TenantModel

_DECODER = msgspec.json.Decoder(Assessment)


class RuleSet(models.Model):
    """A version of the rules; later ones have higher numbers, so that an old worker never undoes a newer one's work."""

    version = models.CharField(max_length=64, unique=True)
    first_seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.version[:12]


class Result(TenantModel):
    """The assessment of one content; 400 copies of a file share it.

    Attributes:
        fingerprint: sha256 (hex) of the content.
        context: Digest of what the assessment depends on beside the bytes (origin, name, language), so that a page and a
            file with the same bytes are two results.
        status: `checked` or `could-not-check`.
        code: Permanent name of why it could not be checked.
        score: 0 to 100; `None` when nothing can be said.
        amount: Content in standard pages, when known.
        failed: Places that failed, by rule.
        to_review: Places that a person has to look at.
        document: The whole `scoring.assessment.Assessment` as JSON. Bytes rather than `jsonb`, which refuses the NUL
            characters that excerpts of broken files hold; reports never search in it.
    """

    fingerprint = models.CharField(max_length=64)
    context = models.CharField(max_length=64)
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    file_kind = models.CharField(max_length=20)
    score = models.FloatField(null=True, blank=True)
    amount = models.FloatField(null=True, blank=True)
    severe = models.PositiveIntegerField(default=0)
    major = models.PositiveIntegerField(default=0)
    minor = models.PositiveIntegerField(default=0)
    advice = models.PositiveIntegerField(default=0)
    to_review = models.PositiveIntegerField(default=0)
    failed: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    pictures: "models.JSONField[list[list[str]] | None, list[list[str]] | None]" = models.JSONField(
        null=True, blank=True
    )
    document = models.BinaryField()
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One result a content and rule set."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "fingerprint", "context", "rule_set"], name="one_result_a_content"
            )
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.score}"

    @property
    def assessment(self) -> Assessment:
        """What the rules said, whole."""
        return _DECODER.decode(bytes(self.document))


class Standing(TenantModel):
    """Where an item stands. Without a row it was never checked; nothing is ever silently without issues.

    Attributes:
        result: What was said of it last; stays while a newer version of the item waits.
        rule_set: By which rules that was settled.
        code: Permanent name of why it could not be checked.
        reason: The same as a sentence for people; for an exclusion, in the words of who excluded it.
    """

    class State(models.TextChoices):
        """What is stored; *being checked* follows from the item's claim."""

        CHECKED = "checked", "Checked"
        COULD_NOT_CHECK = "could-not-check", "Could not be checked"
        EXCLUDED = "excluded", "Excluded"

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="standings")
    state = models.CharField(max_length=20, choices=State.choices)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    excluded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Found by the rules that settled it, and by why it could not be checked."""

        indexes: ClassVar = [
            models.Index(fields=["institution", "rule_set"], name="standings_by_rule_set"),
            models.Index(fields=["institution", "code"], name="standings_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"


class CourseSummary(TenantModel):
    """A course's numbers, written in the transaction of the result that changes them; reports read nothing else.

    Attributes:
        score: Of everything; `None` while there is not enough content.
        items: Items that Canvas lists now.
        checked: Of these, checked.
        could_not_check: Of these, not checkable, empty ones not counted.
        empty: Of these, without any text.
        excluded: Of these, excluded by a person.
        severe: Places that failed, by severity.
        by_kind: Items, checked items and places by kind of item.
        by_rule: Places and items by rule.
    """

    course = models.OneToOneField(Course, on_delete=models.CASCADE, primary_key=True, related_name="summary")
    score = models.FloatField(null=True, blank=True)
    files_score = models.FloatField(null=True, blank=True)
    editor_score = models.FloatField(null=True, blank=True)
    amount = models.FloatField(default=0)
    items = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(default=0)
    could_not_check = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)
    excluded = models.PositiveIntegerField(default=0)
    severe = models.PositiveIntegerField(default=0)
    major = models.PositiveIntegerField(default=0)
    minor = models.PositiveIntegerField(default=0)
    advice = models.PositiveIntegerField(default=0)
    to_review = models.PositiveIntegerField(default=0)
    by_kind: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    by_rule: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    as_of = models.DateTimeField(null=True, blank=True, help_text="The course's items_changed_at that it takes in.")
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.course_id}: {self.score}"
