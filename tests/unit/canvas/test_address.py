"""Only the tenant, its file hosts and, in development, this machine may be asked."""

import pytest

from curbcut.canvas.address import AddressGuard, Origin, resolve
from curbcut.canvas.errors import CanvasUnavailableError, ForeignAddressError


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("canvas.example.edu", "https://canvas.example.edu"),
        (" https://Canvas.Example.edu/courses/7?x=1 ", "https://canvas.example.edu"),
        ("https://canvas.example.edu:443/", "https://canvas.example.edu"),
        ("https://canvas.example.edu:8443", "https://canvas.example.edu:8443"),
        ("https://canvas.example.edu./", "https://canvas.example.edu"),
        ("https://université.example", "https://xn--universit-j4a.example"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://localhost", "http://localhost"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_typed_address_becomes_an_origin(typed, origin):
    assert str(Origin(typed)) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://canvas.example.edu",
        "ftp://canvas.example.edu",
        "javascript://x",
        "https://user:pass@canvas.example.edu",
        "https://canvas.example.edu\\@evil.example",
        "https://canvas.example.edu:99999",
        "https://[::1",
        "https:///api",
        "file:///etc/passwd",
        "https://" + "é" * 300 + ".example",
    ],
)
def test_other_address_is_refused(typed):
    with pytest.raises(ForeignAddressError):
        Origin(typed)


@pytest.mark.parametrize(
    "address",
    [
        "https://canvas.example.edu/files/1/download",
        "https://inst-fs-iad-prod.inscloudgate.net/files?token=x",
        "https://instructure-uploads.s3.amazonaws.com/account_1/x?X-Amz-Signature=y",
        "https://cluster1.canvas-user-content.com/files/1",
    ],
)
def test_tenant_and_file_hosts_are_let_through(address):
    assert AddressGuard(Origin("https://canvas.example.edu")).check(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "https://evilinstructure.com/",
        "https://instructure.com.evil.example/",
        "http://canvas.example.edu/",
        "https://canvas.example.edu:8443/",
        "https://x.s3.amazonaws.com:8443/",
        "http://x.s3.amazonaws.com/",
        "https://127.0.0.1/",
        "http://localhost:8080/",
        "https://169.254.169.254/latest/meta-data",
    ],
)
def test_elsewhere_is_refused(address):
    with pytest.raises(ForeignAddressError):
        AddressGuard(Origin("https://canvas.example.edu")).check(address)


def test_loopback_tenant_may_send_us_to_loopback_only_beside_the_known_hosts():
    guard = AddressGuard(Origin("http://127.0.0.1:3000"))
    assert guard.check("http://localhost:4000/files")
    with pytest.raises(ForeignAddressError):
        guard.check("http://192.168.1.1/")


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::",
    ],
)  # fmt: skip
def test_name_that_leads_inside_is_refused(address):
    guard = AddressGuard(Origin("https://canvas.example.edu"), lambda _h, _p: ["93.184.216.34", address])
    with pytest.raises(ForeignAddressError):
        guard.addresses_of("canvas.example.edu", 443)


def test_public_addresses_pass_and_loopback_serves_a_loopback_tenant():
    guard = AddressGuard(Origin("https://canvas.example.edu"), lambda _h, _p: ["93.184.216.34", "2606:2800:21f::1"])
    assert len(guard.addresses_of("canvas.example.edu", 443)) == 2
    local = AddressGuard(Origin("http://localhost"), lambda _h, _p: ["127.0.0.1", "::1"])
    assert local.addresses_of("localhost", 80) == ["127.0.0.1", "::1"]


def test_unknown_host_is_unavailable():
    with pytest.raises(CanvasUnavailableError):
        AddressGuard(Origin("https://canvas.example.edu"), lambda _h, _p: []).addresses_of("canvas.example.edu", 443)


def test_name_server_is_asked_once_an_address(monkeypatch):
    found = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("93.184.216.34", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: found)
    assert resolve("canvas.example.edu", 443) == ["93.184.216.34"]


@pytest.mark.parametrize("error", [OSError("no such host"), UnicodeError("label too long")])
def test_name_that_cannot_be_resolved_is_unavailable(monkeypatch, error):
    def fail(*_arguments, **_options):
        raise error

    monkeypatch.setattr("socket.getaddrinfo", fail)
    with pytest.raises(CanvasUnavailableError, match="not found"):
        resolve("x.example", 443)


def test_origins_compare_by_what_they_are():
    assert Origin("https://a.example/x") == Origin("a.example:443")
    assert Origin("https://a.example") != Origin("https://a.example:444")
    assert len({Origin("https://a.example/x"), Origin("a.example")}) == 1
    assert "a.example" in repr(Origin("a.example"))
