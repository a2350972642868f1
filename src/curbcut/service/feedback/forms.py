"""What people answer in the panel: one field a question, made from what a fix asks."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO

from curbcut.fixes.fix import FixRefusedError, Question
from curbcut.service.feedback.offers import Offer

_LEVELS = tuple((str(level), f"Heading {level}") for level in range(1, 7))
_COLOUR_HINT = "# and six digits, such as #0A5FA0."
_LANGUAGE_HINT = "A language tag: en for English, fr-CA for Canadian French, es for Spanish."
_TEXT_HINT = "At most {longest} characters."


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """Return the tags and names of languages that a field suggests."""
    named = {tag: str(told["name"]) for tag, told in LANG_INFO.items() if "name" in told and len(tag) < 8}
    return tuple(sorted(named.items(), key=lambda pair: pair[1]))


class AnswerForm(forms.Form):
    """The answer to what one fix asks.

    Args:
        offer: The fix.
        expects: Fingerprint of the content that the person sees.
        data: What was sent.
    """

    fix_id = forms.CharField(widget=forms.HiddenInput)
    expects = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, offer: Offer, *, expects: str, data: Mapping[str, Any] | None = None) -> None:
        is_ours = data is not None and data.get("fix_id") == offer.fix_id
        super().__init__(
            data if is_ours else None,
            auto_id=f"{offer.fix_id}_%s",
            label_suffix="",
            initial={"fix_id": offer.fix_id, "expects": expects},
        )
        self.offer = offer
        if offer.question.kind != "nothing":
            self.fields["answer"] = answer_field(offer.question, offer.proposal)

    def clean_answer(self) -> str:
        """Hold the answer against the question."""
        return _checked(self.offer.question, self.cleaned_data["answer"])

    @property
    def answer(self) -> str:
        """What was answered; empty when nothing is asked."""
        return str(self.cleaned_data.get("answer", ""))


class StopForm(forms.Form):
    """What is to be done about one of many places at once: one of the fixes with its answer, or nothing.

    Args:
        offers: The fixes that can be asked for.
        prefix: Keeps the fields of the places apart.
        data: What was sent.
    """

    def __init__(self, offers: Sequence[Offer], *, prefix: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=prefix, auto_id="%s", label_suffix="")
        self.offers = {offer.fix_id: offer for offer in offers}
        first = offers[0]
        choices = [(offer.fix_id, offer.title) for offer in offers] + [("", "Leave it as it is")]
        self.fields["how"] = forms.ChoiceField(
            label="What to do", choices=choices, widget=forms.RadioSelect, required=False, initial=first.fix_id
        )
        for offer in offers:
            if offer.question.kind != "nothing":
                field = answer_field(offer.question, offer.proposal)
                field.required = False
                self.fields[_name(offer)] = field

    @property
    def answers(self) -> list[forms.BoundField]:
        """The fields of the answers."""
        return [self[name] for name in self.fields if name != "how"]

    def clean(self) -> dict[str, Any]:
        """Hold the answer of the chosen fix against its question; a place without an answer is left as it is."""
        offer = self.offers.get(self.cleaned_data.get("how", ""))
        if offer is None or offer.question.kind == "nothing":
            return self.cleaned_data
        name = _name(offer)
        if str(self.cleaned_data.get(name, "")).strip():
            try:
                self.cleaned_data[name] = _checked(offer.question, self.cleaned_data[name])
            except forms.ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data

    @property
    def wish(self) -> tuple[str, str] | None:
        """The fix and its answer; `None` when the place is left as it is."""
        offer = self.offers.get(self.cleaned_data.get("how", ""))
        if offer is None:
            return None
        answer = str(self.cleaned_data.get(_name(offer), ""))
        return (offer.fix_id, answer) if answer or offer.question.kind == "nothing" else None


class UploadForm(forms.Form):
    """A corrected version of a file.

    Args:
        longest: Bytes that it may have.
        data: What was sent.
        files: The file that was sent.
    """

    file = forms.FileField(label="Corrected version")

    def __init__(self, *, longest: int, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
        self._longest = longest

    def clean_file(self) -> Any:
        """Refuse what is too large to be checked."""
        file = self.cleaned_data["file"]
        if file.size > self._longest:
            raise forms.ValidationError(f"The file is larger than {self._longest >> 20} MB, the most that is checked.")
        return file


def answer_field(question: Question, proposal: str | None) -> forms.Field:
    """Return the field that asks a question."""
    label, initial = question.label, proposal or ""
    match question.kind:
        case "choice":
            choices = [(choice.value, choice.label) for choice in question.choices]
            return forms.ChoiceField(label=label, choices=choices, initial=initial, widget=forms.RadioSelect)
        case "level":
            return forms.ChoiceField(label=label, choices=_LEVELS, initial=initial, widget=forms.RadioSelect)
        case "colour":
            box = forms.TextInput(attrs={"data-colour": "", "autocomplete": "off", "spellcheck": "false"})
            return forms.CharField(label=label, initial=initial, max_length=20, help_text=_COLOUR_HINT, widget=box)
        case "language":
            box = forms.TextInput(attrs={"list": "languages", "autocomplete": "off", "spellcheck": "false"})
            return forms.CharField(label=label, initial=initial, max_length=35, help_text=_LANGUAGE_HINT, widget=box)
        case _:
            area = forms.Textarea(attrs={"rows": 2, "data-longest": question.longest})
            hint = _TEXT_HINT.format(longest=question.longest)
            return forms.CharField(label=label, initial=initial, help_text=hint, widget=area, strip=True)


def _checked(question: Question, answer: str) -> str:
    try:
        return question.checked(answer)
    except FixRefusedError as error:
        raise forms.ValidationError(str(error)) from error


def _name(offer: Offer) -> str:
    return f"answer-{offer.fix_id}"
