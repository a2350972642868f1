"""Whether people can open the file at all. The readers decide; these rules speak."""

from curbcut.rules.rule import Rule, Severity

OFFICE_MALFORMED = Rule(
    id="office-malformed",
    title="The document is damaged",
    requirement=None,
    severity=Severity.SEVERE,
    messages={"malformed": "{why}", "readable": "The document opens."},
    export_name="Parsable",
)

OFFICE_ENCRYPTED = Rule(
    id="office-encrypted",
    title="The document is locked",
    requirement=None,
    severity=Severity.SEVERE,
    messages={"encrypted": "{why}", "open": "The document opens for everyone."},
    export_name="Security",
)
