"""Runs a program that is told to end when the process that started this one has died, by whatever signal.

`python tied.py PARENT PROGRAM ...`, where `PARENT` is the id of that process. A script of its own that imports nothing of
ours: it costs a start of Python, and replaces itself with the program.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent where the system can (Linux), and become the program."""
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform.startswith("linux"):
        # Kept over `exec` (prctl(2)). A supervisor that was killed would leave a web server that nobody stops any more.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # it died before we could ask
            sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 - the supervisor says which


if __name__ == "__main__":
    main()
