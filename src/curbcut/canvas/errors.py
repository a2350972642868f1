"""What can go wrong between us and a Canvas.

    CanvasError
    |- CanvasUnavailableError        5xx, a proxy's HTML, no connection; retryable
    |  `- CanvasTimeoutError         no answer in time; retryable
    |- CanvasThrottledError          Canvas asks us to wait; retryable after `wait_seconds`
    |- InsecureConnectionError       the certificate does not hold
    |- ForeignAddressError           an address that may not be asked
    |- CanvasShapeError              the answer is not what Canvas documents
    |- PageLimitError                a list longer than our bound, or one that runs in a circle
    |- AccessTokenRefusedError       401 with WWW-Authenticate: the token is dead
    |- GrantLostError                and no refresh brings it back: someone must authorize again
    |- ScopeNotGrantedError          the key lacks `scope`
    |  `- DownloadScopeMissingError  file download wants an optional scope
    |- PermissionDeniedError         the person who authorized lacks a right in Canvas
    |- NotFoundError                 no such record, for this person
    |  `- TabDisabledError           the course has switched that page off
    |- ConflictError                 a file of that name exists
    |- ContentRejectedError          Canvas does not take what we sent
    |  `- LockedByBlueprintError     the blueprint course locks it
    |- AuthorizationError            OAuth 2: the authorize or token step was refused
    `- DownloadError                 the bytes of a file did not arrive
       |- OversizedFileError         larger than the caller's limit
       `- IncompleteDownloadError    fewer or more bytes than Canvas said; retryable

No text of these holds a query string, a header or a body that we sent: those carry secrets.
"""

from curbcut.errors import CurbcutError


class CanvasError(CurbcutError):
    """Canvas did not do what was asked.

    Attributes:
        status: HTTP status of the answer, 0 when there was none.
        request_context_id: Canvas's own name of the request (`X-Request-Context-Id`), for its support.
        error_report_id: Number of the report that Canvas made of it, when it did.
    """

    code = "canvas-error"
    status: int = 0
    request_context_id: str = ""
    error_report_id: str = ""


class CanvasUnavailableError(CanvasError):
    """Canvas, or what stands in front of it, cannot answer now."""

    code = "canvas-unavailable"
    retryable = True


class CanvasTimeoutError(CanvasUnavailableError):
    """No answer in time; a write may have happened all the same."""

    code = "canvas-timeout"


class CanvasThrottledError(CanvasError):
    """Canvas asks us to wait.

    Attributes:
        wait_seconds: How long, by its own figures.
    """

    code = "canvas-throttled"
    retryable = True

    def __init__(self, message: str, wait_seconds: float) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class InsecureConnectionError(CanvasError):
    """The certificate of the host does not hold, so nothing was sent."""

    code = "insecure-connection"


class ForeignAddressError(CanvasError):
    """An address that may not be asked: another host, plain http, or inside a private network."""

    code = "foreign-address"


class CanvasShapeError(CanvasError):
    """The answer is not what Canvas documents; most often there is no Canvas at that address."""

    code = "canvas-shape"


class PageLimitError(CanvasError):
    """A list has more pages than our bound, or its `next` links run in a circle."""

    code = "page-limit"


class AccessTokenRefusedError(CanvasError):
    """The access token is unknown, past its hour, revoked, or its key is off."""

    code = "access-token-refused"


class GrantLostError(CanvasError):
    """The grant is gone: an administrator has to authorize again."""

    code = "grant-lost"


class ScopeNotGrantedError(CanvasError):
    """The token may not call this endpoint.

    Attributes:
        scope: The scope string that the developer key has to be given.
    """

    code = "scope-not-granted"

    def __init__(self, message: str, scope: str) -> None:
        super().__init__(message)
        self.scope = scope


class DownloadScopeMissingError(ScopeNotGrantedError):
    """This Canvas lets files be downloaded only with an optional scope that the token does not have."""

    code = "download-scope-missing"


class PermissionDeniedError(CanvasError):
    """The scope is granted, but the person who authorized lacks the right in Canvas."""

    code = "permission-denied"


class NotFoundError(CanvasError):
    """No such record, or none that this person may know of."""

    code = "not-found"


class TabDisabledError(NotFoundError):
    """The course exists and has switched this page off: its list is empty."""

    code = "tab-disabled"


class ConflictError(CanvasError):
    """Something of that name is there already."""

    code = "conflict"


class ContentRejectedError(CanvasError):
    """Canvas does not take what we sent; the text quotes its reason."""

    code = "content-rejected"


class LockedByBlueprintError(ContentRejectedError):
    """The blueprint course locks this content: change it there."""

    code = "locked-by-blueprint"


class AuthorizationError(CanvasError):
    """The authorize or the token step of OAuth 2 was refused.

    Attributes:
        error: The machine's name of it, `invalid_scope` for instance (RFC 6749, 4.1.2.1 and 5.2).
        missing_scopes: The scopes that Canvas named as not granted.
    """

    code = "authorization-refused"

    def __init__(self, message: str, error: str, missing_scopes: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.error = error
        self.missing_scopes = missing_scopes


class DownloadError(CanvasError):
    """The bytes of a file did not arrive."""

    code = "download-failed"


class OversizedFileError(DownloadError):
    """The file is larger than the caller's limit."""

    code = "oversized-file"


class IncompleteDownloadError(DownloadError):
    """Another number of bytes arrived than Canvas named."""

    code = "incomplete-download"
    retryable = True
