"""The redirect URI rule (contract 1.6) and the final redirect (2.1)."""

import pytest

from canvas_sandbox.model import DeveloperKey
from canvas_sandbox.oauth.authorize import to_sentence
from canvas_sandbox.oauth.redirects import OUT_OF_BAND, final_redirect, redirect_uri_matches

EXACT = "https://app.example:8443/oauth/callback?x=1"


def a_key(legacy: str | None = None) -> DeveloperKey:
    return DeveloperKey(1, 1, "k", None, "s", redirect_uri=legacy, redirect_uris=["https://other.example/cb", EXACT])


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (EXACT, True),
        (EXACT.upper(), False),
        (EXACT + "2", False),
        ("https://app.example:8443/oauth/callback", False),
        ("https://app.example/oauth/callback?x=1", False),
        ("", False),
        (None, False),
        (OUT_OF_BAND, True),
    ],
)
def test_redirect_uris_compare_as_strings(uri, expected):
    """Contract 1.6 points 1, 2 and 4."""
    assert redirect_uri_matches(a_key(), uri) is expected


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("https://app.example/any/path?q", True),
        ("https://app.example:9999/", True),
        ("https://sub.app.example/", True),
        ("https://a.b.app.example/", True),
        ("https://evilapp.example/", False),
        ("https://app.example.evil.example/", False),
        ("http://app.example/", False),
        ("https://example/", False),
        ("https:///path", False),
        ("https://[bad/", False),
        ("nonsense", False),
    ],
)
def test_the_legacy_field_is_lenient(uri, expected):
    """Contract 1.6 point 3: scheme, host or sub-domain; path, port and query are ignored."""
    assert redirect_uri_matches(a_key("https://app.example/callback"), uri) is expected


@pytest.mark.parametrize("legacy", [None, "", "nonsense", "https://[bad/"])
def test_no_usable_legacy_field(legacy):
    assert not redirect_uri_matches(a_key(legacy), "https://app.example/")


@pytest.mark.parametrize(
    ("uri", "location"),
    [
        ("https://a/cb", "https://a/cb?code=c&state=s+t"),
        ("https://a/cb?x=1", "https://a/cb?x=1&code=c&state=s+t"),
        (OUT_OF_BAND, "/login/oauth2/auth?code=c&state=s+t"),
    ],
)
def test_final_redirect(uri, location):
    """Contract 2.1: keys in alphabetical order, joined by `?` or `&`."""
    answer = final_redirect(uri, {"state": "s t", "error": None, "code": "c"})
    assert (answer.status_code, answer.headers["location"]) == (302, location)


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b, and c")]
)
def test_to_sentence(items, text):
    """Contract 2.1 row 3: "a, b, and c"."""
    assert to_sentence(items) == text
