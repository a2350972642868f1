"""An institution's administrator at work: one browser here, one at the stand-in Canvas, and the stand-in's controls."""

from contextlib import closing
from urllib.parse import urlsplit

import httpx

from curbcut.canvas.client import connect
from curbcut.canvas.developer_keys import KeyWanted, ensure_key
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle
from curbcut.cli.demo import browser

SHARD = 10_000_000_000_000
HERE = "http://127.0.0.1:8040"
PASSWORDS = {"admin": "sandbox-admin"}


class Administrator:
    """Does what a person does on the Configuration page and in Canvas, without script."""

    def __init__(self, sandbox, *, name="Northfield", email="ada@example.edu"):
        from django.test import Client

        from curbcut.service.connection import tokens
        from curbcut.service.tenancy import services
        from curbcut.service.tenancy.models import Person

        self.sandbox = sandbox
        self.person = Person.objects.filter(email=email).first() or Person.objects.create_person(
            email=email, name="Ada", password="correct horse battery"
        )
        self.institution = services.create_institution(name=name, administrator=self.person)
        self.here = Client(HTTP_HOST="127.0.0.1:8040")
        self.here.force_login(self.person)
        # Waiting advances the stand-in's clock instead of ours: no test waits for a bucket or between attempts.
        tokens._THROTTLES[self.institution.client_id] = Throttle(
            sleep=lambda seconds: sandbox.control("POST", "clock", {"advance": seconds})
        )

    @property
    def client_id(self):
        return self.institution.client_id

    @property
    def redirect_uri(self):
        return f"{HERE}/api/v2/{self.client_id}/auth/canvas/callback"

    @property
    def connection(self):
        from curbcut.service.connection.states import connection_of

        return connection_of(self.institution)

    def url(self, name, **more):
        from django.urls import reverse

        return reverse(name, kwargs={"client_id": self.client_id, **more})

    def problem_codes(self):
        return [problem["code"] for problem in self.connection.report.get("problems", [])]

    # at the stand-in

    def make_key(self, **changes):
        """Make the key as the instructions say, then change its record."""
        with connect(self.sandbox.address, Secret(self.sandbox.token())) as admin:
            key = ensure_key(admin, KeyWanted(redirect_uri=self.redirect_uri))
        if changes:
            self.change_key(key, **changes)
        return key

    def change_key(self, key, **changes):
        local_id = str(key.developer_key_id - SHARD)
        self.change_state(lambda state: state["developer_keys"][local_id].update(changes))

    def switch_key(self, key, to):
        def change(state):
            for binding in state["key_bindings"].values():
                if binding["developer_key_id"] == key.developer_key_id - SHARD:
                    binding["workflow_state"] = to

        self.change_state(change)

    def take_scopes_off(self, key, *scopes):
        """Save the key without these, by Canvas's own way, which ends its tokens."""
        form = [("developer_key[scopes][]", scope) for scope in SCOPES if scope not in scopes]
        body = "&".join(f"{httpx.QueryParams([pair])}" for pair in form)
        headers = self.sandbox.bearer() | {"Content-Type": "application/x-www-form-urlencoded"}
        url = f"{self.sandbox.address}/api/v1/developer_keys/{key.developer_key_id}"
        httpx.put(url, content=body, headers=headers, trust_env=False).raise_for_status()

    def change_state(self, change):
        state = self.sandbox.control("GET", "state")
        change(state)
        self.sandbox.control("PUT", "state", state)

    def fault(self, pattern, kind, **more):
        self.sandbox.control("POST", "faults", [{"pattern": pattern, "kind": kind, "times": -1} | more])

    # on the Configuration page

    def page(self, tab="?key"):
        return self.here.get(self.url("configuration") + tab)

    def save(self, key=None, *, address=None, developer_key_id=None, secret=None):
        """Press "Save and grant access"."""
        if key is not None:
            developer_key_id = developer_key_id or key.developer_key_id
            secret = key.developer_key_secret.reveal() if secret is None else secret
        form = {"canvas_url": address or self.sandbox.address, "developer_key_id": developer_key_id, "secret": secret}
        return self.here.post(self.url("save-key"), {name: value for name, value in form.items() if value is not None})

    def in_canvas(self, address, *, press="Authorize", login="admin", password=None, act_as=None):
        """Sign in to Canvas, press a button, and return where Canvas sends the browser: path and query of ours."""
        password = password or PASSWORDS.get(login, f"sandbox-{login}")
        with closing(httpx.Client(trust_env=False, timeout=30)) as canvas:
            if act_as is not None:
                self._sign_in(canvas, f"{self.sandbox.address}/login", login, password)
                form = browser._form(canvas.get(f"{self.sandbox.address}/"), f"/users/{act_as}/masquerade")
                browser._follow(canvas, canvas.post(form.action, data=form.fields))
                page = _until_here(canvas, canvas.get(address))
            else:
                page = _until_here(canvas, canvas.get(address))
                if isinstance(page, str):
                    return page
                form = browser._form(page, "/login/canvas")
                page = _until_here(canvas, canvas.post(form.action, data=form.fields | _credentials(login, password)))
            if press == "Cancel":
                page = _until_here(canvas, canvas.get(f"{self.sandbox.address}/login/oauth2/deny"))
            else:
                form = browser._form(page, "/login/oauth2/accept")
                page = _until_here(canvas, canvas.post(form.action, data=form.fields))
        assert isinstance(page, str), f"Canvas did not send the browser back: {page.status_code}"
        return page

    def connect(self, **key_changes):
        """Go the whole way, up to the check."""
        key = self.make_key(**key_changes)
        answer = self.save(key)
        assert answer.status_code == 302, answer.content.decode()
        self.come_back(self.in_canvas(answer.headers["Location"]))
        return key

    def come_back(self, callback):
        """Follow Canvas's redirect to the callback, and ours to the page."""
        return self.here.get(callback, follow=True)

    def check(self):
        from curbcut.service.connection import health

        health.check(self.institution)

    def _sign_in(self, canvas, address, login, password):
        form = browser._form(browser._follow(canvas, canvas.get(address)), "/login/canvas")
        browser._follow(canvas, canvas.post(form.action, data=form.fields | _credentials(login, password)))


def _credentials(login, password):
    return {"pseudonym_session[unique_id]": login, "pseudonym_session[password]": password}


def _until_here(canvas, answer):
    """Follow redirects until they lead to us; then give the path and query, and ask nothing."""
    while answer.is_redirect:
        target = str(answer.url.join(answer.headers["Location"]))
        if target.startswith(HERE):
            parts = urlsplit(target)
            return f"{parts.path}?{parts.query}"
        answer = canvas.get(target)
    return answer


def words(answer):
    """The page's text on one line, without tags."""
    import html
    import re

    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def waiting_jobs(task):
    """The arguments of a task's jobs that nobody has begun."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    return [job.args for job in ProcrastinateJob.objects.filter(task_name=task, status="todo")]


def refused(answer):
    """The words of the page that stayed because something was wrong."""
    assert answer.status_code in {200, 422}, "the person was sent away"
    return words(answer)


def on_the_way(ada):
    """The address at Canvas that an administrator is sent to."""
    return ada.save(ada.make_key()).headers["Location"]


def clear_jobs():
    """Empty the queue."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events CASCADE")


def tokens_at_canvas(ada):
    """The live tokens of developer keys that Canvas has."""
    state = ada.sandbox.control("GET", "state")
    tokens = state["access_tokens"].values()
    return [one for one in tokens if one["developer_key_id"] is not None and one["workflow_state"] == "active"]


def save_token(ada, token, address=None):
    """Press "Save and check" on the other tab."""
    form = {"canvas_url": address or ada.sandbox.address, "token": token}
    return ada.here.post(ada.url("configuration-token"), form, follow=True)
