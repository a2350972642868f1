"""What a scan of a course found, as plain records, and the scan itself: read, download, check, score."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from msgspec import Struct

from curbcut.canvas.content import ContentItem, Note
from curbcut.canvas.course_reader import CourseReader
from curbcut.canvas.errors import CanvasError, GrantLostError
from curbcut.canvas.ids import CourseId
from curbcut.documents.context import Context
from curbcut.documents.kinds import Kind, kind_of
from curbcut.documents.used_picture import UsedPicture
from curbcut.reports.neighbours import Neighbours
from curbcut.rules.catalogue import KINDS
from curbcut.rules.rule import Rule
from curbcut.scoring.assessment import LARGEST_FILE_BYTES, Assessment, could_not_check, nothing_checks
from curbcut.scoring.course import CourseScore, ScoredItem, score_course

if TYPE_CHECKING:
    from curbcut.canvas.client import Canvas
    from curbcut.canvas.courses import Course
    from curbcut.canvas.files import File
    from curbcut.scoring.isolated import Checker

Step = Callable[[str, int | None], None]

EMPTY = "empty"
"""Code of an item without any text: nothing to check, nothing to score."""
EMPTY_REASON = "It is empty, so there is nothing to check."

_KINDS_BY_TYPE: dict[str, Kind] = {"application/pdf": "pdf", "text/html": "html", "application/xhtml+xml": "html"}
"""What a file without a telling name may be; its first bytes then decide."""


class ItemReport(Struct, frozen=True, kw_only=True):
    """One item of the course.

    Attributes:
        kind: `page`, `assignment`, `discussion`, `announcement`, `quiz`, `syllabus` or `file`.
        id: Canvas's number of it.
        title: Its name for people.
        url: Where it is in Canvas.
        published: Whether students can see it.
        updated_at: When it changed, where Canvas says so.
        is_content_locked: Whether the blueprint course locks its text.
        assessment: What we say of it, without the places that a person has accepted.
        accepted: How many those are, by rule.
    """

    kind: str
    id: int
    title: str
    url: str
    published: bool
    updated_at: datetime | None
    is_content_locked: bool
    assessment: Assessment
    accepted: dict[str, int] = {}


class CourseReport(Struct, frozen=True, kw_only=True):
    """One course.

    Attributes:
        canvas: Address of the Canvas.
        course_id: Canvas's number of the course.
        name: Its name.
        course_code: Its code, such as BIOL-201.
        published: Whether students can be in it.
        scanned_at: When it was read.
        score: Its score, with files and editor content apart.
        items: Everything in it.
        rules: The rules that the items' results name, by id.
        notes: What could not be listed, and why.
        score_without: What the score would be if accepted places counted; `None` where nothing was accepted.
    """

    canvas: str
    course_id: int
    name: str
    course_code: str
    published: bool
    scanned_at: datetime
    score: CourseScore
    items: tuple[ItemReport, ...]
    rules: dict[str, Rule]
    notes: tuple[Note, ...] = ()
    score_without: float | None = None


class Reader(Protocol):
    """What the scan needs of `canvas.course_reader.CourseReader`."""

    notes: list[Note]

    def course(self) -> "Course":
        """Read the course itself."""
        ...

    def items(self, course: "Course") -> Iterator[ContentItem]:
        """Yield its items, bodies before files."""
        ...


def scan_course(
    canvas: "Canvas", course_id: int, *, pool: "Checker", progress: Step | None = None, reader: Reader | None = None
) -> CourseReport:
    """Read a whole course and check everything in it.

    Args:
        canvas: The institution's Canvas.
        course_id: The course.
        pool: Checks in bounded children.
        progress: Told the title of each finished item.
        reader: Reads the course; Canvas's own by default.

    Raises:
        CanvasError: The course cannot be read. A single item that cannot be is told in its assessment.
    """
    reader = reader or CourseReader(canvas, CourseId(course_id))
    course = reader.course()

    neighbours = Neighbours(course_id)
    mirrors = _Mirrors()
    items: list[ItemReport] = []

    def work(item: ContentItem) -> ItemReport:
        return _report_of(item, _assess(canvas, item, pool, _context_of(item, neighbours, course.locale)))

    def take(report: ItemReport) -> None:
        items.append(report)
        if progress is not None:
            progress(report.title, None)

    parts = _Parts(mirrors.left_out_of(reader.items(course)))
    for report in pool.map(work, parts.bodies()):
        take(report)
        neighbours.add_body(report.kind, _pictures_in(report.assessment))
    files = list(parts.files())
    _tell(neighbours, files, is_whole=not reader.notes)
    for report in pool.map(work, files):
        take(report)
    return CourseReport(
        canvas=str(canvas.origin),
        course_id=course_id,
        name=course.name or f"Course {course_id}",
        course_code=course.course_code or "",
        published=course.is_published,
        scanned_at=datetime.now(UTC).replace(microsecond=0),
        score=score_course(_scored(item.assessment) for item in items),
        items=tuple(items),
        rules=dict(pool.rules),
        notes=(*reader.notes, *mirrors.notes),
    )


class _Parts:
    """The items of a course in two parts: bodies, and files, of which more is known once all bodies were read."""

    def __init__(self, items: Iterator[ContentItem]) -> None:
        self._items = items
        self._first_file: ContentItem | None = None

    def bodies(self) -> Iterator[ContentItem]:
        """Yield what comes before the first file."""
        for item in self._items:
            if item.file is not None:
                self._first_file = item
                return
            yield item

    def files(self) -> Iterator[ContentItem]:
        """Yield the rest, once the bodies are through."""
        if self._first_file is not None:
            yield self._first_file
        yield from self._items


class _Mirrors:
    """Leaves out items that show the text of another item, which is checked and counted as that one, and says so."""

    def __init__(self) -> None:
        self._count = 0

    def left_out_of(self, items: Iterator[ContentItem]) -> Iterator[ContentItem]:
        for item in items:
            if item.not_checkable == "mirror":
                self._count += 1
            else:
                yield item

    @property
    def notes(self) -> tuple[Note, ...]:
        if not self._count:
            return ()
        text = f"Assignments that show the text of a quiz, a discussion or a page, which is checked as that: {self._count}."
        return (Note("mirrors", text),)


def _tell(neighbours: Neighbours, files: list[ContentItem], *, is_whole: bool) -> None:
    """Tell what stands beside each file, and whether something could not be listed."""
    if not is_whole:
        neighbours.add_unread()
    for item in files:
        if item.file is not None:
            neighbours.add_file(item.file.display_name, item.file.folder_id)


def _report_of(item: ContentItem, assessment: Assessment) -> ItemReport:
    return ItemReport(
        kind=item.kind,
        id=item.id,
        title=item.title,
        url=item.html_url,
        published=item.published,
        updated_at=item.updated_at,
        is_content_locked=item.is_content_locked,
        assessment=assessment,
    )


def _scored(assessment: Assessment) -> ScoredItem:
    return ScoredItem(score=assessment.score, origin=assessment.origin, amount=assessment.amount)


def _pictures_in(assessment: Assessment) -> tuple[UsedPicture, ...] | None:
    return () if assessment.code == EMPTY else assessment.pictures


def _context_of(item: ContentItem, neighbours: Neighbours, language: str | None) -> Context:
    file = item.file
    if file is None:
        return Context(name=item.title, origin="editor", language=language, encoding="utf-8")
    return Context(
        name=file.display_name,
        language=language,
        siblings=neighbours.siblings_of(file.display_name, file.folder_id, is_played=bool(file.media_entry_id)),
        alternatives=neighbours.alternatives_of(file.display_name, file.id),
    )


def _assess(canvas: "Canvas", item: ContentItem, pool: "Checker", context: Context) -> Assessment:
    if item.file is not None:
        if item.not_checkable is not None:
            return could_not_check(context.name, kind_of(context.name, b""), _why(item), context)
        return _assess_file(canvas, item.file, pool, context)
    if item.not_checkable is not None or item.html is None:
        return could_not_check(item.title, "html", _why(item), context)
    if not item.html.strip():
        return could_not_check(item.title, "html", (EMPTY, EMPTY_REASON), context)
    return pool.check(item.html.encode("utf-8", "replace"), context)


def _why(item: ContentItem) -> tuple[str, str]:
    return item.not_checkable or "no-body", item.not_checkable_reason or "Canvas did not send its text."


def announced_kind(name: str, content_type: str) -> Kind:
    """Say what kind of file this is by its name, or by its MIME type where the name does not tell."""
    kind = kind_of(name, b"")
    return _KINDS_BY_TYPE.get(content_type.partition(";")[0].strip().lower(), kind) if kind == "unknown" else kind


def _assess_file(canvas: "Canvas", file: "File", pool: "Checker", context: Context) -> Assessment:
    kind = announced_kind(file.display_name, file.content_type)
    if kind not in KINDS:
        # Not worth a download: a film of some gigabytes would be fetched to say that nothing checks it.
        return could_not_check(context.name, kind, ("unsupported-document", nothing_checks(kind)), context)
    try:
        with TemporaryFile() as target:
            stream = cast("BinaryIO", target)
            canvas.files.download(file, stream, limit_bytes=LARGEST_FILE_BYTES)
            stream.seek(0)
            data = stream.read()
    except GrantLostError:
        raise
    except CanvasError as error:
        return could_not_check(context.name, kind, (error.code, str(error)), context)
    return pool.check(data, context)
