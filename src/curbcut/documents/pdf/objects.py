"""Reading PDF objects that may be of any type: a wrong type is an absent value, never a crash."""

from decimal import Decimal

import pikepdf

Value = object
"""What pikepdf hands out: one of its objects, or a Python number or truth value."""


def dictionary(value: Value) -> pikepdf.Object | None:
    """Return the value when it is a dictionary; of a stream, its dictionary."""
    if isinstance(value, pikepdf.Stream):
        return value.stream_dict
    return value if isinstance(value, pikepdf.Dictionary) else None


def entry(holder: Value, *keys: str) -> Value:
    """Follow keys through nested dictionaries; `None` where one is missing or not a dictionary."""
    value = holder
    for key in keys:
        holder = dictionary(value)
        if holder is None or not _is_key(key):
            return None
        value = holder.get(key)
    return value


def _is_key(key: str) -> bool:
    """Whether a key can be asked for: one with half a character in it, as broken files have, stands nowhere."""
    try:
        key.encode()
    except UnicodeEncodeError:
        return False
    return True


def entries(value: Value) -> list[tuple[str, Value]]:
    """Return keys and values of a dictionary; none when it is not one, or its keys are not text."""
    found = dictionary(value)
    try:
        return [] if found is None else list(found.items())
    except UnicodeDecodeError:
        return []


def array(value: Value) -> list[Value]:
    """Return the items of an array; none when it is not one."""
    return list(value) if isinstance(value, pikepdf.Array) else []


def name(value: Value) -> str:
    """Return a name without its slash, or an empty text."""
    if not isinstance(value, pikepdf.Name):
        return ""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:
        # A name is bytes; UTF-8 is only what the standard recommends (ISO 32000-1, 7.3.5).
        return value.unparse()[1:].decode("latin-1")


def unpacked(value: Value) -> bytes | None:
    """Return the content of a stream; `None` when it is not one, or cannot be unpacked."""
    if not isinstance(value, pikepdf.Stream):
        return None
    try:
        return value.read_bytes()
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, NotImplementedError):
        return None


def text(value: Value) -> str | None:
    """Return a text string, decoded (PDFDocEncoding, UTF-16, UTF-8); `None` when it is not one."""
    if not isinstance(value, pikepdf.String):
        return None
    try:
        return str(value)
    except (UnicodeDecodeError, ValueError):
        return bytes(value).decode("utf-16-be" if bytes(value)[:2] == b"\xfe\xff" else "latin-1", "replace")


def integer(value: Value) -> int | None:
    """Return a whole number; `None` for anything else, truth values included."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(value: Value) -> float | None:
    """Return a number; `None` for anything else, truth values included."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return float(value)


def identity(value: Value) -> tuple[int, int] | None:
    """Return object and generation number of an indirect object; `None` for a direct one."""
    if not isinstance(value, pikepdf.Object):
        return None
    object_id: tuple[int, int] = value.objgen
    return object_id if object_id != (0, 0) else None
