"""What kind of file some bytes are: by content first, by name where the content does not say."""

from typing import Literal

Kind = Literal[
    "html", "pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "rtf", "doc", "ppt", "xls",
    "image", "video", "audio", "text", "archive", "unknown",
]  # fmt: skip

EXTENSIONS: dict[str, Kind] = {
    "html": "html", "htm": "html", "xhtml": "html",
    "pdf": "pdf",
    "docx": "docx", "docm": "docx", "dotx": "docx", "dotm": "docx",
    "pptx": "pptx", "pptm": "pptx", "potx": "pptx", "potm": "pptx", "ppsx": "pptx", "ppsm": "pptx",
    "xlsx": "xlsx", "xlsm": "xlsx", "xltx": "xlsx", "xltm": "xlsx",
    "odt": "odt", "ott": "odt", "fodt": "odt",
    "odp": "odp", "otp": "odp", "fodp": "odp",
    "ods": "ods", "ots": "ods", "fods": "ods",
    "rtf": "rtf", "doc": "doc", "dot": "doc", "ppt": "ppt", "pps": "ppt", "xls": "xls",
    "png": "image", "jpg": "image", "jpeg": "image", "gif": "image", "webp": "image", "bmp": "image",
    "tif": "image", "tiff": "image", "svg": "image", "avif": "image", "heic": "image", "heif": "image", "ico": "image",
    "jfif": "image", "apng": "image", "jp2": "image", "emf": "image", "wmf": "image", "psd": "image",
    "mp4": "video", "m4v": "video", "mov": "video", "webm": "video", "mkv": "video", "avi": "video", "ogv": "video",
    "mp3": "audio", "m4a": "audio", "wav": "audio", "ogg": "audio", "oga": "audio", "flac": "audio", "aac": "audio",
    "opus": "audio", "wma": "audio", "aif": "audio", "aiff": "audio",
    "mpg": "video", "mpeg": "video", "wmv": "video", "3gp": "video", "flv": "video",
    "txt": "text", "csv": "text", "md": "text", "vtt": "text", "srt": "text",
    "zip": "archive", "imscc": "archive", "tar": "archive", "gz": "archive", "7z": "archive", "rar": "archive",
}  # fmt: skip
"""File name extensions, lower case and without the dot."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
)
_BRANDS: dict[bytes, Kind] = {
    b"m4a ": "audio", b"m4b ": "audio", b"heic": "image", b"heix": "image", b"mif1": "image", b"msf1": "image", b"avif": "image", b"avis": "image",
}  # fmt: skip
"""Major brands of ISO base media files that are no films."""
_RIFF: dict[bytes, Kind] = {b"WEBP": "image", b"WAVE": "audio", b"AVI ": "video"}
_PACKAGES: tuple[tuple[bytes, Kind], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", "odp"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"word/", "docx"),
    (b"ppt/", "pptx"),
    (b"xl/", "xlsx"),
)
"""What stands near the beginning of packages."""
_HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml")


def kind_of(name: str, head: bytes) -> Kind:
    """Tell the kind of a file.

    A name that promises a document is believed even when the bytes do not fit (a sign-in page saved as `.pdf`):
    the reader then says that the file is malformed, which is what its owner has to know.

    Args:
        name: File name as people see it; only the extension is read.
        head: The first bytes, 1,024 are enough.
    """
    by_name = EXTENSIONS.get(name.rpartition(".")[2].casefold() if "." in name else "")
    if by_name is not None:
        return by_name
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_package(head)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12].lower(), "video")
    if head.startswith(b"RIFF") and len(head) >= 12:
        return _RIFF.get(head[8:12], "unknown")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if start.startswith(_HTML_STARTS) else "unknown"


def _kind_of_package(head: bytes) -> Kind:
    return next((kind for mark, kind in _PACKAGES if mark in head), "archive")
