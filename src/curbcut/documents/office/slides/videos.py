"""Captions of films in a deck: tracks beside the film, or inside it."""

from lxml import etree

from curbcut.documents.errors import UnreadableDocumentError
from curbcut.documents.media.tracks import has_caption_track
from curbcut.documents.office.names import P14, A, R
from curbcut.documents.office.package import Package

LARGEST_FILM_BYTES = 64 << 20
"""Films beyond this are not unpacked to look for tracks inside them."""


def captions_of(package: Package, part: str, properties: etree._Element) -> bool | None:
    """Tell whether a film has captions; `None` when it lies outside the file, or is too large to look into."""
    if any("tracksInfo" in str(each.tag) or "closedCaption" in str(each.tag) for each in properties.iter()):
        return True
    relationships = package.relationships(part)
    ids = [media.get(R + "embed") for media in properties.iter(P14 + "media")]
    ids += [video.get(R + "link") for video in properties.iter(A + "videoFile")]
    found = [relationships[each] for each in ids if each in relationships]
    inside = [each.target for each in found if not each.is_external and each.target in package]
    if not inside:
        return None
    try:
        data = package.read(inside[0], LARGEST_FILM_BYTES, is_counted=False)
    except UnreadableDocumentError:
        return None
    return bool(data) and has_caption_track(data or b"")
