"""A stand-in Canvas as its own process, put back to its first state for each test."""

import time

import httpx
import pytest
from tests.contract.canvas.oauth_browser import authorize, callback_server

from curbcut.canvas.address import Origin
from curbcut.canvas.authorized import AccessToken
from curbcut.canvas.client import Canvas, connect
from curbcut.canvas.developer_keys import KeyWanted, ensure_key
from curbcut.canvas.oauth import GrantTokens, OAuth
from curbcut.canvas.scopes import SCOPES
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle
from curbcut.canvas.transport import Transport

SHARD = 10_000_000_000_000


class Connections:
    """Ways into the stand-in. Waiting advances its clock instead of ours, so that no test waits for a bucket."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.slept = []
        self.opened = []
        self.key = None
        self.oauth = None

    @property
    def address(self):
        return self.sandbox.address

    def control(self, method, path, body=None):
        return self.sandbox.control(method, path, body)

    def switch(self, **switches):
        self.control("PATCH", "switches", switches)

    def fault(self, pattern, kind, **more):
        self.control("POST", "faults", [{"pattern": pattern, "kind": kind} | more])

    def state(self):
        return self.control("GET", "state")

    def change_state(self, change):
        state = self.state()
        change(state)
        self.control("PUT", "state", state)

    def routes(self):
        return self.sandbox.counters()["routes"]

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.control("POST", "clock", {"advance": seconds})

    def throttle(self):
        return Throttle(clock=lambda: time.monotonic() + sum(self.slept), sleep=self.sleep)

    def with_token(self, login="admin", transport=None, **wanted):
        token = Secret(self.sandbox.token(login, **wanted))
        return self.keep(
            Canvas(transport or Transport(Origin(self.address)), AccessToken(token), throttle=self.throttle())
        )

    def keep(self, canvas):
        """Close it after the test."""
        self.opened.append(canvas)
        return canvas

    def with_scopes(self, *scopes, allow_includes=True):
        """A token of an enforced key that has just these scopes."""
        with connect(self.address, Secret(self.sandbox.token())) as admin:
            uri = "http://127.0.0.1:9/narrow"
            key = ensure_key(admin, KeyWanted(redirect_uri=uri, scopes=tuple(dict.fromkeys((*SCOPES, *scopes)))))
        local_id = key.developer_key_id - SHARD
        if not allow_includes:
            self.change_state(lambda s: s["developer_keys"][str(local_id)].update(allow_includes=False))
        return self.with_token(scopes=list(scopes), developer_key_id=local_id)

    def by_oauth(self, **options):
        """The whole way of an institution."""
        with callback_server() as callback:
            with connect(self.address, Secret(self.sandbox.token())) as admin:
                self.key = ensure_key(admin, KeyWanted(redirect_uri=callback.uri))
            transport = Transport(Origin(self.address))
            self.oauth = OAuth(transport, self.key.developer_key_id, self.key.developer_key_secret, callback.uri)
            grant = self.oauth.exchange(authorize(self.oauth, callback, "admin", Secret("sandbox-admin")))
        tokens = GrantTokens(self.oauth, grant, **options)
        return self.keep(Canvas(transport, tokens, throttle=self.throttle()))


@pytest.fixture
def connections(sandbox):
    made = Connections(sandbox)
    yield made
    for canvas in made.opened:
        canvas.close()


@pytest.fixture
def impatient():
    """A transport that waits half a second only."""

    def make(address):
        http = httpx.Client(timeout=0.5, trust_env=False)
        return Transport(Origin(address), http=http)

    return make
