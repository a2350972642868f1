"""The list of scopes (contract 1.4)."""

import json
from pathlib import Path

import pytest

from canvas_sandbox.keys.scope_list import all_scope_strings, all_scopes, parse_scopes, sections

SHARED = Path(__file__).parents[4] / ".." / "shared" / "canvas-scopes.json"


def test_no_scope_twice():
    assert len(all_scopes()) == len(all_scope_strings()) >= 120


def test_every_scope_has_its_parts():
    for scope in all_scopes():
        assert scope.section
        assert scope.controller
        assert scope.action
        assert scope.verb in {"GET", "POST", "PUT", "DELETE"}
        assert scope.path.startswith("/")


def test_the_27_stand_exactly_in_their_sections():
    """Contract 1.4 and canvas-scopes.json: string, section, controller, action."""
    if not SHARED.exists():
        pytest.skip("../shared/canvas-scopes.json is not here")
    known = {scope.scope: scope for scope in all_scopes()}
    listed = json.loads(SHARED.read_text())
    assert listed["count"] == len(listed["scopes"]) == 27
    for wanted in listed["scopes"]:
        scope = known[wanted["scope"]]
        assert (scope.section, scope.resource) == (wanted["section"], wanted["resource"])
        assert (scope.controller, scope.action) == (wanted["controller"], wanted["action"])
    assert {wanted["scope"] for wanted in listed["optional_scopes_not_in_the_27"]} <= set(known)


def test_upload_stands_under_courses():
    """Contract 1.4: POST courses/:course_id/files sits in Courses, not under Files."""
    grouped = sections("documentation")
    upload = "url:POST|/api/v1/courses/:course_id/files"
    assert [name for name, scopes in grouped.items() if upload in {scope.scope for scope in scopes}] == ["Courses"]


def test_sections_are_sorted_and_lose_nothing():
    for names in ("documentation", "controller"):
        grouped = sections(names)
        assert list(grouped) == sorted(grouped, key=str.lower)
        assert sum(map(len, grouped.values())) == len(all_scopes())


def test_parse():
    [scope] = parse_scopes(["# A comment", "# Blueprint Courses", "a/b#show GET /api/v1/x/:id"])
    assert scope.scope == "url:GET|/api/v1/x/:id"
    assert (scope.resource, scope.controller, scope.action) == ("blueprint_courses", "a/b", "show")
    assert (scope.resource_name("documentation"), scope.resource_name("controller")) == ("Blueprint Courses", "a/b")
