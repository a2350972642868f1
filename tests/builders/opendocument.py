"""The smallest OpenDocument files with a fault in them."""

from html import escape

from tests.builders.packages import pack

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing", "svg": "svg-compatible",
        "fo": "xsl-fo-compatible", "presentation": "presentation", "number": "datastyle",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'  # fmt: skip
ODF_ENGLISH = (
    '<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="US"/></style:default-style>'
    '<style:default-style style:family="graphic"><style:text-properties fo:language="en" fo:country="US"/></style:default-style>'
)


def an_opendocument(
    body: str,
    kind: str = "text",
    *,
    title: str | None = "Foxes of the campus",
    automatic: str = "",
    styles: str = ODF_ENGLISH,
    masters: str = "",
    manifest: str = "",
) -> bytes:
    """Write an OpenDocument package; `body` stands in `office:text`, `office:presentation` or `office:spreadsheet`."""
    meta = "" if title is None else f"<dc:title>{escape(title)}</dc:title>"
    return pack(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": (
                f"<office:document-content {ODF_NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
                f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
            ),
            "styles.xml": f"<office:document-styles {ODF_NAMESPACES}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {ODF_NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}manifest:1.0">{manifest}</manifest:manifest>',
        }
    )
