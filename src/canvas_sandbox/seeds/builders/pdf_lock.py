"""A password on a PDF: the standard security handler, revision 3, RC4 with 128 bits. ISO 32000-1, 7.6.

Weak by today's measure and chosen because it draws no random numbers: the same seed gives the same bytes.
"""

import hashlib

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_NOTHING_ALLOWED = -3904  # bits 3 to 12 clear: no printing, copying or reading by assistive technology (table 22)


class PdfLock:
    """Encrypts the streams of one document; documents made here keep no string outside a stream when locked."""

    def __init__(self, password: str, identifier: bytes) -> None:
        padded = (password.encode("latin-1") + _PADDING)[:32]
        self._owner = _rounds(padded, _digest(padded, 51))  # algorithm 3
        permissions = _NOTHING_ALLOWED.to_bytes(4, "little", signed=True)
        self._key = _digest(padded + self._owner + permissions + identifier, 51)  # algorithm 2
        self._user = _rounds(_digest(_PADDING + identifier, 1), self._key) + bytes(16)  # algorithm 5

    @property
    def dictionary(self) -> str:
        """The entry that readers find under `/Encrypt`."""
        return (
            f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P {_NOTHING_ALLOWED} "
            f"/O <{self._owner.hex()}> /U <{self._user.hex()}> >>"
        )

    def encrypt(self, number: int, data: bytes) -> bytes:
        """Answer the encrypted content of the stream with that object number (algorithm 1)."""
        return _rc4(_digest(self._key + number.to_bytes(3, "little") + b"\0\0", 1), data)


def _digest(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = hashlib.md5(data, usedforsecurity=False).digest()
    return data


def _rounds(data: bytes, key: bytes) -> bytes:
    for step in range(20):
        data = _rc4(bytes(byte ^ step for byte in key), data)
    return data


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
