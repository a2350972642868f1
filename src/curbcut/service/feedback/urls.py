"""Addresses of the panel."""

from django.urls import path

from curbcut.service.feedback.views import batches, changes, decisions, issues, items, log, mending, uploads

_COURSE = "i/<int:client_id>/courses/<int:course_id>/"
_ITEM = f"{_COURSE}items/<int:item_id>/"
_ISSUE = f"{_ITEM}issues/<str:rule_id>/<int:number>/"
_CHANGE = f"{_ITEM}changes/<int:change_id>/"
_BATCH = f"{_COURSE}batches/<int:batch_id>/"

urlpatterns = [
    path("i/<int:client_id>/audit/", log.audit_log, name="audit-log"),
    path("i/<int:client_id>/audit.csv", log.audit_csv, name="audit-csv"),
    path(_ITEM, items.item, name="item"),
    path(f"{_ITEM}preview/", items.preview, name="item-preview"),
    path(f"{_ITEM}pictures/page-1.png", items.item_thumbnail, name="item-thumbnail"),
    path(f"{_ITEM}pictures/<str:rule_id>/<int:number>.png", items.item_picture, name="item-picture"),
    path(f"{_ITEM}places/<str:rule_id>/<int:number>.png", items.place_picture, name="place-picture"),
    path("i/<int:client_id>/pictures/<str:token>", items.picture, name="feedback-picture"),
    path(_ISSUE, issues.issue, name="issue"),
    path(f"{_ISSUE}everywhere/", batches.everywhere, name="everywhere"),
    path(f"{_ITEM}describe/", batches.describe_picture, name="describe-picture"),
    path(f"{_ITEM}mend/", mending.mend_item, name="mend-item"),
    path(f"{_ITEM}upload/", uploads.upload, name="upload"),
    path(f"{_ITEM}upload/replace/", uploads.replace, name="replace-file"),
    path(f"{_ITEM}accept/<str:rule_id>/", decisions.accept, name="accept-issue"),
    path(f"{_ITEM}accepted/<int:acceptance_id>/reopen/", decisions.reopen, name="reopen-issue"),
    path(f"{_ITEM}history/", changes.history, name="item-history"),
    path(_CHANGE, changes.change, name="change"),
    path(f"{_CHANGE}state/", changes.change_state, name="change-state"),
    path(f"{_CHANGE}undo/", changes.undo, name="undo-change"),
    path(f"{_COURSE}changes/", batches.changes_of_course, name="course-changes"),
    path(_BATCH, batches.batch, name="batch"),
    path(f"{_BATCH}state/", batches.batch_state, name="batch-state"),
    path(f"{_BATCH}stop/", batches.stop_batch, name="stop-batch"),
    path(f"{_BATCH}undo/", batches.undo_batch, name="undo-batch"),
]
