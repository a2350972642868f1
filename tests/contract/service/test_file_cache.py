"""Fetched files that are kept: each institution's apart, checked when they are given back, within a limit."""

import os

import pytest

from curbcut.service.checking.file_cache import FileCache, open_store
from curbcut.service.library.texts import fingerprint
from curbcut.service.tenancy.services import create_institution


@pytest.fixture
def institution(database):
    return create_institution(name="Northfield")


def test_cache_gives_back_what_it_was_given_to_the_same_institution_alone(institution, tmp_path):
    cache = FileCache(open_store("", tmp_path), 1 << 30)
    other = create_institution(name="Other")
    cache.put(institution, fingerprint(b"abc"), b"abc")
    assert cache.get(institution, fingerprint(b"abc")) == b"abc"
    assert cache.get(other, fingerprint(b"abc")) is None
    cache.put(institution, fingerprint(b"xyz"), b"not it")
    assert cache.get(institution, fingerprint(b"xyz")) is None


def test_cache_lets_the_oldest_go(institution, tmp_path):
    files = FileCache(open_store("", tmp_path / "small"), 1000)
    contents = [bytes([number]) * 300 for number in range(5)]
    for age, data in enumerate(contents):
        files.put(institution, fingerprint(data), data)
        for path in (tmp_path / "small").rglob("*"):
            if path.is_file() and path.name == fingerprint(data):
                os.utime(path, (age, age))
    assert files.size_bytes() <= 1000
    assert files.get(institution, fingerprint(contents[0])) is None
    assert files.get(institution, fingerprint(contents[-1])) == contents[-1]
    files.put(institution, fingerprint(b"x" * 2000), b"x" * 2000)
    assert files.get(institution, fingerprint(b"x" * 2000)) is None
