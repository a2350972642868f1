"""Garbage is looked for seldom while a document is checked, and as before afterwards; freed memory is kept."""

import gc
import platform
import subprocess
import sys

import pytest

from curbcut.scoring.memory import rarely_collecting


@pytest.fixture(autouse=True)
def _a_setting_of_our_own():
    before = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    yield
    gc.set_threshold(*before)


def test_inside_it_is_seldom_and_outside_as_before():
    with rarely_collecting():
        assert gc.get_threshold()[0] > 701
        assert gc.isenabled()
    assert gc.get_threshold() == (701, 11, 12)


def test_an_error_puts_it_back_too():
    with pytest.raises(ValueError, match="on purpose"), rarely_collecting():
        raise ValueError("on purpose")
    assert gc.get_threshold() == (701, 11, 12)


def test_of_two_at_one_time_the_last_to_leave_puts_it_back():
    one, other = rarely_collecting(), rarely_collecting()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] > 701
    other.__exit__(None, None, None)
    assert gc.get_threshold() == (701, 11, 12)


_TWICE = """
import resource
from curbcut.scoring.memory import keep_freed_memory
if {keeping}:
    keep_freed_memory()
bytearray(b"x") * (12 << 20)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
bytearray(b"x") * (8 << 20)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is glibc that gives memory back")
def test_what_a_large_document_leaves_is_taken_again():
    def pages_taken(*, keeping: bool) -> int:
        source = _TWICE.format(keeping=keeping)
        done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert pages_taken(keeping=True) * 10 < pages_taken(keeping=False)
