"""No secret of a whole run is anywhere but in its encrypted row: logs, exceptions, database, pages, addresses."""

import io
import logging
import traceback
from urllib.parse import quote

import pytest
from tests.contract.service.connection.administrator import Administrator

from curbcut.errors import CurbcutError


class _Everything(logging.Handler):
    """Writes each record down as it is, arguments and extras too."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.text = io.StringIO()

    def emit(self, record):
        print(self.format(record), vars(record), file=self.text)


class _Watched(Administrator):
    """Keeps every page and address that the person sees of ours."""

    def __init__(self, sandbox):
        super().__init__(sandbox)
        self.seen = []
        answer_of = self.here.request

        def request(**environ):
            answer = answer_of(**environ)
            self.seen.append(answer.content.decode())
            self.seen += [f"{name}: {value}" for name, value in answer.headers.items()]
            self.seen += [morsel.OutputString() for morsel in answer.cookies.values()]
            return answer

        self.here.request = request


@pytest.fixture
def logged():
    handler = _Everything()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.text
    root.removeHandler(handler)
    root.setLevel(level)


def dump(*, but):
    """The whole database as text, without one table."""
    from django.db import connection

    written = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == but:
                continue
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            written += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    assert any(line.startswith("connection_connection:") for line in written)
    return "\n".join(written)


def test_no_secret_of_a_whole_run_is_readable_anywhere(sandbox, logged):
    ada = _Watched(sandbox)
    secrets = {"a wrong secret": "wrong" * 12, "a service user's token": sandbox.token()}
    key = ada.make_key()
    secrets["the key's secret"] = key.developer_key_secret.reveal()

    def note_tokens():
        for token in sandbox.control("GET", "state")["access_tokens"].values():
            if token["developer_key_id"] is not None:
                secrets[f"access token {len(secrets)}"] = token["token"]
                secrets[f"refresh token {len(secrets)}"] = token["refresh_token"]

    ada.save(key, secret=secrets["a wrong secret"])
    callback = ada.in_canvas(ada.save(key).headers["Location"])
    secrets["the code"] = callback.partition("code=")[2].partition("&")[0]
    ada.come_back(callback)
    ada.come_back(callback)  # a replay, refused
    note_tokens()
    ada.check()
    sandbox.control("POST", "clock", {"advance": 3700})  # refused, and renewed
    ada.check()
    note_tokens()
    ada.page()
    ada.here.get(ada.url("connection-status"))
    ada.switch_key(key, "off")
    ada.check()
    ada.page()
    ada.here.post(ada.url("disconnect"), follow=True)
    ada.here.post(
        ada.url("configuration-token"),
        {"canvas_url": sandbox.address, "token": secrets["a service user's token"]},
        follow=True,
    )
    ada.check()
    ada.here.get(ada.url("configuration"), follow=True)

    everything = {
        "the logs": logged.getvalue(),
        "the pages and addresses": "\n".join(ada.seen),
        "the database": dump(but="no table"),
    }
    assert len(secrets) >= 7
    assert "connection_connection" in everything["the database"]
    assert "Configuration" in everything["the pages and addresses"]
    assert everything["the logs"]
    for name, secret in secrets.items():
        assert len(secret) >= 32
        for place, text in everything.items():
            assert secret not in text, f"{name} is in {place}"
            assert quote(secret, safe="") not in text, f"{name} is in {place}"


@pytest.mark.parametrize("pattern", ["POST /login/oauth2/token", "/api/v1/"])
@pytest.mark.parametrize("kind", ["500", "502-html"])
def test_no_exception_of_ours_holds_a_secret(sandbox, pattern, kind):
    from curbcut.service.connection.tokens import canvas_of

    ada = Administrator(sandbox)
    key = ada.connect()
    tokens = [t for t in sandbox.control("GET", "state")["access_tokens"].values() if t["developer_key_id"] is not None]
    secrets = [key.developer_key_secret.reveal()] + [one[name] for one in tokens for name in ("token", "refresh_token")]
    ada.fault(pattern, kind)
    sandbox.control("POST", "clock", {"advance": 3700})
    try:
        with pytest.raises(CurbcutError) as raised, canvas_of(ada.institution) as canvas:
            list(canvas.accounts.list_accounts())
    finally:
        sandbox.control("DELETE", "faults")
    shown = "".join(traceback.format_exception(raised.value)) + repr(raised.value) + repr(vars(raised.value))
    assert str(raised.value) in shown
    assert [secret for secret in secrets if secret in shown] == []
