"""Contract 8.1 to 8.3: three steps, three kinds of storage, duplicates."""

from urllib.parse import urlsplit

import pytest
from tests.builders.canvas_state import ADMINISTRATOR, COURSE, STUDENT, a_file, a_state
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.model import Folder, Lock

START = f"/api/v1/courses/{COURSE}/files"
STORAGES = ("local", "s3", "inst-fs")


@pytest.fixture
def state():
    return a_state()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        yield client


def start(client, **fields):
    fields = {"name": "notes.pdf", "size": 4, "content_type": "application/pdf", **fields}
    answer = client.post(START, data=fields, headers=bearer(ADMINISTRATOR))
    assert answer.status_code == 200, answer.text
    return answer.json()


def send(client, step, data=b"%PDF"):
    return client.post(step["upload_url"], data=step["upload_params"], files={step["file_param"]: ("x", data)})


def upload(client, data=b"%PDF", **fields):
    """All three steps; the file's id."""
    answer = send(client, start(client, **fields), data)
    assert answer.status_code in {201, 302, 303}, answer.text
    location = answer.headers["location"]
    if "create_success" in location:
        return client.get(location).json()["id"]
    return answer.json()["id"]


@pytest.mark.parametrize("storage", STORAGES)
def test_three_steps_make_a_file(state, client, storage):
    """Contract 8.2: no token in steps 2 and 3."""
    state.switches.storage = storage
    identifier = upload(client, b"%PDF-x", parent_folder_path="week 1/slides")
    file = state.files[identifier]
    assert (file.data, file.display_name, file.workflow_state) == (b"%PDF-x", "notes.pdf", "available")
    assert state.folders[file.folder_id].path == "course files/week 1/slides"
    answer = client.get(f"{START}/{identifier}", headers=bearer(ADMINISTRATOR)).json()
    assert (answer["size"], answer["upload_status"]) == (6, "success")


@pytest.mark.parametrize(("storage", "status"), [("local", 302), ("s3", 303), ("inst-fs", 201)])
def test_step_2_answers_by_storage(state, client, storage, status):
    """Contract 8.2."""
    state.switches.storage = storage
    step = start(client)
    assert (urlsplit(step["upload_url"]).hostname == "127.0.0.1") == (storage == "local")
    answer = send(client, step)
    assert answer.status_code == status
    location = urlsplit(answer.headers["location"])
    assert location.netloc == "127.0.0.1:8080"
    assert location.path.endswith("/create_success") == (storage != "inst-fs")
    if storage == "inst-fs":
        assert answer.json()["location"] == answer.headers["location"]


@pytest.mark.parametrize("storage", ["local", "s3"])
def test_no_redirect_gives_201_and_the_address(state, client, storage):
    """Contract 8.1."""
    state.switches.storage = storage
    answer = send(client, start(client, no_redirect="true"))
    assert answer.status_code == 201
    assert client.get(answer.headers["location"]).json()["display_name"] == "notes.pdf"


def test_until_step_3_the_file_does_not_exist(state, client):
    """Contract 8.2: it stays deleted and pending."""
    state.switches.storage = "local"
    location = send(client, start(client)).headers["location"]
    assert client.get(START, headers=bearer(ADMINISTRATOR)).json() == []
    assert client.get(location).status_code == 200
    assert len(client.get(START, headers=bearer(ADMINISTRATOR)).json()) == 1
    again = client.get(location)
    assert (again.status_code, again.content) == (400, b"")


def test_step_3_wants_the_uuid(state, client):
    state.switches.storage = "local"
    location = send(client, start(client)).headers["location"]
    assert client.get(location.replace("uuid=", "uuid=x")).status_code == 404


def test_step_3_does_not_revive_a_deleted_file(state, client):
    file = a_file(state, id=300, workflow_state="deleted")
    assert client.get("/api/v1/files/300/create_success?uuid=UUID300").status_code == 400
    assert file.workflow_state == "deleted"


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize(("seconds", "expired"), [(29 * 60, False), (31 * 60, True)])
def test_parameters_live_half_an_hour(state, client, storage, seconds, expired):
    """Contract 8.1."""
    state.switches.storage = storage
    step = start(client)
    assert client.post("/sandbox/clock", json={"advance": seconds}).is_success
    assert (send(client, step).status_code == 400) == expired


def test_parameters_are_signed(state, client):
    state.switches.storage = "local"
    step = start(client)
    step["upload_params"]["Signature"] = "0" * 64
    answer = send(client, step)
    assert (answer.status_code, answer.content) == (400, b"")


def test_the_file_comes_last(state, client):
    """Contract 8.2."""
    state.switches.storage = "local"
    step = start(client)
    boundary = "b"
    parts = [("file", "x"), *step["upload_params"].items()]
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        + ('; filename="x"' if name == "file" else "")
        + f"\r\n\r\n{value}\r\n"
        for name, value in parts
    )
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = client.post(step["upload_url"], content=f"{body}--{boundary}--\r\n", headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("storage", ["s3", "inst-fs"])
def test_storage_refuses_a_foreign_authorization(state, client, storage):
    """Contract 8.2: no Authorization header in step 2."""
    state.switches.storage = storage
    step = start(client)
    form = {"data": step["upload_params"], "files": {"file": ("x", b"x")}}
    assert client.post(step["upload_url"], headers=bearer(ADMINISTRATOR), **form).status_code == 400


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"on_duplicate": "replace"}, "invalid on_duplicate option"),
        ({"parent_folder_id": 70, "parent_folder_path": "x"}, "Can't set folder path and folder id"),
        ({"size": 501 * 1_048_576}, "file size exceeds quota"),
    ],
)
def test_step_1_refuses(client, state, fields, message):
    """Contract 6."""
    answer = client.post(START, data={"name": "x", **fields}, headers=bearer(ADMINISTRATOR))
    assert (answer.status_code, answer.json()) == (400, {"message": message})
    assert state.files == {}


def test_the_quota_counts_the_bytes_and_not_the_promise(state, client):
    """Contract 8.2."""
    state.courses[COURSE].storage_quota_mb = 1
    answer = send(client, start(client, size=1), b"x" * 1_048_577)
    assert (answer.status_code, answer.json()) == (400, {"message": "file size exceeds quota limits"})


def test_without_a_folder_it_lands_in_unfiled(state, client):
    """Contract 8.1."""
    file = state.files[upload(client)]
    assert state.folders[file.folder_id].path == "course files/unfiled"


def test_a_folder_of_another_course_is_not_found(state, client):
    state.folders[99] = Folder(99, 999, "course files")
    answer = client.post(START, data={"name": "x", "parent_folder_id": 99}, headers=bearer(ADMINISTRATOR))
    assert answer.status_code == 404


def test_a_student_may_not(client):
    assert client.post(START, data={"name": "x"}, headers=bearer(STUDENT)).status_code == 403


def test_a_path_does_not_leave_the_course(state, client):
    file = state.files[upload(client, parent_folder_path="../../etc/./x", name="../../passwd")]
    assert state.folders[file.folder_id].path == "course files/etc/x"
    assert "/" not in file.display_name


@pytest.mark.parametrize("storage", STORAGES)
class TestOverwrite:
    @pytest.fixture(autouse=True)
    def old(self, state, storage):
        state.switches.storage = storage
        a_file(state, id=298, display_name="notes.pdf", workflow_state="deleted", replacement_id=299)
        a_file(state, id=299, display_name="notes.pdf", hidden=True)

    def test_it_makes_a_new_id_and_flattens_the_chain(self, state, client):
        """Contract 8.3: overwriting is the default; settings are copied."""
        new = upload(client, parent_folder_id=70)
        assert new not in {298, 299}
        assert (state.files[298].replacement_id, state.files[299].replacement_id) == (new, new)
        assert state.files[299].workflow_state == "deleted"
        assert (state.files[new].display_name, state.files[new].hidden) == ("notes.pdf", True)

    def test_rename_keeps_both(self, state, client):
        """Contract 8.3."""
        a_file(state, id=297, display_name="notes-1.pdf")
        new = upload(client, parent_folder_id=70, on_duplicate="rename")
        assert state.files[new].display_name == "notes-2.pdf"
        assert state.files[299].workflow_state == "available"

    def test_a_blueprint_locked_file_is_not_overwritten(self, state, client):
        """Contract 8.3 and 12: overwrite silently becomes rename."""
        state.files[299].lock = Lock(is_child=True, restrictions={"content": True})
        new = upload(client, parent_folder_id=70)
        assert state.files[new].display_name == "notes-1.pdf"
        assert state.files[299].workflow_state == "available"

    def test_the_same_name_elsewhere_is_another_file(self, state, client):
        upload(client, parent_folder_path="other")
        assert state.files[299].workflow_state == "available"


def test_where_usage_rights_are_demanded_a_file_arrives_locked(state, client):
    """Contract 8.3."""
    state.courses[COURSE].usage_rights_required = True
    assert state.files[upload(client)].locked


def test_step_3_with_a_token_lacks_the_scope(state):
    """Contract 8.2: create_success is outside the 27; without a token it works."""
    state = a_state(scopes=["url:POST|/api/v1/courses/:course_id/files"], storage="local")
    with sandbox_client(state) as client:
        location = send(client, start(client)).headers["location"]
        refused = client.get(location, headers=bearer(ADMINISTRATOR))
        assert (refused.status_code, "Insufficient" in refused.text) == (401, True)
        assert client.get(location).status_code == 200
