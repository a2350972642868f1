"""Cascade layers of a page's style blocks: which rules win over others whatever their selectors. Source: CSS Cascade 5, 6.4.

Within a layer nothing changes. A later layer wins over an earlier one and rules without a layer over all; what is
`!important` wins the other way round.
"""

from collections.abc import Iterable, Sequence
from math import inf
from types import MappingProxyType
from typing import Any

from curbcut.documents.html.declarations import Declarations

_UNLAYERED = (inf,)
_Key = tuple[float, ...]


class CascadeLayers:
    """The layers of one page, in the order in which their names were met."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}
        self._key_of_rule: dict[int, _Key] = {}
        self._important: dict[int, Declarations] = {}

    def __bool__(self) -> bool:
        return bool(self._positions)

    def meet(self, name: str) -> tuple[float, ...]:
        """Note that a layer is there, `a.b` for one inside another, and return what it is compared by."""
        key: _Key = ()
        path = ""
        for part in name.split("."):
            path = f"{path}.{part}"
            key += (self._positions.setdefault(path, len(self._positions)),)
        return key + _UNLAYERED

    def put(self, order: int, name: str) -> None:
        """Note which layer the rule of a number stands in."""
        self._key_of_rule[order] = self.meet(name)

    def sort(self, matches: Iterable[tuple[Any, ...]]) -> tuple[Declarations, ...]:
        """Return the declarations of rules that match, the weakest first.

        Args:
            matches: Specificity, number, pseudo element and declarations of each (what cssselect2 answers).
        """
        keyed = sorted(
            ((self._key_of_rule.get(match[1], _UNLAYERED), match) for match in matches),
            key=lambda item: (item[0], item[1][:2]),
        )
        strong = [(key, match) for key, match in keyed if any(item.important for item in match[3].values())]
        # Stable: within a layer the order stays, the layers themselves are turned round.
        strong.sort(key=lambda item: item[0], reverse=True)
        return tuple(match[3] for _, match in keyed) + self._important_of(strong)

    def _important_of(self, strong: Sequence[tuple[_Key, tuple[Any, ...]]]) -> tuple[Declarations, ...]:
        found = []
        for _, match in strong:
            declarations: Declarations = match[3]
            if id(declarations) not in self._important:
                only = {name: item for name, item in declarations.items() if item.important}
                self._important[id(declarations)] = MappingProxyType(only)
            found.append(self._important[id(declarations)])
        return tuple(found)
