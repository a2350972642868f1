"""A course as CSV and JSON: the same forms that `curbcut scan-course` writes."""

import io
from collections.abc import Collection
from datetime import UTC, datetime

from curbcut.canvas.content import Note
from curbcut.reports.course import write_report
from curbcut.reports.course_report import CourseReport, ItemReport
from curbcut.rules.catalogue import rules_by_id
from curbcut.scoring.course import CourseScore
from curbcut.service.checking import acceptances
from curbcut.service.checking.models import Acceptance, CourseSummary
from curbcut.service.feedback.assessments import full_assessment_of
from curbcut.service.library.models import Course, Item


def course_report(course: Course) -> CourseReport:
    """Return a course as the record that every form of report is written from."""
    items = Item.objects.of(course.institution).filter(course=course, gone_at__isnull=True)
    items = items.select_related("standing__result").defer("body", "address").order_by("kind", "title", "pk")
    accepted = acceptances.holding(course.institution, items)
    reports = tuple(_item_report(item, accepted.get(item.pk, ())) for item in items)
    return CourseReport(
        canvas=course.html_url.partition("/courses/")[0],
        course_id=int(course.canvas_id),
        name=course.name,
        course_code=course.course_code,
        published=course.is_published,
        scanned_at=(course.synced_at or datetime.now(UTC)).replace(microsecond=0),
        score=_score_of(course, reports),
        score_without=_summary_of(course).score_without,
        items=reports,
        rules=rules_by_id(),
        notes=tuple(Note("note", text) for text in course.notes),
    )


def write_course(course: Course, form: str) -> bytes:
    """Write a course in one of the forms."""
    stream = io.BytesIO()
    write_report(course_report(course), form, stream)
    return stream.getvalue()


def _item_report(item: Item, accepted: Collection[Acceptance]) -> ItemReport:
    counted = acceptances.counted(item, full_assessment_of(item), accepted)
    return ItemReport(
        kind=item.kind,
        id=int(item.canvas_id),
        title=item.title,
        url=item.html_url,
        published=item.is_published,
        updated_at=item.updated_at,
        is_content_locked=item.is_content_locked,
        assessment=counted.assessment,
        accepted=dict(counted.failed),
    )


def _score_of(course: Course, reports: Collection[ItemReport]) -> CourseScore:
    summary = _summary_of(course)
    # A locked file was not checked and has a score all the same, so the summary's number of checked items is another one.
    scored = sum(report.assessment.score is not None for report in reports)
    return CourseScore(
        overall=summary.score,
        files=summary.files_score,
        editor=summary.editor_score,
        amount=summary.amount,
        scored=scored,
        not_scored=len(reports) - scored,
    )


def _summary_of(course: Course) -> CourseSummary:
    return CourseSummary.objects.of(course.institution).filter(course=course).first() or CourseSummary()
