"""What handlers use: ids, includes, JSON."""

import json
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from canvas_sandbox.exchange import (
    Caller,
    api_json,
    caller_of,
    global_id,
    host_of,
    includes_of,
    local_id,
    query_list,
    with_string_ids,
)
from canvas_sandbox.model import AccessToken, User
from canvas_sandbox.refusals import Refusal


def a_request(query: str = "", *, allow_includes: bool | None = None, headers: dict[str, str] | None = None) -> Request:
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/x",
        "server": ("127.0.0.1", 80),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "app": SimpleNamespace(state=SimpleNamespace()),
    }
    if allow_includes is not None:
        user = User(1, "A", "a", "a", "p")
        token = AccessToken(1, 1, "t", None, None, [], None)
        scope["canvas.caller"] = Caller(user, token, None, not allow_includes, allow_includes)
    return Request(scope)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", 7),
        ("10000000000007", 7),
        ("1~7", 7),
        ("2~7", None),
        ("20000000000007", 20_000_000_000_007),
        ("0", 0),
        ("self", None),
        ("sis_course_id:X", None),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("²", None),
        ("9" * 30, None),
    ],
)
def test_local_id(text, expected):
    """Contract 3.1: local, global or `shard~local`."""
    assert local_id(text) == expected


def test_global_id():
    """Contract 1.1."""
    assert global_id(48) == 10_000_000_000_048
    assert global_id(global_id(48)) == 10_000_000_000_048


@pytest.mark.parametrize(
    ("query", "allowed", "expected"),
    [
        ("include[]=term&include[]=teachers", True, {"term", "teachers"}),
        ("include[]=term&include[]=uuid", False, {"uuid"}),
        ("includes[]=term", True, {"term"}),
        ("include=term", True, {"term"}),
        ("include=uuid", False, set()),
        ("", True, set()),
    ],
)
def test_includes(query, allowed, expected):
    """Contract 3.5: deleted unless arrays, arrays cut down to `uuid`."""
    assert includes_of(a_request(query, allow_includes=allowed)) == expected


def test_includes_of_a_body():
    request = a_request(allow_includes=True)
    request.scope["canvas.body_parameters"] = {"include": ["term", 3], "includes": "uuid"}
    assert includes_of(request) == {"term", "uuid"}


def test_query_list():
    assert query_list(a_request("state[]=a&state[]=b"), "state") == ["a", "b"]
    assert query_list(a_request("state=a"), "state") == ["a"]


def test_nobody_calls():
    with pytest.raises(Refusal) as caught:
        caller_of(a_request())
    assert caught.value.status == 401


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({"Host": "localhost:8080"}, "http://localhost:8080"), ({}, "http://127.0.0.1")],
)
def test_host(headers, expected):
    assert host_of(a_request(headers=headers)) == expected


DATA = {
    "id": 1,
    "course_id": 2,
    "ids": [3, 4],
    "account_ids": [5],
    "parent_id": None,
    "grid": 6,
    "valid": 7,
    "ok_id": True,
    "rows": [{"id": 8, "uuid": "x"}],
}


def test_string_ids():
    """Contract 3.1: every id as a string, and nothing else."""
    assert with_string_ids(DATA) == {
        "id": "1",
        "course_id": "2",
        "ids": ["3", "4"],
        "account_ids": ["5"],
        "parent_id": None,
        "grid": 6,
        "valid": 7,
        "ok_id": True,
        "rows": [{"id": "8", "uuid": "x"}],
    }


@pytest.mark.parametrize(
    ("accept", "expected"), [("application/json+canvas-string-ids", "1"), ("application/json", 1), (None, 1)]
)
def test_api_json(accept, expected):
    headers = {} if accept is None else {"Accept": accept}
    answer = api_json(a_request(headers=headers), {"id": 1}, status=201, headers={"Link": "x"})
    assert json.loads(answer.body) == {"id": expected}
    assert (answer.status_code, answer.headers["link"]) == (201, "x")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
