"""The child's side of mending: several findings of one document at once, and what could be proposed for one."""

from typing import Any

import msgspec

from curbcut.documents.context import Context
from curbcut.documents.errors import UnreadableDocumentError
from curbcut.documents.html import HtmlDocument
from curbcut.documents.kinds import Kind, kind_of
from curbcut.fixes.catalogue import fixes_by_id, read_original
from curbcut.fixes.fix import Edit, Fix, FixRefusedError, Original
from curbcut.fixes.isolated import Mended, MendRequest, Part, Proposal, Refused
from curbcut.rules.catalogue import format_of
from curbcut.rules.results import Finding
from curbcut.rules.runner import run_check

_NOT_THE_ANSWER = frozenset({"signed", "encrypted", "protected", "moved", "unwritable"})
"""Refusals that stand whatever a person will answer."""

_REQUESTS = msgspec.msgpack.Decoder(MendRequest)
_ENCODER = msgspec.msgpack.Encoder()


def answer(request: bytes) -> bytes:
    """Prepare or propose what a request asks for; runs in the child."""
    asked = _REQUESTS.decode(request)
    answered: object = (
        proposals(asked.data, asked.context, asked.parts)
        if asked.is_question
        else mended(asked.data, asked.context, asked.parts)
    )
    return _ENCODER.encode(answered)


def mended(data: bytes, context: Context, parts: tuple[Part, ...]) -> Mended | Refused:
    """Mend findings of one document one after the other; what one fix moves, the next finds again."""
    kind = _kind_of(data, context)
    edits: list[tuple[Original[Any], tuple[Edit, ...]]] = []
    diffs: list[str] = []
    refused: dict[int, Refused] = {}
    original: Original[Any] | None = None
    for index, part in enumerate(parts):
        try:
            original = original or read_original(kind, data, context)
            finding = part.finding if not edits else _found_again(original, part, edits, kind)
            if finding is None:
                continue  # mended along with an earlier one
            change = _fix_of(part).prepare(original, finding, part.answer)
        except FixRefusedError as error:
            refused[index] = Refused(error.reason, str(error))
            continue
        except UnreadableDocumentError as error:
            return Refused(error.code, str(error))
        edits.append((original, change.edits))
        diffs.append(change.diff)
        data, original = change.data, None
    if refused and not diffs:
        return refused[min(refused)]
    if not diffs:
        return Refused("not-applicable", "Nothing would change.")
    return Mended(data, "\n".join(diffs), refused)


def proposals(data: bytes, context: Context, parts: tuple[Part, ...]) -> tuple[Proposal, ...]:
    """Say for each part what could be answered, or why its fix does not fit."""
    try:
        original = read_original(_kind_of(data, context), data, context)
    except FixRefusedError as error:
        return (Proposal(refused=Refused(error.reason, str(error))),) * len(parts)
    except UnreadableDocumentError as error:
        return (Proposal(refused=Refused(error.code, str(error))),) * len(parts)
    return tuple(_proposal(original, part) for part in parts)


def _proposal(original: Original[Any], part: Part) -> Proposal:
    fix = _fix_of(part)
    try:
        proposed = fix.propose(original, part.finding)
    except FixRefusedError as error:
        return Proposal(refused=Refused(error.reason, str(error)))
    is_sample = proposed is None and fix.asks.kind != "nothing"
    try:
        fix.prepare(original, part.finding, _sample(fix) if is_sample else proposed or "")
    except FixRefusedError as error:
        if not is_sample or fix.asks.kind == "text" or error.reason in _NOT_THE_ANSWER:
            # Another colour or level may do where the sample did not; other words never do.
            return Proposal(proposed, Refused(error.reason, str(error)))
    return Proposal(proposed)


def _sample(fix: Fix) -> str:
    """Return an answer with which a fix shows whether it fits at all."""
    match fix.asks.kind:
        case "choice":
            return fix.asks.choices[0].value
        case "level":
            return "2"
        case "colour":
            return "#000000"
        case "language":
            return "en"
        case _:
            return "A sample"


def _fix_of(part: Part) -> Fix:
    fix = fixes_by_id().get(part.fix_id)
    if fix is None:
        raise FixRefusedError("not-applicable", "Nothing here has this fix.")
    return fix


def _found_again(
    original: Original[Any], part: Part, edits: list[tuple[Original[Any], tuple[Edit, ...]]], kind: Kind
) -> Finding | None:
    """Find a finding in the document that earlier fixes have made; `None` when they have mended it along."""
    format_ = format_of(kind)
    check = next((each for each in format_.checks if each.rule.id == part.rule_id), None) if format_ else None
    if check is None:
        return None
    found = [each for each in run_check(original.document, check).findings if each.reason == part.finding.reason]
    if part.finding.place.start is None or not isinstance(original.document, HtmlDocument):
        same = [each for each in found if each.place == part.finding.place]
        return next((each for each in same if each.message == part.finding.message), next(iter(same), None))
    offset = edits[0][0].document.raw_offset(part.finding.place.start)
    for _, changed in edits:
        offset += sum(len(edit.after) - len(edit.before) for edit in changed if (edit.end or 0) <= offset)
    for each in found:
        if each.place.start is not None and original.document.raw_offset(each.place.start) == offset:
            return each
    return None


def _kind_of(data: bytes, context: Context) -> Kind:
    return "html" if context.origin == "editor" else kind_of(context.name, data[:1024])
