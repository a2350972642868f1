"""Contract 7.3, 7.6, 7.9, 7.10: pages, assignments, discussions, quizzes."""

import pytest
from tests.builders.canvas_state import (
    ADMINISTRATOR,
    COURSE,
    STUDENT,
    TEACHER,
    a_file,
    a_page,
    a_quiz,
    a_state,
    a_topic,
    an_assignment,
)
from tests.sandbox_client import bearer, sandbox_client

BASE = f"/api/v1/courses/{COURSE}"


@pytest.fixture
def state():
    return a_state()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        client.headers.update(bearer(ADMINISTRATOR))
        yield client


class TestPages:
    def test_the_list_has_bodies_only_when_asked_for(self, state, client):
        a_page(state, url="week-1", title="Week 1")
        [page] = client.get(f"{BASE}/pages").json()
        assert "body" not in page
        assert page["html_url"].endswith("/courses/101/pages/week-1")
        assert client.get(f"{BASE}/pages?include[]=body").json()[0]["body"] == "<p>Text</p>"

    def test_one_is_found_by_id_slug_and_earlier_slug(self, state, client):
        """Contract 7.9."""
        a_page(state, id=900, url="week-1", old_urls=["first-week"])
        for name in ("900", "week-1", "first-week", "page_id:900"):
            assert client.get(f"{BASE}/pages/{name}").json()["page_id"] == 900

    def test_numeric_text_that_is_no_id_is_a_slug(self, state, client):
        a_page(state, id=900, url="2026")
        assert client.get(f"{BASE}/pages/2026").json()["page_id"] == 900

    def test_an_unknown_page_has_its_own_body(self, client):
        """Contract 6."""
        answer = client.get(f"{BASE}/pages/none")
        assert (answer.status_code, answer.json()) == (404, {"message": "page not found"})

    def test_students_see_published_ones(self, state, client):
        a_page(state, id=900, published=False)
        a_page(state, id=901)
        assert [page["page_id"] for page in client.get(f"{BASE}/pages", headers=bearer(STUDENT)).json()] == [901]
        assert client.get(f"{BASE}/pages/900", headers=bearer(STUDENT)).status_code == 404

    def test_filters_and_order(self, state, client):
        a_page(state, id=900, title="Beta", published=False)
        a_page(state, id=901, title="alpha")

        def ids(query):
            return [page["page_id"] for page in client.get(f"{BASE}/pages?{query}").json()]

        assert ids("published=false") == [900]
        assert ids("search_term=alp") == [901]
        assert ids("sort=title") == [901, 900]
        assert ids("sort=title&order=desc") == [900, 901]
        assert client.get(f"{BASE}/pages?search_term=a").status_code == 400

    def test_a_switched_off_tab_is_404_of_its_own(self, state, client):
        """Contract 6."""
        state.courses[COURSE].pages_tab_enabled = False
        answer = client.get(f"{BASE}/pages")
        assert (answer.status_code, answer.json()) == (404, {"message": "That page has been disabled for this course"})

    @pytest.mark.parametrize("as_json", [False, True])
    def test_a_body_is_changed_with_a_revision(self, state, client, as_json):
        """Contract 7.9: form or JSON of the same nesting."""
        page = a_page(state, id=900, updated_at="2026-01-01T00:00:00Z")
        body = (
            {"json": {"wiki_page": {"body": "<p>New</p>"}}} if as_json else {"data": {"wiki_page[body]": "<p>New</p>"}}
        )
        answer = client.put(f"{BASE}/pages/900", headers=bearer(TEACHER), **body).json()
        assert (answer["page_id"], answer["body"]) == (900, "<p>New</p>")
        assert (page.body, page.revisions) == ("<p>New</p>", ["<p>Text</p>"])
        assert answer["last_edited_by"]["id"] == 55
        assert answer["updated_at"] > "2026-01-01T00:00:00Z"
        assert state.notifications == []

    def test_an_unknown_slug_creates_an_unpublished_page(self, state, client):
        """Contract 7.9: the danger that a client must avoid."""
        answer = client.put(f"{BASE}/pages/week-9", data={"wiki_page[body]": "<p>x</p>"}).json()
        assert (answer["url"], answer["title"], answer["published"]) == ("week-9", "Week 9", False)
        assert state.pages[answer["page_id"]].body == "<p>x</p>"

    def test_in_course_zero_nothing_is_created(self, state, client):
        """Appendix C: the course is looked up first."""
        assert client.put("/api/v1/courses/0/pages/x", data={"wiki_page[body]": "x"}).status_code == 404
        assert state.pages == {}

    def test_the_wrapper_is_required(self, state, client):
        a_page(state, id=900)
        answer = client.put(f"{BASE}/pages/900", data={"body": "x"})
        assert (answer.status_code, answer.json()) == (400, {"errors": [{"message": "wiki_page is missing"}]})

    def test_a_new_title_moves_the_slug_and_keeps_the_old(self, state, client):
        page = a_page(state, id=900, url="week-1", title="Week 1")
        a_page(state, id=901, url="introduction")
        answer = client.put(f"{BASE}/pages/900", data={"wiki_page[title]": "Introduction"}).json()
        assert (answer["url"], page.old_urls) == ("introduction-2", ["week-1"])
        assert client.get(f"{BASE}/pages/week-1").json()["page_id"] == 900

    @pytest.mark.parametrize(
        ("field", "value", "attribute", "error_type"),
        [
            ("title", " ", "title", "blank"),
            ("title", "x" * 256, "title", "too_long"),
            ("editing_roles", "all", "editing_roles", "invalid"),
        ],
    )
    def test_validation(self, state, client, field, value, attribute, error_type):
        """Contract 6: the model's error JSON; nothing is changed."""
        page = a_page(state, id=900, title="Week 1")
        answer = client.put(f"{BASE}/pages/900", data={f"wiki_page[{field}]": value, "wiki_page[body]": "x"})
        assert answer.status_code == 400
        assert answer.json()["errors"][attribute][0]["type"] == error_type
        assert (page.title, page.body) == ("Week 1", "<p>Text</p>")

    def test_a_body_over_the_limit_is_refused(self, state, client):
        """Contract 11: 500 kB for pages."""
        a_page(state, id=900)
        assert client.put(f"{BASE}/pages/900", json={"wiki_page": {"body": "x" * 500_000}}).status_code == 200
        answer = client.put(f"{BASE}/pages/900", json={"wiki_page": {"body": "x" * 500_001}})
        assert (answer.status_code, answer.json()["errors"]["body"][0]["type"]) == (400, "too_long")

    def test_the_front_page_is_one_and_published(self, state, client):
        first, second = a_page(state, id=900, front_page=True), a_page(state, id=901)
        client.put(f"{BASE}/pages/901", data={"wiki_page[front_page]": "true"})
        assert (first.front_page, second.front_page) == (False, True)
        assert client.put(f"{BASE}/pages/901", data={"wiki_page[published]": "false"}).status_code == 400

    def test_students_may_not_write(self, state, client):
        page = a_page(state, id=900)
        answer = client.put(f"{BASE}/pages/900", data={"wiki_page[body]": "x"}, headers=bearer(STUDENT))
        assert (answer.status_code, page.body) == (403, "<p>Text</p>")

    def test_links_are_shown_absolute_and_stored_relative(self, state, client):
        """Contract 11 and appendix A, through the API both ways."""
        a_file(state, id=300, content_type="image/png")
        stored = '<p><img src="/courses/101/files/300/preview" alt=""></p>'
        page = a_page(state, id=900, body=stored)
        shown = client.get(f"{BASE}/pages/900").json()["body"]
        host = "http://127.0.0.1:8080"
        assert shown == (
            f'<p><img src="{host}/courses/101/files/300/preview?verifier=UUID300" alt=""'
            f' data-api-endpoint="{host}/api/v1/courses/101/files/300" data-api-returntype="File"></p>'
        )
        client.put(f"{BASE}/pages/900", data={"wiki_page[body]": shown})
        assert "verifier" not in page.body
        assert host + "/courses" not in page.body
        assert 'src="/courses/101/files/300/preview"' in page.body


class TestAssignments:
    def test_kinds(self, state, client):
        """Contract 7.3, appendix A."""
        plain = an_assignment(state, id=400)
        an_assignment(state, id=401, submission_types=["online_quiz"], quiz_id=500)
        a_quiz(state, id=500, assignment_id=401, description="<p>Of the quiz</p>")
        an_assignment(state, id=402, submission_types=["discussion_topic"], discussion_topic_id=600)
        a_topic(state, id=600, assignment_id=402, message="<p>Of the topic</p>")
        an_assignment(state, id=403, submission_types=["external_tool"], is_quiz_lti=True)
        found = {item["id"]: item for item in client.get(f"{BASE}/assignments").json()}
        assert found[400]["description"] == plain.description
        assert (found[401]["quiz_id"], found[401]["is_quiz_assignment"]) == (500, True)
        assert found[401]["description"] == "<p>Of the quiz</p>"
        assert found[402]["discussion_topic"]["id"] == 600
        assert found[402]["description"] == "<p>Of the topic</p>"
        assert found[403]["is_quiz_lti_assignment"] is True
        assert found[403]["external_tool_tag_attributes"]["new_tab"] is False
        assert not {"quiz_id", "discussion_topic", "is_quiz_lti_assignment"} & found[400].keys()

    def test_filters_and_order(self, state, client):
        an_assignment(state, id=400, name="Beta", position=1, due_at="2026-10-01T00:00:00Z")
        an_assignment(state, id=401, name="alpha", position=2)

        def ids(query):
            return [item["id"] for item in client.get(f"{BASE}/assignments?{query}").json()]

        assert ids("") == [400, 401]
        assert ids("order_by=name") == [401, 400]
        assert ids("order_by=due_at") == [400, 401]
        assert ids("assignment_ids[]=401") == [401]
        assert ids("search_term=bet") == [400]
        assert ids("bucket=undated") == [401]
        assert client.get(f"{BASE}/assignments?bucket=none").status_code == 400

    def test_a_description_is_changed_without_a_message(self, state, client):
        assignment = an_assignment(state, id=400, updated_at="2026-01-01T00:00:00Z")
        answer = client.put(f"{BASE}/assignments/400", data={"assignment[description]": "<p>New</p>"}).json()
        assert (answer["description"], assignment.description) == ("<p>New</p>", "<p>New</p>")
        assert assignment.updated_at > "2026-01-01T00:00:00Z"
        assert state.notifications == []
        client.put(f"{BASE}/assignments/400", json={"assignment": {"description": "x", "notify_of_update": True}})
        assert state.notifications == ["Assignment 400 changed"]

    def test_the_wrapper_is_required(self, state, client):
        an_assignment(state, id=400)
        answer = client.put(f"{BASE}/assignments/400", data={"description": "x"})
        assert (answer.status_code, answer.json()) == (400, {"errors": [{"message": "assignment is missing"}]})

    def test_it_is_blank_for_a_student_for_whom_it_is_locked(self, state, client):
        """Contract 7.3."""
        an_assignment(state, id=400, unlock_at="2099-01-01T00:00:00Z")
        seen = client.get(f"{BASE}/assignments/400", headers=bearer(STUDENT)).json()
        assert (seen["description"], seen["locked_for_user"]) == (None, True)
        assert client.get(f"{BASE}/assignments/400").json()["description"] == "<p>Write.</p>"

    def test_an_assignment_of_another_course_is_not_found(self, state, client):
        an_assignment(state, id=400, course_id=999)
        assert client.get(f"{BASE}/assignments/400").status_code == 404


class TestDiscussionTopics:
    def test_discussions_and_announcements_are_two_lists(self, state, client):
        """Contract 7.6."""
        a_topic(state, id=600)
        a_topic(state, id=601, is_announcement=True)
        assert [topic["id"] for topic in client.get(f"{BASE}/discussion_topics").json()] == [600]
        announcements = client.get(f"{BASE}/discussion_topics?only_announcements=true").json()
        assert [(topic["id"], topic["is_announcement"]) for topic in announcements] == [(601, True)]

    def test_plain_messages_are_as_stored(self, state, client):
        """Contract 7.6."""
        a_topic(state, id=600, message='<a href="/courses/101">x</a>')
        plain = client.get(f"{BASE}/discussion_topics?plain_messages=1").json()[0]["message"]
        assert plain == '<a href="/courses/101">x</a>'
        assert "http://127.0.0.1:8080/courses/101" in client.get(f"{BASE}/discussion_topics").json()[0]["message"]

    def test_contradictory_scopes_are_refused(self, client):
        answer = client.get(f"{BASE}/discussion_topics?scope=locked,unlocked")
        assert (answer.status_code, answer.json()) == (400, {"errors": {"scope": "scope is contradictory"}})

    def test_scopes_combine(self, state, client):
        a_topic(state, id=600, locked=True, pinned=True)
        a_topic(state, id=601, locked=True)
        found = client.get(f"{BASE}/discussion_topics?scope=locked,pinned").json()
        assert [topic["id"] for topic in found] == [600]

    def test_an_assignment_comes_with_it(self, state, client):
        an_assignment(state, id=402, discussion_topic_id=600)
        a_topic(state, id=600, assignment_id=402)
        topic = client.get(f"{BASE}/discussion_topics/600").json()
        assert (topic["assignment"]["id"], topic["assignment"]["description"]) == (402, "<p>Say hello.</p>")
        bare = client.get(f"{BASE}/discussion_topics/600?exclude_assignment_descriptions=1").json()
        assert "description" not in bare["assignment"]

    def test_a_message_is_a_top_level_parameter_and_tells_nobody(self, state, client):
        topic = a_topic(state, id=600, is_announcement=True)
        answer = client.put(f"{BASE}/discussion_topics/600", data={"message": "<p>New</p>"})
        assert (answer.status_code, topic.message) == (200, "<p>New</p>")
        assert state.notifications == []

    def test_an_attachment_is_shown_as_a_file(self, state, client):
        a_file(state, id=300)
        a_topic(state, id=600, attachment_id=300)
        assert client.get(f"{BASE}/discussion_topics/600").json()["attachments"][0]["id"] == 300

    def test_a_blank_title_is_refused(self, state, client):
        topic = a_topic(state, id=600, title="Hello")
        assert client.put(f"{BASE}/discussion_topics/600", data={"title": ""}).status_code == 400
        assert topic.title == "Hello"


class TestQuizzes:
    def test_it_has_a_version_and_no_date_of_change(self, state, client):
        """Contract 7.10."""
        a_quiz(state, id=500, version_number=4)
        quiz = client.get(f"{BASE}/quizzes/500").json()
        assert quiz["version_number"] == 4
        assert "updated_at" not in quiz

    def test_students_are_told_unless_the_client_says_no(self, state, client):
        """Contract 7.10: the documented default is true."""
        quiz = a_quiz(state, id=500)
        body = {"quiz[description]": "<p>New</p>", "quiz[notify_of_update]": "false"}
        assert client.put(f"{BASE}/quizzes/500", data=body).json()["version_number"] == 2
        assert (quiz.description, state.notifications) == ("<p>New</p>", [])
        client.put(f"{BASE}/quizzes/500", data={"quiz[description]": "<p>Newer</p>"})
        assert state.notifications == ["Quiz 500 changed"]

    def test_an_unpublished_one_tells_nobody(self, state, client):
        a_quiz(state, id=500, published=False)
        client.put(f"{BASE}/quizzes/500", data={"quiz[description]": "x"})
        assert state.notifications == []

    def test_the_assignment_mirrors_the_new_description(self, state, client):
        """Contract 7.3."""
        a_quiz(state, id=500, assignment_id=401)
        an_assignment(state, id=401, quiz_id=500, updated_at="2026-01-01T00:00:00Z")
        client.put(f"{BASE}/quizzes/500", data={"quiz[description]": "<p>New</p>"})
        mirror = client.get(f"{BASE}/assignments/401").json()
        assert mirror["description"] == "<p>New</p>"
        assert mirror["updated_at"] > "2026-01-01T00:00:00Z"

    def test_a_switched_off_tab(self, state, client):
        state.courses[COURSE].quizzes_tab_enabled = False
        assert client.get(f"{BASE}/quizzes").status_code == 404

    def test_students_see_published_ones(self, state, client):
        a_quiz(state, id=500, published=False)
        assert client.get(f"{BASE}/quizzes/500", headers=bearer(STUDENT)).status_code == 404
        assert client.get(f"{BASE}/quizzes", headers=bearer(STUDENT)).json() == []
