"""Asking for changes: each is a row first, written by a job that comes after (`writing.py`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import msgspec
from django.db import transaction

from curbcut.documents.kinds import kind_of
from curbcut.scoring.assessment import Assessment
from curbcut.service.checking.assessing import checker, context_of
from curbcut.service.feedback import originals
from curbcut.service.feedback.errors import ContentChangedError, ForbiddenError, NotOfferedError
from curbcut.service.feedback.models import OPEN, Batch, Change, Wish
from curbcut.service.feedback.obstacles import obstacle_of
from curbcut.service.feedback.offers import finding_of, fixes_for, result_of
from curbcut.service.library.models import Item
from curbcut.service.library.texts import fingerprint, storable
from curbcut.service.people.access import may_change
from curbcut.service.queue import nudge
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.models import Institution, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

SLOTS = 2
"""Jobs of one institution that write at the same time; of its three requests in flight one is left for reading."""

ONE_TASK = "feedback.write-changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One finding that a person wants mended.

    Attributes:
        rule_id: Whose finding.
        number: Which of the rule's findings, from 1, over all outcomes.
        fix_id: How.
        answer: To the fix's question; empty when nothing is asked.
    """

    rule_id: str
    number: int
    fix_id: str
    answer: str = ""


def request_fix(
    *, item: Item, person: Person, rule_id: str, number: int, fix_id: str, answer: str = "", expects: str
) -> Change:
    """Ask for one finding to be mended.

    Args:
        item: Whose finding.
        person: Who asks.
        rule_id: Of the finding.
        number: Which of the rule's findings, from 1, over all outcomes.
        fix_id: How to mend it.
        answer: To the fix's question; empty when nothing is asked.
        expects: The item's fingerprint that the person saw.

    Raises:
        ForbiddenError: The person may not change this course.
        ContentChangedError: The item is no longer what the person saw.
        NotOfferedError: It cannot be mended, or not so.
        FixRefusedError: The answer is none (reason `answer`); the text is for the form.
    """
    wanted = Wanted(rule_id=rule_id, number=number, fix_id=fix_id, answer=answer)
    return request_fixes(item=item, person=person, wanted=[wanted], expects=expects)


@transaction.atomic
def request_fixes(*, item: Item, person: Person, wanted: Sequence[Wanted], expects: str) -> Change:
    """Ask for several findings of one item to be mended in one write.

    The same asked for twice, while it waits, is one change.

    Raises:
        ForbiddenError: The person may not change this course.
        ContentChangedError: The item is no longer what the person saw.
        NotOfferedError: Something cannot be mended, or not so.
        FixRefusedError: An answer is none (reason `answer`); the text is for the form.
    """
    return ask(fix_of(fresh(item, person), person, wanted, expects=expects))


@transaction.atomic
def request_upload(*, item: Item, person: Person, name: str, data: bytes, expects: str) -> Change:
    """Ask for a file to be replaced by a corrected version.

    Args:
        item: A file.
        person: Who asks.
        name: What the new file is called on the person's computer; in Canvas it keeps the old name, so that links hold.
        data: Its bytes.
        expects: The item's fingerprint that the person saw.

    Raises:
        ForbiddenError: The person may not change this course.
        ContentChangedError: The item is no longer what the person saw.
        NotOfferedError: It cannot be replaced, or not by this.
    """
    item = fresh(item, person)
    if item.fingerprint != expects:
        raise ContentChangedError("The file was changed since this page was opened. Look at it again.")
    check_upload(item, name, data)
    change = Change(
        kind=Change.Kind.UPLOAD,
        item=item,
        person=person,
        made_from=expects,
        proposal=originals.keep(item.institution, data),
        diff=f"@ the whole file\n- {item.title}, {item.size or 0} bytes\n+ {storable(name, 200)}, {len(data)} bytes",
    )
    return ask(described(change))


def preview_upload(item: Item, data: bytes) -> Assessment:
    """Check a corrected version before it replaces anything."""
    return checker().check(data, context_of(item))


def check_upload(item: Item, name: str, data: bytes) -> None:
    """Look whether a file can take an item's place.

    Raises:
        NotOfferedError: It cannot, and why.
    """
    if not item.is_file:
        raise NotOfferedError("not-a-file", "Only a file can be replaced by a file.")
    if not item.fingerprint:
        text = "What stands in Canvas was not fetched yet, so it could not be put back. Try again after the next check."
        raise NotOfferedError("not-fetched", text)
    if len(data) > CONFIGURATION.file_limit_bytes:
        raise NotOfferedError(
            "too-large", f"The file is larger than {CONFIGURATION.file_limit_bytes >> 20} MB, the most that is taken."
        )
    old, new = kind_of(item.title, b""), kind_of(name, data[:1024])
    if not data or old != new:
        raise NotOfferedError(
            "other-kind",
            f"“{item.title}” can be replaced only by a file of the same kind: links to it would not find another one.",
        )
    if fingerprint(data) == item.fingerprint:
        raise NotOfferedError("nothing-to-do", "This is the file that is in Canvas already.")


def history_of(item: Item) -> "QuerySet[Change]":
    """Return the changes of an item, the newest first, with what they took back and what took them back."""
    changes = Change.objects.of(item.institution).filter(item=item)
    return changes.select_related("undoes", "batch").prefetch_related("undoings")


def fresh(item: Item, person: Person) -> Item:
    """Read an item anew, and hold it until the end of the transaction, so that the same is asked for once.

    Raises:
        ForbiddenError: The person may not change its course.
        NotOfferedError: Something stands in the way.
    """
    rows = Item.objects.of(item.institution).select_for_update(of=("self",))
    item = rows.select_related("course", "institution", "standing__result").get(pk=item.pk)
    if not may_change(person, item.course):
        raise ForbiddenError("You may not change this course.")
    obstacle = obstacle_of(item)
    if obstacle is not None:
        raise NotOfferedError(obstacle.code, obstacle.text)
    return item


def fix_of(item: Item, person: Person, wanted: Sequence[Wanted], *, expects: str, batch: Batch | None = None) -> Change:
    """Make the change that mends some findings of an item; it is not saved.

    Raises:
        ContentChangedError: The item is no longer what the person saw.
        NotOfferedError: Something cannot be mended, or not so.
        FixRefusedError: An answer is none (reason `answer`).
    """
    if item.fingerprint != expects:
        raise ContentChangedError("The content was changed since this page was opened. Look at it again.")
    wishes = wishes_of(item, wanted)
    return described(
        Change(
            kind=Change.Kind.FIX,
            item=item,
            person=person,
            batch=batch,
            rule_id=_only(wish.rule_id for wish in wishes),
            fix_id=_only(wish.fix_id for wish in wishes),
            answer=_only(wish.answer for wish in wishes),
            document=msgspec.json.encode(wishes),
            made_from=expects,
        )
    )


def wishes_of(item: Item, wanted: Sequence[Wanted]) -> tuple[Wish, ...]:
    """Look up the findings that a person wants mended, and check the answers.

    Raises:
        ContentChangedError: What is said of the item is about other content.
        NotOfferedError: There is no such finding, or no such fix of it.
        FixRefusedError: An answer is none (reason `answer`).
    """
    result = result_of(item)
    if result is None:
        raise ContentChangedError("The content was changed and is being checked. Look at it again in a moment.")
    wishes: list[Wish] = []
    places = {each.rule_id: each.failed + each.cannot_tell for each in result.assessment.results}
    for each in {(each.rule_id, each.number): each for each in wanted}.values():
        finding = finding_of(result, each.rule_id, each.number)
        if finding is None:
            raise NotOfferedError("no-such-finding", "There is no such issue any more.")
        fix = next((fix for fix in fixes_for(result, each.rule_id) if fix.id == each.fix_id), None)
        if fix is None:
            raise NotOfferedError("no-such-fix", "This issue cannot be mended in this way.")
        answer = fix.asks.checked(each.answer)
        count = places[each.rule_id]
        wishes.append(Wish(rule_id=each.rule_id, finding=finding, fix_id=each.fix_id, answer=answer, places=count))
    if not wishes:
        raise NotOfferedError("nothing-to-do", "There is nothing to mend.")
    return tuple(wishes)


def ask(change: Change) -> Change:
    """Write a change down and nudge the job that writes it; the caller's transaction holds the item.

    The same asked for twice, while it waits, is one change.
    """
    waiting = Change.objects.of(change.institution).filter(item=change.item, state__in=OPEN, kind=change.kind)
    same = waiting.filter(document=change.document, proposal=change.proposal, undoes=change.undoes).first()
    if same is not None:
        return cast("Change", same)
    change.save()
    nudge_writing(change.institution)
    return change


def described(change: Change) -> Change:
    """Write on a new change what is known of its item and its person."""
    item = change.item
    result = result_of(item)
    change.institution, change.course = item.institution, item.course
    change.person_name = "" if change.person is None else change.person.name
    change.canvas_id = item.canvas_id
    change.score_before = None if result is None else result.score
    return change


def nudge_writing(institution: Institution) -> None:
    """Ask for the jobs that write."""
    for slot in range(SLOTS):
        nudge(ONE_TASK, once=f"write-changes/{institution.pk}/{slot}", client_id=institution.pk, slot=slot)


def _only(values: Iterable[str]) -> str:
    """Return the one value that all share, or nothing."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else ""
