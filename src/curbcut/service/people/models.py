"""Instructors of courses, invitations to become one, and what people did, for the audit log."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Person
from curbcut.service.tenancy.tenants import TenantModel


class Instructor(TenantModel):
    """A person who may see a course's reports, mend its content and accept its issues; nothing else."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="instructors")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        """Once a course and person; found by person, at every request."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "course"], name="one_instructor_a_course")]
        ordering: ClassVar = ["person__name", "pk"]

    def __str__(self) -> str:
        return f"{self.person} in {self.course}"


class Invitation(TenantModel):
    """An offer to become an instructor of some courses, for whoever reads the mail of an address.

    Attributes:
        token_digest: sha256 (hex) of what the link carries; the link itself is shown once and kept nowhere.
        accepted_at: When it was used; a link opens once.
        revoked_at: When an administrator took it back.
    """

    email = models.EmailField()
    courses = models.ManyToManyField(Course, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class Event(TenantModel):
    """What a person did beside writing to Canvas; never changed, never deleted with what it is about.

    Attributes:
        person_name: Kept, so that the line still tells who it was when the account is gone.
        subject: What it was done to, in words: an address, a rule, a title.
        note: The reason that was given.
    """

    class Action(models.TextChoices):
        """What can be done."""

        INVITED = "invited", "Invited"
        INVITATION_ACCEPTED = "invitation-accepted", "Accepted an invitation"
        INVITATION_REVOKED = "invitation-revoked", "Took an invitation back"
        INSTRUCTOR_ADDED = "instructor-added", "Added an instructor"
        INSTRUCTOR_REMOVED = "instructor-removed", "Removed an instructor"
        ISSUE_ACCEPTED = "issue-accepted", "Accepted an issue"
        ISSUE_REOPENED = "issue-reopened", "Reopened an accepted issue"
        ITEM_EXCLUDED = "item-excluded", "Excluded an item"
        ITEM_INCLUDED = "item-included", "Took an item in again"

    action = models.CharField(max_length=30, choices=Action.choices)
    at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    subject = models.CharField(max_length=600, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """Read by time."""

        indexes: ClassVar = [models.Index(fields=["institution", "-at"], name="events_by_time")]
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
