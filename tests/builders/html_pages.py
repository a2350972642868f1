"""Small web pages and editor bodies, and what a check says of them."""

from curbcut.documents.context import Context
from curbcut.documents.html.document import HtmlDocument
from curbcut.rules.rule import Outcome, Rule
from curbcut.rules.runner import message_of


def a_body(html, **context):
    """A body from Canvas's editor."""
    return HtmlDocument.read(html, Context(name="Week 1", origin="editor", **context))


def a_page(body, *, head="", lang="en"):
    """An uploaded page of its own."""
    language = f' lang="{lang}"' if lang else ""
    source = f"<!DOCTYPE html><html{language}><head><title>Week 1</title>{head}</head>{_body_of(body)}</html>"
    return HtmlDocument.read(source, Context(name="week-1.html"))


def _body_of(body):
    return body if body.startswith("<body") else f"<body>{body}</body>"


def verdicts(checks, rule: Rule, document):
    """Outcome and reason of every target of one rule, in document order; every message can be written out."""
    [check] = [check for check in checks if check.rule is rule]
    found = [check.expectation(target) for target in check.applicability(document)]
    for verdict in found:
        assert verdict.outcome in {Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL}
        assert message_of(rule, verdict)
    return [(verdict.outcome, verdict.reason) for verdict in found]
