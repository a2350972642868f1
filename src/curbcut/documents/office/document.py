"""Bytes to an office document, through the reader of its kind."""

from collections.abc import Callable

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.kinds import kind_of
from curbcut.documents.office import legacy
from curbcut.documents.office.conversion_losses import mark_what_is_lost
from curbcut.documents.office.model import Content, OfficeDocument, OfficeKind
from curbcut.documents.office.names import DC
from curbcut.documents.office.opendocument import read_opendocument
from curbcut.documents.office.package import ZIP_HEADER, Package
from curbcut.documents.office.sheets import read_workbook
from curbcut.documents.office.slides import read_deck
from curbcut.documents.office.word import read_word

_READERS: dict[str, tuple[OfficeKind, Callable[[Package, str], Content], str]] = {
    "docx": ("text", read_word, "wordprocessingml"),
    "pptx": ("slides", read_deck, "presentationml"),
    "xlsx": ("sheets", read_workbook, "spreadsheetml"),
}


def read(data: bytes, context: Context) -> OfficeDocument:
    """Read a document, deck or workbook.

    Raises:
        MalformedDocumentError: Programs cannot open it either.
        EncryptedDocumentError: It opens only with a password.
        OversizedDocumentError: It is larger than what we read.
        UnconvertedDocumentError: It is in an older format that has to be converted first.
    """
    kind = context.conversion.target if context.conversion is not None else kind_of(context.name, data[:1024])
    # Word opens a package under an older name, and so do we.
    if kind in legacy.KINDS and not data.startswith(ZIP_HEADER):
        legacy.refuse(kind, data)
    if kind in {"odt", "odp", "ods"}:
        return read_opendocument(kind, data, context)
    package = Package(data)
    main = _main_part(package)
    office_kind, reader, _ = _READERS[kind if kind in _READERS else _sniffed(main)]
    try:
        content = reader(package, main)
    except RecursionError as error:
        raise MalformedDocumentError("The file is damaged: its parts are nested without end.") from error
    mark_what_is_lost(content, context.conversion)
    return OfficeDocument(office_kind, context, _title(package), content)


def _main_part(package: Package) -> str:
    main = package.related("", "officeDocument")
    if main is not None:
        return main
    root = package.xml("[Content_Types].xml")
    for override in () if root is None else root:
        if (override.get("ContentType") or "").endswith((".main+xml", "macroEnabled.main+xml")):
            name = (override.get("PartName") or "").lstrip("/")
            if name in package:
                return name
    raise MalformedDocumentError("The file is damaged: it has no document in it.")


def _sniffed(main: str) -> str:
    folder = main.partition("/")[0].casefold()
    return {"word": "docx", "ppt": "pptx", "xl": "xlsx"}.get(folder, "docx")


def _title(package: Package) -> str:
    part = package.related("", "core-properties")
    if part is None:
        return ""
    try:
        root = package.xml(part)
    except MalformedDocumentError:
        return ""
    element = None if root is None else root.find(DC + "title")
    return "" if element is None else " ".join("".join(str(text) for text in element.itertext()).split())
