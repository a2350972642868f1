"""Where a course's content came from: blueprint subscriptions, their migrations, content migrations (contract 7.4, 7.5)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, host_of, local_id, state_of
from canvas_sandbox.model import BlueprintMigration, BlueprintSubscription, ContentMigration, Course
from canvas_sandbox.paging import paginate
from canvas_sandbox.refusals import not_found
from canvas_sandbox.resources.finding import managed_course_of
from canvas_sandbox.uploads.folders import ROOT_FOLDER, folder_at

_TITLES = {
    "course_copy_importer": "Course Copy",
    "canvas_cartridge_importer": "Canvas Cartridge Importer",
    "common_cartridge_importer": "Common Cartridge",
    "qti_converter": "QTI .zip file",
    "zip_file_importer": "Unzip .zip file into folder",
    "moodle_converter": "Moodle 1.9/2.x",
    "master_course_import": "Blueprint Course Sync",
}


async def _list_subscriptions(request: Request) -> Response:
    """A bare array of at most one, without `Link` (contract 4 and 7.4)."""
    course = managed_course_of(request)
    return api_json(request, [_subscription_json(request, item) for item in _subscriptions(request, course)])


async def _list_blueprint_migrations(request: Request) -> Response:
    course = managed_course_of(request)
    state = state_of(request)
    wanted = request.path_params["subscription_id"]
    subscriptions = [
        item for item in _subscriptions(request, course) if wanted == "default" or item.id == local_id(wanted)
    ]
    if not subscriptions:
        raise not_found()
    migrations = [item for item in state.blueprint_migrations.values() if item.subscription_id == subscriptions[0].id]
    migrations.sort(key=lambda item: (item.created_at, item.id), reverse=True)
    page, headers = paginate(request, migrations)
    return api_json(request, [_blueprint_migration_json(item) for item in page], headers=headers)


def _subscriptions(request: Request, course: Course) -> list[BlueprintSubscription]:
    known = state_of(request).blueprint_subscriptions.values()
    return [item for item in known if item.child_course_id == course.id][:1]


def _subscription_json(request: Request, subscription: BlueprintSubscription) -> dict[str, object]:
    state = state_of(request)
    blueprint = state.courses.get(subscription.blueprint_course_id)
    term = state.terms.get(blueprint.enrollment_term_id) if blueprint else None
    return {
        "id": subscription.id,
        "template_id": subscription.template_id,
        "blueprint_course": {
            "id": subscription.blueprint_course_id,
            "name": blueprint.name if blueprint else None,
            "course_code": blueprint.course_code if blueprint else None,
            "term_name": term.name if term else None,
        },
    }


def _blueprint_migration_json(migration: BlueprintMigration) -> dict[str, object]:
    return {
        "id": migration.id,
        "user_id": migration.user_id,
        "workflow_state": migration.workflow_state,
        "created_at": migration.created_at,
        "exports_started_at": migration.exports_started_at,
        "imports_queued_at": migration.imports_queued_at,
        "imports_completed_at": migration.imports_completed_at,
        "comment": migration.comment,
        "subscription_id": migration.subscription_id,
    }


async def _list_content_migrations(request: Request) -> Response:
    """Newest first; hidden ones are dropped after paging, so that a middle page may be short (contract 7.5, 4)."""
    course = managed_course_of(request)
    state = state_of(request)
    folder_at(state, course.id, ROOT_FOLDER)  # the call makes sure that the root folder exists
    migrations = [item for item in state.content_migrations.values() if item.course_id == course.id]
    migrations.sort(key=lambda item: item.id, reverse=True)
    page, headers = paginate(request, migrations)
    data = [_content_migration_json(request, course, item) for item in page if not item.hidden]
    return api_json(request, data, headers=headers)


def _content_migration_json(request: Request, course: Course, migration: ContentMigration) -> dict[str, object]:
    host = host_of(request)
    path = f"{host}/api/v1/courses/{course.id}/content_migrations/{migration.id}"
    fields: dict[str, object] = {
        "id": migration.id,
        "user_id": migration.user_id,
        "workflow_state": migration.workflow_state,
        "started_at": migration.started_at,
        "finished_at": migration.finished_at,
        "migration_type": migration.migration_type,
        "created_at": migration.created_at,
        "migration_issues_url": f"{path}/migration_issues",
        "migration_issues_count": int(migration.workflow_state == "failed"),
        "settings": _migration_settings(request, migration),
        "progress_url": f"{host}/api/v1/progress/{migration.id}",
        "migration_type_title": _TITLES.get(migration.migration_type, migration.migration_type),
    }
    if migration.attachment_name is not None:
        # The package lies outside the course's files; only this migration shows it.
        fields["attachment"] = {
            "id": migration.id,
            "display_name": migration.attachment_name,
            "filename": migration.attachment_name,
            "url": f"{host}/files/{migration.id}/download?download_frd=1",
        }
    return fields


def _migration_settings(request: Request, migration: ContentMigration) -> dict[str, object]:
    if migration.source_course_id is None:
        return {}
    source = state_of(request).courses.get(migration.source_course_id)
    return {
        "source_course_id": migration.source_course_id,
        "source_course_name": source.name if source else None,
        "source_course_html_url": f"{host_of(request)}/courses/{migration.source_course_id}",
    }


ROUTES = [
    Route("/api/v1/courses/{course_id}/blueprint_subscriptions", _list_subscriptions),
    Route(
        "/api/v1/courses/{course_id}/blueprint_subscriptions/{subscription_id}/migrations", _list_blueprint_migrations
    ),
    Route("/api/v1/courses/{course_id}/content_migrations", _list_content_migrations),
]
