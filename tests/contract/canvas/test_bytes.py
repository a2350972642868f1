"""Files in and out, HTML out and in, against the stand-in."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from tests.contract.canvas.conftest import Connections
from tests.sandbox_process import start_sandbox

from curbcut.canvas import errors, scopes
from curbcut.canvas.course_reader import read_contents, read_course
from curbcut.canvas.ids import AccountId, CourseId
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.uploads import Upload

COURSE = CourseId(101)
CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus"
LIMIT = 50_000_000
DOWNLOAD_SCOPES = (scopes.DOWNLOAD_FILE.scope, scopes.DOWNLOAD_COURSE_FILE.scope)


def some_file(canvas, course_id=COURSE):
    return next(file for file in canvas.files.list_files(course_id) if file.url and file.size)


def fetch(canvas, file):
    target = BytesIO()
    result = canvas.files.download(file, target, limit_bytes=LIMIT)
    assert result.sha256 == hashlib.sha256(target.getvalue()).hexdigest()
    return target.getvalue(), result


@pytest.mark.parametrize("storage", ["local", "s3", "inst-fs"])
def test_era_a_gives_the_bytes_by_the_verifier(connections, storage):
    connections.switch(download_era="verifier", storage=storage)
    canvas = connections.with_scopes(*SCOPES)
    for file in canvas.files.list_files(COURSE):
        if file.url:
            data, result = fetch(canvas, file)
            assert len(data) == file.size
            assert result.way == "address"


@pytest.mark.parametrize("storage", ["local", "s3", "inst-fs"])
def test_era_b_gives_the_bytes_by_the_token(connections, storage):
    connections.switch(download_era="bearer", storage=storage)
    canvas = connections.with_scopes(*SCOPES, *DOWNLOAD_SCOPES)
    file = some_file(canvas)
    data, result = fetch(canvas, file)
    assert (len(data), result.way) == (file.size, "token")


def test_era_b_without_the_optional_scope_names_it(connections):
    connections.switch(download_era="bearer")
    canvas = connections.with_scopes(*SCOPES)
    with pytest.raises(errors.DownloadScopeMissingError) as raised:
        fetch(canvas, some_file(canvas))
    assert raised.value.scope == scopes.DOWNLOAD_FILE.scope


def test_site_that_changes_over_while_connected(connections):
    canvas = connections.with_scopes(*SCOPES, *DOWNLOAD_SCOPES)
    ways = []
    for era in ("verifier", "bearer", "bearer", "verifier"):
        connections.switch(download_era=era)
        ways.append(fetch(canvas, some_file(canvas))[1].way)
    assert ways == ["address", "token", "token", "address"]


def test_limit_holds(connections):
    canvas = connections.with_token()
    with pytest.raises(errors.OversizedFileError):
        canvas.files.download(some_file(canvas), BytesIO(), limit_bytes=1)


@pytest.mark.parametrize("storage", ["local", "s3", "inst-fs"])
def test_upload_and_replacement_in_each_storage(connections, storage):
    connections.switch(storage=storage)
    canvas = connections.with_scopes(*SCOPES)
    upload = Upload(name="Übung 1 (a).txt", content=b"first\n", content_type="text/plain", folder_path="made/here")
    first = canvas.files.upload(COURSE, upload)
    assert (first.display_name, first.size) == (upload.name, 6)
    assert fetch(canvas, first)[0] == b"first\n"
    replaced = canvas.files.replace(COURSE, first, b"second one\n")
    assert replaced.old_id == first.id != replaced.file.id
    assert (replaced.file.display_name, replaced.file.folder_id) == (first.display_name, first.folder_id)
    assert canvas.files.get_file(COURSE, first.id, follow_replacement=True).id == replaced.file.id
    with pytest.raises(errors.NotFoundError):
        canvas.files.get_file(COURSE, first.id)
    second = canvas.files.upload(
        COURSE, Upload(name=upload.name, content=b"x", content_type="text/plain", folder_path="made/here")
    )
    assert second.display_name != upload.name
    assert canvas.files.delete_file(second.id).id == second.id


def test_file_larger_than_the_quota_is_rejected(connections):
    connections.change_state(lambda state: state["courses"]["101"].update(storage_quota_mb=0))
    with pytest.raises(errors.ContentRejectedError, match="quota"):
        connections.with_token().files.upload(COURSE, Upload(name="a", content=b"x", content_type="text/plain"))


def test_name_that_is_taken_is_a_conflict(connections):
    canvas = connections.with_token()
    one, two = (
        canvas.files.upload(COURSE, Upload(name=name, content=b"x", content_type="text/plain")) for name in "ab"
    )
    with pytest.raises(errors.ConflictError):
        canvas.files.put_file(two.id, name=one.display_name)
    assert canvas.files.put_file(two.id, hidden=True).hidden is True


def blueprint_child(canvas):
    for course in canvas.accounts.list_courses(AccountId(1), blueprint_associated=True):
        return course.id
    raise AssertionError("the demo has a blueprint child")


def test_locked_content_of_a_blueprint_child(connections):
    canvas = connections.with_token()
    child = blueprint_child(canvas)
    locked = [item for item in read_course(canvas, child) if item.is_content_locked]
    assert locked
    page = next(page for page in canvas.pages.list_pages(child) if page.is_content_locked)
    with pytest.raises(errors.LockedByBlueprintError):
        canvas.pages.put_body(child, page.page_id, "<p>changed</p>")
    file = next((file for file in canvas.files.list_files(child) if file.is_content_locked), None)
    if file is not None:
        names = {each.display_name for each in canvas.files.list_files(child)}
        with pytest.raises(errors.LockedByBlueprintError):
            canvas.files.replace(child, file, b"changed")
        assert {each.display_name for each in canvas.files.list_files(child)} == names


def test_each_kind_of_text_is_written_and_read_back(connections):
    canvas = connections.with_token()
    html = '<p lang="en">Changed <a href="/courses/101">é &amp; ü</a></p>'
    page = next(p for p in canvas.pages.list_pages(COURSE) if not p.is_from_block_editor)
    assignment = next(a for a in canvas.assignments.list_assignments(COURSE) if not a.is_mirror and a.description)
    topic = next(iter(canvas.discussions.list_topics(COURSE)))
    quiz = next(iter(canvas.quizzes.list_quizzes(COURSE)))
    canvas.pages.put_body(COURSE, page.page_id, html)
    canvas.assignments.put_description(COURSE, assignment.id, html)
    canvas.discussions.put_message(COURSE, topic.id, html)
    canvas.quizzes.put_description(COURSE, quiz.id, html)
    canvas.courses.put_syllabus(COURSE, html)
    written = {("page", page.page_id), ("assignment", assignment.id), ("discussion", topic.id), ("quiz", quiz.id)}
    written.add(("syllabus", 101))
    found = {(item.kind, item.id): item.html for item in read_course(canvas, COURSE)}
    assert {key: found[key] for key in written} == dict.fromkeys(written, html)
    assert connections.state()["notifications"] == []


def stored_texts(state):
    """Every HTML text of the stand-in as it keeps it, by kind and id."""
    texts = {("syllabus", each["id"]): each["syllabus_body"] for each in state["courses"].values()}
    texts |= {("page", each["id"]): each["body"] for each in state["pages"].values()}
    texts |= {("assignment", each["id"]): each["description"] for each in state["assignments"].values()}
    for each in state["discussion_topics"].values():
        texts["announcement" if each["is_announcement"] else "discussion", each["id"]] = each["message"]
    texts |= {("quiz", each["id"]): each["description"] for each in state["quizzes"].values()}
    return texts


def assert_round_trip(connections):
    """What the reader gives is what the stand-in keeps, byte for byte, and writing it back changes nothing."""
    canvas = connections.with_token()
    stored = stored_texts(connections.state())
    compared = 0
    for course in canvas.accounts.list_courses(AccountId(1)):
        for item in read_course(canvas, course.id):
            if item.html is not None:
                assert item.html == (stored[item.kind, item.id] or ""), (item.kind, item.title)
                compared += 1
    return compared


@pytest.mark.parametrize("era", ["verifier", "bearer"])
def test_all_html_of_the_demo_comes_back_as_it_is_kept(connections, era):
    connections.switch(download_era=era)
    assert assert_round_trip(connections) > 90


def test_links_that_carry_a_location_come_back_without(connections):
    connections.switch(links_carry_location=True)
    assert assert_round_trip(connections) > 90


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")
@pytest.mark.parametrize("era", ["verifier", "bearer"])
def test_all_html_of_real_material_comes_back_as_it_is_kept(era):
    with start_sandbox(seed="demo", content=CORPUS, switches={"download_era": era}) as sandbox:
        connections = Connections(sandbox)
        try:
            assert assert_round_trip(connections) > 130
        finally:
            for canvas in connections.opened:
                canvas.close()


def test_requests_a_course(connections):
    canvas = connections.with_token()
    courses = list(canvas.accounts.list_courses(AccountId(1)))
    for course in courses:
        connections.control("DELETE", "counters")
        contents = read_contents(canvas, course.id)
        assert connections.sandbox.counters()["requests"] <= 10 + len(contents.items) // 100


def test_every_kind_and_reason_is_in_the_demo(connections):
    canvas = connections.with_token()
    items = [item for course in canvas.accounts.list_courses(AccountId(1)) for item in read_course(canvas, course.id)]
    kinds = {"page", "assignment", "discussion", "announcement", "quiz", "syllabus", "file"}
    assert {item.kind for item in items} == kinds
    assert {item.not_checkable for item in items} >= {None, "block-editor", "new-quiz", "mirror"}
    copied = read_contents(canvas, COURSE).content_migrations
    assert copied
