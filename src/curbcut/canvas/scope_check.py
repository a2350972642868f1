"""Proving a connection: each of the 27 scopes by name, and what else decides whether it works."""

from collections.abc import Callable
from io import BytesIO
from typing import Literal

from msgspec import UNSET, Struct

from curbcut.canvas.client import Canvas
from curbcut.canvas.courses import Course
from curbcut.canvas.errors import (
    CanvasError,
    CanvasThrottledError,
    ContentRejectedError,
    DownloadScopeMissingError,
    NotFoundError,
    OversizedFileError,
    PermissionDeniedError,
    ScopeNotGrantedError,
)
from curbcut.canvas.exchange import Call
from curbcut.canvas.files import File
from curbcut.canvas.ids import AccountId, CourseId
from curbcut.canvas.oauth import Grant
from curbcut.canvas.scopes import ENDPOINTS, Endpoint

ENFORCEMENT = Endpoint(
    name="list modules, which no key of ours may", section="Modules", verb="GET", path="/api/v1/courses/:id/modules"
)
"""Outside the 27: when Canvas lets it pass, the key does not enforce its scopes."""
_DOWNLOAD_BYTES = 5 * 1024 * 1024
_COURSES_TRIED = 5

Switch = Literal["on", "off", "cannot-tell"]
Download = Literal["works", "scope-missing", "failed", "no-file"]


class ScopeResult(Struct, frozen=True, kw_only=True):
    """One of the 27.

    Attributes:
        scope: The scope string.
        granted: Whether the token may use it.
        lacks_right: It may, but the person who authorized lacks the right in Canvas.
    """

    scope: str
    granted: bool
    lacks_right: bool = False


class AccountResult(Struct, frozen=True):
    """An account that the person administers."""

    id: AccountId
    name: str


class ConnectionReport(Struct, frozen=True, kw_only=True):
    """What the check saw.

    Attributes:
        scopes: 27 results in the order of `ENDPOINTS`.
        enforcement: Whether the key enforces its scopes.
        includes: Whether the key allows include parameters.
        download: Whether files can be downloaded.
        download_scope: The optional scope to add, for `scope-missing`.
        download_detail: What went wrong, for `failed`.
        accounts: What the person administers; empty for one who is no administrator.
        is_masquerade: The token is that of a user whom an administrator acted as.
    """

    scopes: tuple[ScopeResult, ...]
    enforcement: Switch = "cannot-tell"
    includes: Switch = "cannot-tell"
    download: Download = "no-file"
    download_scope: str | None = None
    download_detail: str | None = None
    accounts: tuple[AccountResult, ...] = ()
    is_masquerade: bool = False

    @property
    def missing_scopes(self) -> tuple[str, ...]:
        """The scopes that the token lacks."""
        return tuple(result.scope for result in self.scopes if not result.granted)

    @property
    def is_healthy(self) -> bool:
        """Whether courses can be read as they are."""
        return not self.missing_scopes and self.includes != "off" and bool(self.accounts)


def check_connection(
    canvas: Canvas,
    *,
    grant: Grant | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> ConnectionReport:
    """Probe all 27 scopes, one after another, then enforcement, accounts, includes and a download. Changes nothing.

    Args:
        canvas: The connection.
        grant: From the code exchange, to tell a masquerade.
        progress: Told after each step how many of how many are done.

    Raises:
        GrantLostError: The token is refused.
        CanvasUnavailableError: Canvas does not answer.
        CanvasThrottledError: Canvas asks for a long wait.
    """
    steps = len(ENDPOINTS) + 4
    results: list[ScopeResult] = []
    for endpoint in ENDPOINTS:
        results.append(probe(canvas, endpoint))
        progress(len(results), steps)
    enforcement: Switch = "off" if probe(canvas, ENFORCEMENT).granted else "on"
    progress(steps - 3, steps)
    accounts = _accounts(canvas)
    progress(steps - 2, steps)
    course = _first_course(canvas, accounts)
    includes = _includes(canvas, course)
    progress(steps - 1, steps)
    download, scope, detail = _download(canvas, accounts)
    progress(steps, steps)
    return ConnectionReport(
        scopes=tuple(results),
        enforcement=enforcement,
        includes=includes,
        download=download,
        download_scope=scope,
        download_detail=detail,
        accounts=accounts,
        is_masquerade=grant is not None and grant.is_masquerade,
    )


def probe(canvas: Canvas, endpoint: Endpoint) -> ScopeResult:
    """Ask one endpoint for a record that cannot exist: Canvas looks at the scope before it looks for the record."""
    lacks_right = False
    try:
        canvas.api.send(Call(endpoint=endpoint, is_probe=True))
    except ScopeNotGrantedError:
        return ScopeResult(scope=endpoint.scope, granted=False)
    except PermissionDeniedError:
        lacks_right = True
    except (NotFoundError, ContentRejectedError):
        pass
    return ScopeResult(scope=endpoint.scope, granted=True, lacks_right=lacks_right)


def _accounts(canvas: Canvas) -> tuple[AccountResult, ...]:
    try:
        return tuple(AccountResult(account.id, account.name) for account in canvas.accounts.list_accounts())
    except (ScopeNotGrantedError, PermissionDeniedError):
        return ()


def _courses(canvas: Canvas, accounts: tuple[AccountResult, ...]) -> list[Course]:
    found: list[Course] = []
    for account in accounts:
        try:
            for course in canvas.accounts.list_courses(account.id):
                found.append(course)
                if len(found) >= _COURSES_TRIED:
                    return found
        except (ScopeNotGrantedError, PermissionDeniedError, NotFoundError):
            continue
    return found


def _first_course(canvas: Canvas, accounts: tuple[AccountResult, ...]) -> Course | None:
    return next(iter(_courses(canvas, accounts)), None)


def _includes(canvas: Canvas, course: Course | None) -> Switch:
    """Tell by a course's syllabus: Canvas drops the include without a word when the key does not allow it."""
    if course is None:
        return "cannot-tell"
    try:
        return "off" if canvas.courses.get_course(course.id).syllabus_body is UNSET else "on"
    except (ScopeNotGrantedError, PermissionDeniedError, NotFoundError):
        return "cannot-tell"


def _download(canvas: Canvas, accounts: tuple[AccountResult, ...]) -> tuple[Download, str | None, str | None]:
    for course in _courses(canvas, accounts):
        file = _small_file(canvas, course.id)
        if file is None:
            continue
        try:
            canvas.files.download(file, BytesIO(), limit_bytes=_DOWNLOAD_BYTES)
        except DownloadScopeMissingError as error:
            return "scope-missing", error.scope, str(error)
        except OversizedFileError:
            continue
        except CanvasThrottledError:
            raise  # says nothing about downloads
        except CanvasError as error:
            return "failed", None, str(error)
        return "works", None, None
    return "no-file", None, None


def _small_file(canvas: Canvas, course_id: CourseId) -> File | None:
    try:
        files = canvas.files.list_files(course_id)
        return next((file for file in files if file.url and 0 < (file.size or 0) <= _DOWNLOAD_BYTES), None)
    except (ScopeNotGrantedError, PermissionDeniedError, NotFoundError):
        return None
