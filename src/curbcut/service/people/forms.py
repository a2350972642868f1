"""Inviting, and answering an invitation."""

from django import forms
from django.db.models import Q

from curbcut.service.library.models import Course
from curbcut.service.tenancy.models import LONGEST_EMAIL, Institution

MOST_COURSES = 200


class InviteForm(forms.Form):
    """Whom to invite, and into which courses beside the one whose page this is."""

    email = forms.EmailField(
        label="E-mail address", max_length=LONGEST_EMAIL, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    others = forms.CharField(
        label="Also into these courses (optional)",
        required=False,
        max_length=20_000,
        help_text="Course codes, or the numbers in the addresses of the courses in Canvas; one a line.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, institution: Institution, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own, handed on
        self._institution = institution

    def clean_others(self) -> list[Course]:
        """Find the courses; one that cannot be told is named, so that nobody is let into a wrong one."""
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(lines) > MOST_COURSES:
            raise forms.ValidationError(f"Name {MOST_COURSES} courses at most at a time.")
        return [self._course_of(line) for line in lines]

    def _course_of(self, name: str) -> Course:
        courses = Course.objects.of(self._institution).filter(gone_at__isnull=True)
        found: list[Course] = list(courses.filter(Q(canvas_id=name) | Q(course_code__iexact=name))[:2])
        if not found:
            raise forms.ValidationError(f"No course has the code or number “{name}”.")
        if len(found) > 1:
            raise forms.ValidationError(f"Several courses have the code “{name}”; write its number in Canvas instead.")
        return found[0]


class JoinForm(forms.Form):
    """A new account for an invited address."""

    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
