"""The scopes that a key can hold, in their sections (contract 1.3, 1.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

ResourceNames = Literal["documentation", "controller"]


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope and where it belongs.

    Attributes:
        section: Heading of the documentation, such as `Blueprint Courses`.
        controller: Rails controller, such as `master_courses/master_templates`.
        action: Its action.
        verb: HTTP method.
        path: Path template.
    """

    section: str
    controller: str
    action: str
    verb: str
    path: str

    @property
    def scope(self) -> str:
        """The string that keys and tokens hold."""
        return f"url:{self.verb}|{self.path}"

    @property
    def resource(self) -> str:
        """The section's name as an identifier."""
        return self.section.lower().replace(" ", "_")

    def resource_name(self, names: ResourceNames) -> str:
        """Return the heading it stands under; a build without the generated mapper shows controllers."""
        return self.section if names == "documentation" else self.controller


def parse_scopes(lines: Iterable[str]) -> tuple[Scope, ...]:
    """Read the format that `scopes.txt` explains in its first lines."""
    found: list[Scope] = []
    section = ""
    for line in lines:
        if line.startswith("#"):
            section = line[1:].strip()
            continue
        action, verb, path = line.split()
        controller, _, name = action.partition("#")
        found.append(Scope(section, controller, name, verb, path))
    return tuple(found)


@cache
def all_scopes() -> tuple[Scope, ...]:
    """Return every scope that this Canvas knows."""
    text = (files(__package__) / "scopes.txt").read_text(encoding="utf-8")
    return parse_scopes(line for line in text.splitlines() if line.strip())


@cache
def all_scope_strings() -> frozenset[str]:
    """Return the strings of `all_scopes`."""
    return frozenset(scope.scope for scope in all_scopes())


def sections(names: ResourceNames) -> dict[str, list[Scope]]:
    """Return the scopes by heading, headings in alphabetical order."""
    grouped: dict[str, list[Scope]] = {}
    for scope in all_scopes():
        grouped.setdefault(scope.resource_name(names), []).append(scope)
    return dict(sorted(grouped.items(), key=lambda item: item[0].lower()))
