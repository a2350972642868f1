"""What an administrator's browser does on the Configuration page and in Canvas, without a browser."""

import html
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from curbcut.canvas.developer_keys import KeyMade
from curbcut.canvas.markup import Tag, tags
from curbcut.canvas.secret import Secret
from curbcut.errors import CurbcutError

WAIT_SECONDS = 30.0
_HOPS = 10


class UnexpectedPageError(CurbcutError):
    """A page is not the one that the documented set-up leads to."""

    code = "unexpected-page"


class Form(NamedTuple):
    """A form of a page: where it goes and what it carries."""

    action: str
    fields: dict[str, str]


class Login(NamedTuple):
    """Who logs in at Canvas."""

    name: str
    password: Secret


def connect(configuration: str, *, sign_in_link: str, canvas: str, key: KeyMade, login: Login) -> None:
    """Do the documented set-up: enter the key, save, log in at Canvas, press Authorize, come back.

    Args:
        configuration: Address of the Configuration page.
        sign_in_link: Signs the administrator in.
        canvas: Address of the Canvas.
        key: The developer key.
        login: The administrator's login at Canvas.

    Raises:
        UnexpectedPageError: A page is not the one that the set-up leads to; the text says which.
    """
    with httpx.Client(follow_redirects=False, timeout=WAIT_SECONDS, trust_env=False) as browser:
        _follow(browser, browser.get(sign_in_link))
        page = browser.get(configuration)
        form = _form(page, f"{urlsplit(configuration).path}key/")
        entered = {
            "canvas_url": canvas,
            "developer_key_id": str(key.developer_key_id),
            "secret": key.developer_key_secret.reveal(),
        }
        page = _follow(browser, browser.post(form.action, data=form.fields | entered))
        form = _form(page, "/login/canvas")
        credentials = {
            "pseudonym_session[unique_id]": login.name,
            "pseudonym_session[password]": login.password.reveal(),
        }
        page = _follow(browser, browser.post(form.action, data=form.fields | credentials))
        form = _form(page, "/login/oauth2/accept")
        _follow(browser, browser.post(form.action, data=form.fields))


def _follow(browser: httpx.Client, answer: httpx.Response) -> httpx.Response:
    for _ in range(_HOPS):
        if not answer.is_redirect:
            return answer
        answer = browser.get(urljoin(str(answer.url), answer.headers["Location"]))
    raise UnexpectedPageError("The browser is sent in a circle.")


def _form(page: httpx.Response, action: str) -> Form:
    """Find a form by where it goes, with its hidden fields."""
    found: Form | None = None
    for tag in tags(page.text):
        if tag.name == "form":
            target = urljoin(str(page.url), _value(page.text, tag, "action"))
            is_it = not tag.is_end and urlsplit(target).path == action
            if found is not None:
                return found
            found = Form(target, {}) if is_it else None
        elif found is not None and tag.name == "input" and _value(page.text, tag, "type") == "hidden":
            found.fields[_value(page.text, tag, "name")] = _value(page.text, tag, "value")
    shown = urlsplit(str(page.url))
    raise UnexpectedPageError(
        f"{shown.netloc}{shown.path} has no form that goes to {action} (status {page.status_code})."
    )


def _value(page: str, tag: Tag, name: str) -> str:
    attribute = tag.attribute(name)
    return html.unescape(page[attribute.value_start : attribute.value_end]) if attribute else ""
