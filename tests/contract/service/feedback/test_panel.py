"""The panel as a browser without script gets it: what it shows, what it asks for, what it says of the outcome."""

import re

import pytest
from tests.builders.canvas_state import COURSE, a_course, a_page, a_quiz
from tests.contract.service.feedback.panel import IMAGE, LOGO, a_logo, a_picture, address_of, mend, sent_to, text_of

from canvas_sandbox.model import BlueprintSubscription, Lock
from curbcut import check as check_html
from curbcut.service.feedback import sights
from curbcut.service.feedback.models import Change
from curbcut.service.tenancy.models import Membership, Person
from curbcut.service.tenancy.services import create_institution


def test_way_from_the_item_to_the_fix_and_back(open_course, state, browser):
    page = a_page(state, body=LOGO)
    course = open_course(state)
    item = course.item("page")
    overview = browser.get(address_of(item))
    assert "1 place to mend" in text_of(overview)
    assert address_of(item, f"issues/{IMAGE}/1/#issue") in overview.content.decode()
    issue = text_of(browser.get(address_of(item, f"issues/{IMAGE}/1/")))
    assert "Place 1 of 1" in issue
    assert "What does the image show" in issue
    assert "Mark the image as decorative" in issue
    assert "Why it matters" in issue
    outcome = mend(course, browser, item)
    done = browser.get(outcome)
    assert "Fixed It stands in Canvas" in text_of(done)
    assert "Your answer: A red square" in text_of(done)
    assert "<ins> alt=&quot;A red square&quot;</ins>" in done.content.decode()
    assert "100.0 Perfect" in text_of(done)
    undone = sent_to(browser.post(f"{outcome}undo/"))
    course.work()
    assert "Taken back" in text_of(browser.get(undone))
    assert course.stored("pages", page.id)["body"] == LOGO
    history = text_of(browser.get(address_of(item, "history/")))
    assert "Undo: Describe the image" in history
    assert "It was taken back already." in history


def test_part_that_moves_stops_asking_when_it_is_done(open_course, state, browser):
    a_page(state, body=LOGO)
    course = open_course(state)
    item = course.item("page")
    address = address_of(item, f"issues/{IMAGE}/1/")
    outcome = sent_to(browser.post(address, {"fix_id": "mark-image-decorative", "expects": item.fingerprint}))
    assert "hx-get" in browser.get(outcome).content.decode()
    assert browser.get(f"{outcome}state/").status_code == 200
    course.work()
    assert browser.get(f"{outcome}state/").status_code == 286
    assert "hx-get" not in browser.get(outcome).content.decode()


def test_change_that_was_put_off_says_when_it_goes_on(open_course, state, browser):
    a_page(state, body=LOGO)
    item = open_course(state).item("page")
    sent = {"fix_id": "mark-image-decorative", "expects": item.fingerprint}
    outcome = sent_to(browser.post(address_of(item, f"issues/{IMAGE}/1/"), sent))
    Change.objects.of(item.institution).update(reason="Canvas asks us to wait.", due_at="2026-01-01T12:34:00Z")
    assert "Canvas asks us to wait. It is tried again by itself, next at 12:34 UTC." in text_of(browser.get(outcome))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"fix_id": "describe-image", "answer": " "}, "This field is required"),
        ({"fix_id": "describe-image", "answer": "x" * 501}, "500 are the most"),
        ({"fix_id": "rename-link", "answer": "x"}, "cannot be asked for any more"),
        ({"fix_id": "describe-image", "answer": "x", "expects": "0" * 64}, "changed since this page was opened"),
    ],
)
def test_answer_that_does_not_fit_is_said_and_nothing_is_asked_for(open_course, state, browser, sent, said):
    a_page(state, body=LOGO)
    item = open_course(state).item("page")
    answer = browser.post(address_of(item, f"issues/{IMAGE}/1/"), {"expects": item.fingerprint} | sent)
    assert said in text_of(answer)
    assert not Change.objects.of(item.institution).exists()


@pytest.mark.parametrize("which", [f"{IMAGE}/99/", "no-such-rule/1/", f"{IMAGE}/1/everywhere/"])
def test_issue_that_is_gone_leads_back_to_the_item(open_course, state, browser, which):
    a_page(state, body="<p>Fine.</p>")
    item = open_course(state).item("page")
    answer = browser.get(address_of(item, f"issues/{which}"), follow=True)
    assert answer.redirect_chain[-1][0] == address_of(item)
    assert "not there any more" in text_of(answer)


def test_all_places_at_once_are_one_write(open_course, state, browser):
    page = a_page(
        state, body='<h2></h2><p style="color: #b8b8b8">Pale</p><p><img src="/a.png"></p><p><img src="/b.png"></p>'
    )
    course = open_course(state)
    item = course.item("page")
    form = browser.get(address_of(item, "mend/"))
    names = re.findall(r'name="(place-[\w-]+-(?:how|answer-describe-image))"', form.content.decode())
    answers = {name: "A map" for name in dict.fromkeys(names) if name.endswith("image")}
    chosen = dict(re.findall(r'name="(place-[\w-]+-how)" value="([^"]+)"[^>]*checked', form.content.decode()))
    colours = dict(
        re.findall(r'name="(place-[\w-]+-answer-change-text-colour)" value="([^"]+)"', form.content.decode())
    )
    nothing = browser.post(address_of(item, "mend/"), {"expects": item.fingerprint} | dict.fromkeys(chosen, ""))
    assert "Nothing is filled in" in text_of(nothing)
    outcome = sent_to(
        browser.post(address_of(item, "mend/"), {"expects": item.fingerprint} | chosen | colours | answers)
    )
    course.work()
    assert "4 fixes at once" in text_of(browser.get(outcome))
    assert "100.0 Perfect" in text_of(browser.get(outcome))
    assert course.stored("pages", page.id)["body"].count('alt="A map"') == 2
    assert course.requests("PUT") == 1


def test_answers_stay_with_their_places_when_one_is_accepted_in_another_window(open_course, state, browser):
    page = a_page(state, body='<p><img src="/a.png"></p><p><img src="/b.png"></p>')
    course = open_course(state)
    item = course.item("page")
    sent = {"expects": item.fingerprint}
    for number, answer in ((1, "A map"), (2, "A clock")):
        sent |= {f"place-{IMAGE}-{number}-how": "describe-image"}
        sent |= {f"place-{IMAGE}-{number}-answer-describe-image": answer}
    reason = {"outcome": "failed", "result": item.standing.result_id, "number": 1, "reason": "not-an-issue"}
    assert "is accepted" in text_of(browser.post(address_of(item, f"accept/{IMAGE}/"), reason, follow=True))
    answer = browser.post(address_of(item, "mend/"), sent, follow=True)
    assert "1 place of the form is not open any more" in text_of(answer)
    course.work()
    assert course.stored("pages", page.id)["body"] == '<p><img src="/a.png"></p><p><img src="/b.png" alt="A clock"></p>'


def test_answer_to_an_issue_that_is_gone_is_not_written_and_says_so(open_course, state, browser):
    a_page(state, body="<p>Fine.</p>")
    item = open_course(state).item("page")
    sent = {"fix_id": "describe-image", "expects": item.fingerprint, "answer": "A map"}
    answer = browser.post(address_of(item, f"issues/{IMAGE}/1/"), sent, follow=True)
    assert "Nothing was written: this issue is not there any more" in text_of(answer)


def test_same_fix_is_asked_for_at_more_places_than_a_form_of_django_has_by_itself(open_course, state, browser):
    a_page(state, body=LOGO)
    item = open_course(state).item("page")
    sent = {"fix_id": "describe-image", "expects": item.fingerprint, "answer": "A map", "target": ["1/x/1/y"] * 20_000}
    answer = browser.post(address_of(item, f"issues/{IMAGE}/1/everywhere/"), sent)
    assert answer.status_code == 422
    assert "No place is ticked, so nothing was written" in text_of(answer)


def test_wrong_answer_among_many_stays_on_the_page(open_course, state, browser):
    a_page(state, body='<p style="color: #b8b8b8">Pale</p>')
    item = open_course(state).item("page")
    place = "place-html-text-contrast-1"
    sent = {
        f"{place}-how": "change-text-colour",
        f"{place}-answer-change-text-colour": "red",
        "expects": item.fingerprint,
    }
    answer = browser.post(address_of(item, "mend/"), sent)
    assert answer.status_code == 422
    assert "six digits, such as" in text_of(answer)
    assert "<title>Error: All at once" in answer.content.decode()
    assert answer.content.decode().count(" autofocus") == 1


def test_content_that_somebody_changed_meanwhile_is_shown_and_not_overwritten(open_course, state, browser):
    page = a_page(state, body=LOGO)
    course = open_course(state)
    item = course.item("page")
    course.edit("pages", page.id, body=LOGO.replace("Welcome", "Good morning"))
    shown = browser.get(mend(course, browser, item))
    assert "Not written: changed meanwhile" in text_of(shown)
    assert "What you wanted to change" in text_of(shown)
    assert "<del>Welcome</del>" in shown.content.decode()
    assert "<ins>Good morning</ins>" in shown.content.decode()
    assert "Undo" not in shown.content.decode()
    assert course.course.is_urgent
    assert "Good morning" in course.stored("pages", page.id)["body"]


def test_locked_content_says_so_and_names_the_blueprint_course(open_course, state, browser):
    a_page(state, body=LOGO, lock=Lock(is_child=True, restrictions={"content": True}))
    a_course(state, id=200, name="Biology Master", blueprint=True)
    state.blueprint_subscriptions[1] = BlueprintSubscription(1, 1, 200, COURSE)
    item = open_course(state).item("page")
    for rest in ("", f"issues/{IMAGE}/1/", "mend/"):
        answer = text_of(browser.get(address_of(item, rest)))
        assert "Nothing can be written to Canvas here" in answer
        assert "Go to the blueprint course “Biology Master”" in answer
    assert 'name="answer"' not in browser.get(address_of(item, f"issues/{IMAGE}/1/")).content.decode()


HOSTILE = (
    LOGO
    + '<script>alert(1)</script><img src="https://evil.example/a.png" onerror="alert(1)"><base href="//evil.example">'
    '<a href="javascript:alert(1)">x</a><iframe src="https://evil.example/"></iframe><p style="background:url(//evil.example)">'
)


def test_preview_of_hostile_text_is_harmless_and_shows_the_courses_own_picture(open_course, state, browser):
    a_logo(state)
    a_page(state, body=LOGO)
    course = open_course(state)
    item = course.item("page")
    # Canvas's own sanitizer would not have let it in; a preview does not rely on that.
    type(item).objects.of(item.institution).filter(pk=item.pk).update(body=HOSTILE)
    answer = browser.get(address_of(item, "preview/"))
    shown = answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; img-src 'self';")
    assert "script-src" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    body = shown.partition('<body tabindex="0">')[2]
    assert not re.search(r"<script|<iframe|<base|onerror|href=|url\(|src=\"(?!/i/)", body)
    assert 'id="curbcut-1"' in body
    [address] = re.findall(r'src="(/i/[^"]+)"', body)
    browser.logout()
    picture = browser.get(address)
    assert (picture.content, picture.headers["Content-Type"]) == (a_picture(), "image/png")
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert browser.get(address[:-1] + ("a" if address[-1] != "a" else "b")).status_code == 404


def test_preview_of_one_place_marks_that_place_alone(open_course, state, browser):
    a_page(state, body='<p><img src="/a.png"></p><p><img src="/b.png"></p>')
    item = open_course(state).item("page")
    body = browser.get(address_of(item, f"preview/?rule={IMAGE}&number=2")).content.decode()
    assert re.findall(r'id="(curbcut-\d+)"', body) == ["curbcut-2"]
    assert "curbcut-" not in browser.get(address_of(item, "preview/?plain=1")).content.decode().partition(
        '<body tabindex="0">'
    )[2].replace("curbcut-box", "")
    assert browser.get(address_of(item, "preview/?rule=x&number=y")).status_code == 200


def test_picture_of_another_institution_is_not_sent(open_course, state, browser):
    a_logo(state)
    item = open_course(state).item("file")
    address = sights.picture_of(item)
    assert browser.get(address).status_code == 200
    other = create_institution(name="Other")
    assert browser.get(address.replace(f"/i/{item.institution_id}/", f"/i/{other.pk}/")).status_code == 404


def test_same_picture_is_described_once_for_all_texts_and_all_of_it_taken_back(open_course, state, browser):
    a_logo(state)
    pages = [a_page(state, body=LOGO), a_page(state, body=LOGO)]
    quiz = a_quiz(state, description=LOGO)
    course = open_course(state)
    item = course.items(kind="page").first()
    assert "at 3 places in 3 items" in text_of(browser.get(address_of(item, f"issues/{IMAGE}/1/")))
    address = address_of(item, f"issues/{IMAGE}/1/everywhere/")
    shown = browser.get(address).content.decode()
    targets = list(dict.fromkeys(re.findall(r'name="target" value="([^"]+)"', shown)))
    assert len(targets) == 3
    assert "(Page, line 1, column 18)" in re.sub(r"<[^>]+>", "", shown)
    sent = {"fix_id": "describe-image", "expects": item.fingerprint, "answer": "", "target": targets[:2]}
    answer = browser.post(address, sent)
    assert (answer.status_code, answer.content.decode().count(" checked")) == (422, 4)
    batch = sent_to(browser.post(address, sent | {"answer": "The logo", "target": targets}))
    working = browser.get(batch).content.decode()
    assert "0 of 3 items done" in working
    assert "hx-get" in working
    course.work()
    assert browser.get(f"{batch}state/").status_code == 286
    assert "Finished: 3 of 3 items done" in text_of(browser.get(batch))
    assert all('alt="The logo"' in course.stored("pages", page.id)["body"] for page in pages)
    assert 'alt="The logo"' in course.stored("quizzes", quiz.id)["description"]
    undo = sent_to(browser.post(f"{batch}undo/"))
    course.work()
    assert "Finished: 3 of 3 items done" in text_of(browser.get(undo))
    assert all(course.stored("pages", page.id)["body"] == LOGO for page in pages)
    listed = text_of(browser.get(f"/i/{item.institution_id}/courses/{item.course_id}/changes/"))
    assert "At many places at once" in listed
    assert "Undo: Taken back" in listed


def test_batch_is_stopped(open_course, state, browser):
    a_logo(state)
    a_page(state, body=LOGO)
    course = open_course(state)
    picture = course.item("file")
    assert "Used without a description at 1 place" in text_of(browser.get(address_of(picture)))
    address = address_of(picture, "describe/")
    target = re.search(r'name="target" value="([^"]+)"', browser.get(address).content.decode())[1]
    sent = {"fix_id": "describe-image", "expects": picture.fingerprint, "answer": "The logo", "target": target}
    batch = sent_to(browser.post(address, sent))
    assert "1 of the places stay" in text_of(browser.post(f"{batch}stop/", follow=True))
    assert "Stopped: 0 of 1 items done" in text_of(browser.get(batch))
    course.work()
    assert course.requests("PUT") == 0
    assert "nothing to take back" in text_of(browser.post(f"{batch}undo/", follow=True))


def test_picture_that_is_described_everywhere_has_nothing_to_describe(open_course, state, browser):
    a_logo(state)
    a_page(state, body=LOGO.replace("<img", '<img alt="The logo"'))
    item = open_course(state).item("file")
    assert "No text of the course uses" in text_of(browser.get(address_of(item, "describe/"), follow=True))


def test_our_own_rules_find_nothing_wrong_with_the_pages(open_course, state, browser):
    a_logo(state)
    a_page(state, body=LOGO + '<p style="color: #b8b8b8">Pale</p><p lang="xx-none">Text</p><h4>Deep</h4>')
    course = open_course(state)
    item, picture = course.item("page"), course.item("file")
    outcome = mend(course, browser, item)
    rules = ("html-text-contrast", IMAGE)
    pages = [
        address_of(item),
        address_of(item, "mend/"),
        address_of(item, "history/"),
        outcome,
        address_of(picture, "upload/"),
    ]
    pages += [address_of(item, f"issues/{rule}/1/") for rule in rules] + [address_of(item, "exclude/")]
    for address in pages:
        found = check_html(browser.get(address, follow=True).content, name="page.html")
        assert [part.rule_id for part in found.parts] == [], address


def test_nothing_of_the_panel_is_there_for_another_institution(open_course, state, browser):
    a_logo(state)
    a_page(state, body=LOGO)
    course = open_course(state)
    item = course.item("page")
    outcome = mend(course, browser, item)
    stranger = Person.objects.create_person(email="eve@example.edu", name="Eve", password="correct horse battery")
    Membership.objects.create(person=stranger, institution=(other := create_institution(name="Other")))
    browser.force_login(stranger)
    rests = (
        "",
        *["preview/", "mend/", "history/", "upload/", "describe/"],
        f"issues/{IMAGE}/1/",
        f"issues/{IMAGE}/1/everywhere/",
    )
    addresses = [address_of(item, rest) for rest in rests] + [outcome, f"{outcome}state/"]
    of_course = address_of(item).partition("items/")[0]
    addresses += [f"{of_course}{rest}" for rest in ("changes/", "batches/1/", "batches/1/state/")]
    for address in addresses:
        moved = address.replace(f"/i/{item.institution_id}/", f"/i/{other.pk}/")
        assert (browser.get(address).status_code, browser.get(moved).status_code) == (404, 404), address
    for address in (f"{outcome}undo/", address_of(item, f"issues/{IMAGE}/1/"), address_of(item, "upload/replace/")):
        moved = address.replace(f"/i/{item.institution_id}/", f"/i/{other.pk}/")
        assert (browser.post(address).status_code, browser.post(moved).status_code) == (404, 404), address
    assert Change.objects.of(item.institution).count() == 1
