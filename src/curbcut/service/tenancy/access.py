"""Who may see a page of an institution: the one gate that every such view goes through."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.environments import environment_of
from curbcut.service.tenancy.models import Institution, Membership, Person
from curbcut.service.tenancy.tenants import TenantModel

Parameters = ParamSpec("Parameters")
InstitutionView = Callable[Concatenate[HttpRequest, Institution, Parameters], HttpResponse]


class InstitutionRequest(HttpRequest):
    """A request whose institution and person are settled."""

    institution: Institution


def may_administer(person: Person, institution: Institution) -> bool:
    """Whether a person may see and change an institution's settings."""
    if not person.is_active:
        return False
    return person.is_operator or Membership.objects.filter(person=person, institution=institution).exists()


def may_change(person: Person, course: TenantModel) -> bool:
    """Whether a person may change the content of a course in Canvas: mend it, upload to it, take changes back."""
    return may_administer(person, course.institution)


def for_administrators(view: InstitutionView[Parameters]) -> Callable[..., HttpResponse]:
    """Let a view be called with `client_id` from the address: it gets the institution, others get 404.

    404 rather than 403, so that nobody learns which ClientIds exist. An institution of another environment answers with a
    page that names the right host, since that is where its data and its redirect URI are.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, client_id: int, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        institution = Institution.objects.filter(pk=client_id).first()
        if institution is None or not isinstance(request.user, Person) or not may_administer(request.user, institution):
            raise Http404("There is no such institution, or you do not work for it.")
        if elsewhere := wrong_environment(request, institution):
            return elsewhere
        request.institution = institution  # type: ignore[attr-defined]  # read by the template context
        return view(request, institution, *args, **kwargs)

    return login_required(guarded)


def wrong_environment(request: HttpRequest, institution: Institution) -> HttpResponse | None:
    """Answer with the page that names the right host, when the institution belongs to another environment."""
    home = environment_of(institution.environment)
    if home == CONFIGURATION.environment:
        return None
    context = {"client_id": institution.client_id, "home": home}
    return render(request, "tenancy/wrong_environment.html", context, status=421)
