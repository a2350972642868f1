"""The smallest Word, PowerPoint and Excel files, written by hand, with one part that has the fault in it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:s="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    f'xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "{}</cp:coreProperties>"
)
TITLE = "<dc:title>Notes of week two</dc:title>"
TEXT = "The quick brown fox jumps over the lazy dog while the students of the course read their weekly notes. "


def relationships(*targets, base=OFFICE):
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if "/" in kind else f"{base}/{kind}"}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def package(parts, *, stored=()):
    """Zip parts in the order given."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, (2021, 3, 4, 5, 6, 8))
            entry.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def _frame(kind, main_relationships, core):
    targets = [("officeDocument", MAIN[kind])]
    if core is not None:
        targets.append((f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    folder, _, name = MAIN[kind].rpartition("/")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relationships(*targets),
        f"{folder}/_rels/{name}.rels": relationships(*main_relationships),
    }
    return parts | ({} if core is None else {"docProps/core.xml": CORE.format(core)})


def a_docx(body=f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>", *, core=TITLE, styles=None, settings="", **more):
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
        if styles is None
        else styles
    )
    parts = _frame("docx", [("styles", "styles.xml"), ("settings", "settings.xml")], core)
    parts["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    parts["word/styles.xml"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    parts["word/settings.xml"] = f"<w:settings {NAMESPACES}>{settings}</w:settings>"
    return package(parts | more)


def a_shape(text="", placeholder="", number=2):
    kind = f'<p:ph type="{placeholder}"/>' if placeholder else ""
    run = f'<a:r><a:rPr lang="en-US"/><a:t>{text}</a:t></a:r>' if text else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Text {number}"/><p:cNvSpPr/><p:nvPr>{kind}</p:nvPr></p:nvSpPr>'
        f'<p:spPr/><p:txBody><a:bodyPr/><a:p>{run}<a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def a_pptx(*slides, core=TITLE, presentation="", **more):
    parts = _frame("pptx", [("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)], core)
    entries = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1))
    parts["ppt/presentation.xml"] = (
        f"<p:presentation {NAMESPACES}><p:sldIdLst>{entries}</p:sldIdLst>{presentation}</p:presentation>"
    )
    for number, shapes in enumerate(slides, start=1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:sld>"
        )
    return package(parts | more)


def an_xlsx(drawing, *, core=TITLE, **more):
    parts = _frame("xlsx", [("worksheet", "worksheets/sheet1.xml")], core)
    parts["xl/workbook.xml"] = (
        f'<s:workbook {NAMESPACES}><s:sheets><s:sheet name="Cats" sheetId="1" r:id="rId1"/></s:sheets></s:workbook>'
    )
    parts["xl/worksheets/sheet1.xml"] = f"<s:worksheet {NAMESPACES}><s:sheetData/></s:worksheet>"
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("drawing", "../drawings/drawing1.xml"))
    parts["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {NAMESPACES}>{drawing}</xdr:wsDr>"
    return package(parts | more)


OPEN_DOCUMENT = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
)


def an_odt(body, *, meta="<dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>Notes of week two</dc:title>"):
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {OPEN_DOCUMENT}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {OPEN_DOCUMENT}><office:meta>{meta}</office:meta></office:document-meta>",
        },
        stored=("mimetype",),
    )


def parts_of(data):
    """Return the content of every part, and the bytes that are stored of it."""
    with ZipFile(BytesIO(data)) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        ends = [*(entry.header_offset for entry in entries[1:]), archive.start_dir]
        return {
            entry.filename: (archive.read(entry).decode(), data[entry.header_offset : end])
            for entry, end in zip(entries, ends, strict=True)
        }
