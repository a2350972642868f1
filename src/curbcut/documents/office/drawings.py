"""What Word, PowerPoint and Excel write alike about a drawn object: its description, decoration, fill, and films in it."""

from lxml import etree

from curbcut.documents.office.names import ADEC, A, is_true

LINE_SHAPES = frozenset({
    "line", "lineInv", "straightConnector1", "bentConnector2", "bentConnector3", "bentConnector4", "bentConnector5",
    "curvedConnector2", "curvedConnector3", "curvedConnector4", "curvedConnector5",
})  # fmt: skip
"""Preset shapes that only divide or connect."""


def alternative_of(properties: etree._Element) -> tuple[str, str, str]:
    """Return description, title and name of `docPr` or `cNvPr`."""
    return (
        (properties.get("descr") or "").strip(),
        (properties.get("title") or "").strip(),
        (properties.get("name") or "").strip(),
    )


def is_decorative(properties: etree._Element) -> bool:
    """Tell whether an object is marked as decorative."""
    return any(is_true(mark.get("val")) for mark in properties.iter(ADEC + "decorative"))


def is_hidden(properties: etree._Element) -> bool:
    """Tell whether an object is not shown."""
    return is_true(properties.get("hidden"))


def is_line(shape: etree._Element) -> bool:
    """Tell whether a shape only divides or connects."""
    geometry = shape.find(f".//{A}prstGeom")
    return geometry is not None and geometry.get("prst") in LINE_SHAPES
