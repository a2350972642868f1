"""A course's wiki pages. Source: Canvas API reference, "Pages"."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import UNSET, UnsetType

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.blueprint_lock import BlueprintLock
from curbcut.canvas.errors import CanvasShapeError
from curbcut.canvas.ids import CourseId, PageId

BLOCK_EDITORS = ("block_editor", "block_content_editor")


class Page(BlueprintLock, frozen=True, kw_only=True):
    """A wiki page; its slug `url` changes with its title, its `page_id` does not.

    Attributes:
        body: HTML as the API shows it; `UNSET` when Canvas left it out.
    """

    page_id: PageId
    url: str
    title: str
    html_url: str
    updated_at: datetime | None = None
    published: bool = True
    front_page: bool = False
    editor: str | None = None
    locked_for_user: bool = False
    body: str | UnsetType | None = UNSET

    @property
    def is_from_block_editor(self) -> bool:
        """Whether its body is only a frame around blocks that this API does not show."""
        return self.editor in BLOCK_EDITORS


class Pages:
    """A course's wiki pages."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list_pages(self, course_id: CourseId) -> Iterator[Page]:
        """Yield every page of a course, published or not, with its body where includes are allowed.

        Raises:
            ScopeNotGrantedError: The key lacks `LIST_PAGES.scope`.
            TabDisabledError: The course has no pages for the person who authorized.
        """
        return self._api.get_all(scopes.LIST_PAGES, Page, {"include[]": ["body"]}, course_id=course_id)

    def get_page(self, course_id: CourseId, page: PageId | str) -> Page:
        """Read one page by id or slug."""
        return self._api.get(scopes.GET_PAGE, Page, course_id=course_id, url_or_id=page)

    def put_body(self, course_id: CourseId, page_id: PageId, html: str) -> Page:
        """Write a page's body; Canvas keeps the earlier one in the page's history.

        Args:
            course_id: The course.
            page_id: Number of a page that was just read: an unknown name would create a page.
            html: Stored form, see `curbcut.canvas.links`.

        Raises:
            CanvasShapeError: Canvas answered with another page.
            LockedByBlueprintError: The blueprint course locks it.
        """
        form = {"wiki_page[body]": html}
        page = self._api.change(scopes.PUT_PAGE, Page, form, course_id=course_id, url_or_id=page_id)
        if page.page_id != page_id:
            raise CanvasShapeError(f"Canvas wrote page {page.page_id} where page {page_id} was named. Look at both.")
        return page
