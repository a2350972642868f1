"""Folders of a course's files, made when they are first needed (contract 8.1)."""

from canvas_sandbox.exchange import local_id
from canvas_sandbox.model import Folder, State
from canvas_sandbox.refusals import not_found

ROOT_FOLDER = "course files"
UNFILED = f"{ROOT_FOLDER}/unfiled"


def folder_at(state: State, course_id: int, path: str) -> Folder:
    """Return the folder at a full path such as `course files/week 1`; it and its parents are made when missing."""
    known = {folder.path: folder for folder in state.folders.values() if folder.course_id == course_id}
    parts = path.split("/")
    for length in range(1, len(parts) + 1):
        part = "/".join(parts[:length])
        if part not in known:
            folder = Folder(id=state.new_id(), course_id=course_id, path=part)
            state.folders[folder.id] = known[part] = folder
    return known[path]


def path_below_root(path: str) -> str:
    """Return a caller's `parent_folder_path` as a full path; empty and dotted parts do not count."""
    parts = [part.strip() for part in path.split("/")]
    return "/".join([ROOT_FOLDER, *(part for part in parts if part not in {"", ".", ".."})])


def folder_of(state: State, course_id: int, identifier: str) -> Folder:
    """Return the folder of a course that an id names.

    Raises:
        Refusal: 404, there is none in this course.
    """
    folder = state.folders.get(local_id(identifier) or 0)
    if folder is None or folder.course_id != course_id:
        raise not_found()
    return folder
