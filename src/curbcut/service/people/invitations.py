"""Inviting people into courses: one use case a function. The link is shown to the administrator, who sends it."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from curbcut.errors import CurbcutError
from curbcut.service.library.models import Course
from curbcut.service.people.events import record
from curbcut.service.people.models import Event, Instructor, Invitation
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.access import may_administer
from curbcut.service.tenancy.models import Institution, Membership, Person
from curbcut.service.tenancy.services import PasswordError

LIFETIME = timedelta(days=14)
_TOKEN_BYTES = 32


class InvitationError(CurbcutError):
    """Nobody can be invited like this, or the link does not open; the text is for the person at the form."""

    code = "invitation-refused"


@dataclass(frozen=True, slots=True)
class Invited:
    """What came of inviting somebody.

    Attributes:
        link: What to send; empty when the person works for the institution already and can go in at once.
        name: Then, the person's name.
    """

    link: str = ""
    name: str = ""


@transaction.atomic
def invite(*, institution: Institution, courses: Iterable[Course], email: str, inviter: Person) -> Invited:
    """Invite whoever reads the mail of an address to work in some courses.

    Somebody who is an instructor of this institution already is added at once. An account of another institution is no
    reason for that: they are asked like everybody, and nobody learns here that they have one.

    Raises:
        InvitationError: The address is an administrator's of this institution, who sees every course anyway.
    """
    courses, email = list(courses), email.strip()
    known = Person.objects.filter(email__iexact=email, memberships__institution=institution, is_active=True).first()
    if known is not None:
        if may_administer(known, institution):
            raise InvitationError(f"{known.name} is an administrator here and sees every course already.")
        for course in courses:
            _let_in(known, course, by=inviter, action=Event.Action.INSTRUCTOR_ADDED)
        return Invited(name=known.name)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation.objects.of(institution).create(
        institution=institution,
        email=email,
        token_digest=_digest_of(token),
        invited_by=inviter,
        expires_at=timezone.now() + LIFETIME,
    )
    invitation.courses.set(courses)
    for course in courses:
        record(Event.Action.INVITED, institution=institution, person=inviter, subject=email, course=course)
    return Invited(link=f"{CONFIGURATION.base_url}/invitations/{token}/")


def open_invitations(institution: Institution) -> QuerySet[Invitation]:
    """Return what was sent and can still be accepted."""
    waiting = Invitation.objects.of(institution).filter(accepted_at__isnull=True, revoked_at__isnull=True)
    return waiting.filter(expires_at__gt=timezone.now())


def invitation_of(token: str) -> Invitation:
    """Find the invitation that a link opens.

    Raises:
        InvitationError: It was used, taken back, is too old, or never was.
    """
    found: Invitation | None = (
        Invitation.all_tenants.select_related("institution").filter(token_digest=_digest_of(token)).first()
    )
    if found is None or found.accepted_at or found.revoked_at or found.expires_at <= timezone.now():
        raise InvitationError(
            "This invitation was used already, was taken back, or is older than 14 days. "
            "Ask the person who sent it for a new one."
        )
    return found


@transaction.atomic
def join(*, token: str, name: str, password: str) -> Person:
    """Make an account for the invited address, and let it into the courses.

    Raises:
        InvitationError: See `invitation_of`; or the address has an account, which has to sign in first.
        PasswordError: The password is too easy to guess.
    """
    invitation = _locked(token)
    if account_of(invitation) is not None:
        raise InvitationError(f"{invitation.email} has an account here. Sign in, and open the link again.")
    try:
        validate_password(password, Person(email=invitation.email, name=name))
    except ValidationError as error:
        raise PasswordError(" ".join(error.messages)) from error
    person = Person.objects.create_person(email=invitation.email, name=name, password=password)
    _accept(invitation, person)
    return person


@transaction.atomic
def accept(*, token: str, person: Person) -> Institution:
    """Let a person who has an account into the courses.

    Raises:
        InvitationError: See `invitation_of`; or the invitation is for somebody else's address.
    """
    invitation = _locked(token)
    if person.email.casefold() != invitation.email.casefold():
        raise InvitationError(f"This invitation is for {invitation.email}, and you are signed in as {person.email}.")
    _accept(invitation, person)
    return invitation.institution


def account_of(invitation: Invitation) -> Person | None:
    """Return who has an account with the invited address."""
    return Person.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def revoke(invitation: Invitation, *, by: Person) -> None:
    """Take an invitation back before it is used."""
    waiting = open_invitations(invitation.institution).filter(pk=invitation.pk)
    if waiting.update(revoked_at=timezone.now()):
        record(Event.Action.INVITATION_REVOKED, institution=invitation.institution, person=by, subject=invitation.email)


@transaction.atomic
def remove(instructor: Instructor, *, by: Person) -> None:
    """Let a person work in a course no longer. What they did stays, with their name."""
    institution, person = instructor.institution, instructor.person
    if not Instructor.objects.of(institution).filter(pk=instructor.pk).delete()[0]:
        return
    if not Instructor.objects.of(institution).filter(person=person).exists():
        memberships = Membership.objects.filter(person=person, institution=institution)
        memberships.filter(role=Membership.Role.INSTRUCTOR).delete()
    record(
        Event.Action.INSTRUCTOR_REMOVED,
        institution=institution,
        person=by,
        subject=f"{person.name} ({person.email})",
        course=instructor.course,
    )


def _accept(invitation: Invitation, person: Person) -> None:
    for course in invitation.courses.all():
        _let_in(person, course, by=person, action=Event.Action.INVITATION_ACCEPTED)
    Invitation.objects.of(invitation.institution).filter(pk=invitation.pk).update(accepted_at=timezone.now())


def _let_in(person: Person, course: Course, *, by: Person, action: Event.Action) -> None:
    institution = course.institution
    # An administrator stays one: the role is the first that was given.
    Membership.objects.get_or_create(
        person=person, institution=institution, defaults={"role": Membership.Role.INSTRUCTOR}
    )
    Instructor.objects.of(institution).get_or_create(institution=institution, course=course, person=person)
    record(action, institution=institution, person=by, subject=f"{person.name} ({person.email})", course=course)


def _locked(token: str) -> Invitation:
    """Find an invitation and keep it to ourselves until the transaction ends, so that a link opens once."""
    found = invitation_of(token)
    Invitation.objects.of(found.institution).select_for_update().get(pk=found.pk)
    return invitation_of(token)


def _digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
