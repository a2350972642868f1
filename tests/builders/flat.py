"""Flat OpenDocument files: one XML file that LibreOffice opens, to be saved by it in whatever format a test needs."""

from html import escape

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("presentation", "presentation"),
        ("style", "style"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"),
    )
)  # fmt: skip


_BOX = 'svg:x="2cm" svg:width="20cm" svg:height="2cm"'
_TITLE = f'presentation:class="title" presentation:style-name="Foxes-title" {_BOX} svg:y="1cm"'
_DECK_STYLES = (
    '<office:styles><style:presentation-page-layout style:name="Layout">'
    '<presentation:placeholder presentation:object="title" svg:x="2cm" svg:y="1cm" svg:width="20cm" svg:height="2cm"/>'
    '</style:presentation-page-layout><style:style style:name="Foxes-title" style:family="presentation"/></office:styles>'
)
_DECK_PAGE = (
    '<style:page-layout style:name="Paper"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/>'
    "</style:page-layout>"
)
_DECK_MASTER = (
    '<office:master-styles><style:master-page style:name="Foxes" style:page-layout-name="Paper">'
    f'<draw:frame {_TITLE} presentation:placeholder="true"><draw:text-box/></draw:frame></style:master-page></office:master-styles>'
)
"""Without a master page with a title, LibreOffice takes no frame for one."""


def a_flat(kind: str, body: str, *, title: str = "", styles: str = "") -> bytes:
    """Write a `text`, `presentation` or `spreadsheet`."""
    meta = f"<office:meta><dc:title>{escape(title)}</dc:title></office:meta>" if title else ""
    before, after = (_DECK_STYLES, _DECK_MASTER) if kind == "presentation" else ("", "")
    pages = _DECK_PAGE if kind == "presentation" else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}" office:version="1.2">{meta}'
        f"{before}<office:automatic-styles>{pages}{styles}</office:automatic-styles>{after}"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def flat_heading(level: int, text: str) -> str:
    """Write a heading."""
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def flat_table(*rows: tuple[str, ...], headers: int = 0) -> str:
    """Write a table, the first `headers` rows of which repeat as its header."""
    lines = [
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{each}</text:p></table:table-cell>' for each in row
        )
        + "</table:table-row>"
        for row in rows
    ]
    head = f"<table:table-header-rows>{''.join(lines[:headers])}</table:table-header-rows>" if headers else ""
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="Foxes">{columns}{head}{"".join(lines[headers:])}</table:table>'


def flat_slide(title: str, *texts: str) -> str:
    """Write a slide with a title placeholder and boxes under each other."""
    boxes = "".join(
        f'<draw:frame {_BOX} svg:y="{5 + 3 * at}cm"><draw:text-box><text:p>{escape(text)}</text:p></draw:text-box></draw:frame>'
        for at, text in enumerate(texts)
    )
    return (
        f'<draw:page draw:name="{escape(title) or "page"}" draw:master-page-name="Foxes" '
        f'presentation:presentation-page-layout-name="Layout"><draw:frame {_TITLE}>'
        f"<draw:text-box><text:p>{escape(title)}</text:p></draw:text-box></draw:frame>{boxes}</draw:page>"
    )
