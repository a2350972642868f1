"""Curbcut: an accessibility platform for the Canvas LMS. As a library: `from curbcut import check`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curbcut.scoring.assessment import check

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    """Import `check` on first use: the command line starts before any engine is loaded (PEP 562)."""
    if name == "check":
        from curbcut.scoring.assessment import check  # noqa: PLC0415 - lazy on purpose

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
