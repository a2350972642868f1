from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf, link
from tests.unit.fixes.mending import change_of, findings_of, original_of, refusal_of, to_mend

from curbcut.documents.place import Place
from curbcut.fixes.catalogue import fixes_by_id
from curbcut.fixes.fix import FixRefusedError
from curbcut.rules.results import Finding


def kept(source, change):
    """Make sure that the file's own bytes are the beginning of the new ones, and return what is found in those."""
    assert change.data.startswith(source)
    return {rule for rule, _ in findings_of(original_of(change.data, kind="pdf"), "pdf")}


def found_in(source):
    return {rule for rule, _ in findings_of(original_of(source, kind="pdf"), "pdf")}


@pytest.mark.parametrize("object_stream_mode", [None, "generate"])
@pytest.mark.parametrize(
    ("fix", "answer", "rule", "fault"),
    [
        ("set-pdf-title", "Foxes & dogs — 犬", "pdf-title", lambda pdf: pdf.with_title(None)),
        ("set-pdf-language", "en", "pdf-language", lambda pdf: pdf.with_language(None)),
        ("set-pdf-language", "en", "pdf-language", lambda pdf: pdf.with_language("english")),
        ("show-pdf-title", "", "pdf-display-title", lambda pdf: pdf.with_display_title(displayed=None)),
        ("show-pdf-title", "", "pdf-display-title", lambda pdf: pdf.with_display_title(displayed=False)),
    ],
)
def test_a_property_is_set_behind_the_files_own_bytes(fix, answer, rule, fault, object_stream_mode):

    mode = pikepdf.ObjectStreamMode.generate if object_stream_mode else pikepdf.ObjectStreamMode.disable
    source = fault(a_tagged_pdf(Tag("P", LOREM))).build(object_stream_mode=mode)
    change = change_of(fix, source, answer, kind="pdf")
    assert found_in(source) - kept(source, change) == {rule}
    assert kept(source, change) - found_in(source) == set()


def test_a_title_stands_in_both_places():

    change = change_of("set-pdf-title", a_pdf().with_text().with_title(None).build(), "Foxes", kind="pdf")
    with pikepdf.open(BytesIO(change.data)) as pdf, pdf.open_metadata() as packet:
        assert packet["dc:title"] == "Foxes"
        assert str(pdf.docinfo["/Title"]) == "Foxes"


def test_a_placeholder_is_replaced():
    source = a_pdf().with_text().with_title("Microsoft Word - final.docx").build()
    change = change_of("set-pdf-title", source, "Foxes", kind="pdf")
    assert original_of(change.data, kind="pdf").document.titles == ["Foxes", "Foxes"]
    assert change.edits[0].before == "Microsoft Word - final.docx"


def test_a_second_change_builds_on_the_first():
    source = a_pdf().with_text().with_title(None).with_language(None).build()
    first = change_of("set-pdf-title", source, "Foxes", kind="pdf").data
    second = change_of("set-pdf-language", first, "en", kind="pdf")
    assert {"pdf-title", "pdf-language"} & kept(first, second) == set()


def test_tab_order_is_set_on_the_page_that_was_found():

    pdf = a_tagged_pdf(Tag("P", LOREM), link("Foxes", contents="Foxes"), pages=2)
    for page in pdf.pdf.pages:
        del page.obj["/Tabs"]
    source = pdf.build()
    change = change_of("set-pdf-tab-order", source, "", kind="pdf")
    assert found_in(source) - kept(source, change) == {"pdf-tab-order"}

    with pikepdf.open(BytesIO(change.data)) as again:
        assert ["/Tabs" in page.obj for page in again.pages] == [True, False]

    finding = to_mend("set-pdf-tab-order", original_of(source, kind="pdf"), "pdf")
    with pytest.raises(FixRefusedError, match="already says so"):
        fixes_by_id()["set-pdf-tab-order"].prepare(original_of(change.data, kind="pdf"), finding)


def test_the_first_heading_is_proposed_as_title():
    source = a_tagged_pdf(Tag("H1", "Notes of week two"), Tag("P", LOREM)).with_title(None).build()
    original = original_of(source, kind="pdf")
    fix = fixes_by_id()["set-pdf-title"]
    assert fix.propose(original, findings_of(original, "pdf", {"pdf-title"})[0][1]) == "Notes of week two"


@pytest.mark.parametrize(("text", "language", "proposed"), [(LOREM * 3, None, "en"), ("1 2 3", "es", "es")])
def test_the_language_is_proposed(text, language, proposed):
    original = original_of(a_pdf().with_text(text).with_language(None).build(), kind="pdf", language=language)
    fix = fixes_by_id()["set-pdf-language"]
    assert fix.propose(original, findings_of(original, "pdf", {"pdf-language"})[0][1]) == proposed


def test_a_signed_file_is_refused():

    pdf = a_pdf().with_text().with_title(None).with_field("s", kind="Sig", V=Dictionary(Type=Name.Sig))
    assert refusal_of("set-pdf-title", pdf.build(), "Foxes", kind="pdf") == "signed"


def test_a_file_that_may_only_be_signed_further_is_refused():
    pdf = a_pdf().with_text().with_title(None).with_field("s")
    pdf.pdf.Root.AcroForm.SigFlags = 3
    assert refusal_of("set-pdf-title", pdf.build(), "Foxes", kind="pdf") == "signed"


def test_a_field_that_nobody_signed_yet_is_no_signature():
    source = a_pdf().with_text().with_title(None).with_field("s", kind="Sig").build()
    assert "pdf-title" not in kept(source, change_of("set-pdf-title", source, "Foxes", kind="pdf"))


def test_an_encrypted_file_is_refused():

    source = a_pdf().with_text().with_title(None).build(encryption=pikepdf.Encryption(owner="o", user=""))
    assert refusal_of("set-pdf-title", source, "Foxes", kind="pdf") == "encrypted"


def test_a_damaged_table_of_objects_is_refused():
    source = a_pdf().with_text().with_title(None).build()
    broken = source.replace(b"startxref\n", b"startxref\n1")
    assert refusal_of("set-pdf-title", broken, "Foxes", kind="pdf") == "unwritable"


def test_what_is_so_already_is_refused():
    source = a_pdf().with_text().with_language("english").build()
    original = original_of(source, kind="pdf")
    finding = findings_of(original, "pdf", {"pdf-language"})[0][1]
    mended = original_of(change_of("set-pdf-language", source, "en", kind="pdf").data, kind="pdf")

    with pytest.raises(FixRefusedError) as refused:
        fixes_by_id()["set-pdf-language"].prepare(mended, finding, "en")
    assert refused.value.reason == "not-applicable"


@pytest.mark.parametrize("packet", [b"", b"<x", b"<?xpacket begin='' id=''?><rdf:RDF/>", b"\xff\xfe\x00"])
def test_a_damaged_packet_of_properties_is_replaced(packet):
    pdf = a_pdf().with_text().with_title(None)
    pdf.pdf.Root.Metadata = pdf.pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    source = pdf.build()
    change = change_of("set-pdf-title", source, "Foxes", kind="pdf")
    assert "pdf-title" not in kept(source, change)


def test_a_page_that_is_not_there_has_no_tab_order():
    pdf = a_tagged_pdf(Tag("P", LOREM), link("Foxes", contents="Foxes"), pages=2)
    for page in pdf.pdf.pages:
        del page.obj["/Tabs"]
    finding = to_mend("set-pdf-tab-order", original_of(pdf.build(), kind="pdf"), "pdf")
    elsewhere = Finding(finding.outcome, finding.reason, finding.message, Place(page_number=3))
    with pytest.raises(FixRefusedError) as refused:
        fixes_by_id()["set-pdf-tab-order"].prepare(original_of(pdf.build(), kind="pdf"), elsewhere)
    assert refused.value.reason == "moved"


def test_preferences_of_their_own_keep_their_other_entries():
    pdf = a_pdf().with_text().with_display_title(displayed=False)
    pdf.pdf.Root.ViewerPreferences.HideToolbar = True
    pdf.pdf.Root.ViewerPreferences = pdf.pdf.make_indirect(pdf.pdf.Root.ViewerPreferences)
    change = change_of("show-pdf-title", pdf.build(), kind="pdf")
    with pikepdf.open(BytesIO(change.data)) as again:
        assert dict(again.Root.ViewerPreferences) == {"/DisplayDocTitle": True, "/HideToolbar": True}
