"""The Canvas of one institution, as an object with a part for each resource."""

import threading
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from curbcut.canvas.accounts import Accounts
from curbcut.canvas.address import Origin
from curbcut.canvas.api import Api
from curbcut.canvas.assignments import Assignments
from curbcut.canvas.authorized import AccessToken, Authorized, TokenSource
from curbcut.canvas.blueprints import Blueprints
from curbcut.canvas.courses import Courses
from curbcut.canvas.discussions import Discussions
from curbcut.canvas.downloads import Downloads
from curbcut.canvas.files import Files
from curbcut.canvas.migrations import Migrations
from curbcut.canvas.pages import Pages
from curbcut.canvas.paging import PAGE_LIMIT
from curbcut.canvas.quizzes import Quizzes
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle, Throttled
from curbcut.canvas.transport import Transport
from curbcut.canvas.uploads import Uploads


class Canvas:
    """One institution's Canvas.

    Args:
        transport: Sends to its host.
        tokens: Where its access tokens come from.
        lock: Held around a refresh; the default holds over the threads of this process.
        throttle: The tenant's pace, to share between several of these.
        page_limit: Longest list that is followed, in pages.
    """

    def __init__(
        self,
        transport: Transport,
        tokens: TokenSource,
        *,
        lock: AbstractContextManager[object] | None = None,
        throttle: Throttle | None = None,
        page_limit: int = PAGE_LIMIT,
    ) -> None:
        self.origin: Origin = transport.origin
        self.transport = transport
        pace = throttle or Throttle()
        authorized = Authorized(Throttled(transport, pace), tokens, lock or threading.RLock())
        self.api = Api(authorized, transport.origin, page_limit=page_limit)
        self.accounts = Accounts(self.api)
        self.courses = Courses(self.api)
        self.pages = Pages(self.api)
        self.assignments = Assignments(self.api)
        self.discussions = Discussions(self.api)
        self.quizzes = Quizzes(self.api)
        self.downloads = Downloads(transport, authorized, pace)
        self.files = Files(self.api, self.downloads, Uploads(self.api, transport))
        self.blueprints = Blueprints(self.api)
        self.migrations = Migrations(self.api)

    @property
    def request_count(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.transport.request_count

    def close(self) -> None:
        """Close the connections."""
        self.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def connect(address: str, token: Secret) -> Canvas:
    """Open the Canvas at an address with an access token that a person made.

    Raises:
        ForeignAddressError: Not an address that may be asked.
    """
    return Canvas(Transport(Origin(address)), AccessToken(token))
