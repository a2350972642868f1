"""Any folder of web pages, pictures and files as a course: pages become wiki pages, all else becomes course files."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from canvas_sandbox.html_in import Writing, to_stored
from canvas_sandbox.model import ContentMigration, Course, Page, State
from canvas_sandbox.seeds import people
from canvas_sandbox.seeds.errors import SeedError
from canvas_sandbox.seeds.folder_links import FolderLinks, Target
from canvas_sandbox.seeds.identity import uuid_of
from canvas_sandbox.seeds.planter import ROOT_FOLDER, CoursePlanter
from canvas_sandbox.seeds.university import DEFAULT_TERM_ID, ROOT_ACCOUNT_ID
from canvas_sandbox.seeds.web_page import read_web_page

COURSE_ID = 900
COURSE_NAME = "Imported content"
LARGEST_FOLDER_BYTES = 2 * 1024**3
"""The sandbox holds everything in memory."""

_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_NOT_CONTENT = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})  # left by file managers, dropped by Canvas too
_FRONT_PAGES = frozenset({"index.html", "index.htm", "default.html"})
_NO_HOST = "http://host.invalid"  # a folder has no host that its links could name


def plant_folder(state: State, directory: Path) -> None:
    """Add the course "Imported content" made of everything below `directory`.

    Left out: hidden files and folders, what file managers leave behind, and links that point out of the folder.

    Raises:
        SeedError: `directory` is not a folder, or holds more than fits into memory.
    """
    if not directory.is_dir():
        raise SeedError(f"{directory} is not a folder, so no course can be made of it")
    paths = list(_files_below(directory))
    size = sum(path.stat().st_size for path in paths)
    if size > LARGEST_FOLDER_BYTES:
        raise SeedError(f"{directory} holds {size:,} bytes; a sandbox takes up to {LARGEST_FOLDER_BYTES:,} bytes")
    course = Course(
        id=COURSE_ID,
        name=COURSE_NAME,
        course_code="IMPORT 001",
        account_id=ROOT_ACCOUNT_ID,
        enrollment_term_id=DEFAULT_TERM_ID,
        uuid=uuid_of("course", COURSE_ID),
        storage_quota_mb=max(500, size // 500_000),
    )
    _Import(state, CoursePlanter(state, course, people.ROOT_ADMIN.user_id), directory).plant(paths)
    _record_import(state, directory)


class _Import:
    """One folder on its way into a course."""

    def __init__(self, state: State, planter: CoursePlanter, directory: Path) -> None:
        self._state = state
        self._planter = planter
        self._directory = directory

    def plant(self, paths: list[Path]) -> None:
        pages: dict[str, Page] = {}
        targets: dict[str, Target] = {}
        course = f"/courses/{self._planter.course.id}"
        for path in paths:
            key = path.relative_to(self._directory).as_posix()
            if path.suffix.casefold() in _PAGE_SUFFIXES:
                pages[key] = self._plant_page(path, is_front=key.casefold() in _FRONT_PAGES and not _has_front(pages))
                targets[key] = Target(f"{course}/pages/{pages[key].url}", is_file=False)
            else:
                targets[key] = Target(f"{course}/files/{self._plant_file(path, key)}", is_file=True)
        links = FolderLinks(targets)
        writing = Writing(self._state, _NO_HOST, self._planter.course.id)
        for key, page in pages.items():
            page.body = to_stored(links.rewrite(page.body or "", key), writing)

    def _plant_page(self, path: Path, *, is_front: bool) -> Page:
        content = read_web_page(path.read_bytes())
        return self._planter.page(content.title or printable(path.stem), content.body, front_page=is_front)

    def _plant_file(self, path: Path, key: str) -> int:
        folder = PurePosixPath(ROOT_FOLDER, printable(key)).parent.as_posix()
        return self._planter.file(printable(path.name), path.read_bytes(), folder=folder).id


def _files_below(directory: Path) -> Iterator[Path]:
    """Yield the files of a folder in the order of their names, so that the same folder gives the same ids."""
    inside = directory.resolve()
    for place, folders, names in os.walk(directory):
        folders[:] = sorted(name for name in folders if _is_content(name))
        for name in sorted(names):
            path = Path(place, name)
            # A pipe or device would block, a link may lead to anybody's files.
            if _is_content(name) and path.is_file() and path.resolve().is_relative_to(inside):
                yield path


def _is_content(name: str) -> bool:
    return not name.startswith(".") and name not in _NOT_CONTENT


def _has_front(pages: dict[str, Page]) -> bool:
    return any(page.front_page for page in pages.values())


def printable(name: str) -> str:
    """Answer a name that can be written as UTF-8: bytes of a name that were none become replacement characters."""
    return os.fsencode(name).decode("utf-8", "replace")


def _record_import(state: State, directory: Path) -> None:
    migration_id = state.new_id()
    state.content_migrations[migration_id] = ContentMigration(
        id=migration_id,
        course_id=COURSE_ID,
        user_id=people.ROOT_ADMIN.user_id,
        migration_type="zip_file_importer",
        workflow_state="completed",
        created_at="2026-08-02T09:00:00Z",
        started_at="2026-08-02T09:00:01Z",
        finished_at="2026-08-02T09:01:00Z",
        attachment_name=f"{printable(directory.resolve().name) or 'content'}.zip",
    )
