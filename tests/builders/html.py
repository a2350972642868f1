"""The smallest web page around a piece of markup, and what the rules say of it.

verdicts = judge("html-empty-heading", "<h2></h2>")
assert verdicts == [("failed", "empty")]
"""

from curbcut.documents.context import Context
from curbcut.documents.html import Element, HtmlDocument
from curbcut.rules.html import HTML

CHECKS = {check.rule.id: check for check in HTML.checks}


def an_html_page(body="", *, head="<title>A page</title>", attributes='lang="en"'):
    """Return a whole page with the given content."""
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def a_document(source, *, origin="file"):
    """Read a source; a piece without page markup stays the fragment that it is."""
    return HtmlDocument.read(source, Context(name="page.html", origin=origin))


def the_element(source, tag=None) -> Element:
    """Return the element with id `x`, or the first one with a tag, of a source."""
    document = a_document(source)
    return document.by_id["x"] if tag is None else document.by_tag(tag)[0]


def judge(rule_id, source, *, origin="file"):
    """Return outcome and reason of each test target of a rule, in document order."""
    check = CHECKS[rule_id]
    verdicts = [check.expectation(target) for target in check.applicability(a_document(source, origin=origin))]
    for verdict in verdicts:
        check.rule.messages[verdict.reason].format_map(verdict.facts)
    return [(str(verdict.outcome), verdict.reason) for verdict in verdicts]
