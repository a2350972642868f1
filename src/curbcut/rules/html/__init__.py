"""Every rule of HTML pages and of bodies from Canvas's editor."""

from operator import attrgetter

from curbcut.documents.html import HtmlDocument
from curbcut.documents.html.pictures import pictures_of
from curbcut.rules.format import STANDARD_PAGE_CHARACTERS, Format
from curbcut.rules.html import (
    alternatives,
    aria,
    contrast,
    emphasis,
    focus,
    forms,
    frames,
    headings,
    ids,
    images,
    labels,
    language_match,
    languages,
    links,
    lists,
    media,
    media_embeds,
    names,
    owned,
    page,
    parts,
    senses,
    shadows,
    spacing,
    structure,
    tables,
    wording,
)
from curbcut.rules.html.shadows import in_shadows_too
from curbcut.rules.rule import Rule, Severity

MALFORMED = Rule(
    id="html-malformed",
    title="File is no web page",
    requirement=None,
    severity=Severity.SEVERE,
    messages={"malformed": "{why}"},
    export_name="Parsable",
)

PICTURE_PAGES = 0.1
"""What a picture adds to the amount of content, in standard pages: a page of pictures alone is not empty."""


def standard_pages(document: HtmlDocument) -> float:
    """Measure how much people read and see."""
    pages = (document, *document.shadow_roots.pages)
    characters = sum(group.characters for page in pages for group in page.text_groups)
    return characters / STANDARD_PAGE_CHARACTERS + PICTURE_PAGES * sum(len(page.by_tag("img")) for page in pages)


HTML = Format(
    kinds=("html",),
    read=HtmlDocument.read,
    checks=(
        *in_shadows_too(images.CHECKS),
        *alternatives.CHECKS,
        *in_shadows_too(links.CHECKS),
        *wording.CHECKS,
        *headings.CHECKS,
        *parts.CHECKS,
        *structure.CHECKS,
        *lists.CHECKS,
        *tables.CHECKS,
        *contrast.CHECKS,
        *spacing.CHECKS,
        *emphasis.CHECKS,
        *senses.CHECKS,
        *in_shadows_too(media.CHECKS),
        *media_embeds.CHECKS,
        *in_shadows_too(frames.CHECKS),
        *shadows.CHECKS,
        *page.CHECKS,
        *languages.CHECKS,
        *language_match.CHECKS,
        *ids.CHECKS,
        *focus.CHECKS,
        *in_shadows_too(names.CHECKS),
        *labels.CHECKS,
        *in_shadows_too(forms.CHECKS),
        *in_shadows_too(aria.CHECKS),
        *owned.CHECKS,
    ),
    malformed=MALFORMED,
    holds=attrgetter("holds"),
    measure=standard_pages,
    pictures=pictures_of,
    release=HtmlDocument.release,
)
