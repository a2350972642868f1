"""What is known of a document beside its bytes."""

from typing import Literal

from msgspec import Struct

from curbcut.documents.kinds import Kind

Origin = Literal["file", "editor"]
"""`file`: an uploaded file, a document of its own. `editor`: a body written in Canvas's editor, a fragment of a page."""


class Theme(Struct, frozen=True):
    """The colours that Canvas puts around a body; a setting, since an institution's brand changes them.

    Attributes:
        text: CSS colour of plain text.
        background: CSS colour of the page.
        link: CSS colour of links.
    """

    text: str = "#2D3B45"
    background: str = "#FFFFFF"
    link: str = "#0374B5"


CANVAS_THEME = Theme()


Loss = Literal["descriptions", "header-rows"]


class Conversion(Struct, frozen=True):
    """That the bytes are no longer those of the file itself (`documents/conversion.py`).

    Attributes:
        source: What the file is, by its content.
        target: What it was turned into.
        lost: What the file says or may say, and the bytes no longer do.
    """

    source: Kind
    target: Kind
    lost: tuple[Loss, ...] = ()


class Context(Struct, frozen=True, kw_only=True):
    """What the reader of a document is told.

    Attributes:
        name: The file's name as people see it, or the title of a body.
        origin: Where the document comes from.
        theme: Colours around a body from the editor.
        language: Language of the course as BCP 47, when known.
        encoding: Character encoding that the transport named, when it did.
        siblings: Names of the files in the same folder; `None` when nobody knows them.
        alternatives: Text alternatives under which pages use this picture, "" for a use without one, decorative uses left
            out; `None` when nobody knows its uses.
        conversion: How the bytes were made where they are no longer those of the file itself; the name keeps its ending.
    """

    name: str
    origin: Origin = "file"
    theme: Theme = CANVAS_THEME
    language: str | None = None
    encoding: str | None = None
    siblings: tuple[str, ...] | None = None
    alternatives: tuple[str, ...] | None = None
    conversion: Conversion | None = None
