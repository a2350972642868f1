"""From a file's own structure types to the standard ones: the role map, followed to its end."""

import pikepdf

from curbcut.documents.pdf import objects
from curbcut.standards.pdfua import STANDARD_NAMESPACES, is_standard

MOST_STEPS = 10
"""A chain that is longer leads nowhere: `MOST_STEPS` and a visited set end cycles."""


class RoleMap:
    """Resolves structure types; each type is resolved once."""

    def __init__(self, root: pikepdf.Object) -> None:
        self._map = {key[1:]: objects.name(value) for key, value in objects.entries(root.get("/RoleMap"))}
        self._roles: dict[tuple[str, object], str] = {}

    def role_of(self, tag: str, namespace: object = None) -> str:
        """Return the standard type that a tag stands for, or the last type of its chain when it ends elsewhere.

        A standard type keeps its meaning even where the role map redefines it (ISO 14289-1, 7.1). The types that PDF 2.0
        added are standard only in its namespace: Word's `Title` is whatever the role map says.
        """
        key = (tag, objects.identity(namespace))
        if key not in self._roles or (namespace is not None and key[1] is None):
            self._roles[key] = self._follow(tag, namespace)
        return self._roles[key]

    def _follow(self, tag: str, namespace: object) -> str:
        seen: set[str] = set()
        for _ in range(MOST_STEPS):
            own = objects.text(objects.entry(namespace, "/NS"))
            if own is not None and own not in STANDARD_NAMESPACES:
                target = objects.entry(namespace, "/RoleMapNS", f"/{tag}")
                pair = objects.array(target)
                # ISO 32000-2, table 356: a name in the default namespace, or a name and its namespace.
                step = objects.name(pair[0] if pair else target)
                namespace = pair[1] if len(pair) > 1 else None
            elif is_standard(tag, own):
                return tag
            else:
                step = self._map.get(tag, "")
            if not step or step in seen:
                return tag
            seen.add(step)
            tag = step
        return tag
