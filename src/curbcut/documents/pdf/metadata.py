"""What a PDF says of itself: title, creator, producer, in the XMP packet and in the Info dictionary."""

import re
from html import unescape

import pikepdf

from curbcut.documents.pdf import objects

MOST_XMP_BYTES = 4 * 1024 * 1024
"""An XMP packet has some kilobytes; thumbnails inside make it larger."""

_TITLE = re.compile(r"<(?P<tag>(?:\w+:)?title)\b[^>]*>(?P<content>.*?)</(?P=tag)\s*>", re.DOTALL)
_TITLE_ATTRIBUTE = re.compile(r"\bdc:title\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ALTERNATIVE = re.compile(r"<(?:\w+:)?li\b[^>]*>(.*?)</(?:\w+:)?li\s*>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def titles_of(pdf: pikepdf.Pdf) -> list[str]:
    """Return the titles that are not blank: XMP's `dc:title` in every language first, then Info's Title."""
    return [title for title in (*_xmp_titles(pdf), info_text(pdf, "/Title")) if title]


def info_text(pdf: pikepdf.Pdf, key: str) -> str:
    """Return an entry of the Info dictionary without white space around it, empty when absent."""
    return (objects.text(objects.entry(pdf.trailer, "/Info", key)) or "").strip().strip("\0").strip()


def _xmp_titles(pdf: pikepdf.Pdf) -> list[str]:
    data = (objects.unpacked(objects.entry(pdf.trailer, "/Root", "/Metadata")) or b"")[:MOST_XMP_BYTES]
    # Patterns, not an XML parser: packets are often not well-formed, and entities are an attack.
    text = data.decode(_encoding_of(data), "replace")
    found = [piece for match in _TITLE.finditer(text) for piece in _ALTERNATIVE.findall(match["content"])]
    found += [match[1] or match[2] or "" for match in _TITLE_ATTRIBUTE.finditer(text)]
    return [title for raw in found if (title := unescape(_TAG.sub("", raw)).strip())]


def _encoding_of(data: bytes) -> str:
    # XMP part 1, 7.3: UTF-8, or UTF-16 and UTF-32 told by the order of their zero bytes.
    if data.startswith((b"\xfe\xff", b"\0<")):
        return "utf-16-be"
    return "utf-16-le" if data.startswith((b"\xff\xfe", b"<\0")) else "utf-8"
