"""Sending with a token, and with a fresh one when the old one is refused."""

from contextlib import AbstractContextManager
from typing import Protocol

from curbcut.canvas.errors import AccessTokenRefusedError, GrantLostError
from curbcut.canvas.exchange import Answer, Call, Sender
from curbcut.canvas.secret import Secret


class TokenSource(Protocol):
    """Where access tokens come from."""

    def current(self) -> Secret:
        """Return the token to use now; read anew each time, since another process may have refreshed it."""
        ...

    def refresh(self) -> Secret:
        """Return a new token; called by one caller at a time.

        Raises:
            GrantLostError: There is none any more.
        """
        ...


class AccessToken:
    """A token that a person made by hand; nothing refreshes it."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def current(self) -> Secret:
        """Return the token."""
        return self._token

    def refresh(self) -> Secret:
        """Refuse: only a person can make another.

        Raises:
            GrantLostError: Always.
        """
        raise GrantLostError("Canvas refused the access token. Make a new one in Canvas under Account, Settings.")


class Authorized:
    """Sends with the tenant's token and refreshes it once.

    Args:
        sender: The layer below.
        tokens: Where tokens come from.
        lock: Held around a refresh. A refresh kills the old token at once, so the service gives a lock that holds over all
            its processes.
    """

    def __init__(self, sender: Sender, tokens: TokenSource, lock: AbstractContextManager[object]) -> None:
        self._sender = sender
        self._tokens = tokens
        self._lock = lock

    def send(self, call: Call) -> Answer:
        """Send a call.

        A token is refused before anything is done, so repeating is right for every verb.

        Raises:
            GrantLostError: No token works any more.
            CanvasError: Canvas refused, or there was no answer.
        """
        token = self._tokens.current()
        try:
            return self._sender.send(call, token)
        except AccessTokenRefusedError:
            fresh = self.renew(token)
        try:
            return self._sender.send(call, fresh)
        except AccessTokenRefusedError as error:
            raise GrantLostError(
                "Canvas refuses even a fresh access token: the developer key may be off. An administrator has to look."
            ) from error

    def token(self) -> Secret:
        """Return the token to use now."""
        return self._tokens.current()

    def renew(self, refused: Secret) -> Secret:
        """Return another token than the refused one, refreshing unless somebody just did.

        Raises:
            GrantLostError: There is none any more.
        """
        with self._lock:
            current = self._tokens.current()
            return current if current != refused else self._tokens.refresh()
