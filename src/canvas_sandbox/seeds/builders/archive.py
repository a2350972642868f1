"""ZIP archives that are the same at every start."""

import zipfile
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def pack(parts: dict[str, bytes | str], *, stored: tuple[str, ...] = ()) -> bytes:
    """Answer a ZIP with `parts` in the given order; those in `stored` are not compressed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def xml(body: str) -> str:
    """Answer a part of XML with its declaration."""
    return _XML + body


def relationships(targets: dict[str, tuple[str, str]]) -> str:
    """Answer a relationships part: id -> (last word of the type, target). Web addresses become external."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    entries = []
    for key, (kind, target) in targets.items():
        source = f"{package}/metadata" if kind == "core-properties" else base
        mode = ' TargetMode="External"' if target.startswith("http") else ""
        entries.append(f'<Relationship Id="{key}" Type="{source}/{kind}" Target="{target}"{mode}/>')
    return xml(f'<Relationships xmlns="{package}">{"".join(entries)}</Relationships>')


def content_types(overrides: dict[str, str]) -> str:
    """Answer `[Content_Types].xml`; `overrides` maps part names to types without their common beginning."""
    common = "application/vnd.openxmlformats-officedocument"
    entries = "".join(
        f'<Override PartName="/{name}" ContentType="{kind if "/" in kind else f"{common}.{kind}+xml"}"/>'
        for name, kind in overrides.items()
    )
    return xml(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f"{entries}</Types>"
    )


CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def core_properties(title: str | None) -> str:
    """Answer the properties part; without a title its element is left out."""
    entry = f"<dc:title>{title}</dc:title>" if title else ""
    return xml(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{entry}<dc:creator>Alderwick University</dc:creator>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-07-01T08:00:00Z</dcterms:created></cp:coreProperties>'
    )
