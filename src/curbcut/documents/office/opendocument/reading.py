"""Opens an OpenDocument file, as a package or flat, and hands its parts to the walker of its kind."""

from lxml import etree

from curbcut.documents.context import Context
from curbcut.documents.errors import EncryptedDocumentError, MalformedDocumentError
from curbcut.documents.office.model import Content, OfficeDocument, OfficeKind
from curbcut.documents.office.names import DC
from curbcut.documents.office.opendocument.names import MANIFEST, OFFICE, STYLE
from curbcut.documents.office.opendocument.sheets import read_sheets
from curbcut.documents.office.opendocument.slides import read_pages
from curbcut.documents.office.opendocument.styles import Styles
from curbcut.documents.office.opendocument.texts import Around, Walker
from curbcut.documents.office.package import Package, parse_xml

_BODIES: dict[str, tuple[OfficeKind, str]] = {
    "odt": ("text", "text"),
    "odp": ("slides", "presentation"),
    "ods": ("sheets", "spreadsheet"),
}
_RUNNING_HEADS = frozenset(
    STYLE + name for name in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
)


def read_opendocument(kind: str, data: bytes, context: Context) -> OfficeDocument:
    """Read an OpenDocument file.

    Raises:
        MalformedDocumentError: Programs cannot open it either.
        EncryptedDocumentError: It opens only with a password.
        OversizedDocumentError: It is larger than what we read.
    """
    content_root, styles_root, meta_root = _flat(data) if _is_flat(data) else _packaged(data)
    office_kind, body_name = _BODIES[kind]
    body = content_root.find(f"{OFFICE}body/{OFFICE}{body_name}")
    if body is None:
        raise MalformedDocumentError("The file is damaged: it has no document in it.")
    roots = [root for root in (content_root, styles_root) if root is not None]
    content = Content()
    walker = Walker(content, Styles(*roots))
    match office_kind:
        case "text":
            walker.read(body)
            _read_running_heads(content, content_root if styles_root is None else styles_root)
        case "slides":
            read_pages(walker, body)
        case _:
            read_sheets(walker, body)
    title = None if meta_root is None else next(meta_root.iter(DC + "title"), None)
    words = "" if title is None else " ".join("".join(str(text) for text in title.itertext()).split())
    return OfficeDocument(office_kind, context, words, content)


def _read_running_heads(content: Content, root: etree._Element) -> None:
    """Collect what stands above and below every page; names of styles there are not those of the text."""
    walker = Walker(content, Styles(root))
    walker.is_running, walker.part = False, "styles.xml"
    for master in root.iter(STYLE + "master-page"):
        for child in master:
            if child.tag in _RUNNING_HEADS and child.get(STYLE + "display") != "false":
                walker.walk(child, Around(is_marked=True), 0)


def _is_flat(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] in {b"<?xml", b"<offi"}


def _flat(data: bytes) -> tuple[etree._Element, None, etree._Element]:
    root = parse_xml(data)
    return root, None, root


def _packaged(data: bytes) -> tuple[etree._Element, etree._Element | None, etree._Element | None]:
    package = Package(data)
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(MANIFEST + "encryption-data"), None) is not None:
        raise EncryptedDocumentError("The file opens only with a password.")
    content = package.xml("content.xml")
    if content is None:
        raise MalformedDocumentError("The file is damaged: it has no document in it.")
    try:
        meta = package.xml("meta.xml")
    except MalformedDocumentError:
        meta = None
    return content, package.xml("styles.xml"), meta
