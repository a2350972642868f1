"""What was said of an item, as people are told it."""

from msgspec.structs import replace

from curbcut.documents.kinds import kind_of
from curbcut.reports.course_report import announced_kind
from curbcut.rules.catalogue import rules_by_id
from curbcut.scoring.assessment import Assessment, could_not_check
from curbcut.service.checking import acceptances
from curbcut.service.checking.models import Standing
from curbcut.service.library.models import Item

NOT_CHECKED = ("not-checked", "It was not checked yet.")


def assessment_of(item: Item) -> Assessment:
    """Return what was said of an item as it counts: without what a person has accepted, every finding with its number."""
    told = full_assessment_of(item)
    found = acceptances.holding(item.institution, [item]).get(item.pk, ()) if told.status == "checked" else ()
    return acceptances.counted(item, told, found).assessment


def full_assessment_of(item: Item) -> Assessment:
    """Return what the rules said of an item; results of rules that this version does not have are left out."""
    standing: Standing | None = getattr(item, "standing", None)
    if standing is None:
        return _nothing(item, NOT_CHECKED)
    if standing.state == Standing.State.EXCLUDED:
        return _nothing(item, ("excluded", f"Excluded: {standing.reason}"))
    if standing.result is None:
        return _nothing(item, (standing.code, standing.reason))
    assessment = standing.result.assessment
    known = rules_by_id()
    results = tuple(result for result in assessment.results if result.rule_id in known)
    parts = tuple(part for part in assessment.parts if part.rule_id in known)
    return replace(assessment, name=item.title, results=results, parts=parts)


def _nothing(item: Item, why: tuple[str, str]) -> Assessment:
    kind = announced_kind(item.title, item.content_type) if item.is_file else kind_of("a.html", b"")
    return could_not_check(item.title, kind, why)
