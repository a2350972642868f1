"""Reading the demo's texts: one HTML file a course, its items divided by comments that name them and their faults."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_DIVIDER = re.compile(r"<!--item (?P<kind>\w+) \| (?P<title>[^|]+) \|(?P<options>[^|]*)\|(?P<plants>[^|]*)-->\n")


@dataclass(frozen=True, slots=True)
class Text:
    """One item of a course as its file has it.

    Attributes:
        kind: syllabus, page, assignment, quiz, discussion or announcement.
        title: What people see.
        options: Words, or `word=value`, that say how it is planted.
        faults: Words of `faults.TEXT_FAULTS`.
        good: Words of `faults.TEXT_GOOD`.
        body: HTML with `{{course}}`, `{{file:NAME}}` and `{{id:NAME}}` to be filled in.
    """

    kind: str
    title: str
    options: dict[str, str]
    faults: tuple[str, ...]
    good: tuple[str, ...]
    body: str

    def filled(self, course_id: int, files: dict[str, int]) -> str:
        """Answer the body in stored form.

        Args:
            course_id: Where links lead.
            files: Ids by name of the course's files.
        """
        course = f"/courses/{course_id}"
        body = self.body.replace("{{course}}", course)
        body = re.sub(r"\{\{file:([^}]+)\}\}", lambda match: f"{course}/files/{files[match[1]]}", body)
        return re.sub(r"\{\{id:([^}]+)\}\}", lambda match: str(files[match[1]]), body)


@cache
def texts_of(name: str) -> tuple[Text, ...]:
    """Answer the items of a course's file, in its order."""
    return tuple(_read(name))


def _read(name: str) -> Iterator[Text]:
    source = resources.files("canvas_sandbox.seeds.demo").joinpath("texts", f"{name}.html").read_text("utf-8")
    dividers = list(_DIVIDER.finditer(source))
    ends = [divider.start() for divider in dividers[1:]] + [len(source)]
    for divider, end in zip(dividers, ends, strict=True):
        plants = divider["plants"].split()
        yield Text(
            kind=divider["kind"],
            title=divider["title"].strip(),
            options=dict(_option(word) for word in divider["options"].split()),
            faults=tuple(word for word in plants if not word.startswith("+")),
            good=tuple(word[1:] for word in plants if word.startswith("+")),
            body=source[divider.end() : end].rstrip("\n"),
        )


def _option(word: str) -> tuple[str, str]:
    key, _, value = word.partition("=")
    return key, value
