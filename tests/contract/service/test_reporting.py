"""The pages of reports and the exports, as an administrator's browser without script gets them."""

import csv
import io
import json
import re

import pytest
from django.db import transaction
from tests.contract.service.conftest import empty_tables
from tests.contract.service.institutions import connected, operator
from tests.contract.service.test_checking import BIOLOGY, check, read
from tests.sandbox_process import start_sandbox

from curbcut import check as check_html
from curbcut.service.checking import assessing
from curbcut.service.checking.models import CourseSummary, Standing
from curbcut.service.connection.models import Connection
from curbcut.service.library.models import Account, Course, Item, Term
from curbcut.service.reporting import items
from curbcut.service.tenancy.models import Institution
from curbcut.service.tenancy.services import create_institution


@pytest.fixture(scope="module")
def sandbox():
    with start_sandbox(seed="demo") as running:
        yield running


@pytest.fixture(autouse=True, scope="module")
def _children():
    yield
    assessing.checker().__exit__(None, None, None)
    assessing.checker.cache_clear()


@pytest.fixture(scope="module")
def scanned(sandbox, database):
    """An institution with one course read and checked, once for all tests; what a test does to it is taken back."""
    institution = connected(sandbox)
    read(institution)
    check(institution)
    yield institution
    empty_tables()


@pytest.fixture(autouse=True)
def _empty_tables(scanned):
    """Take back what the test wrote, instead of scanning anew: that was two thirds of this file's time."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def institution(sandbox):
    """One that nothing was read of."""
    return connected(sandbox)


@pytest.fixture
def checked(scanned, browser):
    """The one that was read and checked, and its operator signed in."""
    browser.force_login(operator())
    return Institution.objects.get(pk=scanned.pk)


def biology(institution):
    return Course.objects.of(institution).get(canvas_id=BIOLOGY)


def courses_url(institution):
    return f"/i/{institution.pk}/courses/"


def course_url(institution):
    return f"{courses_url(institution)}{biology(institution).pk}/"


def text_of(answer):
    """What a person reads on a page, white space made single."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def listed(answer):
    """Names of the courses in the list."""
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', answer.content.decode())


def test_list_has_every_course_with_its_score(checked, browser):
    answer = browser.get(courses_url(checked))
    assert len(listed(answer)) == 13
    summary = CourseSummary.objects.of(checked).get()
    assert f"{summary.score:.1f}" in text_of(answer)
    assert "Not enough content" in text_of(answer)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cell", {"Cell Biology", "Cell Biology (summer)"}),
        ("biol 201", {"Cell Biology"}),
        ("no such course", set()),
    ],
)
def test_search_finds_by_name_and_code(checked, browser, words, found):
    answer = browser.get(courses_url(checked), {"text": words})
    assert set(listed(answer)) >= found if found else not listed(answer)
    assert found or "No course fits" in text_of(answer)
    assert words in answer.content.decode()


def test_term_narrows_the_list(checked, browser):
    term = Term.objects.of(checked).filter(name__contains="Summer").first() or biology(checked).term
    answer = browser.get(courses_url(checked), {"term": term.pk})
    wanted = Course.objects.of(checked).filter(term=term, gone_at__isnull=True)
    assert sorted(listed(answer)) == sorted(course.name for course in wanted)


def test_account_takes_in_the_accounts_below_it(checked, browser):
    root = Account.objects.of(checked).get(parent_canvas_id="")
    assert len(listed(browser.get(courses_url(checked), {"account": root.pk}))) == 13
    own = biology(checked).account
    assert "Cell Biology" in listed(browser.get(courses_url(checked), {"account": own.pk}))
    assert len(listed(browser.get(courses_url(checked), {"account": own.pk}))) < 13


@pytest.mark.parametrize(
    "query", ["term=x", "account=999999999999999999999", "page=-1", "page=99", "text=%00", f"text={'a' * 300}"]
)
def test_nonsense_in_the_address_is_no_error(checked, browser, query):
    assert browser.get(f"{courses_url(checked)}?{query}").status_code == 200


def test_course_shows_score_counts_and_every_item_with_its_state(checked, browser):
    answer = browser.get(course_url(checked))
    shown = text_of(answer)
    for item in Item.objects.of(checked).filter(course=biology(checked)):
        assert item.html_url in answer.content.decode()
    assert "block editor" in shown
    assert "Could not be checked" in shown
    assert "Copied from a course: Cell Biology (summer)" in shown
    assert "Image has no text alternative" in shown
    assert "unknown" in shown


def test_items_that_wait_are_said_to_wait_and_not_to_be_without_issues(institution, browser):
    read(institution)
    browser.force_login(operator())
    answer = browser.get(course_url(institution))
    shown = text_of(answer)
    assert "Not checked yet" in shown
    assert "Not enough content" in shown
    assert "<progress" in answer.content.decode()
    row = re.search(r"<tr><th scope=\"row\"><a[^>]*>.*?</tr>", answer.content.decode(), re.DOTALL)[0]
    assert "unknown" in row


def test_item_that_is_being_checked_says_so(institution, browser):
    from tests.contract.service.queue_and_claims import in_another_connection

    from curbcut.service.checking.due import due_items
    from curbcut.service.library.claims import claim, take

    read(institution)
    browser.force_login(operator())
    with in_another_connection(claim()) as number:
        take(due_items(institution), number, limit=1)
        assert "Being checked" in text_of(browser.get(course_url(institution)))
    assert "Being checked" not in text_of(browser.get(course_url(institution)))


def test_item_shows_its_issues_places_and_guidance(checked, browser):
    standing = (
        Standing.objects.of(checked)
        .filter(result__failed__has_key="html-image-without-alternative")
        .select_related("item", "result")
        .first()
    )
    answer = browser.get(f"{course_url(checked)}items/{standing.item.pk}/")
    shown = text_of(answer)
    assert "Image has no text alternative" in shown
    assert "WCAG 1.1.1 Non-text Content" in shown
    assert "score when fixed" in shown
    finding = next(
        each.findings[0]
        for each in standing.result.assessment.results
        if each.rule_id == "html-image-without-alternative"
    )
    assert f"line {finding.place.line}" in shown
    assert standing.item.html_url in answer.content.decode()


def test_excerpts_are_shown_as_text(checked, browser):
    item = Item.objects.of(checked).filter(kind="page", standing__state="checked").first()
    Item.objects.of(checked).filter(pk=item.pk).update(title="<script>alert(1)</script>")
    for address in (course_url(checked), f"{course_url(checked)}items/{item.pk}/"):
        assert "<script>alert(1)" not in browser.get(address).content.decode()


def test_results_of_rules_that_are_no_more_are_left_out(checked, browser):
    import msgspec

    standing = Standing.objects.of(checked).filter(result__major__gt=0).select_related("result", "item").first()
    document = msgspec.json.decode(bytes(standing.result.document))
    for result in document["results"]:
        result["rule_id"] = f"html-was-{result['rule_id']}"
    document["parts"] = []
    standing.result.document = msgspec.json.encode(document)
    standing.result.failed = {"html-was-here": 1}
    standing.result.save()
    assert browser.get(f"{course_url(checked)}items/{standing.item.pk}/").status_code == 200
    assert browser.get(f"{course_url(checked)}report.json").status_code == 200


def test_csv_has_a_row_an_item_and_json_the_same_numbers(checked, browser):
    answer = browser.get(f"{course_url(checked)}report.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="biol-201-accessibility.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    items = Item.objects.of(checked).filter(course=biology(checked))
    assert {(row["item_kind"], row["item_id"]) for row in rows} == set(items.values_list("kind", "canvas_id"))
    found = json.loads(browser.get(f"{course_url(checked)}report.json").content)
    assert found["score"]["overall"] == CourseSummary.objects.of(checked).get().score
    assert len(found["items"]) == len(rows)
    scores = [row["score"] for row in rows]
    assert (found["score"]["scored"], found["score"]["not_scored"]) == (len(rows) - scores.count(""), scores.count(""))
    by_rule = {rule["id"]: rule["places"] for rule in found["issues_by_rule"] if rule["places"]}
    summary = CourseSummary.objects.of(checked).get()
    assert by_rule == {rule_id: counts["places"] for rule_id, counts in summary.by_rule.items()}


def test_other_forms_of_export_do_not_exist(checked, browser):
    assert browser.get(f"{course_url(checked)}report.exe").status_code == 404


def test_scan_now_puts_the_course_first(checked, browser):
    answer = browser.post(f"{course_url(checked)}scan/", follow=True)
    assert "being read anew" in text_of(answer)
    course = biology(checked)
    assert course.is_urgent
    assert course.wanted_at is not None
    assert "The course waits to be read" in text_of(answer)


def test_scan_all_lists_the_institution_anew(checked, browser):
    from tests.contract.service.test_checking import jobs

    answer = browser.post(f"{courses_url(checked)}scan/", follow=True)
    assert "All courses are being read anew" in text_of(answer)
    assert "library.sync-institution" in jobs()


@pytest.mark.parametrize("where", ["", "course"])
def test_scan_of_an_institution_that_lost_its_connection_says_where_to_look(checked, browser, where):
    Connection.objects.of(checked).update(state="needs-attention", attention_code="grant-lost")
    address = course_url(checked) if where else courses_url(checked)
    assert "The Configuration page says why" in text_of(browser.post(f"{address}scan/", follow=True))


def test_scanning_needs_a_post(checked, browser):
    assert browser.get(f"{course_url(checked)}scan/").status_code == 405
    assert browser.get(f"{courses_url(checked)}scan/").status_code == 405


def test_progress_is_told_to_programs(checked, browser):
    found = browser.get(f"{courses_url(checked)}progress/").json()
    assert found["items_due"] == 0
    assert found["courses"] == 13
    assert found["is_working"] is False


def test_item_is_excluded_with_a_reason_and_taken_in_again(checked, browser):
    item = Item.objects.of(checked).filter(kind="page", standing__state="checked").first()
    address = f"{course_url(checked)}items/{item.pk}/"
    assert browser.post(f"{address}exclude/", {"reason": "other", "note": " "}).status_code == 422
    assert not Standing.objects.of(checked).filter(state="excluded").exists()
    browser.post(f"{address}exclude/", {"reason": "not-used", "note": "Since 2024."})
    assert "By Ada: No student is sent here. Since 2024." in text_of(browser.get(course_url(checked)))
    assert "excluded" in browser.get(f"{course_url(checked)}report.csv").content.decode()
    browser.post(f"{address}include/")
    check(checked)
    assert Standing.objects.of(checked).get(item=item).state == "checked"


def test_course_that_could_not_be_read_says_why(checked, browser):
    Course.objects.of(checked).update(sync_state="failed", sync_problem="The course is gone.", notes=["No pages."])
    shown = text_of(browser.get(course_url(checked)))
    assert "The course is gone." in shown
    assert "No pages." in shown
    assert "Could not be read" in text_of(browser.get(courses_url(checked)))


def test_addresses_of_another_institution_s_courses_do_not_exist(checked, browser):
    other = create_institution(name="Other")
    course = biology(checked)
    item = Item.objects.of(checked).filter(course=course).first()
    base = f"/i/{other.pk}/courses/{course.pk}/"
    for address in (base, f"{base}report.csv", f"{base}items/{item.pk}/"):
        assert browser.get(address).status_code == 404
    for address in (f"{base}scan/", f"{base}items/{item.pk}/exclude/", f"{base}items/{item.pk}/include/"):
        assert browser.post(address, {"why": "x"}).status_code == 404
    assert course.name not in text_of(browser.get(f"/i/{other.pk}/courses/"))


def test_item_of_another_course_does_not_exist(checked, browser):
    item = Item.objects.of(checked).first()
    elsewhere = Course.objects.of(checked).exclude(pk=item.course_id).first()
    assert browser.get(f"{courses_url(checked)}{elsewhere.pk}/items/{item.pk}/").status_code == 404


def test_our_own_rules_find_nothing_wrong_with_the_pages(checked, browser):
    item = Item.objects.of(checked).filter(standing__result__major__gt=0).first()
    for address in (courses_url(checked), course_url(checked), f"{course_url(checked)}items/{item.pk}/"):
        found = check_html(browser.get(address).content, name="page.html")
        assert [part.rule_id for part in found.parts] == []


def test_institution_without_courses_says_so(database, browser):
    institution = create_institution(name="Empty")
    browser.force_login(operator())
    shown = text_of(browser.get(f"/i/{institution.pk}/courses/"))
    assert "No course was read yet" in shown
    assert "Empty is not connected to its Canvas yet" in shown
    assert "cannot be asked" not in shown


def test_next_page_of_items_leads_to_the_list(checked, browser, monkeypatch):
    monkeypatch.setattr(items, "ITEMS_A_PAGE", 5)
    shown = browser.get(course_url(checked)).content.decode()
    assert 'href="?page=2#items"' in shown
    assert 'id="items"' in shown
