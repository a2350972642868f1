"""Files and folders from the command line: which files to check, and how each is read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from curbcut.documents.context import Context
from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.kinds import kind_of
from curbcut.scoring.assessment import LARGEST_FILE_BYTES, Assessment, could_not_check
from curbcut.scoring.isolated import Checker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curbcut.reports.previews import FilePreview
    from curbcut.rules.rule import Rule
    from curbcut.scoring.preview import Previewer

MISSING = "missing-file"
"""Code of an assessment whose file was named on the command line and does not exist: a usage error."""


class Input(Struct, frozen=True):
    """One file to check.

    Attributes:
        shown: Its path as it was given, or as given for its folder, in printable text.
        path: Where it is.
    """

    shown: str
    path: Path


def find_inputs(given: list[str]) -> Iterator[Input]:
    """Yield every file, in the order given; folders are walked by name, without what is hidden in them.

    A folder that may not be listed is yielded itself.
    """
    for each in given:
        if os.path.isdir(each):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
            yield from _walk(each)
        else:
            yield Input(_printable(each), Path(each))


def check_input(checker: Checker, each: Input) -> Assessment:
    """Read one file and check it; a file that cannot be read is an answer."""
    name = _printable(each.path.name)
    try:
        if not each.shown:  # pathlib takes it for the folder that we stand in
            return _cannot(name, MISSING, "There is no such file.")
        found = each.path.stat()
        if stat.S_ISDIR(found.st_mode):
            return _unlisted(each.path, name)
        if not stat.S_ISREG(found.st_mode):
            return _cannot(name, "not-a-file", "It is not a regular file, so it was not opened.")
        if found.st_size > LARGEST_FILE_BYTES:
            text = f"It is larger than {LARGEST_FILE_BYTES >> 20} MB, the most that is read."
            return _cannot(name, OversizedDocumentError.code, text)
        data = each.path.read_bytes()
    except FileNotFoundError:
        return _cannot(name, MISSING, "There is no such file.")
    except (OSError, ValueError) as error:
        return _unreadable(name, error)
    return checker.check(data, Context(name=name, siblings=_siblings_of(each.path)))


def preview_input(
    previewer: "Previewer", each: Input, assessment: Assessment, rules: "Mapping[str, Rule]"
) -> "FilePreview | None":
    """Picture one file that was checked; `None` for files without pages, and for one that changed or went meanwhile."""
    from curbcut.reports.previews import preview_of

    if assessment.status != "checked":
        return None
    try:
        return preview_of(previewer, each.path.read_bytes(), assessment, rules)
    except OSError:
        return None


def _siblings_of(path: Path) -> tuple[str, ...] | None:
    """Return the names of the files in the folder of a film or a sound, where captions may lie; nothing else asks for them."""
    if kind_of(path.name, b"") not in {"video", "audio"}:
        return None
    try:
        with os.scandir(path.parent) as entries:
            return tuple(sorted(_printable(entry.name) for entry in entries if entry.is_file()))
    except OSError:  # a folder that may be passed through but not listed
        return None


def _unlisted(folder: Path, name: str) -> Assessment:
    """Say why a folder among the inputs could not be walked."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        return _unreadable(name, error)
    return _cannot(name, "not-a-file", "It is a folder that could not be listed a moment ago.")


def _unreadable(name: str, error: Exception) -> Assessment:
    reason = getattr(error, "strerror", None) or str(error)
    return _cannot(name, "unreadable-file", f"The computer does not let us read it: {reason}.")


def _cannot(name: str, code: str, reason: str) -> Assessment:
    return could_not_check(name, kind_of(name, b""), (code, reason))


def _walk(folder: str) -> Iterator[Input]:
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                path = os.path.join(parent, name)  # noqa: PTH118 - keeps the folder as it was given
                yield Input(_printable(path), Path(path))
    for error in closed:
        yield Input(_printable(error.filename), Path(error.filename))


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
