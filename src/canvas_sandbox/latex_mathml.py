"""The LaTeX of equation images as MathML, for the simple formulas that Canvas itself manages (contract 11)."""

import html
import re

_LEXEME = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|[A-Za-z]|\S")
_DEPTH_LIMIT = 40
_LENGTH_LIMIT = 2_000

_LETTERS = {
    r"\alpha": "\u03b1", r"\beta": "β", r"\gamma": "\u03b3", r"\delta": "δ", r"\epsilon": "ε", r"\theta": "θ",
    r"\lambda": "λ", r"\mu": "μ", r"\pi": "π", r"\rho": "\u03c1", r"\sigma": "\u03c3", r"\tau": "τ", r"\phi": "φ",
    r"\omega": "ω", r"\Delta": "Δ", r"\Gamma": "Γ", r"\Sigma": "Σ", r"\Omega": "Ω", r"\infty": "∞",
}  # fmt: skip
_OPERATORS = {
    r"\times": "\u00d7", r"\cdot": "⋅", r"\pm": "±", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥",
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
    lexemes = _LEXEME.findall(latex[:_LENGTH_LIMIT])
    if not lexemes or len(latex) > _LENGTH_LIMIT:
        return None
    try:
        content = _Reader(lexemes).row(0, closing=None)
    except _UnknownCommandError:
        return None
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">{content}</math>'


class _Reader:
    def __init__(self, lexemes: list[str]) -> None:
        self._lexemes = lexemes
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
        return self._lexemes[self._position] if self._position < len(self._lexemes) else None

    def _take(self) -> str:
        lexeme = self._peek()
        if lexeme is None:
            raise _UnknownCommandError
        self._position += 1
        return lexeme

    def _scripted(self, depth: int) -> str:
        base = self._atom(depth)
        scripts: dict[str, str] = {}
        while (mark := self._peek()) in {"^", "_"}:
            self._take()
            assert mark is not None
            if mark in scripts:
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
        lexeme = self._take()
        if lexeme == "{":
            return self.row(depth + 1, closing="}")
        if lexeme == r"\frac":
            return f"<mfrac>{self._atom(depth + 1)}{self._atom(depth + 1)}</mfrac>"
        if lexeme == r"\sqrt":
            return f"<msqrt>{self._atom(depth + 1)}</msqrt>"
        return _symbol(lexeme)


def _symbol(lexeme: str) -> str:
    if lexeme in _LETTERS:
        return f"<mi>{_LETTERS[lexeme]}</mi>"
    if lexeme in _OPERATORS:
        return f"<mo>{_OPERATORS[lexeme]}</mo>" if _OPERATORS[lexeme] else ""
    if lexeme.startswith("\\") or lexeme in "{}^_&$#%":
        raise _UnknownCommandError
    if lexeme[0].isdigit():
        return f"<mn>{lexeme}</mn>"
    return f"<mi>{lexeme}</mi>" if lexeme.isalpha() else f"<mo>{html.escape(lexeme)}</mo>"
