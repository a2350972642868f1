"""How a text stands out: alignment, size, underlines, pinned spacing."""

from curbcut.documents.html import Element
from curbcut.documents.html.declarations import parse_declarations
from curbcut.fixes.fix import Fix, FixRefusedError
from curbcut.fixes.html.editing import Patch, on_element, with_tag, without_attribute
from curbcut.fixes.html.styles import declares, with_declaration, without_declarations, without_importance

_SPACINGS = ("letter-spacing", "word-spacing", "line-height")


def _align_to_start(element: Element, _answer: str) -> list[Patch]:
    patches = without_attribute(element, "align") if (element.get("align") or "").lower() == "justify" else []
    if declares(element, "text-align") or not patches or _justifies(element.parent):
        patches = [*patches, with_declaration(element, "text-align", "start")]
    return patches


def _justifies(element: Element | None) -> bool:
    return element is not None and element.document.styles.of(element).alignment == "justify"


def _reset_size(element: Element, _answer: str) -> list[Patch]:
    if element.tag == "small":
        return [with_declaration(element, "font-size", "1rem")]
    if declares(element, "font-size") and not _is_small(element.parent):
        return without_declarations(element, "font-size")
    return [with_declaration(element, "font-size", "1rem")]


def _is_small(element: Element | None) -> bool:
    size = None if element is None else element.document.styles.of(element).font_size
    return size is None or size < _READABLE_PIXELS


_READABLE_PIXELS = 12.0
"""Size from which on a text around is a fit one to fall back to."""


def _make_bold(element: Element, _answer: str) -> list[Patch]:
    drawn = [name for name in ("text-decoration", "text-decoration-line") if declares(element, name)]
    return [*with_tag(element, "strong"), *(without_declarations(element, *drawn) if drawn else [])]


def _unpin(element: Element, _answer: str) -> list[Patch]:
    declared = parse_declarations(element.get("style") or "")
    pinned = [name for name in _SPACINGS if name in declared and declared[name].important]
    if not pinned:
        raise FixRefusedError("not-applicable", "Nothing pins the spacing of this text any more.")
    return without_importance(element, pinned)


FIXES = (
    Fix(id="align-to-start", title="Align the text at its start", kinds=("html",), make=on_element(_align_to_start)),
    Fix(id="reset-text-size", title="Show the text at its usual size", kinds=("html",), make=on_element(_reset_size)),
    Fix(id="make-bold", title="Make the text bold instead", kinds=("html",), make=on_element(_make_bold)),
    Fix(id="unpin-spacing", title="Let readers widen the spacing", kinds=("html",), make=on_element(_unpin)),
)
