"""Results: what the rules said of some content, once a content, an institution and a rule set; and where items stand."""

from typing import Any, ClassVar

import msgspec
from django.db import models
from django.db.models import Q
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
        gains: The item's score with a rule's findings mended, by rule, where that can be known.
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
    gains: "models.JSONField[dict[str, float], dict[str, float]]" = models.JSONField(default=dict)
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
        accepted: What of the result a person has accepted, as numbers to count with (`acceptances.py`); empty: nothing.
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
    accepted: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Found by the rules that settled it, and by why it could not be checked."""

        indexes: ClassVar = [
            models.Index(fields=["institution", "rule_set"], name="standings_by_rule_set"),
            models.Index(fields=["institution", "code"], name="standings_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"

    @property
    def accepted_places(self) -> int:
        """How many places that failed were accepted."""
        return sum(self.accepted.get("failed", {}).values())


class Acceptance(TenantModel):
    """A person's decision that some issue of an item stays, or that the whole item is left out: why, and until when.

    Attributes:
        rule_id: Rule of the issue; empty: the whole item is excluded.
        outcome: `failed` or `cantTell`, as the findings had it.
        keys: Keys of the findings it covers (`scoring.accepting.finding_key`).
        places: How many places it covers, those beyond the kept findings included.
        is_whole_rule: Whether every place that the rule had was accepted at once.
        person_name: Kept, so that the reason has a name when the account is gone.
        until: From when on it holds no longer; empty: for good.
        ended_at: When it was taken back, or ran out; it does not hold any more then.
        carried_from: The decision in the course that this one was copied from.
        is_spread: Whether copies of the item have been looked for.
    """

    class Reason(models.TextChoices):
        """Why; the first ones are for issues, the last ones for whole items."""

        NOT_AN_ISSUE = "not-an-issue", "It is right as it is; the check is mistaken here"
        ESSENTIAL = "essential", "It has to be like this for what is taught"
        ALTERNATIVE = "alternative", "There is an accessible alternative beside it"
        LATER = "later", "It will be mended later"
        THIRD_PARTY = "third-party", "It comes from somebody else and cannot be changed here"
        ARCHIVED = "archived", "It is kept for reference only"
        NOT_USED = "not-used", "No student is sent here"
        REPLACED = "replaced", "Something newer takes its place"
        OTHER = "other", "Another reason"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="acceptances")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    rule_id = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    keys: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    places = models.PositiveIntegerField(default=0)
    is_whole_rule = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    note = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True)
    person_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    is_spread = models.BooleanField(default=False)

    class Meta:
        """Found by item; by what runs out; by what is not spread yet."""

        indexes: ClassVar = [
            models.Index(
                fields=["institution", "item"], name="acceptances_that_hold", condition=Q(ended_at__isnull=True)
            ),
            models.Index(
                fields=["institution", "until"],
                name="acceptances_that_run_out",
                condition=Q(ended_at__isnull=True, until__isnull=False),
            ),
            models.Index(fields=["institution"], name="acceptances_to_spread", condition=Q(is_spread=False)),
        ]
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.rule_id or 'whole item'}: {self.reason}"

    @property
    def is_exclusion(self) -> bool:
        """Whether it leaves the whole item out."""
        return not self.rule_id


class CourseSummary(TenantModel):
    """A course's numbers, written in the transaction of the result that changes them; reports read nothing else.

    Attributes:
        score: Of everything; `None` while there is not enough content.
        items: Items that Canvas lists now.
        checked: Of these, checked.
        could_not_check: Of these, not checkable, empty ones not counted.
        empty: Of these, without any text.
        excluded: Of these, excluded by a person.
        accepted: Places that a person has accepted; they count in no other number here.
        score_without: What the score would be if they counted as failed; empty where nothing was accepted.
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
    accepted = models.PositiveIntegerField(default=0)
    score_without = models.FloatField(null=True, blank=True)
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
