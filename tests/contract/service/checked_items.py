"""Items that were checked, without a Canvas and without child processes: the rules run here."""

from itertools import count

from curbcut.rules.catalogue import rules_by_id
from curbcut.scoring.assessment import check_bytes
from curbcut.service.checking import assessing, loop
from curbcut.service.checking.models import Standing
from curbcut.service.checking.rule_sets import current_rule_set
from curbcut.service.library.models import Course, Item
from curbcut.service.library.texts import fingerprint

_numbers = count(1000)
FILLER = "<h2>Foxes</h2><p>" + "Foxes live in dens, and dens are dug by vixens in the spring. " * 80 + "</p>"
"""More than two standard pages of text, so that a course has a score."""


class Here:
    """The bounded children's place, taken by this process."""

    rules = rules_by_id()

    @staticmethod
    def check(data, context):
        return check_bytes(data, context)


def a_course(institution, name="Zoology", **fields):
    return Course.objects.of(institution).create(
        institution=institution,
        canvas_id=str(next(_numbers)),
        name=name,
        html_url="https://canvas.test/courses/1",
        **fields,
    )


def a_page(course, body, *, title="Foxes", **fields):
    """A page of a course, not checked yet."""
    return Item.objects.of(course.institution).create(
        institution=course.institution,
        course=course,
        kind=fields.pop("kind", "page"),
        canvas_id=str(next(_numbers)),
        title=title,
        body=body,
        fingerprint=fingerprint(body.encode()),
        content_version=fingerprint(body.encode()),
        **fields,
    )


def checked(*items):
    """Check some items of one course, and give the first as it is then."""
    rule_set = current_rule_set()
    fresh = [Item.objects.of(one.institution).select_related("course", "institution").get(pk=one.pk) for one in items]
    assessor = assessing.Assessor(rule_set, None, pool=Here(), files=object())
    loop.settle([loop.Settled(item, assessor.assess(item)) for item in fresh], rule_set)
    return again(items[0])


def again(item):
    """The item as the database has it now."""
    return Item.objects.of(item.institution).select_related("institution", "course", "standing__result").get(pk=item.pk)


def edited(item, body):
    """The item with another text, as a listing would have brought it, checked."""
    Item.objects.of(item.institution).filter(pk=item.pk).update(
        body=body, fingerprint=fingerprint(body.encode()), content_version=fingerprint(body.encode())
    )
    return checked(again(item))


def standing_of(item):
    return Standing.objects.of(item.institution).select_related("result").get(item=item)
