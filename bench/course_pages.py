"""Course-like pages made by code, the same ones every time: prose, headings, lists, tables, links, pictures, and the usual faults."""

import random
from dataclasses import dataclass

_WORDS = [
    "course",
    "week",
    "reading",
    "chapter",
    "theory",
    "method",
    "result",
    "question",
    "answer",
    "student",
    "group",
    "class",
    "project",
    "paper",
    "data",
    "study",
    "model",
    "energy",
    "market",
    "history",
    "culture",
    "language",
    "science",
    "review",
    "draft",
    "deadline",
    "example",
    "figure",
    "table",
    "source",
    "author",
    "argument",
    "claim",
    "evidence",
    "reason",
    "effect",
    "the",
    "of",
    "and",
    "to",
    "in",
    "is",
    "that",
    "for",
    "with",
    "as",
    "on",
    "by",
    "from",
    "this",
    "which",
    "are",
    "be",
    "or",
    "an",
    "it",
    "at",
    "not",
]
_COLOURS = ("#2D3B45", "#555555", "#777777", "#999999", "#0374B5", "#B00020", "rgb(200, 60, 60)", "#1b5e20")
_BACKGROUNDS = ("#ffffff", "#f5f5f5", "#eeeeee", "#2d3b45", "#fff3cd")


@dataclass(frozen=True, slots=True)
class Page:
    """A made page.

    Attributes:
        html: A whole page, with a doctype.
        size: Bytes of it in UTF-8.
    """

    html: str
    size: int


def make_pages(count: int, *, seed: int, least: int = 2_000, most: int = 60_000) -> list[Page]:
    """Make pages whose sizes lie evenly on a logarithmic scale.

    Args:
        count: Number of pages.
        seed: The same seed gives the same pages.
        least: Bytes of the smallest.
        most: Bytes of the largest.
    """
    chance = random.Random(seed)
    return [make_page(chance, round(least * (most / least) ** (number / max(1, count - 1)))) for number in range(count)]


def make_page(chance: random.Random, size: int) -> Page:
    """Make one page of about a size in bytes."""
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{_words(chance, 3)}</title></head>\n<body>\n'
    ]
    length = len(parts[0])
    makers = (_paragraph, _paragraph, _paragraph, _paragraph, _heading, _list, _table, _picture, _box, _embed)
    while length < size:
        part = chance.choice(makers)(chance) + "\n"
        parts.append(part)
        length += len(part)
    html = "".join([*parts, "</body>\n</html>\n"])
    return Page(html, len(html.encode()))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count)).capitalize()


def _paragraph(chance: random.Random) -> str:
    text = _words(chance, chance.randint(15, 60))
    extra = chance.random()
    if extra < 0.25:
        text += f' <a href="/courses/1/pages/{chance.randint(1, 99)}">{chance.choice((_words(chance, 3), "here", "read more"))}</a>.'
    elif extra < 0.4:
        text += f' <span style="color: {chance.choice(_COLOURS)};">{_words(chance, 4)}</span> and <strong>{_words(chance, 2)}</strong>.'
    elif extra < 0.45:
        text = f'<span style="font-size: {chance.choice((10, 12, 14, 18))}pt; font-family: Arial;">{text}</span>'
    return f"<p>{text}</p>"


def _heading(chance: random.Random) -> str:
    level = chance.choice((2, 2, 3, 3, 4))
    return f"<h{level}>{_words(chance, chance.randint(2, 6))}</h{level}>"


def _list(chance: random.Random) -> str:
    if chance.random() < 0.15:
        return "".join(f"<p>• {_words(chance, 5)}</p>" for _ in range(chance.randint(2, 5)))
    tag = chance.choice(("ul", "ol"))
    return (
        f"<{tag}>"
        + "".join(f"<li>{_words(chance, chance.randint(3, 12))}</li>" for _ in range(chance.randint(2, 8)))
        + f"</{tag}>"
    )


def _table(chance: random.Random) -> str:
    columns, head = chance.randint(2, 5), chance.choice(("th", "th", "td"))
    rows = [f"<tr>{''.join(f'<{head}>{_words(chance, 1)}</{head}>' for _ in range(columns))}</tr>"]
    rows += [
        f"<tr>{''.join(f'<td>{_words(chance, 2)}</td>' for _ in range(columns))}</tr>"
        for _ in range(chance.randint(2, 8))
    ]
    return f'<table style="border-collapse: collapse; width: 100%;" border="1"><tbody>{"".join(rows)}</tbody></table>'


def _picture(chance: random.Random) -> str:
    number = chance.randint(1, 999)
    alternative = chance.choice((f' alt="{_words(chance, 6)}"', ' alt=""', f' alt="IMG_{number}.JPG"', ""))
    return f'<p><img src="/courses/1/files/{number}/preview"{alternative} width="400" height="300"></p>'


def _box(chance: random.Random) -> str:
    background, colour = chance.choice(_BACKGROUNDS), chance.choice(_COLOURS)
    inner = _paragraph(chance) + _paragraph(chance)
    return f'<div style="background-color: {background}; color: {colour}; padding: 10px; border: 1px solid #ccc;">{inner}</div>'


def _embed(chance: random.Random) -> str:
    title = chance.choice((' title="Lecture"', ""))
    return f'<iframe src="https://www.youtube.com/embed/{chance.randint(10**6, 10**7)}"{title} width="560" height="315"></iframe>'
