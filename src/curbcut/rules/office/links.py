"""Links: whether their text says where they lead."""

from collections.abc import Iterator

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Link
from curbcut.documents.wordings import link_fault_of
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

OFFICE_LINK_TEXT = Rule(
    id="office-link-text",
    title="A link's text does not say where it leads",
    requirement=wcag.LINK_PURPOSE_IN_CONTEXT,
    severity=Severity.MINOR,
    messages={
        "telling": "The link says where it leads.",
        "empty": "The link has no text.",
        "generic": "The link text “{name}” does not say where the link leads.",
        "address": "The link text is the address “{name}”, which is read out sign by sign.",
    },
    fixes=("rename-office-link",),
    export_name="HtmlLinkName",
)
"""Entries of a table of contents and mail addresses say where they lead by themselves."""


def _links(document: OfficeDocument) -> Iterator[Link]:
    for link in document.content.links:
        is_address_of_a_person = link.target.lower().startswith(("mailto:", "tel:")) and link.text.strip()
        if not is_address_of_a_person:
            yield link


def _says_where_it_leads(link: Link) -> Verdict:
    name = {"name": quoted(link.text)}
    match link_fault_of(link.text):
        case "empty":
            return Verdict(Outcome.FAILED, "empty")
        case "generic":
            # The number of a note or a page is a link of one sign; inside a document it says enough.
            is_mark = not link.target and not any(character.isalpha() for character in link.text)
            return Verdict(Outcome.PASSED, "telling") if is_mark else Verdict(Outcome.FAILED, "generic", name)
        case "address":
            return Verdict(Outcome.FAILED, "address", name)
        case _:
            return Verdict(Outcome.PASSED, "telling")


CHECKS = (Check(OFFICE_LINK_TEXT, _links, _says_where_it_leads),)
