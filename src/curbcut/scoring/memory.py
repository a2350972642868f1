"""How memory is looked after while documents are checked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

_OBJECTS, _YOUNG, _OLD = 100_000, 20, 100
"""New objects from which on garbage is looked for, and how many such looks go by before older ones are looked through."""

_LARGEST_BLOCK = 31 << 20
"""Of the blocks whose freeing moves glibc's thresholds, nearly the largest: 32 MiB with what the library adds."""

_lock = Lock()
_waiting: list[tuple[int, int, int]] = []


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Look for garbage seldom.

    A document is thousands of objects that all live until it was checked: looking through them again and again finds
    nothing and takes a third of the whole time. It is still done now and then, so that a reader that does leave
    garbage stays within bounds. Threads may be inside at one time; the last to leave puts the setting back.
    """
    with _lock:
        _waiting.append(gc.get_threshold())
        gc.set_threshold(_OBJECTS, _YOUNG, _OLD)
    try:
        yield
    finally:
        with _lock:
            # The first one in found the setting of whoever runs us; those behind it found ours.
            before = _waiting[0]
            _waiting.pop()
            if not _waiting:
                gc.set_threshold(*before)


@cache
def keep_freed_memory() -> None:
    """Have the C library keep what a large document leaves for the next one, up to some 64 MB a process.

    glibc gives memory back as soon as twice the largest block freed so far lies idle at the end of its heap, and the
    system hands every page of it out anew: a tenth of the cost of a page of 2 MB. Freeing one large block raises both
    of its thresholds (mallopt(3), `M_MMAP_THRESHOLD`); this one is never written to, so it costs nothing. Other C
    libraries are not moved by it.
    """
    bytes(_LARGEST_BLOCK)
