"""LibreOffice, kept running by the bounded child that converts files with it.

One start costs a second of computing, one more file of a running one a fiftieth of that. A second call with the same
profile hands its command line to the running process and waits until that is done: this is all that is used here, no UNO,
no port. The process stays as long as it has a document open, so it gets an empty one to hold.

Everything that it may write lies in one folder: its profile, which forbids macros and links, what it reads and what it
makes. The network is gone before it starts, memory, computing time and the size of files are bounded (`limits.py`); when it
waits for something that never comes, it is ended here, and whatever else happens, the parent ends the whole group of
processes (`worker.py`).
"""

import atexit
import hashlib
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from curbcut.documents.isolation.activity import wait_while_active
from curbcut.documents.isolation.limits import allow_another_process, resident_bytes_of
from curbcut.documents.isolation.programs import PLACES, find_program

NAMES = ("soffice", "libreoffice")
_APPLICATION = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
START_SECONDS = 20.0
STILL_SECONDS = 8.0
"""Time in which a conversion computes nothing at all before it is taken for one that hangs. An idle LibreOffice uses no time; one
at work uses some in every half second, and on a busy machine it waits for its turn, which is seen."""
IDLE_SECONDS = 120
"""A running one holds some 200 MB; without work it goes."""

_PROFILE = "profile"
_PAUSE_SECONDS = 0.02
_KEPT = b"{\\rtf1 }"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Cache/Writer"><prop oor:name="OLE_Objects" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Cache/DrawingEngine"><prop oor:name="OLE_Objects" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
"""Security level 3 runs signed macros of trusted places only, and there are none; links are never updated.

Of the documents inside a document one stays open, not twenty: a .doc of 200 KB with nine workbooks in it took 1,110 MB, and takes 310.
"""


def find_office() -> str | None:
    """Return the path of an installed LibreOffice."""
    found = next((path for name in NAMES if (path := find_program(name)) is not None), None)
    return found or (_APPLICATION if Path(_APPLICATION).exists() else None)


class Office:
    """One LibreOffice with a folder of its own.

    Args:
        program: Its path.
        folder: Where it may write; made anew.
        cpu_seconds: Computing time of one file.
    """

    def __init__(self, program: str, folder: Path, *, cpu_seconds: int) -> None:
        self._programs = Path(program).resolve().parent
        self._program = program
        self._folder = folder
        self._cpu_seconds = cpu_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._is_prepared = False
        self.needed_too_much = False
        self._hangs = False
        self._pipes = _pipes_of(self._profile.as_uri())
        shutil.rmtree(folder, ignore_errors=True)
        (self._profile / "user").mkdir(parents=True)
        (self._profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (folder / "kept.rtf").write_bytes(_KEPT)

    @property
    def _profile(self) -> Path:
        return self._folder / _PROFILE

    def convert(self, data: bytes, extension: str, target: str, most_bytes: int = 0) -> bytes | None:
        """Convert a file.

        Args:
            data: The file.
            extension: What its name ends with, without a dot.
            target: Extension, filter and options of what is wanted, as for `--convert-to`.
            most_bytes: Memory that it may have resident, where the system tells; 0 is no limit.

        Returns:
            What it made; `None` when it could not read the file, ended over it, or needed too much memory.
        """
        was_running = self._is_running
        made = self._convert(data, extension, target, most_bytes)
        if made is None and was_running and (self.needed_too_much or (self._has_crashed and not self._hangs)):
            # Perhaps for what an earlier file left behind.
            made = self._convert(data, extension, target, most_bytes)
        return made

    def stop(self) -> None:
        """End it, and remove what it wrote."""
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def rest(self) -> None:
        """End it; the next file starts it again."""
        self._end()

    @property
    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def _has_crashed(self) -> bool:
        code = None if self._process is None else self._process.poll()
        return code is not None and code != -signal.SIGXCPU

    def _convert(self, data: bytes, extension: str, target: str, most_bytes: int) -> bytes | None:
        work = self._folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        (work / "out").mkdir(parents=True)
        source = work / f"file.{extension}"
        source.write_bytes(data)
        if not self._is_running:
            self._start()
        assert self._process is not None
        allow_another_process(self._process.pid, self._cpu_seconds)
        handing_over = self._programs / "oosplash"
        program = str(handing_over if handing_over.exists() else self._program)
        command = [program, *self._options, "--convert-to", target, "--outdir", str(work / "out"), str(source)]
        self._wait(self._run(command), most_bytes)
        made = work / "out" / f"file.{target.partition(':')[0]}"
        try:
            return made.read_bytes()
        except OSError:
            return None
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _start(self) -> None:
        self._end()
        inner = self._programs / "soffice.bin"
        program = str(inner if inner.exists() else self._program)
        if not self._is_prepared:
            # With a new profile it ends once by itself, in the middle of the first file.
            self._is_prepared = True
            self._wait(self._run([program, *self._options, "--terminate_after_init"]))
        command = [program, *self._options, "--view", str(self._folder / "kept.rtf")]
        self._process = self._run(command)
        deadline = time.monotonic() + START_SECONDS
        while not any(pipe.exists() for pipe in self._pipes) and time.monotonic() < deadline:
            if self._process.poll() is not None:
                return  # the file that waits is then converted by a process of its own
            time.sleep(_PAUSE_SECONDS)

    def _wait(self, process: subprocess.Popen[bytes], most_bytes: int = 0) -> None:
        """Wait for a program to end, and end it with the one that it has spoken to when they stand still or take too much memory."""

        def is_small() -> bool:
            kept = 0 if self._process is None else resident_bytes_of(self._process.pid)
            return not most_bytes or kept + resident_bytes_of(process.pid) <= most_bytes

        ended = wait_while_active(process, STILL_SECONDS, is_small)
        self._hangs, self.needed_too_much = ended == "still", ended == "stopped"
        if ended != "done":
            process.kill()
            process.wait()
            self._end()

    @property
    def _options(self) -> tuple[str, ...]:
        return (
            f"-env:UserInstallation={self._profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nolockcheck",
            "--nodefault", "--nofirststartwizard",
        )  # fmt: skip

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        folder = str(self._folder)
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PATH": PLACES, "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder, "SAL_USE_VCLPLUGIN": "svp"},
        )

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        for pipe in self._pipes:
            with suppress(OSError):
                pipe.unlink()


_kept: dict[tuple[str, str], Office] = {}


def office_in(base: str, program: str, *, cpu_seconds: int) -> Office:
    """Return this child's LibreOffice; it ends with the child.

    Args:
        base: A folder that several children share; each has its own in it, and those of dead ones are removed.
        program: Its path.
        cpu_seconds: Computing time of one file.
    """
    office = _kept.get((base, program))
    if office is None:
        remove_abandoned(base)
        office = Office(program, Path(base) / str(os.getpid()), cpu_seconds=cpu_seconds)
        _kept[base, program] = office
        atexit.register(_leave, office, Path(base))
        signal.signal(signal.SIGALRM, lambda *_: office.rest())
    return office


def end_when_idle(seconds: int = IDLE_SECONDS) -> None:
    """End this child's LibreOffice when nothing is asked of it for so long; 0 for not now."""
    signal.alarm(seconds)


def remove_abandoned(base: str) -> None:
    """Remove what children that were ended left in their shared folder, and the sockets of their LibreOffices."""
    for each in Path(base).iterdir():
        if each.name.isdecimal() and not _lives(int(each.name)):
            for pipe in _pipes_of((each / _PROFILE).as_uri()):
                pipe.unlink(missing_ok=True)
            shutil.rmtree(each, ignore_errors=True)


def _leave(office: Office, base: Path) -> None:
    """Clean up behind a parent that has died: one that lives ends its children from outside, and cleans up itself."""
    office.stop()
    with suppress(OSError):
        base.rmdir()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _pipes_of(profile: str) -> set[Path]:
    """Return where a process with this profile listens; versions write the digest with and without leading zeros."""
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    names = {"".join(f"{byte:x}" for byte in digest), digest.hex()}
    return {Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}") for name in names}  # noqa: S108 - LibreOffice's place
