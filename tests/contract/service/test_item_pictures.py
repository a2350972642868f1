"""Pictures of PDF files on an item's page: which are shown, to whom, and what is said where there are none."""

import re
import struct
import threading

import pytest
from tests.builders.pdf import Tag, a_tagged_pdf
from tests.contract.service.institutions import operator

from curbcut import check as check_html
from curbcut.reports.previews import PICTURES_A_FILE, PICTURES_AN_ISSUE
from curbcut.scoring.preview import Preview, Previewer
from curbcut.service.checking import assessing, exclusions, loop
from curbcut.service.checking.acceptances import Why
from curbcut.service.checking.file_cache import FileCache, open_store
from curbcut.service.checking.models import Standing
from curbcut.service.checking.rule_sets import current_rule_set
from curbcut.service.feedback import previews
from curbcut.service.feedback.pictures import Gallery
from curbcut.service.feedback.previews import Previews
from curbcut.service.library.models import Course, Item
from curbcut.service.library.texts import fingerprint
from curbcut.service.tenancy.models import Membership, Person
from curbcut.service.tenancy.services import create_institution

FIGURES = PICTURES_AN_ISSUE + 1
IMAGES = re.compile(
    r'<img class="(page|place)" src="([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)" loading="lazy">'
)


@pytest.fixture(autouse=True, scope="module")
def _children():
    yield
    assessing.checker().__exit__(None, None, None)
    assessing.checker.cache_clear()


@pytest.fixture(scope="module")
def previewer():
    """The bounded child, one for all tests."""
    with Previewer() as one:
        yield one


@pytest.fixture
def files(tmp_path):
    """An empty cache of files."""
    return FileCache(open_store("", tmp_path), 1 << 30)


@pytest.fixture(autouse=True)
def shown(previewer, files, monkeypatch):
    """Previews that remember nothing of other tests."""
    fresh = Previews(previewer, lambda: files)
    monkeypatch.setattr(previews, "PREVIEWS", fresh)
    return fresh


@pytest.fixture
def institution(database, browser):
    """An institution, and an operator who looks at it."""
    browser.force_login(operator())
    return create_institution(name="Northfield")


def a_document():
    drawings = [Tag("Figure", content=f"0 0 1 rg 100 {100 + 20 * at} 30 15 re f") for at in range(FIGURES)]
    return a_tagged_pdf(Tag("P", "Foxes"), *drawings).with_info(Creator="Microsoft Word 2021").build()


def checked_file(institution, files, *, data=None, title="foxes.pdf", kind="file", body="", canvas_id="70"):
    """An item whose bytes are in the cache, checked with the rules of today."""
    data = a_document() if data is None else data
    zoology = {"institution": institution, "canvas_id": "7", "name": "Zoology"}
    course, _ = Course.objects.of(institution).get_or_create(**zoology)
    files.put(institution, fingerprint(data), data)
    item = Item.objects.of(institution).create(
        institution=institution,
        course=course,
        kind=kind,
        canvas_id=canvas_id,
        title=title,
        body=body,
        fingerprint=fingerprint(data),
    )
    rule_set = current_rule_set()
    said = assessing.Assessor(rule_set, None, files=files).assess(item)
    loop.settle([loop.Settled(item, said)], rule_set)
    return Item.objects.of(institution).select_related("institution", "course", "standing__result").get(pk=item.pk)


def address_of(item, institution=None):
    client_id = item.institution_id if institution is None else institution.pk
    return f"/i/{client_id}/courses/{item.course_id}/items/{item.pk}/"


def forget_files(files, item):
    """Do what the cache does when it is full."""
    import obstore

    obstore.delete(files._store, f"{item.institution_id}/{item.standing.result.fingerprint}")


def images(answer):
    return IMAGES.findall(answer.content.decode())


def test_page_shows_the_application_the_first_page_and_the_first_places_of_each_issue(institution, files, browser):
    item = checked_file(institution, files)
    answer = browser.get(address_of(item))
    page = answer.content.decode()
    assert "<dt>Made with</dt><dd>Word</dd>" in page
    [*places, thumbnail] = images(answer)
    assert thumbnail[0] == "page"
    assert thumbnail[2] == "Page 1 of “foxes.pdf”, small"
    of_figures = [each for each in places if "pdf-figure" in each[1]]
    assert len(of_figures) == PICTURES_AN_ISSUE
    assert len({each[2] for each in of_figures}) == PICTURES_AN_ISSUE
    assert all(each[2].startswith("Page 1 with a frame around place") for each in of_figures)
    assert page.count("<img") == 1 + len(places) <= 1 + PICTURES_A_FILE
    assert "data:image" not in page


def test_every_picture_of_the_page_is_there_in_the_size_it_says(institution, files, browser):
    item = checked_file(institution, files)
    found = images(browser.get(address_of(item)))
    assert len(found) > PICTURES_AN_ISSUE
    for _, address, _, width, height in found:
        picture = browser.get(address)
        assert picture.status_code == 200
        assert picture.headers["Content-Type"] == "image/png"
        assert picture.headers["Cache-Control"] == "private, max-age=3600"
        assert picture.content.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture.content[16:24]) == (int(width), int(height))


def test_pictures_of_a_newer_result_have_another_address(institution, files, browser):
    item = checked_file(institution, files)
    assert images(browser.get(address_of(item)))[0][1].endswith(f"?result={item.standing.result_id}")


@pytest.mark.parametrize("which", ["pdf-title/1.png", "no-such-rule/1.png", "{figure}/0.png", "{figure}/99.png"])
def test_picture_of_nothing_does_not_exist(institution, files, browser, which):
    item = checked_file(institution, files)
    figure = next(name for name in item.standing.result.failed if name.startswith("pdf-figure"))
    assert browser.get(f"{address_of(item)}pictures/{figure}/1.png").status_code == 200
    assert browser.get(f"{address_of(item)}pictures/{which.format(figure=figure)}").status_code == 404


def test_a_place_beyond_those_that_are_pictured_does_not_exist(institution, files, browser):
    item = checked_file(institution, files)
    figure = next(name for name in item.standing.result.failed if name.startswith("pdf-figure"))
    assert browser.get(f"{address_of(item)}pictures/{figure}/{PICTURES_AN_ISSUE}.png").status_code == 200
    assert browser.get(f"{address_of(item)}pictures/{figure}/{PICTURES_AN_ISSUE + 1}.png").status_code == 404


def test_page_of_a_single_place_shows_it_however_many_there_are(institution, files, browser):
    item = checked_file(institution, files)
    figure = next(name for name in item.standing.result.failed if name.startswith("pdf-figure"))
    page = browser.get(f"{address_of(item)}issues/{figure}/{PICTURES_AN_ISSUE + 1}/").content.decode()
    [address] = re.findall(r'<img class="place" src="([^"]+)" alt="Page 1 with a frame around the place">', page)
    picture = browser.get(address)
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["Cache-Control"] == "private, max-age=3600"
    assert browser.get(address.replace(f"/{PICTURES_AN_ISSUE + 1}.png", "/99.png")).status_code == 404
    other = create_institution(name="Other")
    assert browser.get(address.replace(f"/i/{institution.pk}/", f"/i/{other.pk}/")).status_code == 404
    forget_files(files, item)
    assert browser.get(address).status_code == 404


def test_another_institution_gets_no_picture(institution, files, browser):
    item = checked_file(institution, files)
    [thumbnail, place, *_] = [each[1] for each in images(browser.get(address_of(item)))]
    other = create_institution(name="Other")
    for address in (thumbnail, place):
        assert browser.get(address.replace(f"/i/{institution.pk}/", f"/i/{other.pk}/")).status_code == 404
    stranger = Person.objects.create_person(email="eve@example.edu", name="Eve", password="correct horse battery")
    Membership.objects.create(person=stranger, institution=other)
    browser.force_login(stranger)
    for address in (thumbnail, place):
        assert browser.get(address).status_code == 404
    browser.logout()
    assert browser.get(thumbnail).status_code == 302


def test_item_of_another_course_has_no_picture(institution, files, browser):
    item = checked_file(institution, files)
    other = Course.objects.of(institution).create(institution=institution, canvas_id="8", name="Botany")
    elsewhere = address_of(item).replace(f"/courses/{item.course_id}/", f"/courses/{other.pk}/")
    assert browser.get(f"{elsewhere}pictures/page-1.png").status_code == 404


def test_file_that_is_not_kept_is_said_not_to_be(institution, files, browser):
    item = checked_file(institution, files)
    forget_files(files, item)
    answer = browser.get(address_of(item))
    assert previews.NOT_KEPT in answer.content.decode()
    assert images(answer) == []
    assert "pdf-figure" in answer.content.decode()
    assert browser.get(f"{address_of(item)}pictures/page-1.png").status_code == 404


def test_file_that_is_kept_again_is_shown_at_once(institution, files, browser):
    item = checked_file(institution, files)
    forget_files(files, item)
    browser.get(address_of(item))
    files.put(institution, item.standing.result.fingerprint, a_document())
    assert images(browser.get(address_of(item)))


@pytest.mark.parametrize(
    ("title", "kind", "data"),
    [
        ("foxes.html", "file", b"<title>Foxes</title><img src=a.png>"),
        ("Foxes", "page", b"<p><img src=a.png></p>"),
        ("foxes.pdf", "file", b"%PDF-1.7 nothing"),
    ],
)
def test_what_has_no_pages_has_neither_pictures_nor_a_word_about_them(institution, files, browser, title, kind, data):
    body = data.decode() if kind == "page" else ""
    item = checked_file(institution, files, data=data, title=title, kind=kind, body=body)
    answer = browser.get(address_of(item))
    assert answer.status_code == 200
    assert images(answer) == []
    assert "pictured" not in answer.content.decode()
    assert browser.get(f"{address_of(item)}pictures/page-1.png").status_code == 404


def test_item_that_was_left_out_or_never_checked_has_no_pictures(institution, files, browser):
    item = checked_file(institution, files)
    exclusions.exclude(item, person=Person.objects.get(), why=Why(reason="archived"))
    assert images(browser.get(address_of(item))) == []
    assert browser.get(f"{address_of(item)}pictures/page-1.png").status_code == 404
    Standing.objects.of(institution).filter(item=item).delete()
    assert images(browser.get(address_of(item))) == []
    assert browser.get(f"{address_of(item)}pictures/page-1.png").status_code == 404


def test_our_own_rules_find_nothing_wrong_with_the_pictures(institution, files, browser):
    answer = browser.get(address_of(checked_file(institution, files)))
    assert images(answer)
    assert [part.rule_id for part in check_html(answer.content, name="page.html").parts] == []


def test_title_is_text_in_the_alternative_too(institution, files, browser):
    item = checked_file(institution, files, title='"><script>alert(1)</script>.pdf')
    page = browser.get(address_of(item)).content.decode()
    assert "Page 1 of “&quot;&gt;&lt;script&gt;" in page
    assert "<script>alert(1)" not in page


class FakePreviewer:
    """Keeps the contract of `Previewer` with one answer, and counts."""

    def __init__(self, *, can_render=True):
        self.can_render = can_render
        self.calls = 0
        self.started = threading.Event()
        self.may_end = threading.Event()
        self.may_end.set()

    def show(self, _data, _context, spots):
        self.calls += 1
        self.started.set()
        assert self.may_end.wait(20)
        return Preview("scanner", (b"\x89PNG" + bytes(40),) * len(spots)) if self.can_render else None

    def close(self):
        pass


def test_a_file_is_rendered_once(institution, files):
    item, fake = checked_file(institution, files), FakePreviewer()
    ours = Previews(fake, lambda: files)
    assert ours.of(item) is ours.of(item)
    assert fake.calls == 1
    assert Gallery(item, ours.of(item).preview).application == "a scanner"


def test_only_the_files_seen_last_stay_in_memory(institution, files, monkeypatch):
    monkeypatch.setattr(previews, "MOST_REMEMBERED", 2)
    first, second, third = (checked_file(institution, files, canvas_id=name, title=f"{name}.pdf") for name in "123")
    fake = FakePreviewer()
    ours = Previews(fake, lambda: files)
    for item in (first, second, first, third):
        ours.of(item)
    assert fake.calls == 3
    ours.of(first)
    assert fake.calls == 3
    ours.of(second)
    assert fake.calls == 4


def test_a_file_that_cannot_be_rendered_is_tried_again_later_and_not_at_once(institution, files, monkeypatch, browser):
    item, fake, now = checked_file(institution, files), FakePreviewer(can_render=False), [0.0]
    ours = Previews(fake, lambda: files, clock=lambda: now[0])
    monkeypatch.setattr(previews, "PREVIEWS", ours)
    assert previews.NOT_RENDERED in browser.get(address_of(item)).content.decode()
    now[0] = previews.TRY_AGAIN_SECONDS - 1
    assert ours.of(item).preview is None
    assert fake.calls == 1
    now[0] = previews.TRY_AGAIN_SECONDS
    fake.can_render = True
    assert ours.of(item).preview is not None
    assert fake.calls == 2


def looking(previews, item):
    """Look at an item as a request's thread does, whose connection to the database ends with it."""
    from django.db import connections

    try:
        previews.of(item)
    finally:
        connections.close_all()


def test_nobody_waits_long_for_another_file(institution, files, monkeypatch, browser):
    item, fake = checked_file(institution, files), FakePreviewer()
    ours = Previews(fake, lambda: files, wait_seconds=0.05)
    monkeypatch.setattr(previews, "PREVIEWS", ours)
    fake.may_end.clear()
    first = threading.Thread(target=looking, args=(ours, item))
    first.start()
    try:
        assert fake.started.wait(20)
        assert previews.BUSY in browser.get(address_of(item)).content.decode()
        picture = browser.get(f"{address_of(item)}pictures/page-1.png")
        assert (picture.status_code, picture.headers["Retry-After"]) == (503, "5")
        assert "max-age" not in picture.headers.get("Cache-Control", "")
    finally:
        fake.may_end.set()
        first.join()
    assert ours.of(item).preview is not None
    assert fake.calls == 1
