"""Bytes to an assessment: what kind of file, what each rule says, which score. `from curbcut import check` is `check`."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from curbcut.documents.context import Context, Origin
from curbcut.documents.errors import (
    EncryptedDocumentError,
    MalformedDocumentError,
    OversizedDocumentError,
    UnreadableDocumentError,
)
from curbcut.documents.kinds import Kind, kind_of
from curbcut.documents.place import WHOLE_DOCUMENT
from curbcut.documents.used_picture import UsedPicture
from curbcut.rules.catalogue import format_of
from curbcut.rules.format import Format
from curbcut.rules.results import Finding, RuleResult
from curbcut.rules.rule import AnyCheck, Outcome, Rule, Severity
from curbcut.rules.runner import ask, failure_of, plan_of
from curbcut.scoring.item import score_item
from curbcut.scoring.memory import keep_freed_memory, rarely_collecting
from curbcut.scoring.parts import ScorePart

LARGEST_FILE_BYTES = 100 << 20
"""Larger files are not read; Canvas's own uploads of course material stay far below."""

_HEAD_BYTES = 1024
_NOTHING: frozenset[str] = frozenset()
_NO_MEMORY = "It needs more memory than a check may use."

Status = Literal["checked", "could-not-check"]


class Assessment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What we say of one file or one body.

    Attributes:
        name: The file's name, or the title of the body.
        kind: What kind of file it is (`documents/kinds.py`).
        origin: `file` or `editor`.
        status: `checked`, or `could-not-check` with a reason.
        reason: One sentence for the owner of the file; empty when it was checked.
        code: Permanent name of the reason, such as `encrypted-document`; empty when it was checked.
        score: 0 to 100, one decimal; `None` when nothing can be said.
        parts: Which rules lower the score, the costliest first.
        amount: Content in standard pages, when known.
        results: One result for each rule of the format, in the order of reports; empty without a format.
        faults: Errors of ours on the way, for the caller's log; never shown to people.
        pictures: The pictures that a body from the editor shows, which may be files of its course; `None` when nobody knows.
        converted_to: Kind of file into which LibreOffice turned it, since that is what was checked; `None` otherwise.
    """

    name: str
    kind: Kind
    origin: Origin = "file"
    status: Status
    reason: str = ""
    code: str = ""
    score: float | None = None
    parts: tuple[ScorePart, ...] = ()
    amount: float | None = None
    results: tuple[RuleResult, ...] = ()
    faults: tuple[str, ...] = ()
    converted_to: Kind | None = None
    pictures: tuple[UsedPicture, ...] | None = None

    @property
    def gains(self) -> dict[str, float]:
        """The score with a failed rule's findings gone, by rule, where that can be known."""
        return {part.rule_id: part.score_if_fixed for part in self.parts if part.score_if_fixed is not None}


def check(source: bytes | str | Path, *, name: str | None = None, context: Context | None = None) -> Assessment:
    """Check one file or one body from Canvas's editor, in this process.

    Hostile files belong in a bounded child (`scoring/isolated.py`); this call has only the readers' own limits.

    Args:
        source: The bytes of a file; the path of a file; or HTML source as text, which is read as a body from Canvas's
            editor unless `context` or `name` says otherwise.
        name: The file's name as people see it; the path's own name by default.
        context: What else is known.

    Returns:
        An assessment for whatever bytes; no error of a reader or a rule gets out.

    Raises:
        OSError: `source` is a path, and the file cannot be read.
    """
    if isinstance(source, Path):
        name = name or (context.name if context is not None else source.name)
        if source.stat().st_size > LARGEST_FILE_BYTES:
            return could_not_check(name, kind_of(name, b""), _too_large(), context)
        return check_bytes(source.read_bytes(), context or Context(name=name))
    if isinstance(source, str):
        context = context or Context(name=name or "", origin="file" if name else "editor")
        return check_bytes(source.encode("utf-8", "replace"), replace(context, encoding="utf-8"))
    return check_bytes(source, context or Context(name=name or ""))


def check_bytes(data: bytes, context: Context) -> Assessment:
    """Check the bytes of one file or one body; never raises but for the end of the process."""
    keep_freed_memory()
    with rarely_collecting():
        return _check_bytes(data, context)


def _check_bytes(data: bytes, context: Context) -> Assessment:
    kind: Kind = "html" if context.origin == "editor" else kind_of(context.name, data[:_HEAD_BYTES])
    if len(data) > LARGEST_FILE_BYTES:
        return could_not_check(context.name, kind, _too_large(), context)
    try:
        format_ = format_of(kind)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "curbcut":
            return could_not_check(context.name, kind, ("unsupported-document", _not_installed(kind, error)), context)
        return _reader_broke(context, kind, error)
    except ImportError as error:
        return _reader_broke(context, kind, error)
    if format_ is None:
        return could_not_check(context.name, kind, ("unsupported-document", nothing_checks(kind)), context)
    try:
        document = format_.read(data, context)
    except UnreadableDocumentError as error:
        return _unreadable(format_, kind, context, error)
    except MemoryError:
        return could_not_check(context.name, kind, ("memory", _NO_MEMORY), context)
    except Exception as error:  # noqa: BLE001 - principle 4: a reader that fails us is an answer, not a crash
        return replace(_reader_broke(context, kind, error), results=_untested(format_))
    try:
        return _judge(document, format_, kind, context)
    finally:
        if format_.release is not None:
            format_.release(document)


def could_not_check(name: str, kind: Kind, why: tuple[str, str], context: Context | None = None) -> Assessment:
    """Build the assessment of a file of which nothing can be said; `why` is a code and a sentence."""
    code, reason = why
    origin: Origin = "file" if context is None else context.origin
    return Assessment(name=name, kind=kind, origin=origin, status="could-not-check", code=code, reason=reason)


def could_not_open(kind: Kind, context: Context, error: UnreadableDocumentError) -> Assessment:
    """Build the assessment of a file that does not open for anybody, with the rule of its format that says so."""
    format_ = format_of(kind)
    assert format_ is not None
    return _unreadable(format_, kind, context, error)


def nothing_checks(kind: Kind) -> str:
    """Say that no rule speaks of this kind of file."""
    if kind == "unknown":
        return "This is not a kind of file that we know, so nothing here checks it."
    return f"Nothing here checks {kind} files yet."


def _judge(document: Any, format_: Format, kind: Kind, context: Context) -> Assessment:
    plan = plan_of(format_, _NOTHING if format_.holds is None else format_.holds(document))
    first = [_passed(rule.id) for rule in (format_.malformed, format_.encrypted) if rule is not None]
    results = [*first, *plan.results]
    stopped: list[str] = []
    faults: list[str] = []
    for at, each in plan.asked:
        try:
            results[len(first) + at] = ask(document, each)
        except UnreadableDocumentError as error:  # a lazy reader finds out while it is asked
            return _unreadable(format_, kind, context, error)
        except MemoryError:
            return could_not_check(context.name, kind, ("memory", _NO_MEMORY), context)
        except Exception as error:  # noqa: BLE001 - principle 4: a rule that fails us is an answer, not a pass
            results[len(first) + at] = _stopped(each, error)
            stopped.append(each.rule.id)
            faults.append(_fault(each.rule.id, error))
    amount, amount_fault = _amount_of(document, format_)
    pictures, pictures_fault = _pictures_of(document, format_) if context.origin == "editor" else (None, ())
    assessment = Assessment(
        name=context.name,
        kind=kind,
        origin=context.origin,
        status="checked",
        amount=amount,
        results=tuple(results),
        faults=(*faults, *amount_fault, *pictures_fault),
        pictures=pictures,
        converted_to=None if context.conversion is None else context.conversion.target,
    )
    if stopped:
        reason = f"An error of ours stopped the check {', '.join(stopped)}; the others were made."
        return replace(assessment, status="could-not-check", code="rule-error", reason=reason)
    scored = score_item(results, _severities(format_).__getitem__)
    return replace(assessment, score=scored.score, parts=scored.parts)


def _unreadable(format_: Format, kind: Kind, context: Context, error: UnreadableDocumentError) -> Assessment:
    answer = could_not_check(context.name, kind, (error.code, str(error)), context)
    rule: Rule | None = None
    if isinstance(error, MalformedDocumentError):
        rule, reason = format_.malformed, "malformed"
    elif isinstance(error, EncryptedDocumentError):
        rule, reason = format_.encrypted, "encrypted"
    if rule is None:
        return replace(answer, results=_untested(format_))
    failure = failure_of(rule, reason, {"why": str(error)})
    results = tuple(failure if each.rule_id == rule.id else each for each in _untested(format_))
    part = ScorePart(rule_id=rule.id, severity=rule.severity, failed_share=1.0, points_lost=100.0, score_if_fixed=None)
    # Whoever gets this file can read nothing of it: 0. What a readable one would score is not known.
    return replace(answer, score=0.0, parts=(part,), results=results)


def _reader_broke(context: Context, kind: Kind, error: Exception) -> Assessment:
    reason = f"Our reader of {kind} files stopped on it; this is an error of ours ({type(error).__name__})."
    failed = could_not_check(context.name, kind, ("reader-error", reason), context)
    return replace(failed, faults=(_fault(f"read {kind}", error),))


def _untested(format_: Format) -> tuple[RuleResult, ...]:
    return tuple(RuleResult(rule_id=rule.id, outcome=Outcome.UNTESTED) for rule in format_.rules)


@cache
def _passed(rule_id: str) -> RuleResult:
    return RuleResult(rule_id=rule_id, outcome=Outcome.PASSED, targets=1)


def _stopped(check_: AnyCheck, error: Exception) -> RuleResult:
    message = f"An error of ours stopped this check ({type(error).__name__}), so we cannot tell."
    finding = Finding(Outcome.CANT_TELL, "rule-error", message, WHOLE_DOCUMENT)
    return RuleResult(rule_id=check_.rule.id, outcome=Outcome.CANT_TELL, targets=1, cannot_tell=1, findings=(finding,))


@cache
def _severities(format_: Format) -> dict[str, Severity]:
    return {rule.id: rule.severity for rule in format_.rules}


def _amount_of(document: Any, format_: Format) -> tuple[float | None, tuple[str, ...]]:
    if format_.measure is None:
        return None, ()
    try:
        return round(max(0.0, format_.measure(document)), 3), ()
    except Exception as error:  # noqa: BLE001 - an unknown amount only weighs differently
        return None, (_fault("measure", error),)


def _pictures_of(document: Any, format_: Format) -> tuple[tuple[UsedPicture, ...] | None, tuple[str, ...]]:
    if format_.pictures is None:
        return None, ()
    try:
        return format_.pictures(document), ()
    except Exception as error:  # noqa: BLE001 - nobody then says what it shows
        return None, (_fault("pictures", error),)


def _fault(where: str, error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else ""
    return f"{where}: {type(error).__name__}: {error}{at}"


def _too_large() -> tuple[str, str]:
    return OversizedDocumentError.code, f"It is larger than {LARGEST_FILE_BYTES >> 20} MB, the most that is read."


def _not_installed(kind: Kind, error: ImportError) -> str:
    return f"The reader of {kind} files is not installed here ({error})."
