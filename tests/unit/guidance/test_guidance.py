"""Reading and rendering guidance."""

import pytest

from curbcut import guidance
from curbcut.guidance import MissingGuidanceError, guidance_of, parse
from curbcut.guidance.markdown import to_html, with_first

WHOLE = """\
# A title

## What this is
One.

## Why it matters
Two.

## How to fix it

### In Canvas

Three.
"""


def test_the_three_parts():
    read = parse("a-rule", "en", WHOLE)
    assert (read.what, read.why, read.how) == ("One.", "Two.", "### In Canvas\n\nThree.")


@pytest.mark.parametrize("heading", ["What this is", "Why it matters", "How to fix it"])
def test_a_part_that_is_absent_or_empty_is_named(heading):
    with pytest.raises(MissingGuidanceError, match=heading):
        parse("a-rule", "en", WHOLE.replace(f"## {heading}", "## Something else"))


def test_a_part_that_is_twice_there_is_an_error():
    with pytest.raises(MissingGuidanceError, match="twice"):
        parse("a-rule", "en", WHOLE + "\n## What this is\n\nAgain.\n")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for language, word in (("en", "English"), ("de", "Deutsch")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a-rule.md").write_text(WHOLE.replace("One.", word), encoding="utf-8")
    (tmp_path / "en" / "b-rule.md").write_text(WHOLE, encoding="utf-8")
    monkeypatch.setattr(guidance, "files", lambda _package: tmp_path)
    guidance_of.cache_clear()
    yield tmp_path
    guidance_of.cache_clear()


@pytest.mark.parametrize(
    ("language", "what"), [("en", "English"), ("de", "Deutsch"), ("de-AT", "Deutsch"), ("fr", "English")]
)
def test_the_nearest_language(folder, language, what):
    assert guidance_of("a-rule", language).what == what


def test_english_where_a_language_has_no_text(folder):
    assert guidance_of("b-rule", "de").language == "en"


@pytest.mark.parametrize("rule_id", ["no-such-rule", "../en/a-rule", "", "A-Rule"])
def test_a_rule_without_guidance(folder, rule_id):
    with pytest.raises(MissingGuidanceError):
        guidance_of(rule_id)


def test_a_language_is_never_a_path(folder):
    assert guidance_of("a-rule", "../de").what == "English"


def test_markdown_becomes_html_with_its_headings_moved():
    html = to_html("## In Canvas\n\nUse **bold**.\n\n#### Deep\n\n1. one\n", heading_level=5)
    assert html == ("<h5>In Canvas</h5>\n<p>Use <strong>bold</strong>.</p>\n<h6>Deep</h6>\n<ol>\n<li>one</li>\n</ol>\n")


def test_raw_html_stays_text():
    assert "<script" not in to_html("<script>alert(1)</script>\n\nWrite `<img alt>`.")


def test_a_link_to_a_script_is_no_link():
    assert "href" not in to_html("[x](javascript:alert(1))")


HOW = "Do this.\n\n### Word\n\nClick.\n\n### LaTeX\n\nType.\n\n### Acrobat Pro\n\nOpen."


@pytest.mark.parametrize(
    ("names", "order"),
    [
        ((), ["Word", "LaTeX", "Acrobat Pro"]),
        (("LaTeX",), ["LaTeX", "Word", "Acrobat Pro"]),
        (("Acrobat Pro", "LaTeX"), ["Acrobat Pro", "LaTeX", "Word"]),
        (("Papyrus",), ["Word", "LaTeX", "Acrobat Pro"]),
    ],
)
def test_the_part_for_an_application_first(names, order):
    text = with_first(HOW, names)
    assert text.startswith("Do this.")
    assert [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")] == order
    assert text.index("### LaTeX") < text.index("Type.")


def test_guidance_without_parts_stays_as_it_is():
    assert with_first("Do this.", ("Word",)) == "Do this."
