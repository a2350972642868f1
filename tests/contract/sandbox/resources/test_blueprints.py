"""Contract 7.4, 7.5, 12: blueprints, their locks, and where content came from."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.builders.canvas_state import (
    ADMINISTRATOR,
    COURSE,
    STUDENT,
    a_course,
    a_file,
    a_page,
    a_quiz,
    a_state,
    a_topic,
    an_assignment,
)
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.model import BlueprintMigration, BlueprintSubscription, ContentMigration, Lock

BASE = f"/api/v1/courses/{COURSE}"
LOCKED = {"content": True, "settings": False}


@pytest.fixture
def state():
    return a_state()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        client.headers.update(bearer(ADMINISTRATOR))
        yield client


@dataclass(frozen=True)
class Kind:
    """One kind of content: how it is built, where it lives, how its HTML is written."""

    build: Callable
    path: str
    parameter: str
    column: str


KINDS = pytest.mark.parametrize(
    "kind",
    [
        Kind(a_page, "pages", "wiki_page[body]", "body"),
        Kind(an_assignment, "assignments", "assignment[description]", "description"),
        Kind(a_topic, "discussion_topics", "message", "message"),
        Kind(a_quiz, "quizzes", "quiz[description]", "description"),
    ],
    ids=lambda kind: kind.path,
)


@KINDS
class TestLockedContent:
    def test_a_child_shows_the_flags_on_its_list(self, state, client, kind):
        kind.build(state, id=900, lock=Lock(is_child=True, restrictions=LOCKED))
        [item] = client.get(f"{BASE}/{kind.path}").json()
        assert item["is_master_course_child_content"] is True
        assert item["restricted_by_master_course"] is True
        assert item["master_course_restrictions"] == LOCKED

    def test_students_do_not_see_them(self, state, client, kind):
        kind.build(state, id=900, lock=Lock(is_child=True, restrictions=LOCKED))
        [item] = client.get(f"{BASE}/{kind.path}", headers=bearer(STUDENT)).json()
        assert "is_master_course_child_content" not in item

    def test_a_change_in_the_child_is_refused(self, state, client, kind):
        record = kind.build(state, id=900, lock=Lock(is_child=True, restrictions=LOCKED))
        before = getattr(record, kind.column)
        answer = client.put(f"{BASE}/{kind.path}/900", data={kind.parameter: "<p>New</p>"})
        assert answer.status_code == 400
        message = f"cannot change column(s): {kind.column} - locked by Master Course"
        assert answer.json()["errors"]["base"][0]["message"] == message
        assert getattr(record, kind.column) == before

    def test_the_same_content_is_no_change(self, state, client, kind):
        record = kind.build(state, id=900, lock=Lock(is_child=True, restrictions=LOCKED))
        assert (
            client.put(f"{BASE}/{kind.path}/900", data={kind.parameter: getattr(record, kind.column)}).status_code
            == 200
        )

    @pytest.mark.parametrize(
        "lock",
        [
            Lock(is_master=True, restrictions=LOCKED),
            Lock(is_child=True),
            Lock(is_child=True, restrictions={"content": False, "points": True}),
        ],
    )
    def test_master_content_and_unlocked_copies_are_edited_freely(self, state, client, kind, lock):
        record = kind.build(state, id=900, lock=lock)
        assert client.put(f"{BASE}/{kind.path}/900", data={kind.parameter: "<p>New</p>"}).status_code == 200
        assert getattr(record, kind.column) == "<p>New</p>"

    def test_the_blueprint_course_shows_its_own_flags(self, state, client, kind):
        kind.build(state, id=900, lock=Lock(is_master=True, restrictions={}))
        [item] = client.get(f"{BASE}/{kind.path}").json()
        assert (item["is_master_course_master_content"], item["restricted_by_master_course"]) == (True, False)
        assert "master_course_restrictions" not in item


def test_a_locked_file_is_neither_renamed_nor_deleted(state, client):
    file = a_file(state, id=300, lock=Lock(is_child=True, restrictions=LOCKED))
    answer = client.put("/api/v1/files/300", data={"name": "new.pdf"})
    assert "display_name - locked by Master Course" in answer.json()["errors"]["base"][0]["message"]
    refused = client.delete("/api/v1/files/300")
    assert (refused.status_code, refused.json()["status"]) == (403, "unauthorized")
    assert file.workflow_state == "available"


def test_a_single_file_shows_its_lock_when_asked(state, client):
    """Contract 7.8."""
    a_file(state, id=300, lock=Lock(is_child=True, restrictions=LOCKED))
    assert "restricted_by_master_course" not in client.get(f"{BASE}/files/300").json()
    shown = client.get(f"{BASE}/files/300?include[]=blueprint_course_status").json()
    assert shown["restricted_by_master_course"] is True
    assert client.get(f"{BASE}/files").json()[0]["restricted_by_master_course"] is True


class TestSubscriptions:
    @pytest.fixture(autouse=True)
    def blueprint(self, state):
        a_course(state, id=90, name="Biology 100 Blueprint", course_code="BIO100", blueprint=True)
        state.blueprint_subscriptions[5] = BlueprintSubscription(5, 1, 90, COURSE)
        for number in (88, 89):
            state.blueprint_migrations[number] = BlueprintMigration(
                number, 5, 1, "completed", f"2026-08-{number - 70}T10:00:00Z", comment="Fixes"
            )

    def test_the_list_is_bare_and_without_links(self, client):
        """Contract 7.4 and 4."""
        answer = client.get(f"{BASE}/blueprint_subscriptions")
        course = {"id": 90, "name": "Biology 100 Blueprint", "course_code": "BIO100", "term_name": "Fall 2026"}
        assert answer.json() == [{"id": 5, "template_id": 1, "blueprint_course": course}]
        assert "link" not in answer.headers

    @pytest.mark.parametrize("name", ["default", "5"])
    def test_migrations_come_newest_first(self, client, name):
        migrations = client.get(f"{BASE}/blueprint_subscriptions/{name}/migrations").json()
        assert [item["id"] for item in migrations] == [89, 88]
        assert "template_id" not in migrations[0]

    def test_a_course_without_a_blueprint_has_none(self, state, client):
        a_course(state, id=200)
        assert client.get("/api/v1/courses/200/blueprint_subscriptions").json() == []
        assert client.get("/api/v1/courses/200/blueprint_subscriptions/default/migrations").status_code == 404

    def test_it_takes_the_right_to_manage(self, client):
        assert client.get(f"{BASE}/blueprint_subscriptions", headers=bearer(STUDENT)).status_code == 403


class TestContentMigrations:
    def test_a_course_copy_names_its_source(self, state, client):
        """Contract 7.5, appendix A."""
        a_course(state, id=90, name="Cell Biology (master)")
        state.content_migrations[77] = ContentMigration(
            77, COURSE, 1, "course_copy_importer", "completed", "2026-07-01T07:59:58Z", source_course_id=90
        )
        [migration] = client.get(f"{BASE}/content_migrations").json()
        assert migration["settings"]["source_course_name"] == "Cell Biology (master)"
        assert migration["migration_type_title"] == "Course Copy"

    def test_a_package_names_its_file_and_no_source(self, state, client):
        state.content_migrations[77] = ContentMigration(
            77, COURSE, 1, "canvas_cartridge_importer", "completed", "2026-07-01T00:00:00Z", attachment_name="a.imscc"
        )
        [migration] = client.get(f"{BASE}/content_migrations").json()
        assert (migration["attachment"]["display_name"], migration["settings"]) == ("a.imscc", {})

    def test_hidden_ones_are_dropped_after_paging(self, state, client):
        """Contract 7.5 and 4: a middle page may be short."""
        for number in range(1, 13):
            state.content_migrations[number] = ContentMigration(
                number, COURSE, 1, "master_course_import", "completed", "2026-07-01T00:00:00Z", hidden=number > 6
            )
        answer = client.get(f"{BASE}/content_migrations")
        assert [item["id"] for item in answer.json()] == [6, 5, 4, 3]
        assert 'rel="next"' in answer.headers["link"]

    def test_the_call_makes_sure_of_the_root_folder(self, state, client):
        state.folders.clear()
        client.get(f"{BASE}/content_migrations")
        assert [folder.path for folder in state.folders.values()] == ["course files"]
