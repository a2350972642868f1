"""What the demo's files are said to be wrong in is wrong in them, and nothing else that can be seen."""

import zipfile
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from canvas_sandbox.seeds.demo import faults
from canvas_sandbox.seeds.demo.university import PLANS

UPLOADS = list({(upload.name, upload.plants): upload for plan in PLANS for upload in plan.uploads}.values())
NOT_SEEN_IN_BYTES = {"picture-of-words"}


def skips(levels):
    return {"skipped-heading"} if any(b - a > 1 for a, b in pairwise(levels)) else set()


def words_if(**seen):
    return {word.replace("_", "-") for word, is_seen in seen.items() if is_seen}


def elements(element):
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def seen_in_pdf(data):
    try:
        document = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        return {"encrypted"}
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).strip()
    root = document.Root
    tags = list(elements(root.StructTreeRoot.K)) if "/StructTreeRoot" in root else []
    kinds = [str(tag.S)[1:] for tag in tags]
    return skips([int(kind[1]) for kind in kinds if kind in {"H1", "H2", "H3", "H4"}]) | words_if(
        untagged=not tags,
        no_title=document.trailer.get("/Info") is None,
        no_language="/Lang" not in root,
        no_text_layer=not text,
        figure_without_alt=any(tag.S == "/Figure" and "/Alt" not in tag for tag in tags),
        no_header_row="Table" in kinds and "TH" not in kinds,
    )


def seen_in_docx(parts):
    document, styles = etree.fromstring(parts["word/document.xml"]), etree.fromstring(parts["word/styles.xml"])
    headings = [int(style.values()[0][-1]) for style in document.iter("{*}pStyle")]
    typed = [text.text for text in document.iter("{*}t")]
    return skips(headings) | words_if(
        no_title=etree.fromstring(parts["docProps/core.xml"]).findtext("{*}title") is None,
        no_language=styles.find(".//{*}lang") is None,
        figure_without_alt=any("descr" not in picture.attrib for picture in document.iter("{*}docPr")),
        no_header_row=document.find(".//{*}tbl") is not None and document.find(".//{*}tblHeader") is None,
        fake_headings=not headings and document.find(".//{*}b") is not None,
        fake_list=any(text.startswith("- ") for text in typed),
    )


def seen_in_pptx(parts):
    slides = [etree.fromstring(parts[name]) for name in parts if name.startswith("ppt/slides/slide")]
    pictures = [name for slide in slides for name in slide.findall(".//{*}pic//{*}cNvPr")]
    return words_if(
        no_title=etree.fromstring(parts["docProps/core.xml"]).findtext("{*}title") is None,
        slide_without_title=not all(slide.xpath("//*[local-name()='ph'][@type='title']") for slide in slides),
        figure_without_alt=any("descr" not in picture.attrib for picture in pictures),
    )


def seen_in_xlsx(parts):
    names = [sheet.get("name") for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet")]
    return words_if(
        no_title=etree.fromstring(parts["docProps/core.xml"]).findtext("{*}title") is None,
        default_sheet_name=any(name.startswith("Sheet") for name in names),
        no_header_row=not any(name.startswith("xl/tables/") for name in parts),
    )


def seen_in_odt(parts):
    content = etree.fromstring(parts["content.xml"])
    return words_if(
        no_title=etree.fromstring(parts["meta.xml"]).find(".//{*}title") is None,
        figure_without_alt=any(frame.find("{*}desc") is None for frame in content.iter("{*}frame")),
        no_header_row=content.find(".//{*}table") is not None and content.find(".//{*}table-header-rows") is None,
    )


IN_PACKAGE = {"docx": seen_in_docx, "pptx": seen_in_pptx, "xlsx": seen_in_xlsx, "odt": seen_in_odt}


def seen_in(name, data):
    kind = name.rpartition(".")[2]
    if kind == "pdf":
        return seen_in_pdf(data)
    if kind in IN_PACKAGE:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return IN_PACKAGE[kind]({part: archive.read(part) for part in archive.namelist()})
    if kind == "svg":
        return {"named-drawing"} if b"<title>" in data else {"unnamed-drawing"}
    if kind == "mp4":
        return {"captions"} if b"sbtl" in data else {"no-captions"}
    return words_if(animation=kind == "gif" and Image.open(BytesIO(data)).n_frames > 1)


@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload.name)
def test_the_faults_of_a_file_are_those_it_names(upload):
    named = {word.removeprefix("+") for word in upload.plants.split()} - NOT_SEEN_IN_BYTES
    assert seen_in(upload.name, upload.make()) == named - {"complete"}


@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload.name)
def test_words_about_a_file_are_of_the_vocabulary(upload):
    for word in upload.plants.split():
        assert word[1:] in faults.FILE_GOOD if word.startswith("+") else word in faults.FILE_FAULTS


def test_every_word_of_the_vocabulary_is_planted_somewhere():
    planted = {word.removeprefix("+") for upload in UPLOADS for word in upload.plants.split()}
    assert planted == set(faults.FILE_FAULTS) | set(faults.FILE_GOOD)


def test_every_kind_of_file_is_there():
    kinds = {upload.name.rpartition(".")[2] for upload in UPLOADS}
    assert kinds == set("pdf docx pptx xlsx odt png jpg gif svg html mp4 mp3 zip txt".split())  # noqa: SIM905 - a list of words reads as one
