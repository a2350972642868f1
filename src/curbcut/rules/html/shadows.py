"""Shadow roots that markup declares: what of them is judged, and that the rest is not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.shadow_roots import is_filled_from_outside, shows_something
from curbcut.rules.rule import AnyCheck, Check, Outcome, Rule, Severity, Verdict

SHADOW_CONTENT = Rule(
    id="html-shadow-content-unseen",
    title="Part of the page was not looked into as a whole",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "partly": "What the {tag} element shows stands in a shadow root. Pictures, links, fields and buttons in it were looked at; look at the rest: colours, headings, tables and lists.",
        "unread": "What the {tag} element shows stands in a shadow root that could not be read; look at it yourself.",
    },
)


def _first_hosts(document: HtmlDocument) -> Iterator[Element]:
    # One question for the page, not one for each of its roots.
    roots = document.shadow_roots
    if not roots.is_complete or any(map(shows_something, roots.pages)):
        yield from roots.hosts[:1]


def _is_seen_in_part(host: Element) -> Verdict:
    reason = "partly" if host.document.shadow_roots.is_complete else "unread"
    return Verdict(Outcome.CANT_TELL, reason, {"tag": host.tag})


def in_shadows_too(checks: Iterable[AnyCheck]) -> Iterator[AnyCheck]:
    """Return checks that judge what stands in shadow roots too, save for what slots in them may name."""
    return map(_in_shadows_too, checks)


def _in_shadows_too(check: AnyCheck) -> AnyCheck:
    applicability = check.applicability

    def with_shadows(document: HtmlDocument) -> Any:
        targets = applicability(document)
        pages = document.shadow_roots.pages
        if not pages:
            return targets
        inner = chain.from_iterable(map(applicability, pages))
        return chain(targets, (one for one in inner if not is_filled_from_outside(getattr(one, "element", one))))

    return replace(check, applicability=with_shadows)


CHECKS = (Check(SHADOW_CONTENT, _first_hosts, _is_seen_in_part, needs=frozenset({"[shadowrootmode]"})),)
