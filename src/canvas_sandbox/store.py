"""The sandbox's state as a JSON file."""

import os
import tempfile
from pathlib import Path

import msgspec

from canvas_sandbox.model import State


class StateFileError(ValueError):
    """A file that should hold a state does not."""


def load_state(path: Path) -> State | None:
    """Read a state; None when there is no such file.

    Raises:
        StateFileError: The file is no state of this program.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StateFileError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return msgspec.json.decode(content, type=State)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StateFileError(f"{path} does not hold a sandbox's state: {error}") from error


def save_state(state: State, path: Path) -> None:
    """Write a state, all of it or nothing: a reader never sees half a file.

    The file holds tokens and secrets of the sandbox, so only its owner can read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(state))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
