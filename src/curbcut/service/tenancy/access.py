"""Who may see a page of an institution: the one gate that every such view goes through."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

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


def for_signed_in(view: Callable[..., ResponseT]) -> Callable[..., ResponseT | HttpResponse]:
    """Let a view be called by whoever is signed in; others sign in first and come back to a page that can be shown.

    A form that is sent after the session ended does nothing and says so; its own address may answer to POST alone, so that
    they come back to the page that the form was on. A part of a page that asks by itself has its page loaded anew, which then
    asks to sign in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> ResponseT | HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Refresh": "true"})
        if request.method in {"GET", "HEAD"}:
            return redirect_to_login(request.get_full_path())
        messages.error(request, "You were signed out meanwhile, so nothing was done. Sign in, and do it once more.")
        return redirect_to_login(_page_before(request))

    return guarded


def for_administrators(view: InstitutionView[Parameters, ResponseT]) -> Callable[..., ResponseT | HttpResponse]:
    """Let a view be called with `client_id` from the address: it gets the institution, others get 404."""

    @wraps(view)
    def guarded(
        request: HttpRequest, client_id: int, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> ResponseT | HttpResponse:
        found = enter(request, client_id, may_administer)
        return found if isinstance(found, HttpResponse) else view(request, found, *args, **kwargs)

    return for_signed_in(guarded)


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


def _page_before(request: HttpRequest) -> str:
    """Return where a form was sent from, when that is a page of ours; else the first page."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return resolve_url("home")
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()
