"""From relative addresses in the pages of a folder to the addresses that the folder's pages and files have in Canvas."""

import html
import posixpath
import unicodedata
from collections import Counter
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from canvas_sandbox.markup import Edit, Tag, apply, tags

_INDEXES = ("index.html", "index.htm", "default.html")
_ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src",),
    "object": ("data",),
    "source": ("src",),
    "track": ("src",),
    "video": ("src", "poster"),
}
_SHOWN = {("img", "src"), ("video", "poster")}  # attributes that take a picture


class Target(NamedTuple):
    """What a path of the folder became.

    Attributes:
        address: `/courses/1/pages/slug` or `/courses/1/files/2`.
        is_file: Files need `/preview` or `/download` behind it.
    """

    address: str
    is_file: bool


class FolderLinks:
    """Finds what an address in a page of the folder means.

    Exactly as a web server of that folder would, else without regard to case, and else, for material that was moved
    after it was written, by the end of the path: `images/week1/a.png` is found as `media/images/week1/a.png` when only
    one path ends so. A bare file name is not searched for: there are too many `index.html` and `1.png`.
    """

    def __init__(self, targets: dict[str, Target]) -> None:
        self._exact = targets
        self._folded: dict[str, Target] = {}
        endings: Counter[str] = Counter()
        self._ending: dict[str, Target] = {}
        for path, target in targets.items():
            folded = _fold(path)
            self._folded.setdefault(folded, target)
            parts = folded.split("/")
            for start in range(1, len(parts) - 1):
                ending = "/".join(parts[start:])
                endings[ending] += 1
                self._ending[ending] = target
        for ending, times in endings.items():
            if times > 1:
                del self._ending[ending]

    def rewrite(self, body: str, page_path: str) -> str:
        """Answer the body with every address that leads into the folder made one of the course."""
        edits = []
        for tag in tags(body):
            for name in () if tag.is_end else _ADDRESSES.get(tag.name, ()):
                edits += self._edits(body, tag, name, page_path)
        return apply(body, edits)

    def _edits(self, body: str, tag: Tag, name: str, page_path: str) -> list[Edit]:
        attribute = tag.attribute(name)
        if attribute is None:
            return []
        address = html.unescape(body[attribute.value_start : attribute.value_end]).strip()
        found = self.find(address, page_path)
        if found is None:
            return []
        new = found.address
        if found.is_file:
            new += "/preview" if (tag.name, name) in _SHOWN else "/download" + "?wrap=1" * (tag.name == "a")
        fragment = address.partition("#")[2]
        new += f"#{quote(fragment, safe='%!$()*+,-./:;=?@_~')}" if fragment and not found.is_file else ""
        return [Edit(attribute.value_start, attribute.value_end, new)]

    def find(self, address: str, page_path: str) -> Target | None:
        """Answer what an address in the page at `page_path` means, or nothing when it leads out of the folder."""
        try:
            split = urlsplit(address)
        except ValueError:  # such as `http://[`
            return None
        if split.scheme or split.netloc or not split.path:
            return None
        wanted = split.path.replace("\\", "/")
        here = "/" if wanted.startswith("/") else "/" + posixpath.dirname(page_path)
        for written in dict.fromkeys((unquote(wanted, errors="surrogateescape"), wanted)):
            path = posixpath.normpath(posixpath.join(here, written.lstrip("/"))).lstrip("/")
            candidates = [posixpath.join(path, index) for index in _INDEXES] if written.endswith("/") else []
            candidates += [path, *(posixpath.join(path, index) for index in _INDEXES)]
            found = next((hit for hit in map(self._at, candidates) if hit), None)
            if found := found or self._ending.get(_fold(_without_climbing(written))):
                return found
        return None

    def _at(self, path: str) -> Target | None:
        return self._exact.get(path) or self._folded.get(_fold(path))


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _without_climbing(path: str) -> str:
    """Answer the path without its leading `./` and `../`."""
    return posixpath.normpath("/" + path).lstrip("/")
