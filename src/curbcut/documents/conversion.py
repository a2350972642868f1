"""Files that are read by way of another format: LibreOffice turns them into it, in bounded children that may write nothing else."""

from tempfile import TemporaryDirectory
from threading import Lock
from types import TracebackType
from typing import Literal, Self

import msgspec
from msgspec import Struct

from curbcut.documents.context import Conversion
from curbcut.documents.isolation.frames import Answer
from curbcut.documents.isolation.libreoffice import end_when_idle, find_office, office_in, remove_abandoned
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.pool import Pool
from curbcut.documents.kinds import Kind

Target = Literal["docx", "pptx", "xlsx", "pdf"]

READ_AS: dict[str, Target] = {"rtf": "docx", "doc": "docx", "ppt": "pptx", "xls": "xlsx"}
"""What files of older formats are turned into before they are checked."""

CPU_SECONDS = 15
LIMITS = Limits(
    cpu_seconds=CPU_SECONDS, wall_seconds=45.0, file_bytes=256 << 20, answer_bytes=101 << 20, requests=200
)  # fmt: skip

MOST_BYTES = 480 << 20
"""Memory of LibreOffice over a file that is checked (ADR 0030); pictures of pages may take more."""

_FUNCTION = f"{__name__}:answer"
_LEGACY = "curbcut.documents.office.legacy"
_FILTERS: dict[str, str] = {
    "docx": "docx:MS Word 2007 XML",
    "pptx": "pptx:Impress MS PowerPoint 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}
_SLIDES = frozenset({"pptx", "ppt", "odp"})
_SHEETS = frozenset({"xlsx", "xls", "ods"})
_EVERY_SLIDE = '"ExportHiddenSlides":{"type":"boolean","value":"true"}'
"""Without it, hidden slides would move the numbers of those behind them."""
_FIRST_PAGES = '"PageRange":{"type":"string","value":"1"}'

NOT_INSTALLED = (
    "Files of this older format are checked by way of LibreOffice, which is not installed here: an administrator can install "
    "it (“curbcut doctor” says how), or save the file as {kind}."
)
FAILED = "LibreOffice, by way of which files of this older format are checked, could not make a {kind} of it: save it as {kind}."
TOO_MUCH = "The file needs more memory in LibreOffice, by way of which files of this older format are checked, than one may take: save it as {kind}."
LOCKED = "The file opens only with a password."


class Converted(Struct, frozen=True, tag="converted"):
    """What a file became.

    Attributes:
        conversion: From what into what.
        data: Its bytes.
    """

    conversion: Conversion
    data: bytes


class NotConverted(Struct, frozen=True, tag="not-converted"):
    """Why a file did not become anything.

    Attributes:
        code: `not-installed`, `failed`, `locked`, or the limit that stopped it (`frames.Limit`).
        reason: One sentence for the person who owns the file.
    """

    code: str
    reason: str


class _Request(Struct, frozen=True, array_like=True):
    program: str
    folder: str
    kind: Kind
    target: Target
    data: bytes


_REQUESTS = msgspec.msgpack.Decoder(_Request)
_ANSWERS: msgspec.msgpack.Decoder[Converted | NotConverted] = msgspec.msgpack.Decoder(Converted | NotConverted)
_ENCODER = msgspec.msgpack.Encoder()


def answer(request: bytes) -> bytes:
    """Convert what a request holds; runs in the child."""
    from curbcut.documents.office.legacy import (  # noqa: PLC0415 - the parent shall not load readers of files
        is_locked_workbook,
        is_rtf,
        what_is_lost,
    )

    asked = _REQUESTS.decode(request)
    office = office_in(asked.folder, asked.program, cpu_seconds=CPU_SECONDS)
    end_when_idle(0)
    source: Kind = "rtf" if is_rtf(asked.data) else asked.kind
    most_bytes = 0 if asked.target == "pdf" else MOST_BYTES
    made = office.convert(asked.data, source, _filter_of(asked.kind, asked.target), most_bytes)
    end_when_idle()
    if made:
        return _ENCODER.encode(Converted(Conversion(source, asked.target, what_is_lost(source, asked.data)), made))
    if office.needed_too_much:
        return _ENCODER.encode(NotConverted("memory", TOO_MUCH.format(kind=f".{asked.target}")))
    if asked.kind == "xls" and is_locked_workbook(asked.data):
        return _ENCODER.encode(NotConverted("locked", LOCKED))
    return _ENCODER.encode(NotConverted("failed", FAILED.format(kind=f".{asked.target}")))


class Converter:
    """Converts files. Safe for several threads; children and LibreOffice start when first needed."""

    def __init__(self, *, jobs: int = 1, limits: Limits = LIMITS) -> None:
        """Prepare `jobs` children, each with a LibreOffice of its own."""
        self._pool = Pool(_FUNCTION, jobs=jobs, limits=limits, preload=(_LEGACY,))
        self._lock = Lock()
        self._folder: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def convert(self, data: bytes, kind: Kind, target: Target) -> Converted | NotConverted:
        """Convert one file; whatever becomes of LibreOffice over it is an answer too.

        Args:
            data: The file.
            kind: What it is.
            target: What it is to become; as a PDF, every slide of a deck, and the first page of anything else.
        """
        program = find_office()
        if program is None:
            return NotConverted("not-installed", NOT_INSTALLED.format(kind=f".{target}"))
        reply = self._pool.call(_ENCODER.encode(_Request(program, self._base(), kind, target, data)))
        if not isinstance(reply, Answer):
            return NotConverted(reply.limit, reply.text)
        try:
            return _ANSWERS.decode(reply.body)
        except msgspec.MsgspecError:
            return NotConverted("garbage", "The conversion gave an answer that makes no sense.")

    def close(self) -> None:
        """End the children, and remove what they wrote."""
        self._pool.close()
        with self._lock:
            if self._folder is not None:
                remove_abandoned(self._folder.name)
                self._folder.cleanup()
                self._folder = None

    def _base(self) -> str:
        with self._lock:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="curbcut-office-", ignore_cleanup_errors=True)
            return self._folder.name


def _filter_of(kind: Kind, target: Target) -> str:
    if target != "pdf":
        return _FILTERS[target]
    if kind in _SLIDES:
        return f"pdf:impress_pdf_Export:{{{_EVERY_SLIDE}}}"
    return f"pdf:{'calc' if kind in _SHEETS else 'writer'}_pdf_Export:{{{_FIRST_PAGES}}}"
