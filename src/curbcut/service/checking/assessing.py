"""From one item to what is to be said of it: its bytes, the bounded children, one result a content and rule set."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import msgspec
import structlog
from msgspec.structs import replace

from curbcut.canvas.client import Canvas
from curbcut.canvas.content import REASONS, NotCheckableCode
from curbcut.canvas.errors import CanvasError, DownloadError, NotFoundError, OversizedFileError
from curbcut.canvas.files import File
from curbcut.canvas.ids import CourseId, FileId
from curbcut.documents.context import Context
from curbcut.errors import CurbcutError
from curbcut.reports.course_report import EMPTY, EMPTY_REASON, announced_kind
from curbcut.rules.catalogue import KINDS
from curbcut.rules.rule import Rule
from curbcut.scoring.assessment import Assessment, nothing_checks
from curbcut.scoring.isolated import Checker
from curbcut.service.checking import surroundings
from curbcut.service.checking.file_cache import FileCache, file_cache
from curbcut.service.checking.models import Result, RuleSet
from curbcut.service.library.claims import canvas_slot
from curbcut.service.library.file_addresses import file_of
from curbcut.service.library.models import Item
from curbcut.service.library.texts import digest, fingerprint, storable
from curbcut.service.settings import CONFIGURATION

_SPOOL_BYTES = 4 << 20

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be written of an item.

    Attributes:
        result: The result of its content; `None` where nothing could be looked at.
        code: Then, why not, as a code.
        reason: And as a sentence.
        fingerprint: Of the content that was looked at.
    """

    result: Result | None = None
    code: str = ""
    reason: str = ""
    fingerprint: str = ""


class CheckUnavailableError(CurbcutError):
    """The bounded children do not start on this machine; the item waits."""

    code = "check-unavailable"
    retryable = True


@cache
def checker() -> Checker:
    """Return this process's children; they start when first needed."""
    return Checker(jobs=CONFIGURATION.check_processes)


class Assessor:
    """Assesses items of one institution with one rule set.

    Args:
        rule_set: Whose results are wanted.
        canvas: Where files are fetched.
        pool: The bounded children.
        files: Fetched files.

    Attributes:
        refusal: Why no file can be fetched any more; raised for each that would have to be.
    """

    def __init__(
        self, rule_set: RuleSet, canvas: Canvas, *, pool: Checker | None = None, files: FileCache | None = None
    ) -> None:
        self._rule_set = rule_set
        self._canvas = canvas
        self._pool = pool or checker()
        self._files = files or file_cache()
        self.refusal: CanvasError | None = None

    def assess(self, item: Item, data: bytes | None = None) -> Said:
        """Say what there is to say of an item.

        Args:
            item: With its `course` and `institution`.
            data: A file's bytes, when they are at hand.

        Raises:
            CanvasError: Its file cannot be fetched.
            CheckUnavailableError: Children do not start.
        """
        if item.not_checkable:
            return Said(code=item.not_checkable, reason=REASONS[cast("NotCheckableCode", item.not_checkable)])
        return self._file(item, data) if item.is_file else self._body(item)

    def _body(self, item: Item) -> Said:
        if not item.body.strip():
            return Said(code=EMPTY, reason=EMPTY_REASON)
        context = context_of(item)
        known = self._known(item, item.fingerprint, context)
        return Said(known or self._check(item, item.body.encode(), context), fingerprint=item.fingerprint)

    def _file(self, item: Item, data: bytes | None) -> Said:
        kind = announced_kind(item.title, item.content_type)
        if kind not in KINDS:
            # Not worth a download: a film of some gigabytes would be fetched to say that nothing checks it.
            return Said(code="unsupported-document", reason=nothing_checks(kind))
        context = context_of(item)
        known = self._known(item, item.fingerprint, context) if item.fingerprint else None
        if known is not None:
            return Said(known, fingerprint=item.fingerprint)
        if data is None and item.fingerprint:
            data = self._files.get(item.institution, item.fingerprint)
        if data is None:
            data = self._fetch(item)
        sha256 = fingerprint(data)
        known = self._known(item, sha256, context) or self._check(item, data, context)
        return Said(known, fingerprint=sha256)

    def _fetch(self, item: Item) -> bytes:
        if (item.size or 0) > CONFIGURATION.file_limit_bytes:
            raise OversizedFileError(f"The file is larger than {CONFIGURATION.file_limit_bytes >> 20} MB.")
        if self.refusal is not None:
            raise self.refusal
        with canvas_slot(item.institution):
            data = self._download(item)
        sha256 = fingerprint(data)
        self._files.put(item.institution, sha256, data)
        # Written at once: whoever goes on after a kill finds the bytes in the cache and does not fetch them again.
        same = Item.objects.of(item.institution).filter(pk=item.pk, content_version=item.content_version)
        same.update(fingerprint=sha256)
        return data

    def _download(self, item: Item) -> bytes:
        file = file_of(item)
        if file is not None:
            try:
                return self._bytes_of(file)
            except OversizedFileError:
                raise
            except (DownloadError, NotFoundError):
                pass  # the address may be of yesterday; Canvas knows today's
        course_id, file_id = CourseId(int(item.course.canvas_id)), FileId(int(item.canvas_id))
        return self._bytes_of(self._canvas.files.get_file(course_id, file_id))

    def _bytes_of(self, file: File) -> bytes:
        with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
            target = cast("BinaryIO", spool)
            self._canvas.files.download(file, target, limit_bytes=CONFIGURATION.file_limit_bytes)
            target.seek(0)
            return target.read()

    def _known(self, item: Item, sha256: str, context: Context) -> Result | None:
        of_content = Result.objects.of(item.institution).filter(fingerprint=sha256, context=_digest_of(context))
        return of_content.filter(rule_set=self._rule_set).first()

    def _check(self, item: Item, data: bytes, context: Context) -> Result:
        assessment = self._pool.check(data, context)
        if assessment.code == "start":
            raise CheckUnavailableError(assessment.reason)
        for fault in assessment.faults:
            log.error("check-fault", client_id=item.institution_id, item=item.pk, fault=fault.partition(":")[0])
        fields = _fields_of(assessment, self._pool.rules)
        # Two jobs that check the same content at the same moment write one result.
        return cast(
            "Result",
            Result.objects.of(item.institution).get_or_create(
                institution=item.institution,
                fingerprint=fingerprint(data),
                context=_digest_of(context),
                rule_set=self._rule_set,
                defaults=fields,
            )[0],
        )


def context_of(item: Item) -> Context:
    """Return what readers are told of an item beside its bytes."""
    language = item.course.locale or None
    if item.is_file:
        return Context(name=item.title, language=language, **surroundings.told_of(item.surroundings))
    return Context(name="", origin="editor", language=language, encoding="utf-8")


def _digest_of(context: Context) -> str:
    return digest(msgspec.to_builtins(context))


def _fields_of(assessment: Assessment, rules: Mapping[str, Rule]) -> dict[str, object]:
    failed = {each.rule_id: each.failed for each in assessment.results if each.failed}
    by_severity: Counter[str] = Counter()
    for rule_id, places in failed.items():
        by_severity[rules[rule_id].severity.value] += places
    return {
        "status": assessment.status,
        "code": assessment.code,
        "reason": storable(assessment.reason),
        "file_kind": assessment.kind,
        "score": assessment.score,
        "amount": assessment.amount,
        **{severity: by_severity[severity] for severity in ("severe", "major", "minor", "advice")},
        "to_review": sum(each.cannot_tell for each in assessment.results),
        "failed": failed,
        "pictures": _storable_pictures(assessment),
        "gains": assessment.gains,
        "document": msgspec.json.encode(replace(assessment, pictures=None)),
    }


def _storable_pictures(assessment: Assessment) -> list[list[str]] | None:
    if assessment.pictures is None:
        return None
    return [[storable(each.source), storable(each.alternative)] for each in assessment.pictures]
