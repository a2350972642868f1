"""Links: does each say where it leads?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.focus import is_area_of_a_picture
from curbcut.documents.html.names import has_fallback
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LINK_WITHOUT_NAME = Rule(
    id="html-link-without-name",
    title="Link has no text",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("c487ae",),
    severity=Severity.MINOR,
    messages={
        "named": "The link has a name.",
        "empty": "The link to {target} has nothing in it that can be read out.",
        "picture": "The link to {target} holds only a picture without a description.",
        "fallback": "What the link to {target} says stands only inside an object, for browsers that cannot show it.",
        "area": "The area of the image map that leads to {target} has no text alternative.",
    },
    fixes=("rename-link", "describe-image"),
    export_name="HtmlLinkName",
)

_NAMED = Verdict(Outcome.PASSED, "named")
_LINK_ROLES = ("link", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref")


def _links(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_role(*_LINK_ROLES, tags=("a", "area")):
        if element.is_html and element.is_included_in_accessibility_tree and _is_reachable(element):
            yield element


def _is_reachable(element: Element) -> bool:
    return element.tag != "area" or is_area_of_a_picture(element)


def _says_where_it_leads(link: Element) -> Verdict:
    if link.accessible_name:
        return _NAMED
    facts = {"target": (link.get("href") or "its target")[:80]}
    if link.tag == "area":
        return Verdict(Outcome.FAILED, "area", facts)
    if has_fallback(link):
        return Verdict(Outcome.CANT_TELL, "fallback", facts)
    holds_picture = bool(link.tree.inside(link.index, "img", "svg"))
    return Verdict(Outcome.FAILED, "picture" if holds_picture else "empty", facts)


CHECKS = (Check(LINK_WITHOUT_NAME, _links, _says_where_it_leads, needs=frozenset({"a", "area", "[role]"})),)
