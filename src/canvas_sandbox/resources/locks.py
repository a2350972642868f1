"""Blueprint locks: the flags on lists, and what they forbid in a child course (contract 12)."""

from collections.abc import Iterable

from canvas_sandbox.model import Lock
from canvas_sandbox.refusals import validation

BODY_LIMIT_BYTES = 500_000
"""Text limit of pages; longer ones are refused (contract 11)."""


def lock_json(lock: Lock | None) -> dict[str, object]:
    """Return the fields that lists show to those who manage the course."""
    if lock is None or not (lock.is_child or lock.is_master):
        return {}
    restricted = any(lock.restrictions.values())
    kind = "is_master_course_child_content" if lock.is_child else "is_master_course_master_content"
    fields: dict[str, object] = {kind: True, "restricted_by_master_course": restricted}
    if restricted:
        fields["master_course_restrictions"] = dict(lock.restrictions)
    return fields


def is_content_locked(lock: Lock | None) -> bool:
    """Say whether the item is a child course's copy whose content is locked."""
    return lock is not None and lock.is_child and bool(lock.restrictions.get("content"))


def refuse_locked(lock: Lock | None, columns: Iterable[str]) -> None:
    """Refuse a change of locked content in a child course; the blueprint course itself is edited freely.

    Raises:
        Refusal: 400, one of the changed columns is content and the content is locked.
    """
    changed = ", ".join(columns)
    if changed and is_content_locked(lock):
        raise validation("base", f"cannot change column(s): {changed} - locked by Master Course")


def refuse_too_long(column: str, text: str | None) -> None:
    """Refuse a text over the limit.

    Raises:
        Refusal: 400.
    """
    if text is not None and len(text.encode("utf-8", "replace")) > BODY_LIMIT_BYTES:
        raise validation(column, f"is too long (maximum is {BODY_LIMIT_BYTES} bytes)", error_type="too_long")
