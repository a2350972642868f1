"""One refresh, one repetition, and an end."""

import threading

import pytest
from tests.unit.canvas.fakes import a_canvas, json_answer, script

from curbcut.canvas.authorized import AccessToken
from curbcut.canvas.errors import GrantLostError, ScopeNotGrantedError
from curbcut.canvas.ids import CourseId
from curbcut.canvas.secret import Secret

REFUSED = {"WWW-Authenticate": 'Bearer realm="canvas-lms"'}
COURSE = {"id": "7", "name": "Cell Biology"}


class Tokens:
    def __init__(self, *tokens):
        self.left = [Secret(token) for token in tokens]
        self.refreshes = 0

    def current(self):
        return self.left[0]

    def refresh(self):
        self.refreshes += 1
        self.left.pop(0)
        return self.left[0]


class RecordingLock:
    def __init__(self, on_enter=lambda: None):
        self.entered = 0
        self._on_enter = on_enter

    def __enter__(self):
        self.entered += 1
        self._on_enter()

    def __exit__(self, *_):
        return None


def refused():
    return json_answer({"errors": [{"message": "Invalid access token."}]}, 401, REFUSED)


def sent(handler):
    return [request.headers["Authorization"] for request in handler.requests]


def test_refused_token_is_refreshed_once_and_the_call_repeated():
    handler = script(refused(), json_answer(COURSE))
    tokens, lock = Tokens("old", "new"), RecordingLock()
    canvas = a_canvas(handler, tokens=tokens, lock=lock)
    assert canvas.courses.get_course(CourseId(7)).id == 7
    assert sent(handler) == ["Bearer old", "Bearer new"]
    assert (tokens.refreshes, lock.entered) == (1, 1)


def test_somebody_elses_refresh_is_used():
    tokens = Tokens("old", "new")
    lock = RecordingLock(lambda: tokens.left.pop(0))
    handler = script(refused(), json_answer(COURSE))
    a_canvas(handler, tokens=tokens, lock=lock).courses.get_course(CourseId(7))
    assert sent(handler) == ["Bearer old", "Bearer new"]
    assert tokens.refreshes == 0


def test_fresh_token_refused_too_is_a_lost_grant():
    handler = script(refused(), refused())
    with pytest.raises(GrantLostError):
        a_canvas(handler, tokens=Tokens("old", "new")).courses.get_course(CourseId(7))
    assert len(handler.requests) == 2


def test_missing_scope_never_refreshes():
    handler = script(json_answer({"errors": [{"message": "Insufficient scopes on access token."}]}, 401))
    tokens = Tokens("old", "new")
    with pytest.raises(ScopeNotGrantedError):
        a_canvas(handler, tokens=tokens).courses.get_course(CourseId(7))
    assert tokens.refreshes == 0


def test_access_token_of_a_person_cannot_be_refreshed():
    handler = script(refused())
    with pytest.raises(GrantLostError, match="Make a new one"):
        a_canvas(handler, tokens=AccessToken(Secret("x"))).courses.get_course(CourseId(7))


def test_many_threads_refresh_once():
    lock = threading.Lock()
    barrier = threading.Barrier(3)

    def handler(request):
        if request.headers["Authorization"] == "Bearer old":
            barrier.wait(5)
            return refused()
        return json_answer(COURSE)

    tokens = Tokens("old", "new", "never")
    canvas = a_canvas(handler, tokens=tokens, lock=lock)
    threads = [threading.Thread(target=canvas.courses.get_course, args=(CourseId(7),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tokens.refreshes == 1
    assert tokens.current() == Secret("new")
