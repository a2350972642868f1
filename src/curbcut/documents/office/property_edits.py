"""Title and language of an office document."""

from collections.abc import Iterator

from lxml import etree

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.office.names import DC, A, W
from curbcut.documents.office.opendocument.names import OFFICE
from curbcut.documents.office.scripts import script_of_language
from curbcut.documents.office.spans import PartSource
from curbcut.documents.office.writing import WritablePackage

_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_CORE_PART = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_NO_STYLES = "The document has no styles to say its language in; set it in the program that it comes from."


def set_title(data: bytes, title: str) -> bytes:
    """Return the file with a title in its properties; the part for them is made where there is none.

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file = WritablePackage(data)
    if "content.xml" in file.package and "mimetype" in file.package:
        part, holder_tag = "meta.xml", OFFICE + "meta"
    else:
        part, holder_tag = file.package.related("", "core-properties") or _add_core(file), ""
    source = PartSource(_bytes_of(file, part))
    known = next(source.root.iter(DC + "title"), None)
    if known is not None:
        source.set_text(known, title)
    else:
        holder = next(source.root.iter(holder_tag), None) if holder_tag else source.root
        if holder is None:
            raise UnwritableDocumentError("unwritable", "The file has no place for its properties.")
        source.append(holder, _with_text(f"dc:title {_DC}", title))
    file.write(part, source.finished())
    return file.finished()


def _with_text(name: str, text: str) -> str:
    element = etree.Element("x")
    element.text = text
    inside = etree.tostring(element, encoding="unicode").removeprefix("<x>").removesuffix("</x>")
    return f"<{name}>{inside}</{name.partition(' ')[0]}>"


def _add_core(file: WritablePackage) -> str:
    relationships = PartSource(_bytes_of(file, "_rels/.rels"))
    used = {element.get("Id") for element in relationships.root}
    identifier = next(name for number in range(len(used) + 1) if (name := f"rIdTitle{number}") not in used)
    prefix = relationships.prefix_of(relationships.root)
    relationships.append(
        relationships.root,
        f'<{prefix}Relationship Id="{identifier}" Type="{_CORE_RELATIONSHIP}" Target="{_CORE_PART}"/>',
    )
    types = PartSource(_bytes_of(file, "[Content_Types].xml"))
    prefix = types.prefix_of(types.root)
    types.append(types.root, f'<{prefix}Override PartName="/{_CORE_PART}" ContentType="{_CORE_TYPE}"/>')
    file.write("_rels/.rels", relationships.finished())
    file.write("[Content_Types].xml", types.finished())
    file.write(_CORE_PART, _CORE.encode())
    return _CORE_PART


def _bytes_of(file: WritablePackage, part: str) -> bytes:
    data = file.read(part)
    if data is None:
        raise UnwritableDocumentError("unwritable", f"The file lacks its part {part}.")
    return data


def set_word_language(data: bytes, language: str, old: str) -> bytes:
    """Return a Word document that says its language: as the default, and wherever it said the old one.

    Args:
        data: The file.
        language: The tag.
        old: What it said of most of its text so far, empty when nothing.

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file = WritablePackage(data)
    main = file.package.related("", "officeDocument") or "word/document.xml"
    styles_part = file.package.related(main, "styles")
    if styles_part is None:
        raise UnwritableDocumentError("unwritable", _NO_STYLES)
    styles = PartSource(_bytes_of(file, styles_part))
    # What a text in East Asian or complex script says is not in `w:val`; a file that said nothing says both.
    attribute = _ATTRIBUTES[script_of_language(language)]
    _set_default(styles, language, ("val",) if attribute == "val" else (attribute, "val") if not old else (attribute,))
    default = styles.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    _replace(styles, (one for one in styles.root.iter(W + "lang") if one is not default), W + attribute, old, language)
    file.write(styles_part, styles.finished())
    for part in _stories(file, main) if old else ():
        source = PartSource(_bytes_of(file, part))
        if _replace(source, source.root.iter(W + "lang"), W + attribute, old, language):
            file.write(part, source.finished())
    return file.finished()


_ATTRIBUTES = {"western": "val", "asian": "eastAsia", "complex": "bidi"}


def _set_default(styles: PartSource, language: str, names: tuple[str, ...]) -> None:
    prefix = styles.prefix_of(styles.root)
    said = "".join(f' {prefix}{name}="{language}"' for name in names)
    lang = f"<{prefix}lang{said}/>"
    holders = ("docDefaults", "rPrDefault", "rPr")
    found = styles.root
    for depth, name in enumerate(holders):
        inner = found.find(W + name)
        if inner is None:
            missing = holders[depth:]
            opening = "".join(f"<{prefix}{one}>" for one in missing)
            styles.insert_first(found, opening + lang + "".join(f"</{prefix}{one}>" for one in reversed(missing)))
            return
        found = inner
    known = found.find(W + "lang")
    if known is not None:
        for name in names:
            styles.set_attribute(known, f"{prefix}{name}", language)
    else:
        styles.append(found, lang)


def _replace(source: PartSource, elements: Iterator[etree._Element], name: str, old: str, language: str) -> bool:
    found = [element for element in elements if old and (element.get(name) or "").strip() == old]
    for element in found:
        source.set_attribute(element, source.prefix_of(element) + name.removeprefix(W), language)
    return bool(found)


def _stories(file: WritablePackage, main: str) -> list[str]:
    kinds = {"header", "footer", "footnotes", "endnotes"}
    others = (
        one.target for one in file.package.relationships(main).values() if one.kind in kinds and not one.is_external
    )
    return [main, *(part for part in dict.fromkeys(others) if part in file.package)]


def set_slides_language(data: bytes, language: str, old: str) -> bytes:
    """Return a deck whose texts say their language: those that said none, and those that said the old one.

    Raises:
        UnwritableDocumentError: Nothing can be written into it.
    """
    file = WritablePackage(data)
    main = file.package.related("", "officeDocument") or "ppt/presentation.xml"
    for each in list(file.package.relationships(main).values()):
        if each.kind == "slide" and each.target in file.package:
            source = PartSource(_bytes_of(file, each.target))
            if _set_runs(source, language, old):
                file.write(each.target, source.finished())
    return file.finished()


def _set_runs(source: PartSource, language: str, old: str) -> bool:
    is_changed = False
    for run in source.root.iter(A + "r", A + "fld"):
        properties = run.find(A + "rPr")
        if properties is None:
            source.insert_first(run, f'<{source.prefix_of(run)}rPr lang="{language}"/>')
        elif (properties.get("lang") or "").strip() in {"", old}:
            source.set_attribute(properties, "lang", language)
        else:
            continue
        is_changed = True
    return is_changed
