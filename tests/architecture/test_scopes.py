"""The table of endpoints is the published list of 27 scopes, no more and no less."""

import hashlib
import json
from pathlib import Path

import pytest

from curbcut.canvas.scopes import ENDPOINTS, OPTIONAL_ENDPOINTS, SCOPES

PUBLISHED = Path(__file__).parents[2] / ".." / "shared" / "canvas-scopes.json"
FINGERPRINT = "c41caffd74e0b7d953b163349775a29e6322f46c79e0c67f769785c2c98d1fbe"


@pytest.fixture
def published():
    if not PUBLISHED.is_file():
        pytest.skip("../shared/canvas-scopes.json is not here; the pinned fingerprint below still holds the table")
    return json.loads(PUBLISHED.read_text("utf-8"))


def test_scopes_are_the_pinned_ones():
    assert len(SCOPES) == len(set(SCOPES)) == 27
    assert hashlib.sha256("\n".join(SCOPES).encode()).hexdigest() == FINGERPRINT


def test_table_is_the_published_one(published):
    ours = [(each.scope, each.section, each.verb, each.path, each.probe_path) for each in ENDPOINTS]
    theirs = [
        (each["scope"], each["section"], each["verb"], each["path"], each["probe"]["path"])
        for each in published["scopes"]
    ]
    assert ours == theirs
    assert all(each["probe"]["method"] == each["verb"] for each in published["scopes"])


def test_optional_scopes_are_known_and_apart(published):
    known = {each["scope"] for each in published["optional_scopes_not_in_the_27"]}
    assert {endpoint.scope for endpoint in OPTIONAL_ENDPOINTS} <= known
    assert not {endpoint.scope for endpoint in OPTIONAL_ENDPOINTS} & set(SCOPES)
