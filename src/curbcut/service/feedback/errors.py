"""Why something cannot be asked for; each text is for the person who asked."""

from curbcut.errors import CurbcutError


class ForbiddenError(CurbcutError):
    """The person may not change this course."""

    code = "not-allowed"


class ContentChangedError(CurbcutError):
    """The content is no longer what the person saw; nothing was asked for."""

    code = "content-changed"


class NotOfferedError(CurbcutError):
    """What was asked for is not among the offers.

    Attributes:
        why: Permanent name of the reason: one of an `Obstacle`, or `no-such-finding`, `no-such-fix`, `not-written`,
            `not-kept`, `undone`, `still-open`, `nothing-to-do`.
    """

    code = "not-offered"

    def __init__(self, why: str, text: str) -> None:
        super().__init__(text)
        self.why = why
