"""What became of a change, in words for whoever asked for it."""

from dataclasses import dataclass
from typing import Literal

from curbcut.fixes.catalogue import fixes_by_id
from curbcut.rules.catalogue import rules_by_id
from curbcut.service.feedback.models import Change

Tone = Literal["working", "good", "mixed", "bad"]

SHAPES: dict[Tone, str] = {"working": "…", "good": "✓", "mixed": "!", "bad": "✕"}
"""Beside the words, never instead of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a change stands.

    Attributes:
        tone: For colour and shape.
        headline: Two or three words.
        sentence: What that means, and what the person can do.
    """

    tone: Tone
    headline: str
    sentence: str

    @property
    def shape(self) -> str:
        """Its shape."""
        return SHAPES[self.tone]


_WORKING = {
    Change.State.WAITING: Outcome(
        "working", "Waiting", "It is next in line to be written to Canvas. You may leave this page; it goes on."
    ),
    Change.State.WRITING: Outcome(
        "working", "Writing to Canvas", "Canvas is read again, written, read back and checked. You may leave this page."
    ),
}
_DONE = {
    Change.Kind.FIX: Outcome(
        "good", "Fixed", "It stands in Canvas, was read back from there and checked again: the issue is gone."
    ),
    Change.Kind.UPLOAD: Outcome(
        "good", "Replaced", "The corrected version stands in Canvas under the same name, so that links to it hold."
    ),
    Change.Kind.UNDO: Outcome("good", "Taken back", "Canvas holds again what stood there before."),
}
_NOT_DONE: dict[Change.State, tuple[Tone, str, str]] = {
    Change.State.NOT_FIXED: ("mixed", "Written, but not fixed", "The text was written, and the issue is still there."),
    Change.State.MOVED: (
        "mixed",
        "Not written: changed meanwhile",
        "Somebody has changed this in Canvas since it was checked. Nothing was overwritten.",
    ),
    Change.State.LOCKED: ("bad", "Not written: locked", "The blueprint course locks this content."),
    Change.State.REFUSED: ("bad", "Not written", "It cannot be mended here."),
    Change.State.FAILED: ("bad", "Not written", "Canvas did not take it."),
    Change.State.STOPPED: ("bad", "Stopped", "It was stopped before it was written."),
}


def outcome_of(change: Change) -> Outcome:
    """Say how a change stands; a reason that was written down replaces the general sentence."""
    state = Change.State(change.state)
    if state in _WORKING:
        waiting = _WORKING[state]
        return Outcome(waiting.tone, waiting.headline, _put_off(change) if change.reason else waiting.sentence)
    if state is Change.State.FIXED:
        done = _DONE[Change.Kind(change.kind)]
        return Outcome(done.tone, done.headline, f"{done.sentence} {change.reason}".strip())
    tone, headline, sentence = _NOT_DONE[state]
    return Outcome(tone, headline, change.reason or sentence)


def _put_off(change: Change) -> str:
    """Say why a change waits, and that nobody has to do anything for it to go on."""
    when = "" if change.due_at is None else f", next at {change.due_at:%H:%M} UTC"
    return f"{change.reason} It is tried again by itself{when}. You may leave this page; it goes on."


def title_of(change: Change) -> str:
    """Say in a few words what a change does."""
    if change.kind == Change.Kind.UPLOAD:
        return "Upload of a corrected version"
    if change.kind == Change.Kind.UNDO:
        return f"Undo: {title_of(change.undoes)}" if change.undoes is not None else "Undo"
    fix = fixes_by_id().get(change.fix_id)
    if fix is not None:
        return fix.title
    count = len(change.wishes)
    return f"{count} fixes at once" if count > 1 else "Fix"


def rule_title_of(change: Change) -> str:
    """Name the issue that a change is about; empty when it is about several, or about none."""
    rule = rules_by_id().get(change.rule_id)
    return "" if rule is None else rule.title
