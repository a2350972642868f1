"""Checking what is due: results, standings, numbers; against the sandbox, a real PostgreSQL and real children.

One long file: its sandbox and its children are started once for all of these tests, which takes longer than most of them.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.contract.service.institutions import connected, operator
from tests.contract.service.queue_and_claims import jobs

from curbcut.canvas.client import connect
from curbcut.canvas.ids import CourseId
from curbcut.canvas.secret import Secret
from curbcut.service.checking import assessing, dispatch, due, exclusions, loop, rule_sets, summaries
from curbcut.service.checking.acceptances import Why
from curbcut.service.checking.file_cache import FileCache, open_store
from curbcut.service.checking.models import CourseSummary, Result, RuleSet, Standing
from curbcut.service.connection.models import Connection
from curbcut.service.library import reading
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Person

BIOLOGY = "101"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """An empty cache of files for every test."""
    files = FileCache(open_store("", tmp_path), 1 << 30)
    monkeypatch.setattr(assessing, "file_cache", lambda: files)
    return files


@pytest.fixture(autouse=True, scope="module")
def _children():
    yield
    assessing.checker().__exit__(None, None, None)
    assessing.checker.cache_clear()


@pytest.fixture
def institution(sandbox, database):
    return connected(sandbox)


def read(institution, *canvas_ids):
    reading.read_institution(institution)
    Course.objects.of(institution).exclude(canvas_id__in=canvas_ids or (BIOLOGY,)).update(wanted_at=None)
    reading.read_courses(institution, slot=0, seconds=60)


def check(institution):
    return loop.check_items(institution, slot=0, seconds=60)


def standings(institution, **where):
    return Standing.objects.of(institution).filter(**where)


def downloads(sandbox):
    return sum(count for route, count in sandbox.counters()["routes"].items() if "/download" in route)


def a_file(institution):
    """Some file of the course that was fetched and checked."""
    return standings(institution, item__kind="file", state="checked").select_related("item").first().item


def test_every_item_gets_an_answer_and_the_course_its_numbers(institution):
    read(institution)
    assert check(institution) is False
    items = Item.objects.of(institution).count()
    assert standings(institution).count() == items
    assert not Item.objects.of(institution).filter(due_at__isnull=False).exists()
    assert not Item.objects.of(institution).filter(claim__isnull=False).exists()
    summary = CourseSummary.objects.of(institution).get()
    assert summary.items == items
    assert summary.checked + summary.could_not_check + summary.empty + summary.excluded == items
    assert summary.score == pytest.approx(68, abs=15)
    assert summary.major == sum(result.major for result in results_of(institution))
    assert summary.by_rule["html-image-without-alternative"]["places"] > 0
    assert summary.by_kind["page"]["checked"] > 0


def keyed_token(sandbox):
    """A token of a developer key that enforces exactly the 27 scopes."""
    from curbcut.canvas.developer_keys import KeyWanted, ensure_key
    from curbcut.canvas.scopes import SCOPES

    with connect(sandbox.address, Secret(sandbox.token("admin"))) as administrator:
        key = ensure_key(administrator, KeyWanted(redirect_uri="http://127.0.0.1/callback", name="Curbcut"))
    local_id = key.developer_key_id % 10_000_000_000_000
    return sandbox.token("admin", developer_key_id=local_id, scopes=list(SCOPES))


def results_of(institution):
    return [one.result for one in standings(institution, result__isnull=False).select_related("result")]


def test_answer_is_the_engine_s_own(institution):
    from curbcut.documents.context import Context
    from curbcut.scoring.assessment import check_bytes

    read(institution)
    check(institution)
    standing = standings(institution, item__kind="page", state="checked").select_related("item", "result").first()
    alone = check_bytes(standing.item.body.encode(), Context(name="", origin="editor", encoding="utf-8"))
    assert standing.result.assessment.results == alone.results
    assert standing.result.score == alone.score


def test_second_check_of_what_stayed_does_nothing(institution, sandbox):
    read(institution)
    check(institution)
    before = list(standings(institution).order_by("pk").values_list("pk", "checked_at", "result_id"))
    sandbox.control("DELETE", "counters")
    read(institution)
    dispatch.start(institution)
    check(institution)
    assert list(standings(institution).order_by("pk").values_list("pk", "checked_at", "result_id")) == before
    assert downloads(sandbox) == 0


def test_same_content_in_two_courses_is_one_result(institution):
    reading.read_institution(institution)
    sections = (
        Course.objects.of(institution).filter(name__startswith="Study Skills").values_list("canvas_id", flat=True)
    )
    assert len(sections) == 2
    read(institution, *sections)
    check(institution)
    of_pages = [one.pk for one in results_of(institution) if one.file_kind == "html"]
    assert len(of_pages) == 20
    assert len(set(of_pages)) == 11  # nine texts are the same in both, one each is not


def test_new_rules_make_everything_due_and_cached_files_are_not_fetched_again(institution, sandbox, monkeypatch):
    read(institution)
    check(institution)
    first = RuleSet.objects.get()
    fetched = downloads(sandbox)
    assert fetched > 0
    monkeypatch.setattr(rule_sets, "engine_version", lambda: "another")
    assert due.make_due(institution, rule_sets.current_rule_set()) == Item.objects.of(institution).count()
    check(institution)
    assert downloads(sandbox) == fetched
    assert not standings(institution, rule_set=first).exists()
    assert due.forget_unused_results(institution) == 0  # one found a moment ago may be about to be used
    Result.objects.of(institution).update(checked_at=timezone.now() - due.UNUSED_FOR)
    assert due.forget_unused_results(institution) > 0
    assert not Result.objects.of(institution).filter(rule_set=first).exists()


def test_new_rules_fetch_what_the_cache_has_lost(institution, sandbox, monkeypatch, tmp_path):
    read(institution)
    check(institution)
    fetched = downloads(sandbox)
    monkeypatch.setattr(assessing, "file_cache", lambda: FileCache(open_store("", tmp_path / "other"), 1 << 30))
    monkeypatch.setattr(rule_sets, "engine_version", lambda: "another")
    due.make_due(institution, rule_sets.current_rule_set())
    check(institution)
    assert downloads(sandbox) == 2 * fetched


def test_old_worker_leaves_the_results_of_newer_rules_alone(institution, monkeypatch):
    read(institution)
    old = rule_sets.current_rule_set()
    monkeypatch.setattr(rule_sets, "engine_version", lambda: "newer")
    check(institution)
    assert due.make_due(institution, old) == 0


def test_downloads_that_want_another_scope_are_told_and_everything_else_goes_on(sandbox, database):
    """The change of Canvas in the middle of a connection: contract 8.4."""
    institution = connected(sandbox, token=keyed_token(sandbox))
    read(institution)
    sandbox.control("PATCH", "switches", {"download_era": "bearer"})
    check(institution)
    refused = standings(institution, code=due.DOWNLOAD_SCOPE_MISSING)
    assert refused.exists()
    assert "url:GET|/files/:file_id/download" in refused.first().reason
    assert set(refused.values_list("item__kind", flat=True)) == {"file"}
    assert standings(institution, item__kind="page", state="checked").exists()
    assert "connection.check" in jobs()
    assert due.make_due(institution, rule_sets.current_rule_set()) == 0


def test_files_are_due_again_once_the_check_of_the_connection_says_that_downloads_work(institution, sandbox):
    read(institution)
    check(institution)
    item = a_file(institution)
    standings(institution, item=item).update(code=due.DOWNLOAD_SCOPE_MISSING, state="could-not-check", result=None)
    now = rule_sets.current_rule_set()
    assert due.make_due(institution, now) == 0
    long_ago = timezone.now() - timedelta(days=1)
    Connection.objects.of(institution).update(report={"download": "works"}, checked_at=long_ago)
    assert due.make_due(institution, now) == 0
    Connection.objects.of(institution).update(checked_at=timezone.now())
    assert due.make_due(institution, now) == 1
    check(institution)
    assert standings(institution, item=item).get().state == "checked"


def test_file_that_fails_waits_longer_each_time_and_is_then_told(institution, sandbox):
    read(institution)
    sandbox.control("POST", "faults", [{"pattern": "GET /files/", "kind": "500", "times": -1}])
    check(institution)
    waiting = Item.objects.of(institution).filter(kind="file", due_at__gt=timezone.now(), attempts=1)
    assert waiting.exists()
    item = waiting.first()
    Item.objects.of(institution).update(due_at=None)
    Item.objects.of(institution).filter(pk=item.pk).update(due_at=timezone.now(), attempts=loop.MOST_ATTEMPTS)
    check(institution)
    standing = standings(institution, item=item).get()
    assert (standing.state, standing.code) == ("could-not-check", "canvas-unavailable")
    assert standing.reason
    sandbox.control("DELETE", "faults")
    assert due.make_due(institution, rule_sets.current_rule_set()) == 0
    Course.objects.of(institution).update(synced_at=timezone.now())
    assert due.make_due(institution, rule_sets.current_rule_set()) == 1
    check(institution)
    assert standings(institution, item=item).get().result is not None


def test_throttled_download_ends_the_job_and_the_items_wait(institution, sandbox, monkeypatch):
    from curbcut.canvas.errors import CanvasThrottledError

    def throttled(*_):
        raise CanvasThrottledError("wait", 300.0)

    read(institution)
    monkeypatch.setattr(assessing.Assessor, "_download", throttled)
    check(institution)
    assert Item.objects.of(institution).filter(due_at__gt=timezone.now() + timedelta(seconds=200)).count() == 1
    assert not Item.objects.of(institution).filter(claim__isnull=False).exists()


def test_lost_grant_stops_files_alone(institution, sandbox):
    read(institution)
    Connection.objects.of(institution).update(state="needs-attention", attention_code="grant-lost")
    sandbox.control("DELETE", "counters")
    check(institution)
    assert sandbox.counters()["requests"] == 0
    assert standings(institution, item__kind="page", state="checked").exists()
    assert Item.objects.of(institution).filter(kind="file", due_at__gt=timezone.now()).exists()


def test_oversized_file_is_told_without_a_request(institution, sandbox):
    read(institution)
    Item.objects.of(institution).filter(kind="file").update(size=1 << 40)
    before = downloads(sandbox)
    check(institution)
    assert downloads(sandbox) == before
    assert standings(institution, code="oversized-file").exists()


def test_stale_address_is_asked_for_anew(institution, sandbox):
    read(institution)
    Item.objects.of(institution).filter(kind="file").update(address=b"")
    check(institution)
    assert standings(institution, item__kind="file", state="checked").exists()
    asked = sandbox.counters()["routes"]["GET /api/v1/courses/{course_id}/files/{id}"]
    assert asked == downloads(sandbox)


def test_empty_item_is_told_as_such(institution, sandbox):
    read(institution)
    Item.objects.of(institution).filter(kind="syllabus").update(body=" ")
    check(institution)
    assert standings(institution, item__kind="syllabus").get().code == "empty"
    assert CourseSummary.objects.of(institution).get().empty == 1


def test_change_during_the_check_stays_due(institution, monkeypatch):
    read(institution)
    items = list(due.due_items(institution).select_related("course", "institution")[:1])
    Item.objects.of(institution).filter(pk=items[0].pk).update(content_version="other", due_at=timezone.now())
    loop.settle([loop.Settled(items[0], assessing.Said(code="empty", reason="-"))], rule_sets.current_rule_set())
    assert Item.objects.of(institution).get(pk=items[0].pk).due_at is not None


def test_bug_of_ours_in_one_item_stops_no_other(institution, monkeypatch):
    read(institution)
    broken = Item.objects.of(institution).filter(kind="page", not_checkable="").first()
    real = assessing.Assessor.assess

    def assess(self, item):
        if item.pk == broken.pk:
            raise ZeroDivisionError
        return real(self, item)

    monkeypatch.setattr(assessing.Assessor, "assess", assess)
    check(institution)
    assert standings(institution, item=broken).get().code == "check-error"
    assert standings(institution).count() == Item.objects.of(institution).count()


def test_item_that_is_gone_leaves_the_numbers(institution):
    read(institution)
    check(institution)
    before = CourseSummary.objects.of(institution).get()
    gone = standings(institution, result__major__gt=0).first()
    Item.objects.of(institution).filter(pk=gone.item_id).update(gone_at=timezone.now())
    Course.objects.of(institution).filter(pk=gone.course_id).update(items_changed_at=timezone.now())
    dispatch.start(institution)
    after = CourseSummary.objects.of(institution).get()
    assert (after.items, after.major) == (before.items - 1, before.major - gone.result.major)
    assert not summaries.stale_courses(institution)


def test_excluded_item_counts_no_more_until_it_is_taken_in_again(institution):
    read(institution)
    check(institution)
    before = CourseSummary.objects.of(institution).get()
    standing = standings(institution, result__major__gt=0).select_related("item__course", "result").first()
    exclusions.exclude(standing.item, person=(ada := operator()), why=Why(reason="other", note=" Kept for reference. "))
    after = CourseSummary.objects.of(institution).get()
    assert (after.excluded, after.major) == (1, before.major - standing.result.major)
    read(institution)
    check(institution)
    excluded = standings(institution, item=standing.item).get()
    assert (excluded.state, excluded.reason, excluded.excluded_by.name) == ("excluded", "Kept for reference.", "Ada")
    exclusions.include(standing.item, person=ada)
    check(institution)
    again = CourseSummary.objects.of(institution).get()
    assert (again.excluded, again.major, again.score) == (0, before.major, before.score)


def test_excluded_item_that_changes_stays_excluded(institution, sandbox):
    read(institution)
    check(institution)
    item = standings(institution, item__kind="page", state="checked").first().item
    exclusions.exclude(item, person=operator(), why=Why(reason="archived"))
    with connect(sandbox.address, Secret(sandbox.token("admin"))) as canvas:
        canvas.pages.put_body(CourseId(int(BIOLOGY)), int(item.canvas_id), "<p>New.</p>")
    read(institution)
    check(institution)
    assert standings(institution, item=item).get().state == "excluded"
    item.refresh_from_db()
    assert (item.body, item.due_at) == ("<p>New.</p>", None)


def test_decision_in_a_blueprint_course_holds_in_the_course_that_follows_it(institution):
    from curbcut.service.checking import acceptances, spreading
    from curbcut.service.checking.models import Acceptance

    reading.read_institution(institution)
    courses = Course.objects.of(institution).filter(name__startswith="Study Skills")
    read(institution, *courses.values_list("canvas_id", flat=True))
    check(institution)
    blueprint = courses.get(is_blueprint=True)
    decided = 0
    for standing in standings(institution, course=blueprint, state="checked").select_related("item__course", "result"):
        for rule_id in standing.result.failed:
            acceptances.accept(
                item=standing.item,
                person=Person.objects.first() or operator(),
                rule_id=rule_id,
                outcome="failed",
                number=None,
                result_id=standing.result_id,
                why=Why(reason="archived"),
            )
            decided += 1
    spreading.spread(institution)
    carried = Acceptance.objects.of(institution).filter(carried_from__course=blueprint)
    assert 0 < carried.count() <= decided
    followers = Course.objects.of(institution).filter(origin="blueprint", origin_canvas_id=blueprint.canvas_id)
    assert set(carried.values_list("course_id", flat=True)) == set(followers.values_list("pk", flat=True))
    assert CourseSummary.objects.of(institution).get(course=followers.get()).accepted == carried.count()


def test_tick_leaves_a_listed_institution_alone(institution):
    from procrastinate.contrib.django.models import ProcrastinateJob

    read(institution)
    check(institution)
    before = ProcrastinateJob.objects.count()
    dispatch.tick()
    assert ProcrastinateJob.objects.count() == before
