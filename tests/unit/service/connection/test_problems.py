"""Wording of what can be wrong: every code of every source has one, and says what the reader can do."""

import string
from typing import get_args

import pytest

from curbcut.canvas import errors
from curbcut.canvas.preflight import FindingCode, PreflightFinding
from curbcut.canvas.scope_check import AccountResult, ConnectionReport, ScopeResult
from curbcut.canvas.scopes import SCOPES
from curbcut.service.connection import problems
from curbcut.service.connection.problems import TEXTS, of_error, of_exchange, of_preflight, of_report, problem

HEALTHY = ConnectionReport(
    scopes=tuple(ScopeResult(scope=scope, granted=True) for scope in SCOPES),
    enforcement="on",
    includes="on",
    download="works",
    accounts=(AccountResult("1", "Root"),),
)


def an_error(kind):
    if issubclass(kind, errors.CanvasThrottledError):
        return kind("wait", 5.0)
    if issubclass(kind, errors.ScopeNotGrantedError):
        return kind("missing", SCOPES[0])
    if issubclass(kind, errors.AuthorizationError):
        return kind("refused", "access_denied")
    return kind("something")


def kinds(kind=errors.CanvasError):
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


def findings(**changes):
    import msgspec

    report = msgspec.structs.replace(HEALTHY, **changes)
    found = of_report(report, person="Ada", by_developer_key=True, is_masquerade=False)
    return [(one.code, one.stops_work) for one in found]


@pytest.mark.parametrize("code", TEXTS)
def test_every_text_is_whole_sentences_without_a_gap(code):
    text = problem(code, detail="a detail.", person="Ada").text
    assert text[0].isupper()
    assert text.endswith((".", "?"))
    assert {name for _, name, _, _ in string.Formatter().parse(TEXTS[code]) if name} <= {"detail", "person"}


@pytest.mark.parametrize("code", get_args(FindingCode))
def test_every_finding_of_the_pre_flight_has_a_wording(code):
    assert of_preflight(PreflightFinding(code=code, text="detail")).code in TEXTS


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind.__module__ == errors.__name__])
def test_every_error_of_the_client_has_a_wording(kind):
    """What a check or an exchange cannot meet (a conflict, a locked page, a file that is too large) is quoted."""
    found = of_error(an_error(kind))
    quoted = {
        "canvas-error",
        "page-limit",
        "not-found",
        "tab-disabled",
        "conflict",
        "content-rejected",
        "locked-by-blueprint",
        "download-failed",
        "oversized-file",
        "incomplete-download",
    }
    assert (found.code == "cannot-tell") == (kind.code in quoted), found.code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("access_denied", "denied"),
        ("unauthorized_client", "key-off"),
        ("invalid_client", "wrong-secret"),
        ("invalid_grant", "code-expired"),
        ("invalid_scope", "missing-scopes"),
        ("server_error", "authorization-refused"),
    ],
)
def test_each_refusal_of_oauth(error, code):
    assert of_error(errors.AuthorizationError("text", error)).code == code


@pytest.mark.parametrize(("by_key", "code"), [(True, "grant-lost"), (False, "token-refused")])
def test_a_lost_grant_and_a_refused_token_are_mended_by_different_people(by_key, code):
    assert of_error(errors.GrantLostError("gone"), by_developer_key=by_key).code == code


def test_an_exchange_that_may_work_a_minute_later_says_so():
    assert of_exchange(errors.CanvasUnavailableError("502")).code == "canvas-silent"
    assert of_exchange(errors.InsecureConnectionError("no")).code == "certificate"


def test_the_scopes_are_named_where_no_list_can_be_shown():
    assert problem("missing-scopes", scopes=SCOPES[:2]).whole_text.endswith(f"{SCOPES[0]}, {SCOPES[1]}")
    assert problem("key-off").whole_text == problem("key-off").text


def test_a_healthy_report_has_no_problem():
    assert findings() == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"scopes": (ScopeResult(scope=SCOPES[0], granted=False),)}, ("missing-scopes", True)),
        ({"scopes": (ScopeResult(scope=SCOPES[0], granted=True, lacks_right=True),)}, ("lacks-right", True)),
        ({"includes": "off"}, ("includes-off", True)),
        ({"accounts": ()}, ("not-an-administrator", True)),
        ({"download": "scope-missing", "download_scope": "url:GET|/files"}, ("download-scope-missing", False)),
        ({"download": "failed", "download_detail": "x"}, ("download-failed", False)),
        ({"enforcement": "off"}, ("not-enforced", False)),
    ],
)
def test_each_thing_that_a_check_finds(changes, found):
    assert findings(**changes) == [found]


@pytest.mark.parametrize(
    "changes", [{"includes": "cannot-tell"}, {"enforcement": "cannot-tell"}, {"download": "no-file"}]
)
def test_what_could_not_be_told_is_no_problem(changes):
    assert findings(**changes) == []


def test_a_token_is_not_blamed_for_what_only_keys_have():
    import msgspec

    report = msgspec.structs.replace(HEALTHY, enforcement="off")
    assert of_report(report, person="", by_developer_key=False, is_masquerade=False) == ()


def test_a_masquerade_is_named_with_the_person():
    [found] = of_report(HEALTHY, person="Ada", by_developer_key=True, is_masquerade=True)
    assert "(Ada)" in found.text


def test_what_stops_everything_and_what_passes_are_codes_that_exist():
    assert TEXTS.keys() >= problems.LOST | problems.PASSING
