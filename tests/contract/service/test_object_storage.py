"""Fetched files in object storage: the same cache as in a folder, for workers on several machines."""

from types import SimpleNamespace

import pytest
from tests.contract.service.object_storage import STORE, kept, object_storage

from curbcut.service.checking.file_cache import FileCache, open_store
from curbcut.service.library.texts import fingerprint

NORTHFIELD, OTHER = SimpleNamespace(pk=7), SimpleNamespace(pk=8)
DATA = b"foxes run"


@pytest.fixture(scope="module")
def storage():
    with object_storage() as variables:
        yield variables


@pytest.fixture
def cache(storage, monkeypatch, tmp_path):
    """A cache of 100 bytes."""
    for name, value in storage.items():
        monkeypatch.setenv(name, value)
    return FileCache(open_store(STORE, tmp_path), 100)


def test_what_one_keeps_another_finds(cache, storage, tmp_path):
    cache.put(NORTHFIELD, fingerprint(DATA), DATA)
    assert kept(storage) == [f"cache/7/{fingerprint(DATA)}"]
    another = FileCache(open_store(STORE, tmp_path / "another"), 100)
    assert another.get(NORTHFIELD, fingerprint(DATA)) == DATA
    assert another.get(OTHER, fingerprint(DATA)) is None
    assert list(tmp_path.iterdir()) == []


def test_it_stays_within_its_size(cache):
    files = [bytes([number]) * 40 for number in range(4)]
    for data in files:
        cache.put(NORTHFIELD, fingerprint(data), data)
    assert 0 < cache.size_bytes() <= 100
    # Which: S3 tells times by the second, and these four are of one.
    assert {cache.get(NORTHFIELD, fingerprint(data)) for data in files} - {None} <= set(files)


def test_storage_that_is_not_there_stops_no_check(cache, monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    away = FileCache(open_store(STORE, tmp_path), 100)
    away.put(NORTHFIELD, fingerprint(DATA), DATA)
    assert away.get(NORTHFIELD, fingerprint(DATA)) is None
