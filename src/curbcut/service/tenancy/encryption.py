"""AES-256-GCM for secrets at rest: a ciphertext names its key and opens only in its own place."""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from curbcut.errors import CurbcutError

VERSION = 1
KEY_BYTES = 32
NONCE_BYTES = 12
"""NIST SP 800-38D: a 96-bit nonce, here random; one secret is written a few times a day at most."""


class EncryptionError(CurbcutError):
    """A ciphertext does not open: another place, another key, or not ours."""

    code = "encryption-error"


class MasterKeyError(CurbcutError):
    """The master keys are missing or not of the form `id:base64,id:base64`."""

    code = "master-key-error"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The master keys by id; the current one encrypts, all of them decrypt."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read `id:base64,id:base64`, the current key first.

        Raises:
            MasterKeyError: Not of that form; the text never repeats a key.
        """
        keys: dict[str, bytes] = {}
        for number, entry in enumerate(filter(None, (part.strip() for part in text.split(","))), start=1):
            key_id, _, encoded = entry.partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except (binascii.Error, ValueError) as error:
                raise MasterKeyError(f"Master key {number} is not base64.") from error
            if len(key) != KEY_BYTES or not key_id.isascii() or not 1 <= len(key_id) <= 16:
                raise MasterKeyError(f"Master key {number} needs an id of 1 to 16 letters and {KEY_BYTES} bytes.")
            keys[key_id] = key
        if not keys:
            raise MasterKeyError(
                "There is no master key. Set CURBCUT_MASTER_KEYS, or start with `curbcut serve`, which makes one."
            )
        return cls(next(iter(keys)), keys)

    def encrypt(self, plaintext: str, *, place: str) -> bytes:
        """Encrypt for one place (institution, field and row); the same text gives other bytes each time."""
        header = self._header(self.current)
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, plaintext.encode(), header + place.encode())
        return header + nonce + sealed

    def decrypt(self, ciphertext: bytes, *, place: str) -> str:
        """Open a ciphertext of that place.

        Raises:
            EncryptionError: It was made for another place, changed, or its key is not on the ring.
        """
        key_id, rest = _split(ciphertext)
        key = self.keys.get(key_id)
        if key is None:
            raise EncryptionError(
                f"The secret at {place} was encrypted with the master key {key_id!r}, which is not configured."
            )
        try:
            opened = AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], self._header(key_id) + place.encode())
        except (InvalidTag, ValueError) as error:
            raise EncryptionError(
                f"The secret at {place} does not open: it was changed or belongs elsewhere."
            ) from error
        return opened.decode()

    def is_current(self, ciphertext: bytes) -> bool:
        """Whether the current key encrypted it, so that rotation can pass it over."""
        return _split(ciphertext)[0] == self.current

    @staticmethod
    def _header(key_id: str) -> bytes:
        return bytes([VERSION, len(key_id)]) + key_id.encode("ascii")


def new_master_key(key_id: str) -> str:
    """Make a key in the form that `KeyRing.parse` reads."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def _split(ciphertext: bytes) -> tuple[str, bytes]:
    if len(ciphertext) < 2 or ciphertext[0] != VERSION:
        raise EncryptionError("This is not a ciphertext of ours.")
    end = 2 + ciphertext[1]
    return ciphertext[2:end].decode("ascii", "replace"), ciphertext[end:]
