"""When a document as a whole is a scan: seven pages of ten."""

import pytest

from curbcut.documents.pdf.scans import ScanSummary


def a_summary(scanned, ocred=0, pages=10):
    return ScanSummary(tuple(range(scanned)), tuple(range(scanned, scanned + ocred)), pages)


@pytest.mark.parametrize(
    ("scanned", "ocred", "is_scanned", "is_ocred"),
    [(7, 0, True, False), (6, 0, False, False), (0, 7, False, True), (0, 6, False, False), (4, 3, True, False), (3, 4, False, True), (4, 4, False, True)],
)  # fmt: skip
def test_from_seven_pages_of_ten_on(scanned, ocred, is_scanned, is_ocred):
    summary = a_summary(scanned, ocred)
    assert (summary.is_scanned, summary.is_ocred) == (is_scanned, is_ocred)


def test_a_document_that_draws_nothing_is_no_scan():
    assert not a_summary(0, pages=0).is_scanned
    assert not a_summary(0, pages=0).is_ocred
