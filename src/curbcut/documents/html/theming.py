"""Classes of an editor's body that Canvas, or the design tools made for it, dress with colours of their own."""

import re
from functools import lru_cache

_DRESSED = re.compile(
    r"(?:^|\s)(?:btn|Button|alert|pill|well|badge|label|card|callout|content-box|panel|banner|hero|jumbotron|accordion|tabs?|nav"
    r"|bg|dp|kl|ic|ui|cp|uf|ally|enhanceable_content|element_toggler|icon|table-striped|styleguide|page-header)(?:[-_]|\s|$)"
    r"|(?:^|\s)(?:btn|Button|alert|kl_|dp-)"
)


@lru_cache(maxsize=1024)
def is_styled_by_canvas(classes: str) -> bool:
    """Tell whether a class attribute may bring a background or a text colour from outside the body.

    Args:
        classes: Value of the attribute.
    """
    return _DRESSED.search(classes) is not None
