"""The cascade: which declaration of an element wins. Source: CSS Cascade 5, section 6."""

from collections.abc import Iterable

from curbcut.documents.html.declarations import NO_DECLARATIONS, Declaration, Declarations


def merge(
    default: Declarations | None, hints: Declarations | None, matched: Iterable[Declarations], inline: Declarations
) -> Declarations:
    """Return the winning declaration of each property.

    Args:
        default: The browser's own.
        hints: Those of old attributes.
        matched: Those of the page's rules, the weakest first.
        inline: Those of the `style` attribute.
    """
    layers = [layer for layer in (default, hints, *matched, inline) if layer]
    if not layers:
        return NO_DECLARATIONS
    if len(layers) == 1:
        return layers[0]
    winners: dict[str, Declaration] = {}
    for layer in layers:
        for name, declaration in layer.items():
            known = winners.get(name)
            if known is None or declaration.important or not known.important:
                winners[name] = declaration
    return winners
