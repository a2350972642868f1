"""Regional deployments."""

import pytest

from curbcut.service.tenancy.environments import environment_of


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("us", "https://prod.ally.ac/api/v2/7/auth/canvas/callback"),
        ("ca", "https://prod-ca-central-1.ally.ac/api/v2/7/auth/canvas/callback"),
        ("eu", "https://prod-eu-central-1.ally.ac/api/v2/7/auth/canvas/callback"),
        ("sg", "https://prod-ap-southeast-1.ally.ac/api/v2/7/auth/canvas/callback"),
        ("au", "https://prod-ap-southeast-2.ally.ac/api/v2/7/auth/canvas/callback"),
        ("a11y.example.edu", "https://a11y.example.edu/api/v2/7/auth/canvas/callback"),
        ("https://A11y.Example.edu/", "https://a11y.example.edu/api/v2/7/auth/canvas/callback"),
        ("127.0.0.1:8040", "http://127.0.0.1:8040/api/v2/7/auth/canvas/callback"),
        ("localhost:8040", "http://localhost:8040/api/v2/7/auth/canvas/callback"),
        ("[::1]:8040", "http://[::1]:8040/api/v2/7/auth/canvas/callback"),
        ("10.0.0.4:8040", "https://10.0.0.4:8040/api/v2/7/auth/canvas/callback"),
    ],
)
def test_the_redirect_uri_of_an_institution(name, url):
    assert environment_of(name).callback_url(7) == url


@pytest.mark.parametrize(
    ("name", "is_host"),
    [
        ("us", True),
        ("a11y.example.edu:8443", True),
        ("[::1]:8040", True),
        ("a b", False),
        ("x/y", False),
        ("-x", False),
    ],
)
def test_what_can_be_a_host(name, is_host):
    assert environment_of(name).is_host == is_host


def test_a_host_of_a_preset_is_that_preset():
    assert environment_of("prod.ally.ac") == environment_of("us")
