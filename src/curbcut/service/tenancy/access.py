"""Who may see a page of an institution: the one gate that every such view goes through."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.environments import environment_of
from curbcut.service.tenancy.models import Institution, Membership, Person

Parameters = ParamSpec("Parameters")
ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)
InstitutionView = Callable[Concatenate[HttpRequest, Institution, Parameters], ResponseT]


def may_administer(person: Person, institution: Institution) -> bool:
    """Whether a person may see and change an institution's settings."""
    if not person.is_active:
        return False
    roles = Membership.objects.filter(person=person, institution=institution, role=Membership.Role.ADMINISTRATOR)
    return person.is_operator or roles.exists()


def for_administrators(view: InstitutionView[Parameters, ResponseT]) -> Callable[..., ResponseT | HttpResponse]:
    """Let a view be called with `client_id` from the address: it gets the institution, others get 404."""

    @wraps(view)
    def guarded(
        request: HttpRequest, client_id: int, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> ResponseT | HttpResponse:
        found = enter(request, client_id, may_administer)
        return found if isinstance(found, HttpResponse) else view(request, found, *args, **kwargs)

    return login_required(guarded)


def enter(
    request: HttpRequest, client_id: int, may_enter: Callable[[Person, Institution], bool]
) -> Institution | HttpResponse:
    """Settle a request's institution for a person who may enter it; what every gate does first.

    404 rather than 403, so that nobody learns which ClientIds exist. An institution of another environment answers with a
    page that names the right host, since that is where its data and its redirect URI are.

    Raises:
        Http404: There is no such institution, or the person may not enter.
    """
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is None or not isinstance(request.user, Person) or not may_enter(request.user, institution):
        raise Http404("There is no such institution, or you do not work for it.")
    if elsewhere := wrong_environment(request, institution):
        return elsewhere
    # Read by the template context.
    request.institution = institution  # type: ignore[attr-defined]
    request.is_administrator = may_administer(request.user, institution)  # type: ignore[attr-defined]
    return institution


def wrong_environment(request: HttpRequest, institution: Institution) -> HttpResponse | None:
    """Answer with the page that names the right host, when the institution belongs to another environment."""
    home = environment_of(institution.environment)
    if home == CONFIGURATION.environment:
        return None
    context = {"client_id": institution.client_id, "home": home}
    return render(request, "tenancy/wrong_environment.html", context, status=421)
