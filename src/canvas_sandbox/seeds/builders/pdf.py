"""PDF files written by hand: tagged or not, a scan, encrypted, with or without title, language and alternatives."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from canvas_sandbox.seeds.builders.blocks import Block, Figure
from canvas_sandbox.seeds.builders.pdf_layout import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Element,
    Layout,
    Line,
    char_width,
    font_file,
)
from canvas_sandbox.seeds.builders.pdf_objects import PdfWriter, shown_string, text_string

_FIRST_CHAR, _LAST_CHAR = 32, 126
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def build_pdf(
    blocks: Sequence[Block], *, tagged: bool = True, title: str | None = None, language: str | None = None
) -> bytes:
    """Write a PDF.

    Args:
        blocks: What stands in it, from top to bottom.
        tagged: With a structure tree; without one its text is only drawn.
        title: In the metadata and in the window's title bar; `None` leaves both out.
        language: A language tag; `None` leaves it out.
    """
    layout = Layout()
    for block in blocks:
        layout.set(block)
    return _Document(layout, tagged=tagged).finish(title, language)


def build_scanned_pdf(pages: Sequence[Figure]) -> bytes:
    """Write a PDF whose pages are pictures of paper and nothing else."""
    writer = PdfWriter()
    parent = writer.reserve()
    kids = []
    for page in pages:
        image = _add_image(writer, page)
        content = writer.add_stream(f"q {PAGE_WIDTH} 0 0 {PAGE_HEIGHT} 0 0 cm /Im0 Do Q".encode())
        kids.append(
            writer.add(
                f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] "
                f"/Resources << /XObject << /Im0 {image} 0 R >> >> /Contents {content} 0 R >>"
            )
        )
    writer.put(parent, f"<< /Type /Pages /Count {len(kids)} /Kids [{_references(kids)}] >>")
    return writer.finish(writer.add(f"<< /Type /Catalog /Pages {parent} 0 R >>"))


def build_encrypted_pdf(blocks: Sequence[Block], password: str) -> bytes:
    """Write an untagged PDF that opens with `password` only."""
    layout = Layout()
    for block in blocks:
        layout.set(block)
    return _Document(layout, tagged=False).finish(None, None, password=password)


class _Document:
    """One PDF in the making."""

    def __init__(self, layout: Layout, *, tagged: bool) -> None:
        self._writer = PdfWriter()
        self._layout = layout
        self._tagged = tagged
        self._owners: dict[int, list[Element]] = defaultdict(list)  # by page index, in order of MCID
        self._font = _add_font(self._writer)
        self._images = {id(line): _add_image(self._writer, line.picture) for line in layout.lines if line.picture}

    def finish(self, title: str | None, language: str | None, password: str | None = None) -> bytes:
        writer = self._writer
        parent = writer.reserve()
        pages = [self._add_page(index, parent) for index in range(self._layout.page_index + 1)]
        writer.put(parent, f"<< /Type /Pages /Count {len(pages)} /Kids [{_references(pages)}] >>")
        catalogue = f"/Type /Catalog /Pages {parent} 0 R"
        if language:
            catalogue += f" /Lang {text_string(language)}"
        if self._tagged:
            catalogue += f" /MarkInfo << /Marked true >> /StructTreeRoot {self._add_structure(pages)} 0 R"
        if not title:
            return writer.finish(writer.add(f"<< {catalogue} >>"), password=password)
        metadata = _METADATA.format(title=title.replace("&", "&amp;").replace("<", "&lt;")).encode()
        entry = writer.add_stream(metadata, "/Type /Metadata /Subtype /XML", compress=False)
        catalogue += f" /ViewerPreferences << /DisplayDocTitle true >> /Metadata {entry} 0 R"
        information = writer.add(f"<< /Title {text_string(title)} >>")
        return writer.finish(writer.add(f"<< {catalogue} >>"), information)

    def _add_page(self, index: int, parent: int) -> int:
        lines = [line for line in self._layout.lines if line.page_index == index]
        content = self._writer.add_stream("\n".join(self._draw(line, index) for line in lines).encode("latin-1"))
        images = " ".join(f"/Im{self._images[id(line)]} {self._images[id(line)]} 0 R" for line in lines if line.picture)
        structure = f"/StructParents {index} /Tabs /S" if self._tagged else ""
        return self._writer.add(
            f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] {structure} "
            f"/Resources << /Font << /F1 {self._font} 0 R >> /XObject << {images} >> >> /Contents {content} 0 R >>"
        )

    def _draw(self, line: Line, page_index: int) -> str:
        if line.picture:
            width, height = line.picture.shown_width, line.picture.shown_height
            drawn = f"q {width:g} 0 0 {height:g} {line.x:g} {line.y:g} cm /Im{self._images[id(line)]} Do Q"
            if line.picture.alt:
                line.element.attributes = (
                    f"/Alt {text_string(line.picture.alt)} /A << /O /Layout /BBox "
                    f"[{line.x:g} {line.y:g} {line.x + width:g} {line.y + height:g}] /Placement /Block >>"
                )
        else:
            drawn = f"BT /F1 {line.size:g} Tf {line.colour} rg {line.x:g} {line.y:g} Td {shown_string(line.text)} Tj ET"
        if not self._tagged:
            return drawn
        mark = len(self._owners[page_index])
        self._owners[page_index].append(line.element)
        line.element.marks.append((page_index, mark))
        return f"/{line.element.tag} << /MCID {mark} >> BDC\n{drawn}\nEMC"

    def _add_structure(self, pages: list[int]) -> int:
        root = self._writer.reserve()
        top = self._add_element(self._layout.root, root, pages)
        numbers = " ".join(
            f"{index} [{_references(element.number for element in owners)}]"
            for index, owners in sorted(self._owners.items())
        )
        tree = self._writer.add(f"<< /Nums [{numbers}] >>")
        self._writer.put(
            root,
            f"<< /Type /StructTreeRoot /K {top} 0 R /ParentTree {tree} 0 R /ParentTreeNextKey {len(pages)} >>",
        )
        return root

    def _add_element(self, element: Element, parent: int, pages: list[int]) -> int:
        element.number = self._writer.reserve()
        children = [self._add_element(child, element.number, pages) for child in element.children]
        marks = " ".join(f"<< /Type /MCR /Pg {pages[page]} 0 R /MCID {mark} >>" for page, mark in element.marks)
        self._writer.put(
            element.number,
            f"<< /Type /StructElem /S /{element.tag} /P {parent} 0 R {element.attributes} "
            f"/K [{_references(children)} {marks}] >>",
        )
        return element.number


def _add_font(writer: PdfWriter) -> int:
    data = font_file()
    embedded = writer.add_stream(data, f"/Length1 {len(data)}")
    descriptor = writer.add(
        "<< /Type /FontDescriptor /FontName /Aileron-Regular /Flags 32 /FontBBox [-200 -250 1200 1000] /ItalicAngle 0 "
        f"/Ascent 960 /Descent -240 /CapHeight 700 /StemV 80 /FontFile2 {embedded} 0 R >>"
    )
    widths = " ".join(str(char_width(chr(code))) for code in range(_FIRST_CHAR, _LAST_CHAR + 1))
    return writer.add(
        "<< /Type /Font /Subtype /TrueType /BaseFont /Aileron-Regular /Encoding /WinAnsiEncoding "
        f"/FirstChar {_FIRST_CHAR} /LastChar {_LAST_CHAR} /Widths [{widths}] /FontDescriptor {descriptor} 0 R >>"
    )


def _add_image(writer: PdfWriter, figure: Figure) -> int:
    return writer.add_stream(
        figure.jpeg,
        f"/Type /XObject /Subtype /Image /Width {figure.width} /Height {figure.height} "
        "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        compress=False,
    )


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
