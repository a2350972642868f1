"""Every fix and every piece of advice that rules may name, in one place."""

from functools import cache
from typing import Any

from curbcut.documents.context import Context
from curbcut.documents.kinds import Kind
from curbcut.fixes.fix import Advice, Fix, FixRefusedError, Original
from curbcut.fixes.html import contrast, emphasis, frames, headings, ids, images, languages, links, lists, pages, tables
from curbcut.fixes.office import alternatives as office_alternatives
from curbcut.fixes.office import properties as office_properties
from curbcut.fixes.office import tables as office_tables
from curbcut.fixes.office import titles as office_titles
from curbcut.fixes.pdf import figures, properties
from curbcut.rules.catalogue import format_of, rules_by_id
from curbcut.rules.rule import Rule

FIXES: tuple[Fix, ...] = (
    *images.FIXES,
    *links.FIXES,
    *frames.FIXES,
    *headings.FIXES,
    *tables.FIXES,
    *lists.FIXES,
    *contrast.FIXES,
    *emphasis.FIXES,
    *languages.FIXES,
    *pages.FIXES,
    *ids.FIXES,
    *properties.FIXES,
    *figures.FIXES,
    *office_properties.FIXES,
    *office_alternatives.FIXES,
    *office_tables.FIXES,
    *office_titles.FIXES,
)
"""What can be mended here."""

ADVICE = (
    Advice("add-captions", "Add captions to the recording"),
    Advice("confirm-captions", "Play the recording and look whether it has captions"),
    Advice("add-headings", "Divide the text by headings in the editor"),
    Advice("make-table", "Make a table of the columns in the editor"),
    Advice("reword", "Say it in words that do not depend on seeing the page"),
    Advice("lower-case", "Write the text in small letters"),
    Advice("make-office-heading", "Give the paragraph a heading style in the program"),
    Advice("make-office-list", "Make the lines a list in the program"),
    Advice("rename-office-link", "Write what the link leads to in the program"),
    Advice("ocr-pdf", "Have the text of the scanned pages recognised"),
)
"""What only a person, or another program, can do."""


@cache
def fixes_by_id() -> dict[str, Fix]:
    """Return every fix by its id."""
    return {fix.id: fix for fix in FIXES}


@cache
def known_ids() -> frozenset[str]:
    """Return the ids that a rule may name: of fixes and of advice."""
    return frozenset(fixes_by_id()) | {advice.id for advice in ADVICE}


def fixes_of(rule: Rule, kind: Kind | None = None) -> tuple[Fix, ...]:
    """Return the fixes that mend a rule's findings, in the order in which the rule names them.

    Args:
        rule: The rule.
        kind: Kind of file; `None` for the fixes of any.
    """
    named = (fixes_by_id()[name] for name in rule.fixes if name in fixes_by_id())
    return tuple(fix for fix in named if kind is None or kind in fix.kinds)


def advice_of(rule: Rule) -> tuple[Advice, ...]:
    """Return the advice that a rule names."""
    return tuple(advice for advice in ADVICE if advice.id in rule.fixes)


def rules_mended_by(fix: Fix) -> tuple[Rule, ...]:
    """Return the rules whose findings a fix mends."""
    return tuple(rule for rule in rules_by_id().values() if fix.id in rule.fixes)


def read_original(kind: Kind, data: bytes, context: Context) -> Original[Any]:
    """Read content so that fixes can be prepared for it; hostile content belongs in a bounded child, as for a check.

    Args:
        kind: Kind of file; `html` for a body from Canvas's editor.
        data: The bytes; a body as UTF-8, with `context.encoding` saying so.
        context: What else is known.

    Raises:
        UnreadableDocumentError: The bytes do not become a document.
        FixRefusedError: Nothing here reads this kind (`not-applicable`).
    """
    format_ = format_of(kind)
    if format_ is None:
        raise FixRefusedError("not-applicable", f"Nothing here mends {kind} files.")
    return Original(data, context, format_.read(data, context))
