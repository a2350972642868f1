"""Pictures of formulas that Canvas's equation editor makes; they carry their LaTeX."""

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element

_PATH = "/equation_images/"


def is_equation_image(element: "Element") -> bool:
    """Tell whether an `<img>` is a formula of Canvas's equation editor."""
    return (
        "data-equation-content" in element.attributes
        or "equation_image" in element.attributes.get("class", "").split()
        or _PATH in element.attributes.get("src", "")
    )


def latex_of(element: "Element") -> str:
    """Return the LaTeX of such a picture, empty when it has lost it.

    Canvas writes it to `data-equation-content`, and encoded twice into the address of the picture.
    """
    written = element.attributes.get("data-equation-content", "").strip()
    if written:
        return written
    _, found, encoded = element.attributes.get("src", "").partition(_PATH)
    return unquote(unquote(encoded.partition("?")[0])).strip() if found else ""
