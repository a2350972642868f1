import pytest

from curbcut.documents.html.conditions import is_supported, medium_matches


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("", True),
        ("print", False),
        ("not print", True),
        ("not screen and (min-width: 600px)", False),
        ("not screen and (max-width: 600px)", True),
        ("only screen and (min-width: 40em)", True),
        ("(max-width: 600px)", False),
        ("not (max-width: 600px)", True),
        ("print, screen", True),
        ("(width >= 600px)", True),
        ("(600px > width)", False),
        ("(400px <= width <= 700px)", False),
        ("(width = 1280px) and (height: 720px)", True),
        ("(min-width: 2000px) or (prefers-color-scheme: light)", True),
        ("(prefers-color-scheme: dark)", False),
        ("not (prefers-color-scheme: dark)", True),
        ("not (never-heard-of)", False),
        ("(min-width: .5em)", True),
        ("nonsense (", False),
        ("(" * 60 + "color" + ")" * 60, False),
    ],
)
def test_media(query, matches):
    assert medium_matches(query) is matches


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ("(display: grid)", True),
        ("not (display: grid)", False),
        ("(not (display: grid))", False),
        ("(display: grid) and (color: nonsense)", False),
        ("(display: grid) or (never-heard: of)", True),
        ("(display: grid) and (never-heard: of)", None),
        ("not (never-heard: of)", None),
        ("(-moz-appearance: none)", False),
        ("(-webkit-line-clamp: 2)", True),
        ("selector(:focus-visible)", True),
        ("selector(:has(> a)) and (display: grid)", True),
        ("selector(::-webkit-scrollbar)", None),
    ],
)
def test_supports(condition, answer):
    assert is_supported(condition) is answer
