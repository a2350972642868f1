"""The pattern rule of contract 3.3."""

import pytest

from canvas_sandbox.gate.scope_patterns import admits

FILE = "url:GET|/api/v1/courses/:course_id/files/:id"


@pytest.mark.parametrize(
    ("scope", "path", "expected"),
    [
        (FILE, "/api/v1/courses/7/files/300", True),
        (FILE, "/api/v1/courses/7/files/quota", True),
        (FILE, "/api/v1/courses/sis_course_id:X/files/1~300", True),
        (FILE, "/api/v1/courses/7/files/300.json", True),
        (FILE, "/api/v1/courses/7/files", False),
        (FILE, "/api/v1/courses/7/files/", False),
        (FILE, "/api/v1/courses/7/files/300/x", False),
        (FILE, "/api/v1/courses/7/files/300\n", True),
        (FILE, "x/api/v1/courses/7/files/300", False),
        ("url:GET|/api/v1/accounts/:id", "/api/v1/accounts/self", True),
        ("url:GET|/api/v1/accounts/:id", "/api/v1/accounts", False),
        ("url:GET|/api/v1/courses/:id", "/api/v1/courses", False),
        ("url:GET|/api/v1/courses", "/api/v1/coursesX", False),
        ("url:GET|/api/v1/courses/:id", "/apiXv1/courses/7", False),
        ("url:GET|/api/v1/folders/by_path/*full_path", "/api/v1/folders/by_path/a/b/c", True),
        ("url:GET|/api/v1/folders/by_path/*full_path", "/api/v1/folders/by_path/", False),
        ("url:GET|/api/v1/a(/:b)/c", "/api/v1/a/c", True),
        ("url:GET|/api/v1/a(/:b)/c", "/api/v1/a/x/c", True),
        ("url:GET|/api/v1/a(/:b)/c", "/api/v1/a/x/y/c", False),
        ("url:GET|/api/v1/a(", "/api/v1/a", False),
        ("nonsense", "nonsense", False),
        ("", "", False),
    ],
)
def test_pattern(scope, path, expected):
    """Contract 3.3: `:name` a segment, `*name` anything, `(x)` optional, optional format, anchored at both ends."""
    assert admits([scope], "GET", path) is expected


@pytest.mark.parametrize(
    ("scope_verb", "method", "expected"),
    [
        ("GET", "HEAD", True),
        ("GET", "PUT", False),
        ("PUT", "PUT", True),
        ("PUT", "GET", False),
        ("POST", "HEAD", False),
    ],
)
def test_verb(scope_verb, method, expected):
    """Contract 3.3: scopes of that verb; HEAD counts as GET."""
    assert admits([f"url:{scope_verb}|/api/v1/x"], method, "/api/v1/x") is expected


def test_any_of_the_scopes_suffices():
    assert admits(["url:GET|/a", "url:GET|/b"], "GET", "/b")
    assert not admits([], "GET", "/b")


def test_the_token_endpoint_is_always_allowed():
    """Contract 2.4."""
    assert admits([], "DELETE", "/login/oauth2/token")
    assert not admits([], "DELETE", "/login/oauth2/tokens")


def test_a_hostile_path_is_matched_quickly():
    scopes = ["url:GET|/a/*x/*y/*z/end"]
    assert not admits(scopes, "GET", "/a/" + "b/" * 200)
