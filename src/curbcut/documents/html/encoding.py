"""From the bytes of an HTML file to text, as browsers decode it. Source: HTML Standard 13.2.3, Encoding Standard 4.2."""

import codecs
import re

from curbcut.documents.errors import MalformedDocumentError

_PRESCAN_BYTES = 1024  # HTML Standard 13.2.3.2: a <meta> further down is not looked for
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META_CHARSET = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY_SHARE = 0.1
"""Share of NULs from which bytes are no text: HTML has none, UTF-16 without a mark has about a half."""

# Encoding Standard 4.2, the labels that occur; browsers read the left name as the codec at the right.
_CODECS = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"),
    # A page that can be prescanned as ASCII is no UTF-16, whatever it says: HTML Standard 13.2.3.2.
    "cp1252": (
        "windows-1252", "cp1252", "x-cp1252", "latin1", "l1", "iso-8859-1", "iso8859-1", "iso_8859-1", "us-ascii", "ascii",
        "x-user-defined",
    ),
    "cp1250": ("windows-1250", "cp1250", "x-cp1250"),
    "cp1251": ("windows-1251", "cp1251", "x-cp1251"),
    "cp1253": ("windows-1253", "cp1253"),
    "cp1254": ("windows-1254", "cp1254", "iso-8859-9", "latin5", "iso8859-9"),
    "cp1255": ("windows-1255", "cp1255"),
    "cp1256": ("windows-1256", "cp1256"),
    "cp1257": ("windows-1257", "cp1257"),
    "cp1258": ("windows-1258", "cp1258"),
    "cp874": ("windows-874", "iso-8859-11", "tis-620", "dos-874"),
    "cp866": ("ibm866", "cp866", "866"),
    "iso8859-2": ("iso-8859-2", "iso8859-2", "latin2", "l2"),
    "iso8859-3": ("iso-8859-3", "latin3"),
    "iso8859-4": ("iso-8859-4", "latin4"),
    "iso8859-5": ("iso-8859-5", "cyrillic"),
    "iso8859-6": ("iso-8859-6", "arabic"),
    "iso8859-7": ("iso-8859-7", "greek"),
    "iso8859-8": ("iso-8859-8", "hebrew", "iso-8859-8-i", "logical"),
    "iso8859-10": ("iso-8859-10", "latin6"),
    "iso8859-13": ("iso-8859-13",),
    "iso8859-14": ("iso-8859-14",),
    "iso8859-15": ("iso-8859-15", "latin-9", "l9"),
    "iso8859-16": ("iso-8859-16",),
    "koi8-r": ("koi8-r", "koi8", "koi"),
    "koi8-u": ("koi8-u", "koi8-ru"),
    "mac-roman": ("macintosh", "mac", "x-mac-roman"),
    "mac-cyrillic": ("x-mac-cyrillic",),
    "gb18030": ("gb18030", "gbk", "gb2312", "chinese", "x-gbk", "gb_2312-80"),
    "big5hkscs": ("big5", "big5-hkscs", "cn-big5", "x-x-big5"),
    "euc_jp": ("euc-jp", "x-euc-jp"),
    "iso2022_jp": ("iso-2022-jp",),
    "cp932": ("shift_jis", "shift-jis", "sjis", "ms_kanji", "windows-31j", "x-sjis"),
    "cp949": ("euc-kr", "ks_c_5601-1987", "korean", "windows-949", "ksc5601"),
    "utf-16-le": ("utf-16", "utf-16le", "unicode"),
    "utf-16-be": ("utf-16be",),
}  # fmt: skip
_CODEC_BY_LABEL = {label: codec for codec, labels in _CODECS.items() for label in labels}


def decode(data: bytes, transport_encoding: str | None = None) -> str:
    """Decode the bytes of an HTML file in the encoding that `codec_of` tells.

    Args:
        data: The file.
        transport_encoding: Label from a Content-Type header, when there was one.

    Raises:
        MalformedDocumentError: The bytes are no text in any encoding.
    """
    told = _told_codec(data, transport_encoding)
    if told is None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            told = b"", _codec_of_other_bytes(data, error)
    mark, codec = told
    return data.removeprefix(mark).decode(codec, "replace")


def codec_of(data: bytes, transport_encoding: str | None = None) -> tuple[bytes, str]:
    """Tell in which encoding the bytes of an HTML file are.

    A byte order mark wins, then what the transport said, then a `<meta>` in the first 1,024 bytes, then UTF-8 if
    the bytes are valid UTF-8, then windows-1252, which reads any byte.

    Args:
        data: The file.
        transport_encoding: Label from a Content-Type header, when there was one.

    Returns:
        The byte order mark, empty when there is none, and Python's name of the codec of what follows it.

    Raises:
        MalformedDocumentError: The bytes are no text in any encoding.
    """
    told = _told_codec(data, transport_encoding)
    if told is not None:
        return told
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return b"", _codec_of_other_bytes(data, error)
    return b"", "utf-8"


def _told_codec(data: bytes, transport_encoding: str | None) -> tuple[bytes, str] | None:
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, codec
    told = _CODEC_BY_LABEL.get((transport_encoding or "").strip().lower())
    told = told or _utf_16_without_a_mark(data) or _declared_codec(data)
    return None if told is None else (b"", told)


def _codec_of_other_bytes(data: bytes, error: UnicodeDecodeError) -> str:
    """Return the codec of bytes that are no UTF-8, which nobody says what they are."""
    # A cut character at the very end of what was UTF-8 so far is a truncated file, not another encoding.
    is_cut_off = error.reason == "unexpected end of data" and not data[: error.start].isascii()
    return "utf-8" if is_cut_off else "cp1252"


def _utf_16_without_a_mark(data: bytes) -> str | None:
    head = data[:4096]
    if head.count(0) <= len(head) * _BINARY_SHARE:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even == 0 and odd:
        return "utf-16-le"
    if odd == 0 and even:
        return "utf-16-be"
    raise MalformedDocumentError("The file is named as a web page, but it holds binary data instead of text.")


def _declared_codec(data: bytes) -> str | None:
    match = _META_CHARSET.search(_COMMENT.sub(b"", data[:_PRESCAN_BYTES]))
    if match is None:
        return None
    label = match[1].decode("ascii", "replace").lower()
    if label.startswith("utf-16"):
        # HTML Standard 13.2.3.2: a page that can be prescanned as ASCII is no UTF-16, whatever it says.
        return "utf-8"
    return _CODEC_BY_LABEL.get(label)
