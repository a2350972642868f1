"""Planting the demo university: every plan becomes a course with its items, and courses get their history."""

from collections.abc import Callable
from typing import Any

import msgspec

from canvas_sandbox.model import (
    BlueprintMigration,
    BlueprintSubscription,
    ContentMigration,
    Course,
    Lock,
    State,
)
from canvas_sandbox.seeds import people
from canvas_sandbox.seeds.demo import university
from canvas_sandbox.seeds.demo.files import Upload
from canvas_sandbox.seeds.demo.texts import Text, texts_of
from canvas_sandbox.seeds.demo.university import Plan
from canvas_sandbox.seeds.identity import uuid_of
from canvas_sandbox.seeds.planter import ROOT_FOLDER, CoursePlanter

_TOOLS = {"external": False, "new-quizzes": True}  # is it New Quizzes?


def plant_demo(state: State) -> None:
    """Fill an empty state with Alderwick University."""
    university.plant_frame(state)
    made: dict[Callable[[], bytes], bytes] = {}  # courses that hold one document share its bytes
    for plan in university.PLANS:
        _plant_course(state, plan, made)
    _plant_blueprint(state)
    _plant_migrations(state)


def _plant_course(state: State, plan: Plan, made: dict[Callable[[], bytes], bytes]) -> None:
    course = msgspec.structs.replace(
        plan.course, uuid=uuid_of("course", plan.course.id), total_students=18 + plan.course.id * 7 % 60
    )
    planter = CoursePlanter(state, course, people.TEACHER.user_id)
    files = {upload.name: _plant_file(planter, upload, made) for upload in plan.uploads}
    for text in texts_of(plan.texts):
        if not plan.copied_only or "copied" in text.options:
            _plant_text(planter, text, text.filled(course.id, files))


def _plant_file(planter: CoursePlanter, upload: Upload, made: dict[Callable[[], bytes], bytes]) -> int:
    *earlier, last = [_made(make, made) for make in (*upload.versions, upload.make)]
    options: dict[str, Any] = dict(upload.options)
    options["lock"] = _lock(planter.course, str(options.pop("lock", "")))
    folder = f"{ROOT_FOLDER}/{upload.folder}" if upload.folder else ROOT_FOLDER
    record = planter.file(upload.name, earlier[0] if earlier else last, folder=folder, **options)
    for data in [*earlier[1:], last] if earlier else []:
        record = planter.replace_file(record, data)
    return record.id


def _made(make: Callable[[], bytes], made: dict[Callable[[], bytes], bytes]) -> bytes:
    if make not in made:
        made[make] = make()
    return made[make]


def _plant_text(planter: CoursePlanter, text: Text, body: str) -> None:
    options: dict[str, Any] = {"published": "unpublished" not in text.options}
    options["lock"] = _lock(planter.course, text.options.get("lock", ""))
    match text.kind:
        case "syllabus":
            planter.course.syllabus_body = body
        case "page":
            old = [text.options["old"]] if "old" in text.options else []
            editor = text.options.get("editor", "rce")
            planter.page(text.title, body, front_page="front" in text.options, editor=editor, old_urls=old, **options)
        case "assignment":
            planter.assignment(text.title, body, **options, **_submission(text))
        case "quiz":
            planter.quiz(text.title, body, quiz_type=text.options.get("type", "assignment"), **options)
        case "discussion":
            options |= {"pinned": "pinned" in text.options, "locked": "closed" in text.options}
            planter.discussion(text.title, body, graded="graded" in text.options, **options)
        case "announcement":
            planter.announcement(text.title, body, **options)
        case unknown:
            raise ValueError(f"The demo's texts name a kind of item that Canvas does not have: {unknown}")


def _submission(text: Text) -> dict[str, Any]:
    if tool := text.options.get("tool"):
        return {"submission_types": ["external_tool"], "is_quiz_lti": _TOOLS[tool]}
    return {"submission_types": [text.options.get("submission", "online_upload")]}


def _lock(course: Course, restrictions: str) -> Lock | None:
    """Answer the blueprint data of an item: every item of a blueprint and of its child has some (contract 12)."""
    if course.id not in {university.BLUEPRINT_ID, university.CHILD_ID}:
        return None
    is_child = course.id == university.CHILD_ID
    return Lock(is_child, not is_child, {kind: True for kind in restrictions.split("+") if kind})


def _plant_blueprint(state: State) -> None:
    subscription_id = state.new_id()
    state.blueprint_subscriptions[subscription_id] = BlueprintSubscription(
        subscription_id, 1, university.BLUEPRINT_ID, university.CHILD_ID
    )
    for day, outcome, comment in (
        (16, "completed", None),
        (23, "imports_failed", "Second try after the outage"),
        (24, "completed", "Captions mended"),
    ):
        sync_id, date = state.new_id(), f"2026-08-{day}T10:"
        state.blueprint_migrations[sync_id] = BlueprintMigration(
            id=sync_id,
            subscription_id=subscription_id,
            user_id=people.ROOT_ADMIN.user_id,
            workflow_state=outcome,
            created_at=f"{date}00:00Z",
            exports_started_at=f"{date}00:05Z",
            imports_queued_at=f"{date}00:40Z",
            imports_completed_at=f"{date}01:10Z" if outcome == "completed" else None,
            comment=comment,
        )


def _plant_migrations(state: State) -> None:
    source = {"source_course_id": university.SUMMER_BIOLOGY_ID}
    package = {"attachment_name": "people-and-places-export.imscc"}
    for course_id, kind, outcome, month_day, options in (
        (101, "course_copy_importer", "failed", "06-30", source),
        (101, "course_copy_importer", "completed", "07-01", source),
        (101, "course_copy_importer", "completed", "07-02", source | {"hidden": True}),
        (university.CHILD_ID, "master_course_import", "completed", "08-24", {"hidden": True}),
        (university.PACKAGE_ID, "common_cartridge_importer", "completed", "07-09", package),
        (university.PACKAGE_ID, "moodle_converter", "failed", "07-08", {"attachment_name": "backup-anth.mbz"}),
        (104, "zip_file_importer", "completed", "08-03", {"attachment_name": "vocabulario.zip"}),
    ):
        migration_id, date = state.new_id(), f"2026-{month_day}T08:"
        state.content_migrations[migration_id] = ContentMigration(
            id=migration_id,
            course_id=course_id,
            user_id=people.TEACHER.user_id,
            migration_type=kind,
            workflow_state=outcome,
            created_at=f"{date}00:00Z",
            started_at=f"{date}00:02Z",
            finished_at=f"{date}03:00Z" if outcome == "completed" else None,
            **options,
        )
