"""Institutions, the people who work for them, and their encrypted secrets."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

FIRST_CLIENT_ID = 1


class Institution(models.Model):
    """A tenant: a university or school with one Canvas.

    `client_id` is the ClientId of the documented redirect URI, `/api/v2/[ClientId]/auth/canvas/callback`.
    """

    client_id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=200)
    environment = models.CharField(max_length=253, help_text="Short name or host of the environment it belongs to.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Names sort lists."""

        ordering: ClassVar = ["name", "client_id"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes people; e-mail addresses are compared without regard to case."""

    def create_person(self, *, email: str, name: str, password: str, is_operator: bool = False) -> "Person":
        """Create a person who can sign in."""
        person = Person(email=self.normalize_email(email).strip(), name=name.strip(), is_operator=is_operator)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find a person by e-mail address."""
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """Someone with a local account.

    Attributes:
        is_operator: Runs this deployment: sees every institution and makes new ones.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        """One person an address, whatever its case."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_an_email")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person may do for one institution."""

    class Role(models.TextChoices):
        """Roles; more come with sign-in through Canvas. In which courses an instructor works, `people` knows."""

        ADMINISTRATOR = "administrator", "Institution administrator"
        INSTRUCTOR = "instructor", "Instructor of chosen courses"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.ADMINISTRATOR)

    class Meta:
        """One role a person and institution."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "institution"], name="one_role_each")]

    def __str__(self) -> str:
        return f"{self.person} of {self.institution}"


class EncryptedSecret(models.Model):
    """A secret of an institution, as ciphertext that opens nowhere else (see `encryption.py`)."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    ciphertext = models.BinaryField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One value a name."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["institution", "name"], name="one_secret_a_name")]

    def __str__(self) -> str:
        return f"{self.name} of {self.institution_id}"

    def __reduce__(self) -> Any:
        raise TypeError("Secrets are not pickled.")


class SignInAttempt(models.Model):
    """A failed sign-in; enough of them close the door for a while."""

    email = models.CharField(max_length=254)
    address = models.GenericIPAddressField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Looked up by both."""

        indexes: ClassVar = [models.Index(fields=["email", "at"]), models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return f"{self.email} at {self.at}"
