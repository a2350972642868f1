"""OAuth 2: what is sent where, and each refusal as its own error."""

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, FakeTime, a_transport, json_answer, script

from curbcut.canvas import errors
from curbcut.canvas.oauth import GrantTokens, OAuth, code_challenge_of, redirect_error
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.secret import Secret

CALLBACK = "https://curbcut.example/api/v2/1/auth/canvas/callback"
KEY_SECRET = "the-key-secret-nobody-may-see"
TOKENS = {
    "access_token": "access-1",
    "token_type": "Bearer",
    "user": {"id": 42, "name": "Jimi", "global_id": "10000000000042"},
    "refresh_token": "refresh-1",
    "expires_in": 3600,
    "something_new": True,
}


def an_oauth(handler):
    return OAuth(a_transport(handler), 10000000000048, Secret(KEY_SECRET), CALLBACK)


def form_of(request):
    return dict(httpx.QueryParams(request.content.decode()))


def test_authorize_address_has_all_scopes_once_and_no_secret():
    url = httpx.URL(an_oauth(script()).authorize_url("st4te", purpose="Scan courses"))
    assert str(url).startswith(f"{CANVAS}/login/oauth2/auth?")
    assert url.params.get_list("scope") == [" ".join(SCOPES)]
    assert url.params["client_id"] == "10000000000048"
    assert (url.params["state"], url.params["response_type"], url.params["redirect_uri"]) == ("st4te", "code", CALLBACK)
    assert url.params["purpose"] == "Scan courses"
    assert KEY_SECRET not in str(url)
    assert len(str(url)) < 8000


def test_pkce_challenge():
    # RFC 7636, appendix B.
    verifier = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert code_challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    url = httpx.URL(an_oauth(script()).authorize_url("s", code_challenge="abc"))
    assert (url.params["code_challenge"], url.params["code_challenge_method"]) == ("abc", "S256")


def test_code_is_exchanged_in_the_body():
    handler = script(json_answer(TOKENS))
    grant = an_oauth(handler).exchange(Secret("c0de"), Secret("verifier"))
    assert (grant.access_token, grant.refresh_token) == (Secret("access-1"), Secret("refresh-1"))
    assert grant.user is not None
    assert (grant.user.id, grant.user.name, grant.expires_in, grant.is_masquerade) == (42, "Jimi", 3600, False)
    [request] = handler.requests
    assert (request.method, str(request.url)) == ("POST", f"{CANVAS}/login/oauth2/token")
    assert form_of(request) == {
        "client_id": "10000000000048",
        "client_secret": KEY_SECRET,
        "grant_type": "authorization_code",
        "code": "c0de",
        "redirect_uri": CALLBACK,
        "code_verifier": "verifier",
    }
    assert "Authorization" not in request.headers


def test_masquerade_is_told():
    grant = an_oauth(script(json_answer(TOKENS | {"real_user": {"id": 1, "name": "Admin"}}))).exchange(Secret("c"))
    assert grant.is_masquerade


REFUSALS = [
    (401, {"error": "invalid_client", "error_description": "unknown client"}, "invalid_client"),
    (401, {"error": "invalid_client", "error_description": "invalid client"}, "invalid_client"),
    (400, {"error": "invalid_request", "error_description": "You must provide the code parameter"}, "invalid_request"),
    (400, {"error": "invalid_grant", "error_description": "authorization_code not found"}, "invalid_grant"),
    (400, {"error": "invalid_grant", "error_description": "incorrect client"}, "invalid_grant"),
    (400, {"error": "unsupported_grant_type", "error_description": "x"}, "unsupported_grant_type"),
]


@pytest.mark.parametrize(("status", "body", "name"), REFUSALS)
def test_refused_code_says_why(status, body, name):
    headers = {"WWW-Authenticate": "Canvas OAuth 2.0"} if status == 401 else {}
    with pytest.raises(errors.AuthorizationError) as raised:
        an_oauth(script(json_answer(body, status, headers))).exchange(Secret("c"))
    assert raised.value.error == name
    assert not raised.value.retryable


def test_old_refusal_by_redirect_is_not_followed():
    handler = script(httpx.Response(302, headers={"Location": f"{CALLBACK}?error=invalid_client"}))
    with pytest.raises(errors.AuthorizationError) as raised:
        an_oauth(handler).exchange(Secret("c"))
    assert raised.value.error == "redirect"
    assert len(handler.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(400, text="<html>"),
        json_answer({}, 400),
        json_answer([], 404),
    ],
)
def test_something_else_is_not_a_canvas(answer):
    with pytest.raises(errors.CanvasShapeError):
        an_oauth(script(answer)).exchange(Secret("c"))


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"error": "invalid_request", "error_description": "refresh_token not found"}, errors.GrantLostError),
        (400, {"error": "invalid_grant", "error_description": "x"}, errors.GrantLostError),
        (401, {"error": "invalid_client", "error_description": "unknown client"}, errors.GrantLostError),
        (400, {"error": "invalid_request", "error_description": "You must provide x"}, errors.AuthorizationError),
        (429, {}, errors.CanvasThrottledError),
        (503, {}, errors.CanvasUnavailableError),
    ],
)
def test_refused_refresh_tells_a_lost_grant_from_a_bad_moment(status, body, kind):
    with pytest.raises(kind) as raised:
        an_oauth(script(json_answer(body, status))).refresh(Secret("refresh-1"))
    assert type(raised.value) is kind
    assert raised.value.retryable == (status in {429, 503})


def test_revocation_sends_the_token_in_a_header():
    handler = script(json_answer({}))
    an_oauth(handler).revoke(Secret("access-1"))
    [request] = handler.requests
    assert (request.method, request.url.path) == ("DELETE", "/login/oauth2/token")
    assert request.headers["Authorization"] == "Bearer access-1"


SCOPE_TEXT = (
    "A requested scope is invalid. The following scopes were requested, but not granted: "
    "url:GET|/api/v1/accounts, url:PUT|/api/v1/files/:id, and url:GET|/api/v1/courses/:id"
)


@pytest.mark.parametrize(
    ("query", "error", "missing"),
    [
        ("code=abc&state=x", None, ()),
        ("error=access_denied&state=x", "access_denied", ()),
        ("error=unauthorized_client&error_description=Client+has+no+access&state=x", "unauthorized_client", ()),
        (
            str(httpx.QueryParams({"error": "invalid_scope", "error_description": SCOPE_TEXT})),
            "invalid_scope",
            ("url:GET|/api/v1/accounts", "url:PUT|/api/v1/files/:id", "url:GET|/api/v1/courses/:id"),
        ),
        ("error=invalid_scope&error_description=not+granted%3A+", "invalid_scope", ()),
    ],
)
def test_callback_says_what_went_wrong(query, error, missing):
    found = redirect_error(query)
    assert (found.error if found else None) == error
    assert (found.missing_scopes if found else ()) == missing


class TestGrantTokens:
    def tokens(self, handler, time):
        oauth = an_oauth(handler)
        return GrantTokens(oauth, oauth.exchange(Secret("c")), clock=time.clock)

    def test_token_serves_fifty_five_minutes(self):
        time = FakeTime()
        refreshed = {"access_token": "access-2", "expires_in": 3600}
        handler = script(
            json_answer(TOKENS), json_answer(refreshed), json_answer(refreshed | {"access_token": "access-3"})
        )
        tokens = self.tokens(handler, time)
        time.now += 55 * 60 - 1
        assert tokens.current() == Secret("access-1")
        time.now += 2
        assert tokens.current() == Secret("access-2")
        assert tokens.current() == Secret("access-2")
        assert form_of(handler.requests[1])["refresh_token"] == "refresh-1"
        time.now += 55 * 60 + 1
        assert tokens.current() == Secret("access-3")
        assert form_of(handler.requests[2])["refresh_token"] == "refresh-1"

    def test_no_refresh_token_is_a_lost_grant(self):
        time = FakeTime()
        tokens = self.tokens(script(json_answer(TOKENS | {"refresh_token": None})), time)
        time.now += 4000
        assert tokens.current() == Secret("access-1")
        with pytest.raises(errors.GrantLostError):
            tokens.refresh()
