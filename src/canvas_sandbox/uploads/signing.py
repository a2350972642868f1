"""Signed, expiring records: upload parameters, links to stored bytes (contract 8.1, 8.4)."""

import base64
import binascii
import hashlib
import hmac
import secrets

import msgspec

_KEY = secrets.token_bytes(32)
"""Of this process: what it signed dies with it, as a real link does after minutes."""


class Ticket(msgspec.Struct):
    """What is signed.

    Attributes:
        purpose: `upload` or `download`; one is not good for the other.
        file_id: A file.
        expires_at: Seconds since the epoch.
        on_duplicate: What becomes of a name that is taken.
        canvas: Scheme and host of the Canvas that signed; storage lies on another.
    """

    purpose: str
    file_id: int
    expires_at: float
    on_duplicate: str = "overwrite"
    canvas: str = ""


def sign(ticket: Ticket) -> tuple[str, str]:
    """Return the ticket as text and its signature."""
    policy = base64.urlsafe_b64encode(msgspec.json.encode(ticket)).decode()
    return policy, _signature(policy)


def verify(policy: str, signature: str, *, purpose: str, now: float) -> Ticket | None:
    """Return the ticket; None when it is forged, for something else or too old."""
    if not hmac.compare_digest(_signature(policy).encode(), signature.encode("utf-8", "replace")):
        return None
    try:
        ticket = msgspec.json.decode(base64.urlsafe_b64decode(policy), type=Ticket)
    except (binascii.Error, msgspec.DecodeError, ValueError):
        return None
    return ticket if ticket.purpose == purpose and now <= ticket.expires_at else None


def sign_token(ticket: Ticket) -> str:
    """Return ticket and signature as one token for an address."""
    return ".".join(sign(ticket))


def verify_token(token: str, *, purpose: str, now: float) -> Ticket | None:
    """Return the ticket of a token; None when it is forged, for something else or too old."""
    policy, _, signature = token.rpartition(".")
    return verify(policy, signature, purpose=purpose, now=now)


def _signature(policy: str) -> str:
    return hmac.new(_KEY, policy.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
