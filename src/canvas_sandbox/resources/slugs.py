"""Slugs of pages: how they come from titles and lead back (contract 7.9)."""

import re
import unicodedata

from canvas_sandbox.exchange import local_id
from canvas_sandbox.model import Course, Page, State
from canvas_sandbox.resources.finding import in_course


def slug_of(title: str) -> str:
    """Return a title as part of an address: lower case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "page"


def free_slug(state: State, course: Course, title: str, page: Page | None = None) -> str:
    """Return a slug for a title that no other page of the course has; `-2`, `-3` tell them apart."""
    taken = {item.url for item in in_course(state.pages, course) if item is not page}
    slug, number = slug_of(title), 1
    candidate = slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def find_page(state: State, course: Course, url_or_id: str) -> Page | None:
    """Return the page of a slug, an id, `page_id:N` or a slug that it had before."""
    pages = list(in_course(state.pages, course))
    prefix, colon, number = url_or_id.rpartition(":")
    if not colon or prefix == "page_id":
        identifier = local_id(number)
        if page := next((page for page in pages if page.id == identifier), None):
            return page
    if page := next((page for page in pages if page.url == url_or_id), None):
        return page
    return next((page for page in pages if url_or_id in page.old_urls), None)
