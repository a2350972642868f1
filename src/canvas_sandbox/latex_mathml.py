"""The LaTeX of equation images as MathML, for the simple formulas that Canvas itself manages (contract 11)."""

import html
import re

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|[A-Za-z]|\S")
_DEPTH_LIMIT = 40
_LENGTH_LIMIT = 2_000

_LETTERS = {
    r"\alpha": "α", r"\beta": "β", r"\gamma": "γ", r"\delta": "δ", r"\epsilon": "ε", r"\theta": "θ",
    r"\lambda": "λ", r"\mu": "μ", r"\pi": "π", r"\rho": "ρ", r"\sigma": "σ", r"\tau": "τ", r"\phi": "φ",
    r"\omega": "ω", r"\Delta": "Δ", r"\Gamma": "Γ", r"\Sigma": "Σ", r"\Omega": "Ω", r"\infty": "∞",
}  # fmt: skip
_OPERATORS = {
    r"\times": "×", r"\cdot": "⋅", r"\pm": "±", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥",
    r"\ne": "≠", r"\neq": "≠", r"\approx": "≈", r"\to": "→", r"\rightarrow": "→", r"\sum": "∑", r"\int": "∫",
    r"\partial": "∂", r"\in": "∈", r"\left": "", r"\right": "", r"\ln": "ln", r"\log": "log", r"\sin": "sin",
    r"\cos": "cos", r"\tan": "tan", r"\lim": "lim", r"\,": "", r"\;": "", r"\ ": "", r"\{": "{", r"\}": "}",
}  # fmt: skip


class _UnknownCommandError(Exception):
    """The formula holds something that is not converted."""


def latex_to_mathml(latex: str) -> str | None:
    """Convert a formula.

    Returns:
        A `math` element, or None when the formula is empty or holds a command that is not known here: Canvas
        leaves such images without MathML too.
    """
    tokens = _TOKEN.findall(latex[:_LENGTH_LIMIT])
    if not tokens or len(latex) > _LENGTH_LIMIT:
        return None
    try:
        content = _Reader(tokens).row(0, closing=None)
    except _UnknownCommandError:
        return None
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">{content}</math>'


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._position = 0

    def row(self, depth: int, *, closing: str | None) -> str:
        """Read up to `closing`, or to the end."""
        parts: list[str] = []
        while self._peek() not in {closing, None}:
            parts.append(self._scripted(depth))
        if closing is not None:
            self._take()
        return f"<mrow>{''.join(parts)}</mrow>"

    def _peek(self) -> str | None:
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    def _take(self) -> str:
        token = self._peek()
        if token is None:
            raise _UnknownCommandError
        self._position += 1
        return token

    def _scripted(self, depth: int) -> str:
        base = self._atom(depth)
        scripts: dict[str, str] = {}
        while (mark := self._peek()) in {"^", "_"}:
            self._take()
            if mark is None or mark in scripts:
                raise _UnknownCommandError
            scripts[mark] = self._atom(depth)
        if len(scripts) == 2:
            return f"<msubsup>{base}{scripts['_']}{scripts['^']}</msubsup>"
        if "^" in scripts:
            return f"<msup>{base}{scripts['^']}</msup>"
        return f"<msub>{base}{scripts['_']}</msub>" if scripts else base

    def _atom(self, depth: int) -> str:
        if depth > _DEPTH_LIMIT:
            raise _UnknownCommandError
        token = self._take()
        if token == "{":
            return self.row(depth + 1, closing="}")
        if token == r"\frac":
            return f"<mfrac>{self._atom(depth + 1)}{self._atom(depth + 1)}</mfrac>"
        if token == r"\sqrt":
            return f"<msqrt>{self._atom(depth + 1)}</msqrt>"
        return _symbol(token)


def _symbol(token: str) -> str:
    if token in _LETTERS:
        return f"<mi>{_LETTERS[token]}</mi>"
    if token in _OPERATORS:
        return f"<mo>{_OPERATORS[token]}</mo>" if _OPERATORS[token] else ""
    if token.startswith("\\") or token in "{}^_&$#%":
        raise _UnknownCommandError
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    return f"<mi>{token}</mi>" if token.isalpha() else f"<mo>{html.escape(token)}</mo>"
