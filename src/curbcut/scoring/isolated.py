"""Checking in bounded children: the request that crosses the pipe, the child's function, and the parent's `Checker`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from curbcut.documents.context import Context
from curbcut.documents.conversion import FAILED, READ_AS, Converted, Converter
from curbcut.documents.errors import EncryptedDocumentError, OversizedDocumentError, UnconvertedDocumentError
from curbcut.documents.isolation.frames import Answer
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.pool import Pool
from curbcut.documents.kinds import Kind, kind_of
from curbcut.rules.catalogue import KINDS, format_of
from curbcut.rules.rule import Rule
from curbcut.scoring.assessment import LARGEST_FILE_BYTES, Assessment, check_bytes, could_not_check, could_not_open

_FUNCTION = f"{__name__}:answer"


class CheckRequest(Struct, frozen=True, array_like=True):
    """What a child is asked: the context and the bytes."""

    context: Context
    data: bytes


class CheckAnswer(Struct, frozen=True, array_like=True):
    """What a child answers.

    Attributes:
        assessment: What it says of the file.
        rules: The rules of the file's format, the first time that this child speaks of it. The parent shows their words
            and never has to load the format itself, which would double the time of a small check.
    """

    assessment: Assessment
    rules: tuple[Rule, ...] = ()


_CODES = {"not-installed": UnconvertedDocumentError.code, "failed": "conversion-failed"}
_REQUESTS = msgspec.msgpack.Decoder(CheckRequest)
_ANSWERS = msgspec.msgpack.Decoder(CheckAnswer)
_ENCODER = msgspec.msgpack.Encoder()
ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def answer(request: bytes) -> bytes:
    """Check what a request holds; runs in the child."""
    asked = _REQUESTS.decode(request)
    assessment = check_bytes(asked.data, asked.context)
    answered = CheckAnswer(assessment, _untold_rules(assessment))
    try:
        return _ENCODER.encode(answered)
    except UnicodeEncodeError:  # an excerpt holds half of a surrogate pair, which broken files do
        return _ENCODER.encode(_without_surrogates(msgspec.to_builtins(answered)))


class Checker:
    """Checks files in a pool of bounded children. Safe for several threads."""

    def __init__(self, *, jobs: int = 1, limits: Limits | None = None, kinds: Iterable[str] = KINDS) -> None:
        """Prepare `jobs` children; they start when first needed.

        Args:
            jobs: Number of children, from 1.
            limits: Bounds of each child.
            kinds: Kinds of file that are expected; others are checked as well, and take a moment longer the first time.
        """
        preload = tuple(f"curbcut.rules.{kind}" for kind in KINDS if kind in set(kinds))
        self._converter = Converter(jobs=jobs)
        self._pool = Pool(_FUNCTION, jobs=jobs, limits=limits, preload=preload)
        self._rules: dict[str, Rule] = {}

    def __enter__(self) -> Self:
        self._pool.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._converter.close()
        self._pool.close()

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule that results so far can name, by its id; grows with the answers."""
        return self._rules

    def check(self, data: bytes, context: Context) -> Assessment:
        """Check one file or body; a child that dies is an answer too.

        A file of an older format is converted where that is possible, and what came out of it is checked.
        """
        assessment = self._check(data, context)
        if assessment.code != UnconvertedDocumentError.code or assessment.kind not in READ_AS:
            return assessment
        return self._check_converted(data, context, assessment)

    def _check_converted(self, data: bytes, context: Context, before: Assessment) -> Assessment:
        target = READ_AS[before.kind]
        found = self._converter.convert(data, before.kind, target)
        if not isinstance(found, Converted):
            if found.code == "locked":
                return could_not_open(before.kind, context, EncryptedDocumentError(found.reason))
            return replace(before, reason=found.reason, code=_CODES.get(found.code, found.code))
        after = self._check(found.data, replace(context, conversion=found.conversion))
        if after.status != "checked" and after.score is not None:
            # What LibreOffice wrote cannot be read: that says nothing of the file itself.
            return replace(before, reason=FAILED.format(kind=f".{target}"), code=_CODES["failed"])
        return after

    def _check(self, data: bytes, context: Context) -> Assessment:
        if len(data) > LARGEST_FILE_BYTES:
            reason = f"It is larger than {LARGEST_FILE_BYTES >> 20} MB, the most that is read."
            return could_not_check(
                context.name, _kind_of(data, context), (OversizedDocumentError.code, reason), context
            )
        reply = self._pool.call(_ENCODER.encode(CheckRequest(context, data)))
        if not isinstance(reply, Answer):
            return could_not_check(context.name, _kind_of(data, context), (reply.limit, reply.text), context)
        try:
            answered = _ANSWERS.decode(reply.body)
        except msgspec.MsgspecError:
            why = ("garbage", "The check gave an answer that makes no sense.")
            return could_not_check(context.name, _kind_of(data, context), why, context)
        self._rules.update((rule.id, rule) for rule in answered.rules)
        return answered.assessment

    def map(self, work: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> Iterator[ResultT]:
        """Do work that ends in `check` on many items in parallel; results come in the order of the items."""
        return self._pool.map(work, items)

    def unconfined(self) -> tuple[str, ...]:
        """Say what the children cannot give up on this computer, once one has answered."""
        return self._pool.unconfined()


_told: set[str] = set()
"""In a child: ids of rules that the parent has heard of."""


def _untold_rules(assessment: Assessment) -> tuple[Rule, ...]:
    if not assessment.results or assessment.results[0].rule_id in _told:
        return ()
    format_ = format_of(assessment.kind)
    rules = () if format_ is None else format_.rules
    _told.update(rule.id for rule in rules)
    return rules


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _without_surrogates(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(each) for each in value]
    return value


def _kind_of(data: bytes, context: Context) -> Kind:
    return "html" if context.origin == "editor" else kind_of(context.name, data[:1024])
