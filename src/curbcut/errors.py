"""The root of every deliberate exception of ours."""

from typing import ClassVar


class CurbcutError(Exception):
    """Something went wrong that we foresaw; the text says what, to what, and what the reader can do.

    Attributes:
        code: Permanent kebab-case name, for programs and for the web layer's table of wordings.
        retryable: Whether the same call may succeed later without anyone doing anything.
    """

    code: ClassVar[str] = "curbcut-error"
    retryable: ClassVar[bool] = False
