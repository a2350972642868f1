"""A file whose name is taken: replaced with a chain that old links follow, or renamed (contract 8.3)."""

from pathlib import PurePosixPath
from typing import Literal

from canvas_sandbox.links_out import current_file
from canvas_sandbox.model import File, State
from canvas_sandbox.resources.locks import is_content_locked

OnDuplicate = Literal["overwrite", "rename"]

_COPIED_SETTINGS = ("locked", "hidden", "lock_at", "unlock_at", "visibility_level")


def namesakes(state: State, file: File) -> list[File]:
    """Return the other files of the same display name in the same folder."""
    name = file.display_name.casefold()
    return [
        other
        for other in state.files.values()
        if other.folder_id == file.folder_id
        and other.id != file.id
        and other.workflow_state != "deleted"
        and other.display_name.casefold() == name
    ]


def find_old(state: State, file_id: int) -> File | None:
    """Return what a web path with an old id leads to: the replacement, else a file of the same full path."""
    file = current_file(state, file_id)
    old = state.files.get(file_id)
    if file is not None or old is None:
        return file
    return next((other for other in namesakes(state, old) if other.course_id == old.course_id), None)


def settle(state: State, file: File, on_duplicate: OnDuplicate, timestamp: str) -> None:
    """Give a new or renamed file its place among its namesakes.

    Args:
        state: Holds the files.
        file: The one that came.
        on_duplicate: `overwrite` becomes `rename` when an old file is locked by a blueprint (contract 8.3, 12).
        timestamp: The present moment.
    """
    olds = namesakes(state, file)
    if not olds:
        return
    if on_duplicate == "rename" or any(is_content_locked(old.lock) for old in olds):
        file.display_name = _free_name(state, file)
        return
    for name in _COPIED_SETTINGS:
        setattr(file, name, getattr(olds[0], name))
    replaced = {old.id for old in olds}
    for other in state.files.values():
        # Chains are flattened: whatever pointed to an old file points to the new one now.
        if other.id in replaced or (other.replacement_id in replaced and other.id != file.id):
            other.replacement_id = file.id
    for old in olds:
        old.workflow_state = "deleted"
        old.updated_at = timestamp
    for topic in state.discussion_topics.values():
        if topic.attachment_id in replaced:
            topic.attachment_id = file.id


def _free_name(state: State, file: File) -> str:
    taken = {
        other.display_name.casefold()
        for other in state.files.values()
        if other.folder_id == file.folder_id and other.workflow_state != "deleted" and other.id != file.id
    }
    path = PurePosixPath(file.display_name)
    number = 1
    while f"{path.stem}-{number}{path.suffix}".casefold() in taken:
        number += 1
    return f"{path.stem}-{number}{path.suffix}"
