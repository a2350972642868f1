"""Listing an institution and its courses, against the sandbox over HTTP and a real PostgreSQL."""

import json

import pytest
from django.utils import timezone
from msgspec.structs import replace
from tests.contract.service.institutions import connected
from tests.contract.service.queue_and_claims import in_another_connection, jobs
from tests.sandbox_process import start_sandbox

from curbcut.canvas.client import connect
from curbcut.canvas.content import Note
from curbcut.canvas.course_reader import read_contents
from curbcut.canvas.ids import CourseId, FileId
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle
from curbcut.service.connection import tokens
from curbcut.service.connection.models import Connection
from curbcut.service.library import reading, sync_course
from curbcut.service.library.models import Account, Course, InstitutionSync, Item, Term

BIOLOGY = "101"


@pytest.fixture
def institution(sandbox, database):
    return connected(sandbox)


@pytest.fixture
def canvas(sandbox):
    with connect(sandbox.address, Secret(sandbox.token("admin"))) as opened:
        yield opened


def sync(institution, *, everything=False):
    """List the institution, then the content of one course, or of all."""
    reading.read_institution(institution)
    if not everything:
        Course.objects.of(institution).exclude(canvas_id=BIOLOGY).update(wanted_at=None)
    return reading.read_courses(institution, slot=0, seconds=60)


def biology(institution):
    return Course.objects.of(institution).get(canvas_id=BIOLOGY)


def items_of(institution, **where):
    return Item.objects.of(institution).filter(course__canvas_id=BIOLOGY, **where)


def test_accounts_terms_and_courses_are_listed(institution):
    reading.read_institution(institution)
    root = Account.objects.of(institution).get(parent_canvas_id="")
    assert Account.objects.of(institution).filter(parent_canvas_id=root.canvas_id).exists()
    assert Term.objects.of(institution).count() > 1
    course = biology(institution)
    assert (course.name, course.course_code) == ("Cell Biology", "BIOL 201")
    assert course.account is not None
    assert course.term is not None
    assert course.teachers
    assert course.total_students
    assert Course.objects.of(institution).filter(is_blueprint=True).count() == 1
    assert Course.objects.of(institution).filter(follows_blueprint=True).count() == 1
    assert InstitutionSync.objects.of(institution).get().synced_at is not None
    assert jobs() == ["library.read-courses"] * reading.SLOTS


def test_every_item_has_its_content_and_is_due(institution):
    assert sync(institution, everything=True).done == 13
    page = items_of(institution, kind="page").exclude(not_checkable="block-editor").first()
    assert page.body
    assert "data-api-endpoint" not in page.body
    assert len(page.fingerprint) == 64
    file = items_of(institution, kind="file").first()
    assert file.fingerprint == ""
    assert file.identity
    assert not Item.objects.of(institution).filter(due_at__isnull=True).exists()
    assert {item.not_checkable for item in Item.objects.of(institution)} >= {"", "block-editor", "new-quiz"}


def test_what_shows_another_item_is_not_listed_twice(institution, canvas):
    mirrors = [one for one in canvas.assignments.list_assignments(CourseId(int(BIOLOGY))) if one.is_mirror]
    assert mirrors
    sync(institution)
    listed = set(items_of(institution, kind="assignment").values_list("canvas_id", flat=True))
    assert listed.isdisjoint({str(one.id) for one in mirrors})


def test_origin_by_copy_and_by_blueprint(institution):
    sync(institution, everything=True)
    origins = dict(Course.objects.of(institution).exclude(origin="").values_list("name", "origin"))
    assert origins == {"Cell Biology": "copy", "Study Skills, section A": "blueprint"}
    assert biology(institution).origin_name == "Cell Biology (summer)"


def test_address_of_a_file_is_kept_encrypted(institution, canvas):
    from curbcut.service.library.file_addresses import file_of

    sync(institution)
    item = items_of(institution, kind="file").first()
    known = canvas.files.get_file(CourseId(int(BIOLOGY)), FileId(int(item.canvas_id)))
    assert "verifier=" in known.url
    assert file_of(item).url == known.url
    verifier = known.url.rpartition("verifier=")[2].encode()
    assert verifier not in bytes(item.address)


def test_second_sync_of_what_stayed_writes_no_item_and_fetches_no_file(institution, sandbox):
    sync(institution)
    Item.objects.of(institution).update(due_at=None)
    before = {item.pk: (item.content_version, bytes(item.address)) for item in Item.objects.of(institution)}
    changed_at = dict(Course.objects.of(institution).values_list("pk", "items_changed_at"))
    sandbox.control("DELETE", "counters")
    sync(institution)
    assert {item.pk: (item.content_version, bytes(item.address)) for item in Item.objects.of(institution)} == before
    assert not Item.objects.of(institution).filter(due_at__isnull=False).exists()
    assert dict(Course.objects.of(institution).values_list("pk", "items_changed_at")) == changed_at
    assert not [route for route in sandbox.counters()["routes"] if "download" in route or "files-domain" in route]


def test_a_course_costs_at_most_ten_requests_and_one_a_hundred_items(database):
    with start_sandbox(seed="institution:3") as sandbox:
        institution = connected(sandbox)
        reading.read_institution(institution)
        for course in Course.objects.of(institution):
            Course.objects.of(institution).exclude(pk=course.pk).update(wanted_at=None)
            Course.objects.of(institution).filter(pk=course.pk).update(wanted_at="2026-01-01T00:00:00Z")
            sandbox.control("DELETE", "counters")
            assert reading.read_courses(institution, slot=0, seconds=60).done == 1
            items = Item.objects.of(institution).filter(course=course).count()
            assert items > 70
            assert sandbox.counters()["requests"] <= 10 + items // 100


def test_changed_page_is_due_and_nothing_else(institution, canvas):
    sync(institution)
    Item.objects.of(institution).update(due_at=None)
    page = items_of(institution, kind="page", not_checkable="").first()
    canvas.pages.put_body(CourseId(int(BIOLOGY)), int(page.canvas_id), "<p>Another text.</p>")
    sync(institution)
    [due] = Item.objects.of(institution).filter(due_at__isnull=False)
    assert (due.pk, due.body) == (page.pk, "<p>Another text.</p>")
    assert due.fingerprint != page.fingerprint


def test_renamed_page_is_written_and_not_due(institution, canvas, sandbox):
    sync(institution)
    Item.objects.of(institution).update(due_at=None)
    state = sandbox.control("GET", "state")
    page = items_of(institution, kind="page").first()
    state["pages"][page.canvas_id]["title"] = "Another title"
    sandbox.control("PUT", "state", state)
    sync(institution)
    page.refresh_from_db()
    assert page.title == "Another title"
    assert page.due_at is None


def test_replaced_file_is_another_item_and_the_old_one_is_gone(institution, canvas):
    sync(institution)
    item = items_of(institution, kind="file", title__endswith=".pdf").first()
    file = canvas.files.get_file(CourseId(int(BIOLOGY)), FileId(int(item.canvas_id)))
    replaced = canvas.files.replace(CourseId(int(BIOLOGY)), file, b"%PDF-1.7 another")
    sync(institution)
    item.refresh_from_db()
    assert item.gone_at is not None
    assert item.due_at is None
    assert items_of(institution, kind="file", canvas_id=str(replaced.file.id)).exists()


def test_deleted_item_is_gone_and_comes_back(institution, canvas, sandbox):
    sync(institution)
    state = sandbox.control("GET", "state")
    item = items_of(institution, kind="discussion").first()
    topic = state["discussion_topics"].pop(item.canvas_id)
    sandbox.control("PUT", "state", state)
    sync(institution)
    item.refresh_from_db()
    assert item.gone_at is not None
    state["discussion_topics"][item.canvas_id] = topic
    sandbox.control("PUT", "state", state)
    sync(institution)
    item.refresh_from_db()
    assert item.gone_at is None
    assert item.due_at is not None


def test_course_that_is_gone_is_hidden_and_its_rows_stay(institution, sandbox):
    sync(institution)
    state = sandbox.control("GET", "state")
    state["courses"][BIOLOGY]["workflow_state"] = "deleted"
    sandbox.control("PUT", "state", state)
    sync(institution)
    assert biology(institution).gone_at is not None
    assert items_of(institution).exists()


@pytest.mark.parametrize(
    ("code", "is_kept"), [("permission-denied", True), ("scope-not-granted", True), ("tab-disabled", False)]
)
def test_list_that_cannot_be_seen_deletes_nothing_and_an_empty_one_does(institution, canvas, code, is_kept):
    sync(institution)
    contents = read_contents(canvas, CourseId(int(BIOLOGY)))
    without_pages = tuple(item for item in contents.items if item.kind != "page")
    sync_course.apply(biology(institution), replace(contents, items=without_pages, notes=(Note(code, "No pages."),)))
    assert items_of(institution, kind="page", gone_at__isnull=True).exists() == is_kept
    assert biology(institution).notes == ["No pages."]


def test_item_that_is_missing_from_a_list_that_was_seen_is_gone(institution, canvas):
    sync(institution)
    contents = read_contents(canvas, CourseId(int(BIOLOGY)))
    first = next(item for item in contents.items if item.kind == "page")
    rest = tuple(item for item in contents.items if item is not first)
    sync_course.apply(biology(institution), replace(contents, items=rest, notes=(Note("permission-denied", "?"),)))
    assert items_of(institution, kind="page", gone_at__isnull=False).get().canvas_id == str(first.id)


def test_link_that_leads_elsewhere_is_not_kept(institution, canvas):
    sync(institution)
    contents = read_contents(canvas, CourseId(int(BIOLOGY)))
    foreign = replace(contents.items[1], html_url="javascript:alert(1)")
    sync_course.apply(biology(institution), replace(contents, items=(foreign,)))
    assert items_of(institution, kind=foreign.kind, canvas_id=str(foreign.id)).get().html_url == ""


def test_failing_canvas_puts_the_course_off_and_changes_nothing(institution, sandbox, monkeypatch):
    monkeypatch.setitem(tokens._THROTTLES, institution.client_id, Throttle(sleep=lambda _seconds: None))
    reading.read_institution(institution)
    sandbox.control("POST", "faults", [{"pattern": "GET /api/v1/courses/101$", "kind": "500", "times": -1}])
    Course.objects.of(institution).exclude(canvas_id=BIOLOGY).update(wanted_at=None)
    outcome = reading.read_courses(institution, slot=0, seconds=60)
    course = biology(institution)
    assert (outcome.done, outcome.is_more) == (1, False)
    assert course.sync_state == Course.SyncState.NEVER
    assert course.sync_problem
    assert course.wanted_at > timezone.now()


def test_revoked_token_stops_the_reading_and_asks_for_a_look_at_the_connection(institution, sandbox):
    reading.read_institution(institution)
    sandbox.control("POST", "faults", [{"pattern": "GET /api/v1/courses/", "kind": "revoke-token"}])
    assert reading.read_courses(institution, slot=0, seconds=60).done == 1
    assert "connection.check" in jobs()


def test_connection_that_is_lost_is_not_asked(institution, sandbox):
    Connection.objects.of(institution).update(state="needs-attention", attention_code="grant-lost")
    sandbox.control("DELETE", "counters")
    sync(institution)
    assert sandbox.counters()["requests"] == 0


@pytest.mark.parametrize("code", ["canvas-down", "includes-off", "lacks-right"])
def test_connection_that_is_merely_ill_is_asked(institution, code):
    Connection.objects.of(institution).update(state="needs-attention", attention_code=code)
    assert reading.can_ask(institution)


def test_administrator_of_a_faculty_sees_the_faculty_with_its_terms(sandbox, database):
    institution = connected(sandbox, token=sandbox.token("faculty"))
    reading.read_institution(institution)
    courses = Course.objects.of(institution)
    assert 0 < courses.count() < 13
    assert all(course.term is not None for course in courses)


def test_person_without_an_account_is_told(sandbox, database):
    institution = connected(sandbox, token=sandbox.token("teacher"))
    reading.read_institution(institution)
    assert "administers no account" in InstitutionSync.objects.of(institution).get().problem


def test_a_person_s_request_goes_first(institution):
    reading.read_institution(institution)
    last = reading.waiting_courses(institution).last()
    reading.request_course(last)
    assert reading.waiting_courses(institution).first() == last


def test_second_job_of_the_same_slot_leaves_at_once(institution):
    from curbcut.service.library.claims import only_one

    reading.read_institution(institution)
    with in_another_connection(only_one(f"read-courses/{institution.pk}/0")) as is_ours:
        assert is_ours
        assert reading.read_courses(institution, slot=0, seconds=60).done == 0
    assert reading.read_courses(institution, slot=0, seconds=0.01).done == 1


def test_text_that_postgresql_cannot_keep_is_kept_without_it():
    from curbcut.service.library.texts import storable

    assert storable("a\x00b\ud800c", 10) == "a�b?c"
    assert storable("abc", 2) == "ab"
    assert storable(None) == ""


@pytest.mark.parametrize(("name", "kept"), [(" \u200b\u202e\x07", ""), ("", ""), (" A ", " A "), ("\u05d0", "\u05d0")])
def test_name_that_nobody_sees_is_none(name, kept):
    from curbcut.service.library.texts import visible

    assert visible(name) == kept


def test_nothing_of_a_file_s_address_reaches_the_queue(institution):
    sync(institution)
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert "verifier" not in json.dumps(list(ProcrastinateJob.objects.values_list("args", flat=True)))
