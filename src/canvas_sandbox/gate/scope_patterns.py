"""Which paths the scopes of a token admit (contract 3.3, "Pattern rule")."""

import re
from functools import lru_cache

ALWAYS_ALLOWED = re.compile(r"\A/login/oauth2/token(?:\.[^/]+)?\Z")
"""Paths that no scope has to name (contract 2.4)."""

_SCOPE = re.compile(r"\Aurl:([A-Z]+)\|(/.*)\Z", re.DOTALL)
_DYNAMIC = re.compile(r"(?P<segment>:[A-Za-z_]\w*)|(?P<glob>\*[A-Za-z_]\w*)|(?P<open>\()|(?P<close>\))")
_NOTHING = re.compile(r"(?!)")


def path_expression(template: str) -> str:
    """Return the regular expression of a path template, not anchored.

    `:name` is one segment, `*name` is anything, `(x)` is optional; the rest stands for itself.
    """
    parts: list[str] = []
    position = 0
    for found in _DYNAMIC.finditer(template):
        parts.append(re.escape(template[position : found.start()]))
        kind = found.lastgroup or ""
        parts.append({"segment": "[^/]+", "glob": ".+", "open": "(?:", "close": ")?"}[kind])
        position = found.end()
    parts.append(re.escape(template[position:]))
    return "".join(parts)


@lru_cache(maxsize=1024)
def pattern_for(scopes: tuple[str, ...], method: str) -> re.Pattern[str]:
    """Return one pattern that matches the paths which the scopes admit for a method.

    Args:
        scopes: A token's scopes, such as `url:GET|/api/v1/accounts/:id`.
        method: HTTP method; HEAD counts as GET.
    """
    verb = "GET" if method == "HEAD" else method
    found = [match for match in map(_SCOPE.match, scopes) if match is not None and match[1] == verb]
    if not found:
        return _NOTHING
    expressions = "|".join(path_expression(match[2]) for match in found)
    try:
        return re.compile(rf"\A(?:{expressions})(?:\.[^/]+)?\Z")
    except re.error:  # unbalanced brackets in a hand-made scope: it admits nothing
        return _NOTHING


def admits(scopes: list[str], method: str, path: str) -> bool:
    """Say whether a token with these scopes may call the path."""
    return pattern_for(tuple(scopes), method).match(path) is not None or ALWAYS_ALLOWED.match(path) is not None
