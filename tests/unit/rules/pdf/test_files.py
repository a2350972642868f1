"""pdf-malformed and pdf-encrypted: what cannot be read, and what only looks as if it could not."""

from io import BytesIO

import pikepdf
import pytest
from tests.builders.pdf import Tag, a_pdf, a_tagged_pdf

from curbcut.documents.context import Context
from curbcut.documents.errors import EncryptedDocumentError, MalformedDocumentError
from curbcut.rules.pdf import PDF
from curbcut.rules.pdf.files import PDF_ENCRYPTED, PDF_MALFORMED
from curbcut.rules.runner import failure_of

CONTEXT = Context(name="foxes.pdf")
WHOLE = a_tagged_pdf(Tag("P", "Foxes")).with_picture().build()
SCREEN_READERS_OUT = pikepdf.Permissions(accessibility=False, extract=False)


def without_pages():
    pdf = pikepdf.new()
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def with_broken_table():
    return WHOLE.replace(b"startxref\n", b"startxref\n9", 1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"\xef\xbb\xbf\n<HTML><body>Sign in</body></html>", "web page"),
        (b"PK\x03\x04 something else", "does not begin"),
        (WHOLE.replace(b"%PDF-", b"%XDF-", 1), "does not begin"),
        (b" " * 1024 + WHOLE, "does not begin"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + b"garbage " * 300, "damaged"),
        (WHOLE[: len(WHOLE) // 2], "damaged"),
        (WHOLE[: WHOLE.index(b"endstream")], "damaged"),
        (without_pages(), "no pages"),
    ],
)
def test_a_file_that_people_cannot_open_is_malformed(data, why):
    with pytest.raises(MalformedDocumentError, match=why):
        PDF.read(data, CONTEXT)


@pytest.mark.parametrize(
    "data",
    [
        WHOLE,
        with_broken_table(),
        WHOLE[: WHOLE.rindex(b"startxref")],
        b" " * 1000 + WHOLE,
        WHOLE + b"\n" * 2000,
        WHOLE.replace(b"%PDF-1.", b"%PDF-9.", 1),
    ],
)
def test_a_file_that_every_reader_repairs_is_not_malformed(data):
    assert PDF.read(data, CONTEXT).page_count == 1


def test_a_page_whose_content_went_with_the_end_of_the_file_is_malformed():
    cut = WHOLE[: WHOLE.rindex(b"endobj", 0, WHOLE.rindex(b"xref")) + 7]
    with pytest.raises(MalformedDocumentError):
        PDF.read(cut, CONTEXT)


def test_a_cyclic_page_tree_is_answered():
    builder = a_pdf(2)
    builder.pdf.Root.Pages.Kids.append(builder.pdf.Root.Pages)
    with pytest.raises(MalformedDocumentError):
        PDF.read(builder.build(), CONTEXT)


@pytest.mark.filterwarnings("ignore:Encryption R=5 is deprecated")
@pytest.mark.parametrize("revision", [2, 3, 4, 5, 6])
def test_a_password_to_open_locks_people_out(revision):
    encryption = pikepdf.Encryption(owner="boss", user="secret", R=revision, metadata=revision >= 4, aes=revision >= 4)
    with pytest.raises(EncryptedDocumentError, match="password"):
        PDF.read(a_pdf().with_text().build(encryption=encryption), CONTEXT)


def test_permission_bit_10_locks_assistive_technology_out():
    # Revision 3 is the one for which qpdf writes the bit as asked; reading it does not depend on the revision.
    encryption = pikepdf.Encryption(owner="boss", user="", R=3, metadata=False, aes=False, allow=SCREEN_READERS_OUT)
    with pytest.raises(EncryptedDocumentError, match="screen readers"):
        PDF.read(a_pdf().with_text().build(encryption=encryption), CONTEXT)


@pytest.mark.filterwarnings("ignore:Encryption R=5 is deprecated")
@pytest.mark.parametrize("revision", [2, 3, 4, 5, 6])
def test_encryption_that_lets_everyone_read_is_no_issue(revision):
    encryption = pikepdf.Encryption(
        owner="boss", user="", R=revision, metadata=revision >= 4, aes=revision >= 4,
        allow=pikepdf.Permissions(extract=revision == 2, modify_other=False),
    )  # fmt: skip
    document = PDF.read(a_pdf().with_text("Foxes run").build(encryption=encryption), CONTEXT)
    assert "Foxes run" in document.sample_text(100)


@pytest.mark.parametrize(("rule", "reason"), [(PDF_MALFORMED, "malformed"), (PDF_ENCRYPTED, "encrypted")])
def test_the_reason_reaches_the_person(rule, reason):
    [finding] = failure_of(rule, reason, {"why": "The file is empty."}).findings
    assert finding.message == "The file is empty."
    assert set(rule.messages) - {reason} <= {"readable", "open"}
