"""Files are mended by a new version in the old one's place: the same name and folder, and old links lead to it."""

import base64

import pikepdf
import pytest
from tests.builders.canvas_state import ADMINISTRATOR, COURSE, a_file, a_page, a_state
from tests.builders.pdf import a_pdf
from tests.contract.service.feedback.courses import CheckedCourse

from curbcut.canvas.client import connect
from curbcut.canvas.ids import CourseId, FileId
from curbcut.canvas.secret import Secret
from curbcut.service.feedback import batches, originals
from curbcut.service.feedback.changes import check_upload, preview_upload, request_upload
from curbcut.service.feedback.errors import NotOfferedError
from curbcut.service.library.models import Item

UNTITLED = a_pdf().with_text("Foxes").with_title(None).build()
TITLED = a_pdf().with_text("Foxes").build()
THEIRS = a_pdf().with_text("Wolves").build()
LINK = '<p><a href="/courses/101/files/9?wrap=1">Foxes</a><img src="/a.png"></p>'


def with_file(sandbox, data=UNTITLED, **switches):
    state = a_state(**switches)
    a_file(state, id=9, display_name="foxes.pdf", data=data)
    a_page(state, id=11, body=LINK)
    return CheckedCourse(sandbox, state)


@pytest.fixture
def course(sandbox):
    return with_file(sandbox)


def title(course):
    return course.fix(course.item("file"), "set-pdf-title", "Foxes of the north")


def available(course):
    """Bytes of the files that people find, by number."""
    files = course.state()["files"].values()
    return {file["id"]: base64.b64decode(file["data"]) for file in files if file["workflow_state"] == "available"}


def title_of(data):
    from io import BytesIO

    with pikepdf.open(BytesIO(data)) as pdf:
        return str(pdf.docinfo["/Title"])


@pytest.mark.parametrize("storage", ["inst-fs", "s3", "local"])
def test_file_is_mended_in_its_place(sandbox, storage):
    course = with_file(sandbox, storage=storage)
    change = course.done(title(course))
    assert (change.state, change.code) == ("fixed", "")
    [(number, data)] = available(course).items()
    item = course.item("file")
    assert (item.canvas_id, item.former_ids, change.canvas_id) == (str(number), ["9"], "9")
    assert title_of(data) == "Foxes of the north"
    assert course.stored("files", 9)["replacement_id"] == number
    assert change.score_after > change.score_before
    assert item.standing.result.score == change.score_after
    assert "Foxes of the north" in change.diff


def test_next_listing_counts_no_new_file_and_no_changed_page(course):
    course.done(title(course))
    before = {item.pk: (item.kind, item.fingerprint, item.content_version) for item in course.items()}
    changed_at = course.course.items_changed_at
    course.read()
    assert {item.pk: (item.kind, item.fingerprint, item.content_version) for item in course.items()} == before
    assert course.course.items_changed_at == changed_at
    assert course.item("page").body == LINK


def test_undo_puts_the_old_bytes_back_and_old_links_lead_to_them(course):
    before = course.content()
    change = course.done(title(course))
    undo = course.done(course.undo(change))
    assert undo.state == "fixed"
    [(number, data)] = available(course).items()
    assert data == UNTITLED
    assert course.stored("files", 9)["replacement_id"] == number
    assert course.item("file").former_ids[0] == "9"
    assert course.content() == before


def test_page_and_its_file_are_undone_in_any_order(course):
    """Canvas shows the new number of a file in the page's text; the page has not changed by that."""
    before = course.content()
    page = course.done(course.fix(course.item("page"), "describe-image", "A fox"))
    file = course.done(title(course))
    course.read()
    assert course.done(course.undo(page)).state == "fixed"
    assert course.done(course.undo(file)).state == "fixed"
    assert course.content() == before


def test_page_is_mended_after_its_file_and_its_links_stay_as_they_were(course):
    course.done(title(course))
    assert course.done(course.fix(course.item("page"), "describe-image", "A fox")).state == "fixed"
    assert course.stored("pages", 11)["body"] == LINK.replace('png"', 'png" alt="A fox"')


def test_file_that_somebody_replaced_is_a_conflict(course):
    change = title(course)
    with connect(course.sandbox.address, Secret(ADMINISTRATOR)) as canvas:
        canvas.files.replace(CourseId(COURSE), canvas.files.get_file(CourseId(COURSE), FileId(9)), THEIRS)
    change = course.done(change)
    assert (change.state, change.code) == ("moved", "content-changed")
    assert list(available(course).values()) == [THEIRS]
    assert originals.data_of(change.found) == THEIRS


@pytest.mark.parametrize(("pattern", "uploads"), [("^POST /inst-fs", 1), ("^POST /api/v1/courses", 1)])
def test_upload_whose_answer_was_lost_is_found_and_not_made_twice(course, pattern, uploads):
    course.fault(pattern, "lost-answer")
    change = course.done(title(course))
    assert change.state == "writing"
    change = course.again(change)
    assert (change.state, change.code) == ("fixed", "")
    [data] = available(course).values()
    assert title_of(data) == "Foxes of the north"
    assert course.sandbox.counters()["routes"]["POST /inst-fs/files"] == uploads


def test_lock_that_came_after_the_listing_leaves_one_file(course):
    change = title(course)
    course.edit("files", 9, lock={"is_child": True, "restrictions": {"content": True}})
    change = course.done(change)
    assert (change.state, change.is_written) == ("locked", False)
    assert available(course) == {9: UNTITLED}


def test_signed_file_is_refused_with_the_reason(sandbox):
    signed = a_pdf().with_text("Foxes").with_title(None).with_field("s")
    signed.pdf.Root.AcroForm.SigFlags = 3
    course = with_file(sandbox, signed.build())
    change = course.done(title(course))
    assert (change.state, change.code) == ("refused", "signed")
    assert "sign" in change.reason
    assert course.requests() == 0


def upload(course, data=TITLED, name="foxes (corrected).pdf"):
    item = course.item("file")
    return request_upload(item=item, person=course.person, name=name, data=data, expects=item.fingerprint)


def test_corrected_version_is_checked_first_and_then_takes_the_place(course):
    before = course.item("file").standing.result.score
    shown = preview_upload(course.item("file"), TITLED)
    assert shown.score > before
    assert course.requests() == 0
    change = course.done(upload(course))
    assert (change.state, change.score_before, change.score_after) == ("fixed", before, shown.score)
    assert course.item("file").title == "foxes.pdf"
    assert list(available(course).values()) == [TITLED]
    assert course.done(course.undo(change)).state == "fixed"
    assert list(available(course).values()) == [UNTITLED]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("foxes.docx", b"PK\x03\x04", "other-kind"),
        ("foxes.pdf", b"", "other-kind"),
        ("foxes.pdf", UNTITLED, "nothing-to-do"),
    ],
)
def test_file_that_cannot_take_the_place_is_refused(name, data, why):
    import hashlib

    item = Item(kind="file", title="foxes.pdf", fingerprint=hashlib.sha256(UNTITLED).hexdigest())
    with pytest.raises(NotOfferedError) as refused:
        check_upload(item, name, data)
    assert refused.value.why == why


@pytest.mark.parametrize(("item", "why"), [(Item(kind="page"), "not-a-file"), (Item(kind="file"), "not-fetched")])
def test_what_is_no_file_or_was_not_fetched_cannot_be_replaced(item, why):
    with pytest.raises(NotOfferedError) as refused:
        check_upload(item, "foxes.pdf", TITLED)
    assert refused.value.why == why


def test_file_that_is_not_kept_here_is_fetched_to_be_mended(course, cache, monkeypatch):
    monkeypatch.setattr(type(cache), "get", lambda *_: None)
    assert course.done(title(course)).state == "fixed"


def test_same_file_twice_in_a_course_is_mended_at_once(sandbox):
    state = a_state()
    for number, name in ((9, "foxes.pdf"), (10, "foxes again.pdf")):
        a_file(state, id=number, display_name=name, data=UNTITLED)
    course = CheckedCourse(sandbox, state)
    item = course.item("file", canvas_id="9")
    targets = batches.same_findings(item, *course.find(item, "set-pdf-title"))
    batch = batches.request_batch(
        course=course.course, person=course.person, fix_id="set-pdf-title", answer="Foxes", targets=targets
    )
    course.work()
    assert batches.progress_of(batch).by_state == {"fixed": 2}
    assert {title_of(data) for data in available(course).values()} == {"Foxes"}
