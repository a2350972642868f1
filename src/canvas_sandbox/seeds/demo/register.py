"""The register of what is planted where in the demo: the tables of docs/explanation/demo-university.md.

`python -m canvas_sandbox.seeds.demo.register` prints them; a test holds the page against them.
"""

from collections.abc import Iterator

from canvas_sandbox.seeds.demo import faults
from canvas_sandbox.seeds.demo.texts import texts_of
from canvas_sandbox.seeds.demo.university import PLANS, Plan

_COURSE_HEAD = "| Item | Kind | Planted |\n| --- | --- | --- |\n"


def tables() -> str:
    """Answer the words with their meanings, then one table a course."""
    return "\n".join([*_vocabulary(), *map(_course_table, PLANS)])


def _vocabulary() -> Iterator[str]:
    for heading, words in (
        ("Faults in texts", faults.TEXT_FAULTS),
        ("Good examples in texts", faults.TEXT_GOOD),
        ("Faults in files", faults.FILE_FAULTS),
        ("Good examples in files", faults.FILE_GOOD),
    ):
        rows = "".join(f"| `{word}` | {meaning} |\n" for word, meaning in words.items())
        yield f"### {heading}\n\n| Word | Meaning |\n| --- | --- |\n{rows}"


def _course_table(plan: Plan) -> str:
    course = plan.course
    rows = [
        (text.title, _kind(text.kind, text.options), (*text.faults, *(f"+{word}" for word in text.good)))
        for text in texts_of(plan.texts)
        if not plan.copied_only or "copied" in text.options
    ]
    rows += [(upload.name, "file", tuple(upload.plants.split())) for upload in plan.uploads]
    lines = "".join(
        f"| {title} | {kind} | {', '.join(f'`{word}`' for word in words)} |\n" for title, kind, words in rows
    )
    return f"### {course.id}: {course.name} ({course.workflow_state})\n\n{_COURSE_HEAD}{lines}"


def _kind(kind: str, options: dict[str, str]) -> str:
    shown: list[str] = [word for word in ("front", "unpublished", "graded") if word in options]
    shown += [options[word].replace("_", " ") for word in ("tool", "type", "editor") if word in options]
    return f"{kind} ({', '.join(shown)})" if shown else kind


if __name__ == "__main__":
    print(tables())
