"""Ids and attributes: does each stand once?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.duplicates import DuplicateAttribute
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

ID_TWICE = Rule(
    id="html-id-not-unique",
    title="Two elements have the same id",
    requirement=wcag.PARSING,
    act_rules=("3ea0c8",),
    severity=Severity.MINOR,
    messages={
        "unique": "The id stands once on the page.",
        "twice": "The id “{identifier}” stands on {count} elements, so a label or link to it finds only the first.",
    },
    fixes=("rename-id",),
)
ATTRIBUTE_TWICE = Rule(
    id="html-attribute-duplicated",
    title="A tag has the same attribute twice",
    requirement=wcag.PARSING,
    act_rules=("e6952f",),
    severity=Severity.MINOR,
    messages={
        "once": "No tag has an attribute twice.",
        "twice": "The attribute {name} stands twice in one tag; browsers drop the second.",
    },
    fixes=("remove-duplicate-attribute",),
)

_UNIQUE = Verdict(Outcome.PASSED, "unique")
_ONCE = Verdict(Outcome.PASSED, "once")


def _with_id(document: HtmlDocument) -> Iterator[Element]:
    # The rule speaks of HTML and SVG; formulas are exported with the ids of their program again and again.
    found = (element for element in document.with_attribute("id") if element.attributes["id"])
    return (element for element in found if not element.is_mathml)


def _is_unique(element: Element) -> Verdict:
    identifier = element.attributes["id"]
    count = element.document.written_ids[identifier]
    return _UNIQUE if count < 2 else Verdict(Outcome.FAILED, "twice", {"identifier": identifier[:80], "count": count})


def _tags(document: HtmlDocument) -> Iterator[Element | DuplicateAttribute]:
    # Every start tag is a test target. One stands for all of those that passed: a page has thousands.
    yield document.root
    yield from document.duplicate_attributes


def _has_each_attribute_once(target: Element | DuplicateAttribute) -> Verdict:
    if isinstance(target, DuplicateAttribute):
        return Verdict(Outcome.FAILED, "twice", {"name": target.name[:80]})
    return _ONCE


CHECKS = (
    Check(ID_TWICE, _with_id, _is_unique, needs=frozenset({"[id]"})),
    Check(ATTRIBUTE_TWICE, _tags, _has_each_attribute_once),
)
