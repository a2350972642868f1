"""Contract 8.4: file bytes in both eras."""

from urllib.parse import urlsplit

import pytest
from tests.builders.canvas_state import ADMINISTRATOR, COURSE, STUDENT, a_file, a_state
from tests.sandbox_client import bearer, sandbox_client

URL = "/files/300/download?download_frd=1"
DOWNLOAD_SCOPES = ["url:GET|/files/:file_id/download", "url:GET|/courses/:course_id/files/:file_id/download"]


def a_client(**options):
    state = a_state(**options)
    a_file(state, id=300, data=b"bytes", display_name="März.pdf")
    return state, sandbox_client(state)


def test_era_a_the_verifier_is_the_permission():
    _, opened = a_client()
    with opened as client:
        answer = client.get(f"{URL}&verifier=UUID300")
        assert answer.status_code == 302
        assert urlsplit(answer.headers["location"]).netloc == "localhost:8080"
        served = client.get(answer.headers["location"])
        assert (served.content, served.headers["content-type"]) == (b"bytes", "application/pdf")
        assert "M%C3%A4rz.pdf" in served.headers["content-disposition"]


@pytest.mark.parametrize("query", ["", "&verifier=wrong", "&verifier=é"])
def test_era_a_without_the_verifier_leads_to_the_login_page_even_with_a_token(query):
    """Contract 8.4: older code reads tokens under /api only."""
    _, opened = a_client()
    with opened as client:
        answer = client.get(URL + query, headers=bearer(ADMINISTRATOR))
        assert (answer.status_code, answer.headers["location"]) == (302, "/login")


def test_era_b_wants_a_token():
    _, opened = a_client(download_era="bearer")
    with opened as client:
        assert client.get(f"{URL}&verifier=UUID300").headers["location"] == "/login"
        answer = client.get(URL, headers=bearer(ADMINISTRATOR))
        assert answer.status_code == 302
        assert client.get(answer.headers["location"]).content == b"bytes"


def test_era_b_an_enforced_key_needs_the_download_scope():
    """Contract 8.4: not among the 27."""
    _, opened = a_client(download_era="bearer", scopes=["url:GET|/api/v1/courses/:course_id/files/:id"])
    with opened as client:
        refused = client.get(URL, headers=bearer(ADMINISTRATOR))
        assert (refused.status_code, "Insufficient scopes" in refused.text) == (401, True)
        assert "www-authenticate" not in refused.headers


@pytest.mark.parametrize("path", [URL, f"/courses/{COURSE}/files/300/download"])
def test_era_b_with_the_download_scopes(path):
    _, opened = a_client(download_era="bearer", scopes=DOWNLOAD_SCOPES)
    with opened as client:
        answer = client.get(path, headers=bearer(ADMINISTRATOR))
        assert client.get(answer.headers["location"]).content == b"bytes"


def test_the_second_host_refuses_an_authorization():
    """Contract 8.4: S3 answers 400 to a foreign one."""
    _, opened = a_client(download_era="bearer")
    with opened as client:
        location = client.get(URL, headers=bearer(ADMINISTRATOR)).headers["location"]
        assert client.get(location, headers=bearer(ADMINISTRATOR)).status_code == 400


@pytest.mark.parametrize(("seconds", "status"), [(4 * 60, 200), (6 * 60, 403)])
def test_a_signed_link_expires(seconds, status):
    _, opened = a_client()
    with opened as client:
        location = client.get(f"{URL}&verifier=UUID300").headers["location"]
        client.post("/sandbox/clock", json={"advance": seconds})
        assert client.get(location).status_code == status


def test_a_signed_link_is_for_one_file():
    state, opened = a_client()
    a_file(state, id=301)
    with opened as client:
        location = client.get(f"{URL}&verifier=UUID300").headers["location"]
        assert client.get(location.replace("/files-domain/300/", "/files-domain/301/")).status_code == 403


@pytest.mark.parametrize(("fields", "status"), [({}, 302), ({"locked": True}, 403), ({"hidden": True}, 403)])
def test_a_student_gets_what_is_open(fields, status):
    state, opened = a_client(download_era="bearer")
    for name, value in fields.items():
        setattr(state.files[300], name, value)
    with opened as client:
        assert client.get(URL, headers=bearer(STUDENT)).status_code == status


def test_a_preview_is_a_download_that_content_embeds():
    _, opened = a_client()
    with opened as client:
        answer = client.get(f"/courses/{COURSE}/files/300/preview?verifier=UUID300")
        assert client.get(answer.headers["location"]).content == b"bytes"


@pytest.mark.parametrize("path", ["/files/0/download", "/files/x/download", "/courses/999/files/300/download"])
def test_what_is_not_there_is_not_found(path):
    _, opened = a_client()
    with opened as client:
        assert client.get(path).status_code == 404
