"""A course in memory: a reader that yields given items, and a Canvas whose files are bytes."""

from datetime import UTC, datetime

from curbcut.canvas.address import Origin
from curbcut.canvas.content import ContentItem, Note
from curbcut.canvas.courses import Course
from curbcut.canvas.errors import CanvasError
from curbcut.canvas.files import File
from curbcut.canvas.ids import CourseId, FileId

WHEN = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)


class FakeReader:
    def __init__(self, *items, notes=(), name="Biology"):
        self.notes = []
        self._items = items
        self._notes = notes
        self._course = Course(id=CourseId(7), name=name, course_code="BIOL-201", locale="en-GB")

    def course(self):
        return self._course

    def items(self, _course):
        yield from self._items
        self.notes.extend(Note("tab-disabled", text) for text in self._notes)


class FakeFiles:
    """Downloads keep the contract of `canvas.files.Files.download`: bytes, or one of its errors."""

    def __init__(self, contents):
        self.contents = contents
        self.asked = []

    def download(self, file, target, *, limit_bytes):
        assert limit_bytes > 0
        self.asked.append(file.display_name)
        content = self.contents[file.display_name]
        if isinstance(content, CanvasError):
            raise content
        target.write(content)


class FakeCanvas:
    origin = Origin("https://canvas.example.edu")

    def __init__(self, **contents):
        self.files = FakeFiles({name.replace("_", "."): content for name, content in contents.items()})


def body(html, *, kind="page", number=1, title="Week 1", **more):
    url = f"https://canvas.example.edu/courses/7/pages/{number}"
    return ContentItem(kind=kind, id=number, title=title, html_url=url, updated_at=WHEN, html=html, **more)


def file(name, *, content_type="application/octet-stream", number=50, folder=None, media_entry=None, **more):
    described = File(
        id=FileId(number),
        display_name=name,
        content_type=content_type,
        folder_id=folder,
        media_entry_id=media_entry,
        url="https://canvas.example.edu/f",
    )
    url = f"https://canvas.example.edu/courses/7/files/{number}"
    return ContentItem(kind="file", id=number, title=name, html_url=url, updated_at=WHEN, file=described, **more)
