"""Pages about accounts and institutions: parse, call, render."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbcut.service.tenancy import services
from curbcut.service.tenancy.access import for_signed_in
from curbcut.service.tenancy.addresses import address_of
from curbcut.service.tenancy.forms import InstitutionForm, SetUpForm, SignInForm
from curbcut.service.tenancy.models import Institution, Person
from curbcut.service.tenancy.sign_in_links import person_of


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; let a person in."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.sign_in(**form.cleaned_data, address=address_of(request))
        except services.SignInError as error:
            form.add_error(None, str(error))
        else:
            login(request, person)
            return redirect(_wanted_page(request))
    return render(request, "tenancy/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


@never_cache
@require_GET
def sign_in_once(request: HttpRequest, token: str) -> HttpResponse:
    """Let a person in by a link that the server printed."""
    person = person_of(token)
    if person is None:
        messages.error(request, "This link was used already, or is older than an hour. Please sign in.")
        return redirect("sign-in")
    login(request, person)
    return redirect("home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("sign-in")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Let the first person make their account and the first institution, by the link that the server printed."""
    form = SetUpForm(request.POST or None)
    try:
        services.check_setup_token(token)
        if request.method == "POST" and form.is_valid():
            person, institution = services.set_up(token=token, **form.cleaned_data)
            login(request, person)
            return redirect("configuration", client_id=institution.client_id)
    except services.SetUpError as error:
        messages.error(request, str(error))
        return redirect("sign-in")
    return render(request, "tenancy/set_up.html", {"form": form})


@for_signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List the institutions that a person works for; go straight to the only one."""
    institutions = _institutions_of(_person(request))
    if len(institutions) == 1 and not _person(request).is_operator:
        return redirect("courses", client_id=institutions[0].client_id)
    return render(request, "tenancy/home.html", {"institutions": institutions})


@for_signed_in
@require_http_methods(["GET", "POST"])
def new_institution(request: HttpRequest) -> HttpResponse:
    """Let an operator make an institution."""
    if not _person(request).is_operator:
        raise Http404
    form = InstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        institution = services.create_institution(
            name=form.cleaned_data["institution_name"], administrator=_person(request)
        )
        messages.success(request, f"{institution.name} has the ClientId {institution.client_id}.")
        return redirect("configuration", client_id=institution.client_id)
    return render(request, "tenancy/new_institution.html", {"form": form})


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _institutions_of(person: Person) -> list[Institution]:
    if person.is_operator:
        return list(Institution.objects.all())
    return list(Institution.objects.filter(memberships__person=person).distinct())


def _wanted_page(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # `redirect` takes a word without a slash for the name of a page of ours, which it may not be.
    return wanted if wanted.startswith("/") and is_ours else "home"
