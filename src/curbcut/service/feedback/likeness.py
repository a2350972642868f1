"""Where in a course the same finding is: the same picture, the same link, the same faulty pattern, the same file."""

import html
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from curbcut.canvas.markup import Tag, tags
from curbcut.reports.issues import where
from curbcut.rules.results import Finding
from curbcut.rules.rule import Outcome
from curbcut.service.checking.models import Result, Standing
from curbcut.service.feedback.assessments import assessment_of
from curbcut.service.feedback.offers import finding_of, result_of
from curbcut.service.feedback.repertoire import rules_mended
from curbcut.service.library.models import Item

_FILE = re.compile(r"(?:/courses/(?P<course>\d+))?/files/(?P<number>\d+)(?=[/?#]|\Z)")
_ADDRESSES = {
    "img": "src",
    "iframe": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "area": "href",
    "a": "href",
}
_PICTURE_FIX = "describe-image"
_Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A finding of an item, as it was found in one content.

    Attributes:
        item_id: Of our row.
        rule_id: Whose finding.
        number: Which of the rule's findings, from 1, over all outcomes.
        fingerprint: Of the content that it was found in.
        where: Where it is in the item, in a few words, so that people can tell places of one item apart.
    """

    item_id: int
    rule_id: str
    number: int
    fingerprint: str
    where: str = field(default="", compare=False)


def same_findings(item: Item, rule_id: str, number: int) -> list[Target]:
    """Return everywhere in the course where the same is wrong, this place included.

    For a picture that is a file of its own: every use of it in a text of the course that lacks a description.

    Args:
        item: With its `course`, `institution` and `standing__result`.
        rule_id: Of the finding.
        number: Which of the rule's findings, from 1, over all outcomes.
    """
    result = result_of(item)
    finding = None if result is None else finding_of(result, rule_id, number)
    if result is None or finding is None:
        return []
    if item.is_file and result.file_kind == "image":
        return uses_without_description(item)
    wanted = _Source(item).key_of(finding)
    return [
        Target(other.pk, rule_id, position, other.fingerprint, where(each.place))
        for other, other_result in _results_with(item, {rule_id}, is_failed=finding.outcome is Outcome.FAILED)
        for source in [_Source(other)]
        for position, each in enumerate(_findings(other, other_result, rule_id), 1)
        if each.outcome is not Outcome.PASSED and source.key_of(each) == wanted
    ]


def uses_without_description(picture: Item) -> list[Target]:
    """Return the findings of texts of the course that ask for a description of a picture of the course."""
    rule_ids = rules_mended(_PICTURE_FIX)
    ids = {picture.canvas_id, *picture.former_ids}
    return [
        Target(text.pk, rule_id, position, text.fingerprint, where(each.place))
        for text, result in _results_with(picture, rule_ids, is_failed=True, of_files=False)
        if any(f"/files/{number}" in text.body for number in ids)
        for source in [_Source(text)]
        for rule_id in sorted(rule_ids)
        for position, each in enumerate(_findings(text, result, rule_id), 1)
        if each.outcome is Outcome.FAILED and source.file_of(each) in ids
    ]


class _Source:
    """The source of an item, to tell what its findings speak of."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self._text = "" if item.is_file else _newlines(item.body)

    def key_of(self, finding: Finding) -> _Key:
        """Return what makes two findings of a rule the same."""
        if self._item.is_file:
            return (self._item.fingerprint, finding.reason, finding.place, finding.message)
        source = self._from(finding)
        tag = _first_tag(source)
        if tag is None:
            return (finding.reason, finding.message)
        address = _address_in(tag, source)
        if address:
            words = finding.message if tag.name == "a" else ""
            return (finding.reason, tag.name, self._file_in(address) or address, words)
        return (finding.reason, finding.message, source[: tag.end])

    def file_of(self, finding: Finding) -> str:
        """Return the number of the file of this course that a finding speaks of, or nothing."""
        source = self._from(finding)
        tag = _first_tag(source)
        return "" if tag is None else self._file_in(_address_in(tag, source))

    def _from(self, finding: Finding) -> str:
        """Return the source from the tag on that a finding speaks of."""
        start = finding.place.start
        return "" if start is None else self._text[start:]

    def _file_in(self, address: str) -> str:
        match = _FILE.match(address)
        if match is None or match["course"] not in {None, self._item.course.canvas_id}:
            return ""
        return match["number"]


def _results_with(
    item: Item, rule_ids: Collection[str], *, is_failed: bool, of_files: bool | None = None
) -> list[tuple[Item, Result]]:
    """Return the items of a course whose results name some rules, in a stable order."""
    found = Item.objects.of(item.institution).filter(
        course=item.course, gone_at__isnull=True, standing__state=Standing.State.CHECKED
    )
    if of_files is None:
        of_files = item.is_file
    found = found.filter(kind=Item.Kind.FILE) if of_files else found.exclude(kind=Item.Kind.FILE)
    if is_failed:
        found = found.filter(standing__result__failed__has_any_keys=sorted(rule_ids))
    else:
        found = found.filter(standing__result__to_review__gt=0)
    items = found.select_related("course", "institution", "standing__result").order_by("kind", "title", "pk")
    return [(each, result) for each in items if (result := result_of(each)) is not None]


def _findings(item: Item, result: Result, rule_id: str) -> tuple[Finding, ...]:
    # What a person has accepted is left as it is: there it is `passed`, and keeps its number.
    assessment = assessment_of(item) if item.standing.accepted else result.assessment
    return next((each.findings for each in assessment.results if each.rule_id == rule_id), ())


def _first_tag(source: str) -> Tag | None:
    tag = next(tags(source), None)
    return tag if tag is not None and tag.start == 0 and not tag.is_end else None


def _address_in(tag: Tag, source: str) -> str:
    attribute = tag.attribute(_ADDRESSES.get(tag.name, ""))
    return "" if attribute is None else html.unescape(source[attribute.value_start : attribute.value_end]).strip()


def _newlines(text: str) -> str:
    """Count as readers of HTML do (HTML, 13.2.3.5)."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
