"""Forms about accounts and institutions."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from curbcut.service.tenancy.models import LONGEST_EMAIL, Person


class SignInForm(forms.Form):
    """E-mail address and password."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class InstitutionForm(forms.Form):
    """A new institution."""

    institution_name = forms.CharField(
        label="Name of the institution", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )


class SetUpForm(InstitutionForm):
    """The first operator and the first institution."""

    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        help_text="At least 12 characters.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the password against the person's own data too."""
        data = super().clean() or {}
        if "password" in data:
            try:
                validate_password(data["password"], Person(email=data.get("email", ""), name=data.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
