"""What people do about accounts and institutions: one function a use case."""

import hmac
from datetime import timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from curbcut.errors import CurbcutError
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.models import Institution, Membership, Person, SignInAttempt

ATTEMPTS_AN_EMAIL = 5
ATTEMPTS_AN_ADDRESS = 30
WINDOW = timedelta(minutes=15)


class SignInError(CurbcutError):
    """The sign-in was refused; the text is for the person at the form."""

    code = "sign-in-refused"


class SetUpError(CurbcutError):
    """The set-up link does not open: used up, or not the one that was printed."""

    code = "set-up-refused"


class EmailAddressError(CurbcutError):
    """A text that no form would take for an e-mail address."""

    code = "email-address-refused"


class PasswordError(CurbcutError):
    """A password that is too easy to guess."""

    code = "password-refused"


def sign_in(*, email: str, password: str, address: str) -> Person:
    """Check an address and a password.

    Raises:
        SignInError: Wrong, or too many tries from here or for this account in the last quarter of an hour.
    """
    since = timezone.now() - WINDOW
    email = email.strip().casefold()
    recent = SignInAttempt.objects.filter(at__gte=since)
    if (
        recent.filter(email=email).count() >= ATTEMPTS_AN_EMAIL
        or recent.filter(address=address).count() >= ATTEMPTS_AN_ADDRESS
    ):
        raise SignInError("Too many tries. Please wait 15 minutes and try again.")
    person = authenticate(username=email, password=password)
    if not isinstance(person, Person):
        SignInAttempt.objects.create(email=email, address=address)
        raise SignInError("E-mail address and password do not fit together.")
    SignInAttempt.objects.filter(Q(email=email) | Q(at__lt=since)).delete()
    return person


def is_set_up() -> bool:
    """Whether this deployment has an operator."""
    return Person.objects.filter(is_operator=True).exists()


def check_setup_token(token: str) -> None:
    """Let the first person in.

    Raises:
        SetUpError: An operator exists already, or the token is not the one that was printed.
    """
    if not CONFIGURATION.setup_token or is_set_up():
        raise SetUpError("This deployment is set up already. Please sign in.")
    if not hmac.compare_digest(token.encode(), CONFIGURATION.setup_token.encode()):
        raise SetUpError("This set-up link is not the one that the server printed when it started.")


@transaction.atomic
def set_up(*, token: str, email: str, name: str, password: str, institution_name: str) -> tuple[Person, Institution]:
    """Make the first operator and the first institution.

    Raises:
        SetUpError: See `check_setup_token`.
    """
    check_setup_token(token)
    person = Person.objects.create_person(email=email, name=name, password=password, is_operator=True)
    return person, create_institution(name=institution_name, administrator=person)


@transaction.atomic
def create_operator(*, email: str, name: str, password: str) -> Person:
    """Make an operator's account, or make an existing person one and set the password.

    Raises:
        EmailAddressError: Nobody could sign in with it.
        PasswordError: The password is too weak; the text says why.
    """
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise EmailAddressError(f"{email!r} is no e-mail address.") from error
    person = Person.objects.filter(email__iexact=email.strip()).first() or Person(email=email.strip())
    person.name, person.is_operator = name.strip(), True
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise PasswordError(" ".join(error.messages)) from error
    person.set_password(password)
    person.save()
    return person


@transaction.atomic
def create_institution(*, name: str, administrator: Person | None = None, client_id: int | None = None) -> Institution:
    """Make an institution of this deployment's environment, with its first administrator."""
    institution = Institution.objects.create(
        pk=client_id, name=name.strip(), environment=CONFIGURATION.environment.code
    )
    if administrator is not None:
        Membership.objects.create(person=administrator, institution=institution)
    return institution
