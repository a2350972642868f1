"""Accepting an issue, and opening it again: parse, call, go back to the item."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from curbcut.rules.catalogue import rules_by_id
from curbcut.service.checking import acceptances
from curbcut.service.checking.dispatch import nudge_spreading
from curbcut.service.checking.forms import AcceptForm
from curbcut.service.checking.models import Acceptance
from curbcut.service.feedback.views.lookups import for_people_of_the_course, item_of, person_of
from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Institution

_MOST = 1_000_000_000


class _WhatForm(forms.Form):
    """Which issue is meant, as the page that was shown knew it."""

    outcome = forms.ChoiceField(choices=[("failed", ""), ("cantTell", "")])
    result = forms.IntegerField(min_value=1)
    number = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    scope = forms.ChoiceField(choices=[("place", ""), ("all", "")], required=False)


@never_cache
@for_people_of_the_course
@require_POST
def accept(request: HttpRequest, institution: Institution, course_id: int, item_id: int, rule_id: str) -> HttpResponse:
    """Accept one place of an issue, or all of them, with the reason."""
    found = item_of(institution, course_id, item_id)
    what, form = _WhatForm(request.POST), AcceptForm(request.POST)
    rule = rules_by_id().get(rule_id)
    if rule is None or not what.is_valid():
        raise Http404("There is no such issue.")
    if form.is_valid():
        is_all = what.cleaned_data["scope"] == "all" or what.cleaned_data["number"] is None
        try:
            acceptances.accept(
                item=found,
                person=person_of(request),
                rule_id=rule_id,
                outcome=what.cleaned_data["outcome"],
                number=None if is_all else what.cleaned_data["number"],
                result_id=what.cleaned_data["result"],
                why=form.why,
            )
        except acceptances.AcceptanceError as error:
            messages.error(request, str(error))
        else:
            nudge_spreading(institution)
            messages.success(request, f"“{rule.title}” is accepted: it counts apart from now on.")
        return _back_to(found)
    context = {
        "section": "courses", "course": found.course, "item": found, "rule": rule, "form": form, "what": what.cleaned_data
    }  # fmt: skip
    return render(request, "feedback/accept.html", context, status=422)


@for_people_of_the_course
@require_POST
def reopen(
    request: HttpRequest, institution: Institution, course_id: int, item_id: int, acceptance_id: int
) -> HttpResponse:
    """Open an accepted issue again."""
    found = item_of(institution, course_id, item_id)
    rows = Acceptance.objects.of(institution).select_related("item", "course", "institution")
    acceptance: Acceptance | None = rows.filter(pk=acceptance_id, item=found).exclude(rule_id="").first()
    if acceptance is None:
        raise Http404("There is no such decision.")
    acceptances.take_back(acceptance, person=person_of(request))
    messages.success(request, "It counts again.")
    return _back_to(found)


def _back_to(item: Item) -> HttpResponse:
    return redirect("item", client_id=item.institution_id, course_id=item.course_id, item_id=item.pk)
