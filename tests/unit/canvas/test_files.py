"""Bytes in and out: both ages of downloads, three kinds of storage, and what may go wrong on the way."""

import hashlib
from io import BytesIO

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, TOKEN, a_canvas, json_answer, script

from curbcut.canvas import errors
from curbcut.canvas.files import File
from curbcut.canvas.ids import CourseId, FileId, FolderId
from curbcut.canvas.uploads import Upload

DATA = b"%PDF-1.7 some bytes"
S3 = "https://bucket.s3.amazonaws.com/x?X-Amz-Signature=y"
ADDRESS = f"{CANVAS}/files/300/download?download_frd=1"
WITH_VERIFIER = f"{ADDRESS}&verifier=SECRETVERIFIER"
LIMIT = 1_000_000


def a_file(url=WITH_VERIFIER, size=19, content_type="application/pdf"):
    return File(id=FileId(300), display_name="cells.pdf", url=url, size=size, content_type=content_type)


def bytes_answer(data=DATA, content_type="application/pdf"):
    return httpx.Response(200, content=data, headers={"Content-Type": content_type})


def redirect(target):
    return httpx.Response(302, headers={"Location": target})


def login():
    return redirect(f"{CANVAS}/login")


def download(*answers, file=None, limit=LIMIT):
    handler = script(*answers)
    target = BytesIO()
    result = a_canvas(handler).files.download(file or a_file(), target, limit_bytes=limit)
    return result, target.getvalue(), handler.requests


def test_verifier_needs_no_token():
    result, data, requests = download(bytes_answer())
    assert (data, result.size, result.way) == (DATA, len(DATA), "address")
    assert result.sha256 == hashlib.sha256(DATA).hexdigest()
    assert "Authorization" not in requests[0].headers


def test_redirect_to_storage_is_followed_without_a_token():
    _, data, requests = download(login(), redirect(S3), bytes_answer(), file=a_file(ADDRESS))
    assert data == DATA
    assert [request.headers.get("Authorization") for request in requests] == [None, f"Bearer {TOKEN}", None]


def test_way_that_worked_is_tried_first_next_time_and_forgotten_when_it_fails():
    handler = script(login(), bytes_answer(), bytes_answer(), login(), bytes_answer(), bytes_answer())
    canvas = a_canvas(handler)
    ways = [canvas.files.download(a_file(ADDRESS), BytesIO(), limit_bytes=LIMIT).way for _ in range(2)]
    ways += [canvas.files.download(a_file(url), BytesIO(), limit_bytes=LIMIT).way for url in (ADDRESS, WITH_VERIFIER)]
    assert ways == ["token", "token", "address", "address"]
    sent = ["Authorization" in request.headers for request in handler.requests]
    assert sent == [False, True, True, True, False, False]


def test_missing_download_scope_is_named():
    insufficient = json_answer({"errors": [{"message": "Insufficient scopes on access token."}]}, 401)
    with pytest.raises(errors.DownloadScopeMissingError) as raised:
        download(login(), insufficient, file=a_file(ADDRESS))
    assert raised.value.scope == "url:GET|/files/:file_id/download"


@pytest.mark.parametrize(
    "answer",
    [
        login(),
        redirect("/login/saml"),
        redirect("https://idp.example.edu/saml"),
        bytes_answer(b"<form><input type=password></form>", "text/html; charset=utf-8"),
        httpx.Response(401),
        httpx.Response(403),
    ],
)
def test_login_page_is_never_taken_for_the_file(answer):
    with pytest.raises(errors.DownloadError, match="login page"):
        download(answer, answer)


def test_html_file_of_a_course_may_have_a_form():
    page = b"<form><input type=password></form>"
    file = a_file(size=len(page), content_type="text/html")
    assert download(bytes_answer(page, "text/html"), file=file)[1] == page


def test_login_page_in_place_of_an_html_file():
    page = b"<form><input name=pseudonym_session[unique_id]></form>"
    file = a_file(size=len(page), content_type="text/html")
    with pytest.raises(errors.DownloadError):
        download(bytes_answer(page, "text/html"), bytes_answer(page, "text/html"), file=file)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([bytes_answer(DATA[:5])], errors.IncompleteDownloadError),
        ([bytes_answer(DATA + b"x")], errors.IncompleteDownloadError),
        ([httpx.Response(503)] * 2, errors.CanvasUnavailableError),
        ([httpx.Response(429)], errors.CanvasThrottledError),
        ([httpx.Response(403, text="403 Forbidden (Rate Limit Exceeded)\n")], errors.CanvasThrottledError),
        ([httpx.Response(404)], errors.DownloadError),
        ([httpx.ReadTimeout("x")], errors.CanvasTimeoutError),
        ([redirect(ADDRESS)] * 6, errors.DownloadError),
    ],
)
def test_other_failures(answers, kind):
    with pytest.raises(kind) as raised:
        download(*answers)
    assert type(raised.value) is kind
    assert "SECRETVERIFIER" not in str(raised.value)


@pytest.mark.parametrize("failure", [httpx.Response(503), httpx.RemoteProtocolError("x")])
def test_a_step_without_an_answer_is_tried_again_and_the_steps_before_it_are_not(failure):
    _, data, requests = download(redirect(S3), failure, bytes_answer(), file=a_file(ADDRESS))
    assert data == DATA
    assert [str(request.url) for request in requests] == [ADDRESS, S3, S3]


def test_limit_holds_before_and_while_reading():
    with pytest.raises(errors.OversizedFileError):
        download(limit=5)
    with pytest.raises(errors.OversizedFileError):
        download(bytes_answer(b"x" * 100), file=a_file(size=None), limit=50)


def test_locked_file_has_no_address():
    with pytest.raises(errors.DownloadError, match="locked for us"):
        download(file=a_file(url=""))


def test_file_on_a_foreign_or_inner_host_is_not_fetched():
    for url in ("https://evil.example/x", "http://169.254.169.254/latest"):
        with pytest.raises(errors.ForeignAddressError):
            download(file=a_file(url=url))


def test_dead_token_is_renewed_for_a_download():
    class Tokens:
        def __init__(self):
            from curbcut.canvas.secret import Secret

            self.token = Secret("old")

        def current(self):
            return self.token

        def refresh(self):
            from curbcut.canvas.secret import Secret

            self.token = Secret("new")
            return self.token

    refused = httpx.Response(401, headers={"WWW-Authenticate": "Bearer"})
    handler = script(login(), refused, bytes_answer())
    canvas = a_canvas(handler, tokens=Tokens())
    canvas.files.download(a_file(ADDRESS), BytesIO(), limit_bytes=LIMIT)
    assert [request.headers.get("Authorization") for request in handler.requests] == [None, "Bearer old", "Bearer new"]
    handler = script(login(), refused, refused)
    with pytest.raises(errors.GrantLostError):
        a_canvas(handler, tokens=Tokens()).files.download(a_file(ADDRESS), BytesIO(), limit_bytes=LIMIT)


def test_description_of_a_file_shows_no_address():
    assert "SECRETVERIFIER" not in repr(a_file())


FILE = {
    "id": "900",
    "display_name": "a.pdf",
    "content-type": "application/pdf",
    "size": 5,
    "url": ADDRESS,
    "folder_id": "70",
}
INST_FS = "https://inst-fs-iad.inscloudgate.net/files?token=t"


def preflight(url=INST_FS, **params):
    return json_answer({"upload_url": url, "upload_params": params, "file_param": "file"})


def an_upload(**changes):
    return Upload(**({"name": "a.pdf", "content": b"12345", "content_type": "application/pdf"} | changes))


@pytest.mark.parametrize(
    ("storage", "steps"),
    [
        ([httpx.Response(201, json={"location": f"{CANVAS}/api/v1/files/900?include[]=x"})], ["POST", "POST", "GET"]),
        ([httpx.Response(201, headers={"Location": f"{CANVAS}/api/v1/files/900"})], ["POST", "POST", "GET"]),
        ([httpx.Response(201, json={"id": "900"})], ["POST", "POST", "GET"]),
        (
            [redirect(f"{CANVAS}/api/v1/files/900/create_success?uuid=u"), json_answer({"id": 900})],
            ["POST", "POST", "GET", "GET"],
        ),
        (
            [
                httpx.Response(303, headers={"Location": f"{CANVAS}/api/v1/files/900/create_success?uuid=u"}),
                json_answer({"id": "900"}),
            ],
            ["POST", "POST", "GET", "GET"],
        ),
    ],
    ids=["inst-fs", "inst-fs-header", "id-only", "local", "s3"],
)
def test_upload_to_each_storage_ends_with_the_file_read_back(storage, steps):
    handler = script(preflight(key="k", policy="p"), *storage, json_answer(FILE))
    file = a_canvas(handler).files.upload(CourseId(7), an_upload())
    assert file.id == 900
    assert [request.method for request in handler.requests] == steps
    assert str(handler.requests[-1].url) == f"{CANVAS}/api/v1/courses/7/files/900"
    authorized = ["Authorization" in request.headers for request in handler.requests]
    assert authorized == [True, *[False] * (len(steps) - 2), True]


def test_storage_gets_its_fields_first_and_in_order_and_the_file_last():
    handler = script(
        preflight(zeta="1", alpha="2", none=None, flag=True), httpx.Response(201, json={"id": 900}), json_answer(FILE)
    )
    a_canvas(handler).files.upload(CourseId(7), an_upload(name='q"uo\r\nte.pdf'))
    body = handler.requests[1].content
    positions = [body.index(name) for name in (b'name="zeta"', b'name="alpha"', b'name="flag"', b'name="file"')]
    assert positions == sorted(positions)
    assert b"none" not in body
    assert b"12345" in body
    assert b'filename="q%22uo%0D%0Ate.pdf"' in body


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([json_answer({"message": "file size exceeds quota"}, 400)], errors.ContentRejectedError),
        ([preflight("https://evil.example/")], errors.ForeignAddressError),
        ([preflight(), httpx.Response(400)], errors.ContentRejectedError),
        ([preflight(), httpx.Response(502, text="<html>")], errors.CanvasUnavailableError),
        ([preflight(), httpx.ReadTimeout("x")], errors.CanvasTimeoutError),
        ([preflight(), httpx.Response(201, text="<html>")], errors.CanvasShapeError),
        (
            [preflight(), redirect(f"{CANVAS}/api/v1/files/9/create_success"), httpx.Response(400)],
            errors.ContentRejectedError,
        ),
        ([preflight(), redirect("https://evil.example/api/v1/files/9/create_success")], errors.ForeignAddressError),
    ],
)
def test_refused_uploads(answers, kind):
    handler = script(*answers)
    with pytest.raises(kind):
        a_canvas(handler).files.upload(CourseId(7), an_upload())
    assert len(handler.requests) == len(answers)


def test_replacement_keeps_name_and_folder():
    old = File(id=FileId(300), display_name="a.pdf", folder_id=FolderId(70), content_type="application/pdf")
    handler = script(preflight(), httpx.Response(201, json={"id": 900}), json_answer(FILE))
    replaced = a_canvas(handler).files.replace(CourseId(7), old, b"12345")
    assert (replaced.old_id, replaced.file.id) == (300, 900)
    form = dict(httpx.QueryParams(handler.requests[0].content.decode()))
    assert form == {
        "name": "a.pdf",
        "size": "5",
        "content_type": "application/pdf",
        "parent_folder_id": "70",
        "on_duplicate": "overwrite",
    }


def test_replacement_that_became_a_second_file_is_taken_back():
    old = File(id=FileId(300), display_name="a.pdf", folder_id=FolderId(70))
    renamed = FILE | {"display_name": "a-1.pdf"}
    handler = script(preflight(), httpx.Response(201, json={"id": 900}), json_answer(renamed), json_answer(renamed))
    with pytest.raises(errors.LockedByBlueprintError):
        a_canvas(handler).files.replace(CourseId(7), old, b"12345")
    assert (handler.requests[-1].method, handler.requests[-1].url.path) == ("DELETE", "/api/v1/files/900")
