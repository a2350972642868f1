"""The page: what it says, that it is whole by itself, and that content cannot break out of its place."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from tests.unit.scoring.formats import LINES

from curbcut.guidance import Guidance
from curbcut.reports import page as page_module
from curbcut.reports.html import Entry, ScoreRow, page_of, render
from curbcut.scoring.assessment import check

RULES = {rule.id: rule for rule in LINES.rules}
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


class Outline(HTMLParser):
    """Headings, links, ids and tags of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.levels, self.ids, self.targets, self.captions = [], [], [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.levels.append(int(tag[1]))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.targets.append(attributes["href"])
        self.captions += tag == "caption"


def entry(content, title="a.txt", **more):
    return Entry(title=title, assessment=check(content, name="a.txt"), sort="text", **more)


def html_of(*entries, **more):
    return render(page_of(entries, RULES, title="Report", made_at=NOON, **more)).decode()


@pytest.fixture
def guidance_text(monkeypatch):
    text = Guidance(rule_id="text-major", language="en", what="A *thing*.", why="People.", how="## In Canvas\n\nMend.")
    monkeypatch.setattr(page_module, "guidance_of", lambda _rule_id: text)
    page_module._guidance_texts.cache_clear()
    yield
    page_module._guidance_texts.cache_clear()


def test_scores_issues_and_places_are_told(guidance_text):
    html = html_of(entry(b"major\nminor?"), scores=[ScoreRow("Overall", 57.1, "2 items"), ScoreRow("Files", None)])
    for words in (
        "57.1 Medium",
        "not enough content",
        "Text major",
        "Line 1 is bad.",
        "line 1",
        "2026-09-01 12:00 UTC",
    ):
        assert words in html
    assert "<em>thing</em>" in html


def test_headings_leave_no_level_out(guidance_text):
    outline = Outline(html_of(entry(b"major\nminor?"), entry(b"fine"), notes=["One."]))
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))


def test_every_link_inside_leads_somewhere_and_no_id_is_twice(guidance_text):
    outline = Outline(html_of(entry(b"major\nminor"), entry(b"major")))
    assert len(set(outline.ids)) == len(outline.ids)
    assert {target[1:] for target in outline.targets if target.startswith("#")} <= set(outline.ids)


def test_the_page_is_whole_by_itself(guidance_text):
    html = html_of(entry(b"major"))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in Outline(html).tags}
    assert "url(" not in html
    assert "http" not in html


def test_every_table_has_a_caption_and_scopes(guidance_text):
    outline = Outline(html_of(entry(b"major"), scores=[ScoreRow("Overall", 57.1)]))
    assert outline.captions == len([tag for tag, _ in outline.tags if tag == "table"]) == 3
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in outline.tags if tag == "th")


def test_content_cannot_break_out():
    hostile = '"><script>alert(1)</script>'
    html = html_of(entry(b"major", title=hostile, url="https://canvas.example/1", facts=(hostile,)), notes=[hostile])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_an_item_that_could_not_be_checked_says_why():
    html = html_of(entry(b"bomb"))
    assert "It unpacks to too much." in html
    assert "No issue was found.</p>" not in html.partition('id="items"')[2]


def test_a_report_of_nothing_is_a_page():
    html = html_of()
    assert "Nothing was checked" in html
    assert Outline(html).levels == [1, 2]


def cells_of(html, link):
    """Texts of the cells in the row that has a link."""
    [row] = [line for line in html.splitlines() if f'href="{link}"' in line and "<tr>" in line]
    return [re.sub("<[^>]*>", "", cell).strip() for cell in re.split("</t[hd]>", row)[:-1]]


@pytest.mark.parametrize(
    ("content", "score", "issues", "summary"),
    [
        (b"fine", "● 100.0 Perfect", "0", "No issue was found in what was checked."),
        (b"bomb", "could not be checked", "\N{EN DASH}", "Nothing was checked"),
        (b"locked", "◔ 0.0 Low, could not be checked", "1", "<caption>Issues"),
    ],
)
def test_what_was_not_checked_never_reads_as_no_issue(content, score, issues, summary):
    html = html_of(entry(content))
    assert cells_of(html, "#item-1") == ["a.txt", "text", score, issues]
    assert summary in html.partition("<caption>Items")[0]


def test_notes_of_scores_have_a_column_only_where_there_is_one():
    assert '<th scope="col">Note</th>' not in html_of(scores=[ScoreRow("Overall", 57.1)])
    assert '<th scope="col">Note</th>' in html_of(scores=[ScoreRow("Overall", 57.1, "2 items")])


def test_two_rules_of_one_title_are_told_apart(guidance_text, monkeypatch):
    titled = {rule_id: replace(rule, title="Pale text") for rule_id, rule in RULES.items()}
    titled["text-major"] = replace(titled["text-major"], title="Other")
    html = render(page_of([entry(b"major\nminor\nadvice")], titled, title="Report", made_at=NOON)).decode()
    assert [cells_of(html, f"#fix-text-{word}")[0] for word in ("major", "minor")] == ["Other", "Pale text (text)"]


def test_a_title_that_changes_the_direction_changes_nothing_behind_it():
    title = "\u202egnp.exe"
    html = html_of(entry(b"major", title=title, url="https://canvas.example/1"))
    assert html.count(title) == html.count(f"<bdi>{title}</bdi>") == 4
    assert '<pre dir="auto">' in html


def test_more_places_than_shown_are_counted():
    html = html_of(entry(b"minor\n" * 40))
    assert "and 15 more of the same" in html


def test_check_writes_the_page(curbcut, tmp_path):
    (tmp_path / "a.txt").write_text("major")
    _, out, _ = curbcut("check", "--format", "html", tmp_path / "a.txt")
    assert out.startswith("<!DOCTYPE html>")
    assert "Files looked at: 1. Could not be checked: 0." in out
