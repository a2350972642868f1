"""A whole conversation, well and badly ended, and no secret in any log, exception, repr or address."""

import logging
import traceback
from io import BytesIO

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, a_transport, json_answer

from curbcut.canvas import errors
from curbcut.canvas.client import Canvas
from curbcut.canvas.files import File
from curbcut.canvas.ids import CourseId, FileId
from curbcut.canvas.oauth import GrantTokens, OAuth
from curbcut.canvas.preflight import preflight
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle

SECRETS = ("KEYSECRET", "ACCESSTOKEN", "REFRESHTOKEN", "AUTHCODE", "VERIFIER", "SIGNATURE")
CALLBACK = "https://curbcut.example/callback"
S3 = "https://bucket.s3.amazonaws.com/x?X-Amz-Signature=SIGNATURE"
ENDINGS = [
    httpx.Response(200, json=[]),
    httpx.Response(200, text="<html>not JSON"),
    httpx.Response(
        401, json={"errors": [{"message": "Invalid access token."}]}, headers={"WWW-Authenticate": "Bearer"}
    ),
    httpx.Response(401, json={"errors": [{"message": "Insufficient scopes on access token."}]}),
    httpx.Response(403, text="Rate Limit Exceeded", headers={"Retry-After": "600"}),
    httpx.Response(404, json={}),
    httpx.Response(400, json={"errors": {"x": [{"message": "bad"}]}}),
    httpx.Response(302, headers={"Location": S3}),
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("broken"),
]


def a_server(ending, addresses):
    def handler(request):
        addresses.append(str(request.url))
        if request.url.path == "/login/oauth2/token":
            if b"0000000000" in request.content:
                return json_answer({"error": "invalid_grant", "error_description": "x"}, 400)
            return json_answer({"access_token": "ACCESSTOKEN", "refresh_token": "REFRESHTOKEN", "expires_in": 3600})
        if request.url.path == "/login/oauth2/auth":
            return httpx.Response(302, headers={"Location": "/login"})
        if isinstance(ending, Exception):
            raise ending
        return ending

    return handler


def texts_of(action):
    """Everything that a person or a log could see of an action."""
    try:
        return repr(action())
    except errors.CanvasError as error:
        return "".join(traceback.format_exception(error)) + repr(vars(error))


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda e: getattr(e, "status_code", type(e).__name__))
def test_no_secret_anywhere(ending, caplog):
    addresses: list[str] = []
    seen: list[str] = []
    with caplog.at_level(logging.DEBUG):
        transport = a_transport(a_server(ending, addresses))
        oauth = OAuth(transport, 48, Secret("KEYSECRET"), CALLBACK)
        report = preflight(transport, oauth)
        grant = oauth.exchange(Secret("AUTHCODE"))
        tokens = GrantTokens(oauth, grant)
        canvas = Canvas(transport, tokens, throttle=Throttle(sleep=lambda _seconds: None))
        file = File(id=FileId(3), display_name="a", url=f"{CANVAS}/files/3/download?verifier=VERIFIER", size=9)
        actions = (
            lambda: list(canvas.pages.list_pages(CourseId(1))),
            lambda: canvas.courses.put_syllabus(CourseId(1), "<p>"),
            lambda: canvas.files.download(file, BytesIO(), limit_bytes=100),
            lambda: oauth.refresh(Secret("REFRESHTOKEN")),
            lambda: oauth.revoke(Secret("ACCESSTOKEN")),
        )
        seen += [texts_of(action) for action in actions]
        seen += [repr(each) for each in (report, grant, oauth, tokens, canvas, file, transport, canvas.api)]
    everything = "\n".join([*seen, caplog.text])
    assert [secret for secret in SECRETS if secret in everything] == []
    ours = [address for address in addresses if not address.startswith((f"{CANVAS}/files/3/download", S3))]
    assert [secret for secret in SECRETS if secret in "".join(ours)] == []
