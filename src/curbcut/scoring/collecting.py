"""How often Python looks for garbage while a document is checked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_OBJECTS, _YOUNG, _OLD = 100_000, 20, 100
"""New objects from which on garbage is looked for, and how many such looks go by before older ones are looked through."""

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
