"""Why something stays as it is: the one form for accepting an issue and for excluding an item."""

from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from curbcut.service.checking.acceptances import Why
from curbcut.service.checking.models import Acceptance

_REASON = Acceptance.Reason


class WhyForm(forms.Form):
    """A reason from a list, words of one's own, and a day on which it ends."""

    reasons: ClassVar[tuple[Acceptance.Reason, ...]] = ()

    reason = forms.ChoiceField(label="Reason")
    note = forms.CharField(
        label="In your words",
        required=False,
        max_length=1000,
        help_text="Shown with your name wherever reports mention it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = forms.DateField(
        label="Until (optional)",
        required=False,
        help_text="On this day it counts again by itself.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a reason"), *((one.value, one.label) for one in self.reasons)]

    def clean(self) -> dict[str, Any]:
        """Ask for words where the list has none, and for a day that is to come."""
        data = super().clean() or {}
        if data.get("reason") == _REASON.OTHER and not data.get("note", "").strip():
            self.add_error("note", "Write what the reason is.")
        until = data.get("until")
        if until is not None and until <= timezone.now().date():
            self.add_error("until", "Choose a day after today, or none.")
        return data

    @property
    def why(self) -> Why:
        """The reason; only of a valid form."""
        until = self.cleaned_data["until"]
        ends = None if until is None else datetime.combine(until, time.min, UTC)
        return Why(reason=self.cleaned_data["reason"], note=self.cleaned_data["note"], until=ends)


class AcceptForm(WhyForm):
    """Why an issue stays."""

    reasons = (
        _REASON.NOT_AN_ISSUE,
        _REASON.ESSENTIAL,
        _REASON.ALTERNATIVE,
        _REASON.THIRD_PARTY,
        _REASON.ARCHIVED,
        _REASON.LATER,
        _REASON.OTHER,
    )


class ExclusionForm(WhyForm):
    """Why an item is left out."""

    reasons = (_REASON.ARCHIVED, _REASON.THIRD_PARTY, _REASON.NOT_USED, _REASON.REPLACED, _REASON.OTHER)
