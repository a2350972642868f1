"""Codes and tokens: how they are made, found, refreshed and ended (contract 2.3)."""

import base64
import hashlib
import hmac
import secrets
import string

from canvas_sandbox.clock import Clock
from canvas_sandbox.model import AccessToken, AuthorizationCode, DeveloperKey, State, User
from canvas_sandbox.web.sessions import AuthorizationRequest, Session

_ALPHABET = string.ascii_letters + string.digits


def random_slug(length: int = 64) -> str:
    """Return random characters of `[A-Za-z0-9]`, as Canvas makes secrets and tokens."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def make_code(
    state: State, clock: Clock, session: Session, asked: AuthorizationRequest, *, remember: bool
) -> AuthorizationCode:
    """Make a code for the person logged in to a session: 128 hex characters, ten minutes, single use."""
    assert session.user_id is not None
    now = clock.now()
    for old in [code for code in state.codes.values() if code.expires_at <= now]:
        del state.codes[old.code]
    code = AuthorizationCode(
        code=secrets.token_hex(64),
        developer_key_id=asked.developer_key_id,
        user_id=session.user_id,
        scopes=list(asked.scopes),
        redirect_uri=asked.redirect_uri,
        expires_at=now + state.switches.code_seconds,
        remember=remember,
        purpose=asked.purpose,
        real_user_id=session.real_user_id,
        code_challenge=asked.code_challenge,
    )
    state.codes[code.code] = code
    return code


def find_code(state: State, clock: Clock, text: str) -> AuthorizationCode | None:
    """Return a code that can still be exchanged."""
    code = state.codes.get(text)
    if code is None or code.expires_at <= clock.now() or code.user_id not in state.users:
        return None
    return code


def verifier_matches(challenge: str, verifier: object) -> bool:
    """Say whether a code verifier hashes to the S256 challenge (RFC 7636, 4.6)."""
    if not isinstance(verifier, str) or not verifier:
        return False
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    return hmac.compare_digest(digest, challenge.rstrip("=").encode())


def exchange_code(state: State, clock: Clock, code: AuthorizationCode, *, replace_tokens: bool) -> AccessToken:
    """Turn a code into a token with a refresh token.

    Args:
        state: Where it is kept.
        clock: Decides when it ends.
        code: Is used up.
        replace_tokens: End all other tokens of the same person and key.
    """
    del state.codes[code.code]
    if replace_tokens:
        for old in state.access_tokens.values():
            if (old.user_id, old.developer_key_id) == (code.user_id, code.developer_key_id):
                old.workflow_state = "deleted"
    token = AccessToken(
        id=state.new_id(),
        user_id=code.user_id,
        token=random_slug(),
        refresh_token=random_slug(),
        developer_key_id=code.developer_key_id,
        scopes=list(code.scopes),
        expires_at=clock.now() + state.switches.access_token_seconds,
        purpose=code.purpose,
        remember=code.remember,
        real_user_id=code.real_user_id,
    )
    state.access_tokens[token.id] = token
    return token


def find_refreshable(state: State, refresh_token: str) -> AccessToken | None:
    """Return the living token that a refresh token belongs to."""
    for token in state.access_tokens.values():
        if token.refresh_token == refresh_token and token.workflow_state == "active" and token.user_id in state.users:
            return token
    return None


def refresh(state: State, clock: Clock, token: AccessToken) -> None:
    """Give the record a new access token in place: the old one dies at once, the refresh token stays."""
    token.token = random_slug()
    token.expires_at = clock.now() + state.switches.access_token_seconds


def has_reusable_grant(state: State, key: DeveloperKey, user: User, scopes: tuple[str, ...]) -> bool:
    """Say whether the person need not be asked again: the key is trusted, or they chose to be remembered."""
    if key.trusted:
        return True
    wanted = set(scopes)
    return any(
        token.remember and token.workflow_state == "active" and set(token.scopes) == wanted
        for token in state.access_tokens.values()
        if (token.user_id, token.developer_key_id) == (user.id, key.id)
    )


def end_tokens_of_key(state: State, key: DeveloperKey) -> None:
    """End every token of a key, as Canvas does when a scope is taken from it (contract 0, fact 2)."""
    for token in state.access_tokens.values():
        if token.developer_key_id == key.id:
            token.workflow_state = "deleted"
