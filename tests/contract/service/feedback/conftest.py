"""A sandbox and children for all of these tests, a cache of files for each."""

import pytest
from tests.builders.canvas_state import a_state
from tests.contract.service.feedback.courses import CheckedCourse
from tests.sandbox_process import start_sandbox

from curbcut.service.checking import assessing, file_cache
from curbcut.service.checking.file_cache import FileCache, open_store
from curbcut.service.feedback import contents, offers, recording, sights


@pytest.fixture(scope="session")
def sandbox():
    with start_sandbox(seed="empty") as running:
        yield running


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch, database):
    """An empty cache of files for every test."""
    files = FileCache(open_store("", tmp_path), 1 << 30)
    for room in (assessing, contents, offers, recording, file_cache):
        monkeypatch.setattr(room, "file_cache", lambda: files)
    return files


@pytest.fixture(autouse=True, scope="session")
def _children():
    yield
    assessing.checker().__exit__(None, None, None)
    assessing.checker.cache_clear()
    for mender in (offers.mender, offers.patient_mender):
        mender().close()
        mender.cache_clear()
    sights.BODIES.close()


@pytest.fixture
def state():
    return a_state()


@pytest.fixture
def open_course(sandbox, browser):
    """Read a state as a course, and sign its administrator in."""

    def opened(state):
        course = CheckedCourse(sandbox, state)
        browser.force_login(course.person)
        return course

    return opened
