"""OpenDocument texts, as LibreOffice Writer saves them."""

from collections.abc import Sequence
from html import escape

from canvas_sandbox.seeds.builders.archive import pack, xml
from canvas_sandbox.seeds.builders.blocks import Block, Bullets, Figure, Heading, Paragraph, Table

_TYPE = "application/vnd.oasis.opendocument.text"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = (
    f'xmlns:office="{_URN}:office:1.0" xmlns:text="{_URN}:text:1.0" xmlns:table="{_URN}:table:1.0" '
    f'xmlns:draw="{_URN}:drawing:1.0" xmlns:svg="{_URN}:svg-compatible:1.0" xmlns:style="{_URN}:style:1.0" '
    f'xmlns:fo="{_URN}:xsl-fo-compatible:1.0" xmlns:meta="{_URN}:meta:1.0" xmlns:manifest="{_URN}:manifest:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def build_odt(blocks: Sequence[Block], *, title: str | None = None, language: str | None = "en-GB") -> bytes:
    """Write an OpenDocument text from top to bottom."""
    pictures = [block for block in blocks if isinstance(block, Figure)]
    body = "".join(_block(block, pictures) for block in blocks)
    names = [f"Pictures/{number}.jpeg" for number in range(1, len(pictures) + 1)]
    parts: dict[str, bytes | str] = {
        "mimetype": _TYPE,
        "content.xml": xml(
            f'<office:document-content {_NAMESPACES} office:version="1.3"><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>"
        ),
        "styles.xml": _styles(language),
        "meta.xml": xml(
            f'<office:document-meta {_NAMESPACES} office:version="1.3"><office:meta>'
            f"{f'<dc:title>{escape(title)}</dc:title>' if title else ''}</office:meta></office:document-meta>"
        ),
        "META-INF/manifest.xml": _manifest(names),
    }
    parts |= {name: picture.jpeg for name, picture in zip(names, pictures, strict=True)}
    return pack(parts, stored=("mimetype",))


def _block(block: Block, pictures: list[Figure]) -> str:
    match block:
        case Heading(level, text):
            return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'
        case Paragraph(text):
            return f"<text:p>{escape(text)}</text:p>"
        case Bullets(items):
            points = "".join(f"<text:list-item><text:p>{escape(item)}</text:p></text:list-item>" for item in items)
            return f"<text:list>{points}</text:list>"
        case Table(rows, has_header):
            lines = ["".join(_cell(cell) for cell in row) for row in rows]
            lines = [f"<table:table-row>{line}</table:table-row>" for line in lines]
            if has_header:
                lines[0] = f"<table:table-header-rows>{lines[0]}</table:table-header-rows>"
            columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
            return f'<table:table table:name="Table">{columns}{"".join(lines)}</table:table>'
        case Figure():
            number = next(index for index, picture in enumerate(pictures, start=1) if picture is block)
            name = f"<svg:desc>{escape(block.alt)}</svg:desc>" if block.alt else ""
            return (
                f'<text:p><draw:frame svg:width="{block.shown_width:g}pt" svg:height="{block.shown_height:g}pt">'
                f'<draw:image xlink:href="Pictures/{number}.jpeg"/>{name}</draw:frame></text:p>'
            )


def _cell(text: str) -> str:
    return f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"


def _styles(language: str | None) -> str:
    primary, _, country = (language or "").partition("-")
    attributes = f'fo:language="{primary or "none"}" fo:country="{country or "none"}"'
    return xml(
        f'<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>'
        f'<style:default-style style:family="paragraph"><style:text-properties {attributes}/></style:default-style>'
        "</office:styles></office:document-styles>"
    )


def _manifest(pictures: list[str]) -> str:
    entries = {"/": _TYPE, "content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    entries |= dict.fromkeys(pictures, "image/jpeg")
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in entries.items()
    )
    return xml(f'<manifest:manifest {_NAMESPACES} manifest:version="1.3">{listed}</manifest:manifest>')
