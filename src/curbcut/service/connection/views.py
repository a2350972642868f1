"""The Configuration page and the callback from Canvas: parse, call, render."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbcut.canvas.scopes import ENDPOINTS
from curbcut.canvas.secret import Secret
from curbcut.service.connection import grants, services
from curbcut.service.connection.forms import AccessTokenForm, DeveloperKeyForm
from curbcut.service.connection.grants import GrantRefusedError
from curbcut.service.connection.models import Connection
from curbcut.service.connection.selectors import has_key_secret, health_rows, scopes_by_section
from curbcut.service.connection.states import connection_of, is_overdue
from curbcut.service.tenancy.access import for_administrators, wrong_environment
from curbcut.service.tenancy.environments import environment_of
from curbcut.service.tenancy.models import Institution, Person

GRANTABLE = {Connection.State.UNCONFIGURED, Connection.State.NEEDS_ATTENTION}


@never_cache
@for_administrators
@require_GET
def configuration(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Show how the institution is connected, and the way to connect it."""
    connection = connection_of(institution)
    if not connection.is_by_key and "key" not in request.GET:
        return redirect("configuration-token", client_id=institution.client_id)
    return _key_page(request, institution, connection, DeveloperKeyForm(initial=_initial(connection)))


@never_cache
@for_administrators
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
def save_key(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Keep the key and go to Canvas; stay and explain when the pre-flight saw something."""
    if request.method == "GET":  # somebody comes back to the address of a form that was refused
        return _to_key_tab(institution)
    connection = connection_of(institution)
    form = DeveloperKeyForm(request.POST)
    if not form.is_valid():
        return _key_page(request, institution, connection, form)
    data = form.cleaned_data
    try:
        found = services.save_key(
            institution,
            canvas_url=data["canvas_url"],
            developer_key_id=data["developer_key_id"],
            secret=Secret(data["secret"]) if data["secret"] else None,
        )
    except GrantRefusedError as error:
        form.add_error(None, str(error))
        return _key_page(request, institution, connection, form)
    if found:
        connection.refresh_from_db()
        return _key_page(request, institution, connection, form, preflight=found, is_grantable=False, has_error=True)
    return _to_canvas(request, institution)


@never_cache
@for_administrators
@require_POST
def grant(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Go to Canvas with the saved key, also when the pre-flight advised against it."""
    return _to_canvas(request, institution)


@never_cache
@require_GET
def callback(request: HttpRequest, client_id: int) -> HttpResponse:
    """Take the answer that Canvas sends with the administrator's browser.

    Where the institution lives in another environment, the session is there too, so that is said first.
    """
    institution = Institution.objects.filter(pk=client_id).first()
    if institution is not None and (elsewhere := wrong_environment(request, institution)):
        return elsewhere
    if not request.user.is_authenticated:
        # Not through the usual sign-in redirect: it would carry the code along in an address.
        messages.error(request, "Your session here ended while you were in Canvas. Please sign in and start again.")
        return redirect("sign-in")
    return _answer_of_canvas(request, client_id)


@for_administrators
def _answer_of_canvas(request: HttpRequest, institution: Institution) -> HttpResponse:
    code = request.GET.get("code")
    try:
        grants.finish_grant(
            institution,
            _person(request),
            query=request.META.get("QUERY_STRING", ""),
            state=request.GET.get("state"),
            code=Secret(code) if code else None,
        )
    except GrantRefusedError as error:
        if connection_of(institution).attention_code != error.problem.code:  # else the page says it already
            messages.error(request, str(error))
    # A redirect, so that the code does not stay in the address bar, the history, or a Referer.
    return _to_key_tab(institution)


@never_cache
@for_administrators
@sensitive_post_parameters("token")
@require_http_methods(["GET", "POST"])
def access_token(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The older way: the token of a service user."""
    connection = connection_of(institution)
    form = AccessTokenForm(request.POST or None, initial=_initial(connection))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.connect_by_access_token(institution, canvas_url=data["canvas_url"], token=Secret(data["token"]))
        except GrantRefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("configuration-token", client_id=institution.client_id)
    context = _context(institution, connection) | {"form": form, "tab": "token"}
    return render(request, "connection/access_token.html", context)


@never_cache
@for_administrators
@require_POST
def check_again(_request: HttpRequest, institution: Institution) -> HttpResponse:
    """Repeat the check."""
    services.check_again(institution)
    return redirect("configuration", client_id=institution.client_id)


@never_cache
@for_administrators
@require_http_methods(["GET", "POST"])
def disconnect(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Ask whether it is meant; then revoke the token and forget the secrets."""
    connection = connection_of(institution)
    if request.method == "GET":
        return render(request, "connection/disconnect.html", _context(institution, connection))
    was_revoked = connection.is_by_key and connection.granted_at is not None
    trouble = services.disconnect(institution)
    if trouble is None:
        revoked = "The token was revoked at Canvas, and the" if was_revoked else "The"
        messages.success(request, f"Disconnected. {revoked} secrets are forgotten here.")
    else:
        messages.warning(
            request,
            "Disconnected: the secrets are forgotten here. Canvas could not be told, so please delete the token there "
            f"under Account, Settings, Approved Integrations. ({trouble.text})",
        )
    return redirect("configuration", client_id=institution.client_id)


@never_cache
@for_administrators
@require_GET
def status(_request: HttpRequest, institution: Institution) -> HttpResponse:
    """Say how far the check is, for the page's script."""
    connection = connection_of(institution)
    return JsonResponse(
        {"state": connection.state, "progress": connection.progress, "is_overdue": is_overdue(connection)}
    )


def _key_page(
    request: HttpRequest,
    institution: Institution,
    connection: Connection,
    form: DeveloperKeyForm,
    **more: Any,
) -> HttpResponse:
    context = _context(institution, connection) | {"form": form, "tab": "key", "scopes": scopes_by_section()} | more
    context |= {"scope_count": len(ENDPOINTS), "is_form_open": form.is_bound or bool(connection.developer_key_id)}
    return render(request, "connection/configuration.html", context, status=200 if not form.errors else 422)


def _context(institution: Institution, connection: Connection) -> dict[str, Any]:
    has_secret = has_key_secret(institution)
    return {
        "connection": connection,
        "is_overdue": is_overdue(connection),
        "section": "configuration",
        "redirect_uri": environment_of(institution.environment).callback_url(institution.client_id),
        "all_scopes": "\n".join(endpoint.scope for endpoint in ENDPOINTS),
        "has_secret": has_secret,
        # A key that needs a grant has the button up here; while one waits or all is well it would only confuse.
        "is_grantable": has_secret and connection.is_by_key and connection.state in GRANTABLE,
        "health": health_rows(connection),
    }


def _initial(connection: Connection) -> dict[str, str]:
    return {"canvas_url": connection.canvas_url, "developer_key_id": connection.developer_key_id}


def _to_canvas(request: HttpRequest, institution: Institution) -> HttpResponse:
    try:
        return redirect(grants.start_grant(institution, _person(request)))
    except GrantRefusedError as error:
        messages.error(request, str(error))
        return _to_key_tab(institution)


def _to_key_tab(institution: Institution) -> HttpResponse:
    return redirect(f"{reverse('configuration', args=[institution.client_id])}?key")


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
