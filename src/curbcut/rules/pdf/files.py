"""Whether people, and their assistive technology, can open the file at all. `PdfDocument.read` decides; these rules speak."""

from curbcut.rules.rule import Rule, Severity

PDF_MALFORMED = Rule(
    id="pdf-malformed",
    title="The PDF is damaged",
    requirement=None,
    severity=Severity.SEVERE,
    messages={"malformed": "{why}", "readable": "The PDF opens."},
    export_name="Parsable",
)

PDF_ENCRYPTED = Rule(
    id="pdf-encrypted",
    title="The PDF is locked",
    requirement=None,
    severity=Severity.SEVERE,
    messages={"encrypted": "{why}", "open": "The PDF opens for everyone and lets assistive technology read it."},
    export_name="Security",
)
"""A password to open, or permission bit 10 clear (ISO 14289-1, 7.16; Matterhorn 26-002).

Bit 10 is deprecated in PDF 2.0 (ISO 32000-2, table 22), where it counts as set; older readers still obey it.
"""
