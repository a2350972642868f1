"""What people type on report pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from curbcut.service.library.models import Account, Term


class CourseFilterForm(forms.Form):
    """What the list of courses is narrowed to. The choices are the institution's own."""

    text = forms.CharField(label="Name or code", required=False, max_length=200, widget=forms.SearchInput)
    term = forms.TypedChoiceField(label="Term", required=False, coerce=int, empty_value=None)
    account = forms.TypedChoiceField(label="Account", required=False, coerce=int, empty_value=None)

    def __init__(
        self, data: Mapping[str, Any], *, terms: Iterable[Term], accounts: Iterable[tuple[int, Account]]
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._choose("term", [("", "All terms"), *((term.pk, term.name) for term in terms)])
        named = [(account.pk, "\u2003" * depth + account.name) for depth, account in accounts]
        if named:
            self._choose("account", [("", "All accounts"), *named])
        else:
            del self.fields["account"]

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = choices
