"""The state of an item in words: nothing is ever silently "0 issues"."""

from dataclasses import dataclass

from curbcut.reports.course_report import EMPTY
from curbcut.service.checking.models import Standing
from curbcut.service.library.models import Item


@dataclass(frozen=True, slots=True)
class ShownState:
    """Where an item stands, for people.

    Attributes:
        code: `not-checked`, `checking`, `checked`, `could-not-check`, `empty` or `excluded`.
        word: The same in words.
        why: One sentence more, where there is one.
        is_outdated: Whether the item or the rules changed since, so that a new check waits.
    """

    code: str
    word: str
    why: str = ""
    is_outdated: bool = False


def state_of(item: Item, standing: Standing | None, *, is_being_checked: bool) -> ShownState:
    """Say where an item stands."""
    is_waiting = item.due_at is not None
    if standing is None:
        return (
            ShownState("checking", "Being checked")
            if is_being_checked
            else ShownState("not-checked", "Not checked yet")
        )
    match standing.state:
        case Standing.State.EXCLUDED:
            who = standing.excluded_by.name if standing.excluded_by is not None else "a former administrator"
            return ShownState("excluded", "Excluded", f"By {who}: {standing.reason}")
        case Standing.State.COULD_NOT_CHECK if standing.code == EMPTY:
            return ShownState("empty", "Nothing to check", standing.reason, is_waiting)
        case Standing.State.COULD_NOT_CHECK:
            return ShownState("could-not-check", "Could not be checked", standing.reason, is_waiting)
        case _:
            return ShownState("checked", "Checked", "", is_waiting)
