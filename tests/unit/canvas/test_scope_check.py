"""What the check of a connection says when a Canvas does not give everything."""

import httpx
import pytest
from tests.unit.canvas.fakes import CANVAS, a_canvas, json_answer

from curbcut.canvas.oauth import Grant
from curbcut.canvas.scope_check import check_connection
from curbcut.canvas.secret import Secret

MISSING = {"errors": [{"message": "Insufficient scopes on access token."}]}
DENIED = {"status": "unauthorized", "errors": [{"message": "no"}]}
FILE = {
    "id": "3",
    "display_name": "a.pdf",
    "content-type": "application/pdf",
    "size": 4,
    "url": f"{CANVAS}/files/3/download",
}


class Site:
    """A Canvas with one account, one course and one file; `changes` answer for a path instead."""

    def __init__(self, **changes):
        self.answers = {
            "/api/v1/accounts": json_answer([{"id": "1", "name": "Northfield"}]),
            "/api/v1/accounts/1/courses": json_answer([{"id": "7"}]),
            "/api/v1/courses/7": json_answer({"id": "7", "syllabus_body": None}),
            "/api/v1/courses/7/files": json_answer([FILE]),
            "/files/3/download": httpx.Response(200, content=b"%PDF", headers={"Content-Type": "application/pdf"}),
            "/api/v1/courses/0/modules": json_answer(MISSING, 401),
        }
        self.answers |= changes

    def __call__(self, request):
        return self.answers.get(request.url.path, json_answer({}, 404))

    def check(self, **options):
        return check_connection(a_canvas(self), **options)


def test_everything_right():
    report = Site().check()
    assert report.is_healthy
    assert (report.enforcement, report.includes, report.download) == ("on", "on", "works")
    assert not any(result.lacks_right for result in report.scopes)


def test_right_that_is_lacking_does_not_count_as_a_missing_scope():
    report = Site(**{"/api/v1/accounts/0/terms": json_answer(DENIED, 403)}).check()
    [lacking] = [result for result in report.scopes if result.lacks_right]
    assert lacking.granted
    assert lacking.scope == "url:GET|/api/v1/accounts/:account_id/terms"
    assert report.missing_scopes == ()


def test_probe_that_is_answered_by_a_complaint_about_its_form_is_granted():
    assert Site(**{"/api/v1/courses/0/files": json_answer({"message": "x"}, 400)}).check().missing_scopes == ()


@pytest.mark.parametrize(
    ("changes", "download"),
    [
        ({"/api/v1/courses/7/files": json_answer([])}, "no-file"),
        ({"/api/v1/courses/7/files": json_answer(DENIED, 403)}, "no-file"),
        ({"/api/v1/courses/7/files": json_answer([FILE | {"size": 9_000_000}])}, "no-file"),
        ({"/api/v1/accounts/1/courses": json_answer(DENIED, 403)}, "no-file"),
        ({"/files/3/download": httpx.Response(302, headers={"Location": "/login"})}, "failed"),
        ({"/files/3/download": httpx.Response(404)}, "failed"),
        ({"/files/3/download": httpx.Response(200, content=b"x" * 6_000_000)}, "no-file"),
    ],
)
def test_download_has_its_own_result(changes, download):
    report = Site(**changes).check()
    assert report.download == download
    assert bool(report.download_detail) == (download == "failed")


@pytest.mark.parametrize(
    ("changes", "includes"),
    [
        ({"/api/v1/courses/7": json_answer({"id": "7"})}, "off"),
        ({"/api/v1/courses/7": json_answer(DENIED, 403)}, "cannot-tell"),
        ({"/api/v1/accounts/1/courses": json_answer([])}, "cannot-tell"),
    ],
)
def test_includes(changes, includes):
    assert Site(**changes).check().includes == includes


def test_nobody_s_administrator():
    report = Site(**{"/api/v1/accounts": json_answer(MISSING, 401)}).check()
    assert report.accounts == ()
    assert report.missing_scopes == ("url:GET|/api/v1/accounts",)
    assert not report.is_healthy


def test_masquerade_is_told():
    grant = Grant(access_token=Secret("x"), refresh_token=None, expires_in=1, user=None, is_masquerade=True)
    assert Site().check(grant=grant).is_masquerade
