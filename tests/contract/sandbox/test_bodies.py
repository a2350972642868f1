"""Bodies of every kind and of every malformation: an answer, never a crash."""

import asyncio

import httpx
import pytest
from starlette.responses import Response
from starlette.routing import Route
from tests.builders.keyed_sandbox import KEY_ID, TOKEN, a_university, form_token, log_in, with_key, with_token
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox import parameters
from canvas_sandbox.app import create_app
from canvas_sandbox.exchange import api_json, includes_of, parameters_of
from canvas_sandbox.gate.doors import behind_the_gate

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


async def echo(request) -> Response:
    """Show what a handler gets; asks twice, as two layers of a handler may."""
    await parameters_of(request)
    return api_json(request, {"parameters": await parameters_of(request), "includes": sorted(includes_of(request))})


@pytest.fixture
def state():
    return a_university()


@pytest.fixture
def client(state):
    app = create_app(state)
    app.router.routes.insert(0, behind_the_gate(Route("/api/v1/echo", echo, methods=["GET", "POST"])))
    with sandbox_client(state, app=app) as client:
        client.headers.update(bearer(TOKEN))
        yield client


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"wiki_page[body]": "ü", "ids[]": ["1", "2"]}},
        {"json": {"wiki_page": {"body": "ü"}, "ids": ["1", "2"]}},
        {"files": [("wiki_page[body]", (None, "ü")), ("ids[]", (None, "1")), ("ids[]", (None, "2"))]},
    ],
    ids=["urlencoded", "json", "multipart"],
)
def test_three_kinds_of_body_say_the_same(state, client, body):
    """Contract 7: PUT bodies form-encoded or JSON of the same nesting; query and body are merged."""
    with_token(state)
    answer = client.post("/api/v1/echo?wiki_page[title]=t&x=y", **body)
    assert answer.json()["parameters"] == {"wiki_page": {"title": "t", "body": "ü"}, "x": "y", "ids": ["1", "2"]}


@pytest.mark.parametrize(("allowed", "expected"), [(True, ["term", "uuid"]), (False, ["uuid"])])
def test_includes_in_a_body_are_filtered_too(state, client, allowed, expected):
    """Contract 3.5."""
    with_token(state, with_key(state, allow_includes=allowed, scopes=[]), scopes=["url:POST|/api/v1/echo"])
    answer = client.post("/api/v1/echo?include=term", data={"include[]": ["term", "uuid"]})
    assert answer.json()["includes"] == expected
    assert answer.json()["parameters"]["include"] == expected


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        (JSON, b"", 200),
        (JSON, b"{", 400),
        (JSON, b"[1]", 200),
        (JSON, b"\xff\xfe", 400),
        (JSON, b"[" * 100_000, 400),
        (FORM, b"\xff=%FF&&=;a", 200),
        (FORM, b"a" + b"[b]" * 50 + b"=1", 400),
        (FORM, b"a=1&" * 10_001, 400),
        ({"Content-Type": "multipart/form-data"}, b"x", 400),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"nonsense", 400),
        ({"Content-Type": "multipart/form-data; boundary=b", "Content-Length": "99999999999"}, b"x", 413),
        ({"Content-Type": "text/plain"}, b"a=1", 200),
    ],
)
def test_malformed_bodies(state, client, headers, content, status):
    with_token(state)
    assert client.post("/api/v1/echo", headers=headers, content=content).status_code == status


@pytest.mark.parametrize("headers", [JSON, FORM])
def test_a_body_that_is_too_large(state, client, headers, monkeypatch):
    monkeypatch.setattr(parameters, "BODY_LIMIT", 100)
    with_token(state)
    assert client.post("/api/v1/echo", headers=headers, content=b"a" * 101).status_code == 413


def test_an_endpoint_that_is_not_imitated_says_so(state, client):
    """Contract 3.4: id 0 is 404; a real course is answered plainly, not with an invented list."""
    with_token(state)
    assert client.get("/api/v1/courses/0/tabs").status_code == 404
    assert client.get("/api/v1/progress/0").status_code == 404
    answer = client.get("/api/v1/courses/7/tabs")
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (
        501,
        "The sandbox does not imitate this endpoint.",
    )


def test_a_bug_answers_as_canvas_does(state):
    """Contract 6: 500 with an error report."""

    async def broken(_request) -> Response:
        raise ZeroDivisionError

    async def ask() -> httpx.Response:
        app = create_app(state)
        app.router.routes.insert(0, Route("/broken", broken))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/broken")

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert answer.json()["errors"][0]["error_code"] == "internal_server_error"


def test_a_key_form_that_is_refused_changes_nothing(state, client):
    key = with_key(state)
    log_in(client)
    path = f"/accounts/1/developer_keys/{KEY_ID}"
    data = {"authenticity_token": form_token(client.get(f"{path}/edit")), "name": "New", "icon_url": "no address"}
    answer = client.post(path, data=data)
    assert answer.status_code == 400
    assert "icon_url: is not a valid URI" in answer.text
    assert (key.name, len(key.scopes)) == ("Curbcut", 2)
    assert client.get("/accounts/1/developer_keys/999/edit").status_code == 404
