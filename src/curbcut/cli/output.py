"""Where a report goes: standard output, or a file that is there whole or not at all."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast


class OutputError(Exception):
    """The file of `--output` cannot be written; the text says why."""


@contextmanager
def output_stream(path: Path | None) -> Iterator[BinaryIO]:
    """Open where the report goes; a file appears under its name only when the block ends well.

    Raises:
        OutputError: The file cannot be written.
    """
    if path is None:
        if sys.stdout is None:  # closed by who started us
            raise OutputError("There is no standard output; --output names a file.")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if path.is_dir():
            raise OutputError(f"{path} is a folder; --output names a file.")
        replaced = path.is_file() or not path.exists()
    except OSError as error:  # a folder above may not be entered
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
    if not replaced:  # /dev/stdout, a pipe
        with path.open("wb") as stream:
            yield stream
        return
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as unfinished:
            temporary = Path(unfinished.name)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with temporary.open("wb") as stream:
            yield cast("BinaryIO", stream)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
