"""What a document can no longer be asked once LibreOffice has converted it; seen with version 7.4."""

from dataclasses import replace

from curbcut.documents.context import Conversion
from curbcut.documents.office.model import Content


def mark_what_is_lost(content: Content, conversion: Conversion | None) -> None:
    """Mark what the converted file does not say although the file itself may."""
    lost = () if conversion is None else conversion.lost
    if "header-rows" in lost:
        content.tables[:] = [
            table if table.header in {"row", "style"} else replace(table, header="unknown") for table in content.tables
        ]
    if "descriptions" in lost:
        content.pictures[:] = [replace(picture, is_lost=picture.kind == "picture") for picture in content.pictures]
