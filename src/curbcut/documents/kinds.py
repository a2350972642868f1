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
    "pptx": "pptx", "pptm": "pptx", "potx": "pptx", "ppsx": "pptx",
    "xlsx": "xlsx", "xlsm": "xlsx", "xltx": "xlsx",
    "odt": "odt", "ott": "odt", "fodt": "odt",
    "odp": "odp", "otp": "odp", "fodp": "odp",
    "ods": "ods", "ots": "ods", "fods": "ods",
    "rtf": "rtf", "doc": "doc", "dot": "doc", "ppt": "ppt", "pps": "ppt", "xls": "xls",
    "png": "image", "jpg": "image", "jpeg": "image", "gif": "image", "webp": "image", "bmp": "image",
    "tif": "image", "tiff": "image", "svg": "image", "avif": "image", "heic": "image", "heif": "image", "ico": "image",
    "mp4": "video", "m4v": "video", "mov": "video", "webm": "video", "mkv": "video", "avi": "video", "ogv": "video",
    "mp3": "audio", "m4a": "audio", "wav": "audio", "ogg": "audio", "oga": "audio", "flac": "audio", "aac": "audio",
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
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if start.startswith(_HTML_STARTS) else "unknown"
