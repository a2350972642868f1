"""The smallest sandbox with a university, four people, a developer key and its token."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx

from canvas_sandbox.model import AccessToken, Account, Course, DeveloperKey, KeyBinding, State, User

CALLBACK = "https://app.example/callback"
SECRET = "s" * 64
LIST_ACCOUNTS = "url:GET|/api/v1/accounts"
SHOW_COURSE = "url:GET|/api/v1/courses/:id"
SHOW_PAGE = "url:GET|/api/v1/courses/:course_id/pages/:url_or_id"

KEY_ID, TOKEN = 48, "t" * 64


def a_university() -> State:
    """Root account 1, its sub-account 2, course 7; people: admin 11, faculty 12, teacher 13, student 14."""
    state = State()
    state.accounts = {
        1: Account(1, "Alderwick", None, None),
        2: Account(2, "Biology", 1, 1),
    }
    state.courses[7] = Course(7, "Cells", "BIO", 2, 1, syllabus_body="<p>Welcome</p>")
    for number, login, rights in (
        (11, "admin", {"administers": [1]}),
        (12, "faculty", {"administers": [2]}),
        (13, "teacher", {"teaches": [7]}),
        (14, "student", {"studies": [7]}),
    ):
        state.users[number] = User(number, login.title(), f"{login}@a.example", login, f"{login}-password", **rights)
    return state


def with_key(state: State, *, binding: str = "on", **fields: object) -> DeveloperKey:
    """Add key 48 of account 1, enforced with two scopes unless told otherwise."""
    values = {
        "id": KEY_ID,
        "account_id": 1,
        "name": "Curbcut",
        "email": None,
        "api_key": SECRET,
        "scopes": [LIST_ACCOUNTS, SHOW_COURSE],
        "redirect_uris": [CALLBACK],
        "require_scopes": True,
    }
    key = DeveloperKey(**(values | fields))
    state.developer_keys[key.id] = key
    state.key_bindings[1] = KeyBinding(1, 1, key.id, binding)
    return key


def with_token(state: State, key: DeveloperKey | None = None, *, user_id: int = 11, **fields: object) -> AccessToken:
    """Add a living token of a key (or a manual one) with all of the key's scopes."""
    values = {
        "id": state.new_id(),
        "token": TOKEN,
        "refresh_token": "r" * 64 if key else None,
        "scopes": list(key.scopes) if key else [],
        "expires_at": None,
    }
    token = AccessToken(user_id=user_id, developer_key_id=key.id if key else None, **(values | fields))
    state.access_tokens[token.id] = token
    return token


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a redirect leads: the address without its query, and the query in order."""

    address: str
    query: list[tuple[str, str]]

    def __getitem__(self, name: str) -> str:
        return dict(self.query)[name]


def landing(answer: httpx.Response) -> Landing:
    """Read a 302 answer."""
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["location"])
    return Landing(parts._replace(query="").geturl(), parse_qsl(parts.query, keep_blank_values=True))


def form_token(page: httpx.Response) -> str:
    """Read the hidden token of a page's first form."""
    found = re.search(r'name="authenticity_token" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]


def log_in(client: httpx.Client, login: str = "admin") -> httpx.Response:
    """Log in as a browser does; returns the answer to the form."""
    data = {
        "authenticity_token": form_token(client.get("/login")),
        "pseudonym_session[unique_id]": login,
        "pseudonym_session[password]": f"{login}-password",
    }
    return client.post("/login/canvas", data=data)


def authorize(client: httpx.Client, **parameters: object) -> httpx.Response:
    """Ask for an authorization of key 48; a parameter of None is left out."""
    query = {
        "client_id": str(KEY_ID),
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "state": "nonce",
        "scope": f"{LIST_ACCOUNTS} {SHOW_COURSE}",
    } | parameters
    return client.get("/login/oauth2/auth", params={name: value for name, value in query.items() if value is not None})


def obtain_code(client: httpx.Client, **parameters: object) -> str:
    """Go through login, confirmation and Authorize, and return the code."""
    log_in(client)
    authorize(client, **parameters)
    token = form_token_of_confirmation(client)
    return landing(client.post("/login/oauth2/accept", data={"authenticity_token": token}))["code"]


def form_token_of_confirmation(client: httpx.Client) -> str:
    """Read the token of the form with Authorize."""
    page = client.get("/login/oauth2/confirm")
    return form_token(page)


def token_request(client: httpx.Client, **parameters: object) -> httpx.Response:
    """Post to the token endpoint as key 48; a parameter of None is left out."""
    body = {"client_id": str(KEY_ID), "client_secret": SECRET} | parameters
    return client.post("/login/oauth2/token", data={name: value for name, value in body.items() if value is not None})
