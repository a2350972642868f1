"""What a sandbox holds when it starts: `empty`, the `demo` university, `institution:N`, or a folder as a course."""

from pathlib import Path

from canvas_sandbox.model import State
from canvas_sandbox.seeds.demo.planting import plant_demo
from canvas_sandbox.seeds.errors import SeedError
from canvas_sandbox.seeds.folder import plant_folder
from canvas_sandbox.seeds.institution import MOST_COURSES, plant_institution
from canvas_sandbox.seeds.university import plant_university

__all__ = ["SeedError", "plant"]

_INSTITUTION = "institution:"


def plant(state: State, seed: str, content: Path | None = None) -> None:
    """Fill an empty state.

    Args:
        state: Where the records go; it must hold none yet.
        seed: `empty`, `demo` or `institution:N` with N courses.
        content: A folder that becomes one more course, "Imported content".

    Raises:
        SeedError: There is no such seed, or `content` is not a folder that can be planted.
    """
    if seed == "empty":
        plant_university(state, "Empty University")
    elif seed == "demo":
        plant_demo(state)
    elif seed.startswith(_INSTITUTION):
        plant_institution(state, _course_count(seed))
    else:
        raise SeedError(f"There is no seed {seed!r}: use empty, demo or institution:N")
    if content is not None:
        plant_folder(state, content)


def _course_count(seed: str) -> int:
    digits = seed.removeprefix(_INSTITUTION)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 9 and 1 <= int(digits) <= MOST_COURSES):
        raise SeedError(f"The seed {seed!r} names no number of courses from 1 to {MOST_COURSES}")
    return int(digits)
