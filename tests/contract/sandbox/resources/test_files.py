"""Contract 7.8 and 8.3: a course's files."""

import pytest
from tests.builders.canvas_state import ADMINISTRATOR, COURSE, STUDENT, TEACHER, a_file, a_state, a_topic
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.model import Folder

FILES = f"/api/v1/courses/{COURSE}/files"


@pytest.fixture
def state():
    return a_state()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        client.headers.update(bearer(ADMINISTRATOR))
        yield client


def test_a_file_has_the_fields_of_the_appendix(state, client):
    """Appendix A: `content-type` with a hyphen, url with the verifier."""
    a_file(state, id=300, display_name="cells.pdf")
    file = client.get(f"{FILES}/300").json()
    assert (file["content-type"], file["mime_class"], file["size"]) == ("application/pdf", "pdf", 8)
    assert file["url"] == "http://127.0.0.1:8080/files/300/download?download_frd=1&verifier=UUID300"
    assert file["uuid"] == "UUID300"


def test_in_era_b_neither_verifier_nor_uuid_show(state, client):
    """Contract 8.4."""
    state.switches.download_era = "bearer"
    a_file(state, id=300)
    file = client.get(f"{FILES}/300").json()
    assert file["url"] == "http://127.0.0.1:8080/files/300/download?download_frd=1"
    assert "uuid" not in file


def test_managers_see_what_students_do_not(state, client):
    """Contract 7.8."""
    a_file(state, id=300)
    a_file(state, id=301, hidden=True)
    a_file(state, id=302, locked=True)
    a_file(state, id=303, workflow_state="deleted")
    assert {file["id"] for file in client.get(FILES).json()} == {300, 301, 302}
    assert {file["id"] for file in client.get(FILES, headers=bearer(STUDENT)).json()} == {300}


def test_the_url_is_empty_when_it_is_locked_for_the_caller(state, client):
    """Contract 7.8."""
    a_file(state, id=300, locked=True)
    file = client.get(f"{FILES}/300", headers=bearer(STUDENT)).json()
    assert (file["url"], file["locked_for_user"]) == ("", True)
    assert client.get(f"{FILES}/300").json()["url"] != ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("content_types[]=image", [301]),
        ("content_types[]=application/pdf", [300]),
        ("exclude_content_types[]=image", [300]),
        ("search_term=sky", [301]),
        ("sort=name&order=desc", [301, 300]),
        ("sort=size", [301, 300]),
    ],
)
def test_filters_and_order(state, client, query, found):
    a_file(state, id=300, display_name="cells.pdf", data=b"xxxx")
    a_file(state, id=301, display_name="sky.png", content_type="image/png", data=b"x")
    assert [file["id"] for file in client.get(f"{FILES}?{query}").json()] == found


def test_only_names_is_short(state, client):
    a_file(state, id=300)
    [file] = client.get(f"{FILES}?only[]=names").json()
    assert "url" not in file
    assert file["display_name"] == "file-300.pdf"


def test_a_search_term_of_one_character_is_refused(client):
    assert client.get(f"{FILES}?search_term=a").status_code == 400


class TestReplacedFile:
    @pytest.fixture(autouse=True)
    def chain(self, state):
        a_file(state, id=299, workflow_state="deleted", replacement_id=300)
        a_file(state, id=300)

    def test_the_api_does_not_follow_unless_asked(self, client):
        """Contract 8.3."""
        assert client.get(f"{FILES}/299").status_code == 404
        assert client.get("/api/v1/files/299").status_code == 404
        chain = f"replacement_chain_context_type=course&replacement_chain_context_id={COURSE}"
        assert client.get(f"{FILES}/299?{chain}").json()["id"] == 300

    def test_web_paths_follow(self, client):
        """Contract 8.3."""
        answer = client.get("/courses/101/files/299/download?verifier=UUID300", headers={"Authorization": ""})
        assert answer.status_code == 302
        assert "/files-domain/300/" in answer.headers["location"]

    def test_without_a_chain_a_file_of_the_same_path_stands_in(self, state, client):
        a_file(state, id=310, display_name="notes.pdf", workflow_state="deleted")
        a_file(state, id=311, display_name="notes.pdf")
        answer = client.get("/courses/101/files/310/download?verifier=UUID311")
        assert "/files-domain/311/" in answer.headers["location"]


class TestUpdate:
    def test_a_name(self, state, client):
        file = a_file(state, id=300)
        assert client.put("/api/v1/files/300", data={"name": "new.pdf"}).json()["display_name"] == "new.pdf"
        assert file.display_name == "new.pdf"

    def test_a_clash_without_on_duplicate_is_409(self, state, client):
        """Contract 6."""
        a_file(state, id=299, display_name="old.pdf")
        file = a_file(state, id=300, display_name="new.pdf")
        answer = client.put("/api/v1/files/300", data={"name": "old.pdf"})
        message = "file already exists; use on_duplicate='overwrite' or 'rename'"
        assert (answer.status_code, answer.json()) == (409, {"message": message})
        assert file.display_name == "new.pdf"

    @pytest.mark.parametrize(
        ("choice", "name", "old"), [("rename", "old-1.pdf", "available"), ("overwrite", "old.pdf", "deleted")]
    )
    def test_a_clash_with_on_duplicate(self, state, client, choice, name, old):
        first = a_file(state, id=299, display_name="old.pdf")
        a_file(state, id=300, display_name="new.pdf")
        answer = client.put("/api/v1/files/300", data={"name": "old.pdf", "on_duplicate": choice}).json()
        assert (answer["display_name"], first.workflow_state) == (name, old)

    def test_locks_and_folder(self, state, client):
        state.folders[71] = Folder(71, COURSE, "course files/week 1")
        file = a_file(state, id=300)
        client.put("/api/v1/files/300", json={"locked": True, "hidden": True, "lock_at": "", "parent_folder_id": 71})
        assert (file.locked, file.hidden, file.lock_at, file.folder_id) == (True, True, None, 71)
        assert client.put("/api/v1/files/300", data={"parent_folder_id": "999"}).status_code == 404

    def test_usage_rights_are_demanded_before_a_file_is_opened(self, state, client):
        """Contract 7.8."""
        state.courses[COURSE].usage_rights_required = True
        file = a_file(state, id=300, locked=True)
        assert client.put("/api/v1/files/300", data={"locked": "false"}).status_code == 400
        assert file.locked

    @pytest.mark.parametrize("body", [{"name": ""}, {"visibility_level": "everybody"}])
    def test_validation(self, state, client, body):
        a_file(state, id=300)
        assert client.put("/api/v1/files/300", data=body).status_code == 400

    def test_a_student_may_not(self, state, client):
        file = a_file(state, id=300)
        assert client.put("/api/v1/files/300", data={"name": "x"}, headers=bearer(STUDENT)).status_code == 403
        assert client.delete("/api/v1/files/300", headers=bearer(STUDENT)).status_code == 403
        assert file.workflow_state == "available"


class TestDelete:
    def test_it_is_soft(self, state, client):
        file = a_file(state, id=300)
        assert client.delete("/api/v1/files/300", headers=bearer(TEACHER)).json()["id"] == 300
        assert (file.workflow_state, file.data) == ("deleted", b"%PDF-1.7")
        assert client.delete("/api/v1/files/300").status_code == 404

    def test_a_submitted_one_stays(self, state, client):
        """Contract 6."""
        file = a_file(state, id=300, submitted=True)
        answer = client.delete("/api/v1/files/300")
        message = "Cannot delete a file that has been submitted as part of an assignment"
        assert (answer.status_code, answer.json()) == (403, {"message": message})
        assert file.workflow_state == "available"

    def test_replace_needs_a_right_that_nobody_has_here(self, state, client):
        file = a_file(state, id=300)
        assert client.delete("/api/v1/files/300?replace=true").status_code == 403
        assert file.data


def test_a_single_file_and_its_public_url(state, client):
    """Contract 8.4: outside the 27."""
    a_file(state, id=300, data=b"bytes")
    assert client.get("/api/v1/files/300").json()["id"] == 300
    url = client.get("/api/v1/files/300/public_url").json()["public_url"]
    del client.headers["authorization"]
    assert client.get(url).content == b"bytes"


def test_a_topic_keeps_its_attachment_through_a_replacement(state, client):
    """Contract 8.3: what refers to the old file refers to the new one."""
    a_file(state, id=299, display_name="old.pdf")
    a_file(state, id=300, display_name="new.pdf")
    topic = a_topic(state, attachment_id=299)
    client.put("/api/v1/files/300", data={"name": "old.pdf", "on_duplicate": "overwrite"})
    assert topic.attachment_id == 300
