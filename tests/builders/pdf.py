"""The smallest PDFs with a fault in them, built with pikepdf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Self

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PAGE_BOX = (0, 0, 595, 842)
LOREM = "The quick brown fox jumps over the lazy dog while the students of the course read their weekly notes. "


@dataclass
class Tag:
    """A structure element to build.

    Attributes:
        role: `/S`.
        text: Text drawn on the page inside it.
        kids: Elements inside it.
        entries: Further entries of its dictionary, values as pikepdf wants them.
        content: Operators in place of the text.
        annotation: An annotation that it owns.
        page: Page that its content is drawn on, from 0.
        lines: Further marked contents of the same element.
    """

    role: str
    text: str = ""
    kids: Sequence["Tag"] = ()
    entries: Mapping[str, object] = field(default_factory=dict)
    content: str = ""
    annotation: Dictionary | None = None
    page: int = 0
    lines: Sequence[str] = ()


def link(text: str, uri: str = "https://example.edu/", contents: str = "", **entries: object) -> Tag:
    annotation = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[72, 700, 200, 714], A=Dictionary(S=Name.URI, URI=String(uri))
    )
    if contents:
        annotation.Contents = String(contents)
    return Tag(
        "Link", text, annotation=annotation, entries={f"/{key}": String(str(value)) for key, value in entries.items()}
    )


def table(*rows: Sequence[Tag]) -> Tag:
    return Tag("Table", kids=[Tag("TR", kids=row) for row in rows])


def header(text: str = "Year", scope: str | None = "Column", identifier: str | None = None) -> Tag:
    entries: dict[str, object] = {}
    if scope is not None:
        entries["/A"] = Dictionary(O=Name.Table, Scope=Name(f"/{scope}"))
    if identifier is not None:
        entries["/ID"] = String(identifier)
    return Tag("TH", text, entries=entries)


def cell(text: str = "42", headers: Sequence[str] = ()) -> Tag:
    entries = {"/A": Dictionary(O=Name.Table, Headers=Array([String(one) for one in headers]))} if headers else {}
    return Tag("TD", text, entries=entries)


class PdfBuilder:
    """A PDF without a fault (title, language, title bar, tags once asked for), until a method puts one in."""

    def __init__(self, pages: int = 1) -> None:
        self.pdf = pikepdf.new()
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        self.font = self.pdf.make_indirect(font)
        for _ in range(pages):
            page = Dictionary(
                Type=Name.Page, MediaBox=list(PAGE_BOX), Tabs=Name.S,
                Resources=Dictionary(Font=Dictionary(F1=self.font)),
            )  # fmt: skip
            self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))
        self._operators: list[list[str]] = [[] for _ in range(pages)]
        self._marks = [0] * pages
        self._top = [760] * pages
        self.with_title("A Course on Foxes").with_language("en").with_display_title(displayed=True)

    def with_title(self, title: str | None, xmp: str | None = None) -> Self:
        self.pdf.trailer.Info = Dictionary() if title is None else Dictionary(Title=String(title))
        if xmp is not None:
            self.pdf.Root.Metadata = self.pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
        return self

    def with_info(self, **entries: str) -> Self:
        for key, value in entries.items():
            self.pdf.trailer.Info[f"/{key}"] = String(value)
        return self

    def with_language(self, language: str | None) -> Self:
        if language is None:
            del self.pdf.Root.Lang
        else:
            self.pdf.Root.Lang = String(language)
        return self

    def with_display_title(self, *, displayed: bool | None) -> Self:
        self.pdf.Root.ViewerPreferences = Dictionary() if displayed is None else Dictionary(DisplayDocTitle=displayed)
        return self

    def with_bookmark(self) -> Self:
        item = self.pdf.make_indirect(Dictionary(Title=String("Foxes"), Dest=[self.pdf.pages[0].obj, Name.Fit]))
        self.pdf.Root.Outlines = self.pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
        item.Parent = self.pdf.Root.Outlines
        return self

    def draw(self, operators: str, page: int = 0) -> Self:
        self._operators[page].append(operators)
        return self

    def with_text(
        self, text: str = LOREM, page: int = 0, *, size: float = 12, colour: str = "0 g", mode: int = 0
    ) -> Self:
        for start in range(0, len(text), 80):
            self._top[page] -= int(size * 1.4)
            shown = _escaped(text[start : start + 80])
            self.draw(f"q {colour} BT {mode} Tr /F1 {size} Tf 72 {self._top[page]} Td ({shown}) Tj ET Q", page)
        return self

    def with_picture(self, page: int = 0, *, share: float = 1.0, before: str = "", mark: str = "") -> Self:
        picture = self.pdf.make_stream(
            bytes(range(0, 240, 15)) * 3, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4,
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
        )  # fmt: skip
        resources = self.pdf.pages[page].obj.Resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        resources.XObject.Im0 = picture
        body = f"q {595 * share} 0 0 842 0 0 cm /Im0 Do Q"
        return self.draw(f"{before} /{mark} BMC {body} EMC" if mark else f"{before} {body}", page)

    def with_tags(self, *tags: Tag, marked: bool | None = True, role_map: Mapping[str, str] | None = None) -> Self:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        if role_map:
            root.RoleMap = Dictionary({f"/{key}": Name(f"/{value}") for key, value in role_map.items()})
        self.pdf.Root.StructTreeRoot = root
        if marked is not None:
            self.pdf.Root.MarkInfo = Dictionary(Marked=marked)
        root.K = Array([self._element(tag, root) for tag in tags])
        return self

    def _element(self, tag: Tag, parent: pikepdf.Object) -> pikepdf.Object:
        page = self.pdf.pages[tag.page].obj
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=parent, Pg=page))
        for key, value in tag.entries.items():
            element[key] = value
        lines = (tag.text, *tag.lines) if tag.text or tag.lines else ()
        kids: list[object] = [self._mark(tag, self._text_operators(text, tag.page)) for text in lines]
        if tag.content:
            kids.append(self._mark(tag, tag.content))
        kids.extend(self._element(kid, element) for kid in tag.kids)
        if tag.annotation is not None:
            kids.append(self._reference(tag.annotation, tag.page))
        if kids:
            element.K = Array(kids)
        return element

    def _mark(self, tag: Tag, operators: str) -> int:
        mcid = self._marks[tag.page]
        self._marks[tag.page] += 1
        self.draw(f"/{tag.role} <</MCID {mcid}>> BDC {operators} EMC", tag.page)
        return mcid

    def _text_operators(self, text: str, page: int) -> str:
        self._top[page] -= 16
        return f"BT /F1 12 Tf 72 {self._top[page]} Td ({_escaped(text)}) Tj ET"

    def _reference(self, annotation: Dictionary, page: int) -> Dictionary:
        indirect = self.with_annotation(annotation, page)
        return Dictionary(Type=Name.OBJR, Obj=indirect)

    def with_annotation(self, annotation: Dictionary, page: int = 0) -> pikepdf.Object:
        holder = self.pdf.pages[page].obj
        if "/Annots" not in holder:
            holder.Annots = Array([])
        indirect = self.pdf.make_indirect(annotation)
        holder.Annots.append(indirect)
        if annotation.Subtype == Name.Widget:
            self._add_to_form(indirect)
        return indirect

    def _add_to_form(self, widget: pikepdf.Object) -> None:
        if "/AcroForm" not in self.pdf.Root:
            self.pdf.Root.AcroForm = Dictionary(Fields=Array([]))
        self.pdf.Root.AcroForm.Fields.append(widget)

    def with_field(self, name: str = "q1", *, tip: str | None = None, kind: str = "Tx", **entries: object) -> Self:
        widget = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name(f"/{kind}"), T=String(name), Rect=[72, 600, 200, 620], F=4
        )
        if tip is not None:
            widget.TU = String(tip)
        for key, value in entries.items():
            widget[f"/{key}"] = value
        self.with_annotation(widget)
        return self

    def with_font(self, font: Dictionary, key: str = "F1") -> Self:
        for page in self.pdf.pages:
            page.obj.Resources.Font[f"/{key}"] = self.pdf.make_indirect(font)
        return self

    def build(self, **options: object) -> bytes:
        for page, operators in zip(self.pdf.pages, self._operators, strict=True):
            page.obj.Contents = self.pdf.make_stream("\n".join(operators).encode("latin-1"))
        file = BytesIO()
        # Without it the file's identifier holds the second of the clock, and the same document built twice is two files.
        options.setdefault("deterministic_id", "encryption" not in options)
        self.pdf.save(file, fix_metadata_version=False, **options)
        return file.getvalue()


def a_pdf(pages: int = 1) -> PdfBuilder:
    return PdfBuilder(pages)


def a_tagged_pdf(*tags: Tag, pages: int = 1) -> PdfBuilder:
    """A PDF whose tags are all that is in it; with a paragraph when none are given."""
    return PdfBuilder(pages).with_tags(Tag("Document", kids=tags or [Tag("P", LOREM)]))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
