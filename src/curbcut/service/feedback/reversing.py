"""Taking one change out of a text that other changes of ours have come upon since."""

from collections.abc import Sequence
from typing import NamedTuple


class Step(NamedTuple):
    """A text before and after one change."""

    before: str
    after: str


class _Stretch(NamedTuple):
    """Where two texts differ, from `start`: as long as `before` in the one, as long as `after` in the other."""

    start: int
    before: str
    after: str


def without_step(step: Step, later: Sequence[Step]) -> str | None:
    """Return the last text as if one step had not been made.

    Args:
        step: What is to be taken back.
        later: What was made of it since, in order: the first begins with `step.after`, each with the end of the one before.

    Returns:
        The text; `None` when a later step touched the same stretch, or something came in between.
    """
    stretch = _difference(step)
    start, end = stretch.start, stretch.start + len(stretch.after)
    text = step.after
    for each in later:
        if each.before != text:
            return None
        other = _difference(each)
        if other.start == start == end and not other.before:
            return None  # which of the two comes first is not known
        if other.start + len(other.before) <= start:
            shift = len(other.after) - len(other.before)
            start, end = start + shift, end + shift
        elif other.start < end:
            return None
        text = each.after
    return text[:start] + stretch.before + text[end:]


def _difference(step: Step) -> _Stretch:
    before, after = step
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    most -= start
    same = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return _Stretch(start, before[start : len(before) - same], after[start : len(after) - same])
