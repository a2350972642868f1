"""A course in a sandbox that was read and checked, and what stands in it afterwards.

course = Written(sandbox, state)          # the state is given to the sandbox, read and checked
change = course.fix(course.item("page"), "describe-image", "A dog")
course.work()
assert course.stored("pages", 5)["body"] == '<p><img src="/a.png" alt="A dog"></p>'
"""

import msgspec
from tests.builders.canvas_state import ADMINISTRATOR, COURSE
from tests.contract.service.institutions import connected, operator

from curbcut.rules.catalogue import rules_by_id
from curbcut.rules.rule import Outcome
from curbcut.service.checking import loop
from curbcut.service.feedback import changes, writing
from curbcut.service.feedback.models import Change
from curbcut.service.feedback.offers import result_of
from curbcut.service.library import reading
from curbcut.service.library.models import Course, Item


class Written:
    """One course, from our side and from Canvas's."""

    def __init__(self, sandbox, state, *, course=COURSE, token=ADMINISTRATOR):
        self.sandbox = sandbox
        sandbox.control("PUT", "state", msgspec.to_builtins(state))
        self.institution = connected(sandbox, token=token)
        self.person = operator()
        self.canvas_id = str(course)
        reading.read_institution(self.institution)
        Course.objects.of(self.institution).exclude(canvas_id=self.canvas_id).update(wanted_at=None)
        self.read()
        sandbox.control("DELETE", "counters")

    @property
    def course(self):
        return Course.objects.of(self.institution).get(canvas_id=self.canvas_id)

    def read(self):
        """List the course and check what is due."""
        Course.objects.of(self.institution).filter(canvas_id=self.canvas_id).update(wanted_at="2026-01-01T00:00Z")
        reading.read_courses(self.institution, slot=0, seconds=60)
        self.check()

    def check(self):
        loop.check_items(self.institution, slot=0, seconds=60)

    def items(self, **where):
        found = Item.objects.of(self.institution).filter(course=self.course, **where)
        return found.select_related("course", "institution", "standing__result").order_by("pk")

    def item(self, kind, **where):
        return self.items(kind=kind, **where).get()

    def find(self, item, fix_id):
        """Return rule and number of the first finding that a fix mends."""
        for result in result_of(item).assessment.results:
            if fix_id in rules_by_id()[result.rule_id].fixes:
                for number, finding in enumerate(result.findings, 1):
                    if finding.outcome in {Outcome.FAILED, Outcome.CANT_TELL}:
                        return result.rule_id, number
        raise AssertionError(f"nothing that {fix_id} mends")

    def fix(self, item, fix_id, answer="", **where):
        rule_id, number = self.find(item, fix_id)
        return changes.request_fix(
            item=item, person=self.person, rule_id=rule_id, number=number, fix_id=fix_id, answer=answer,
            expects=where.pop("expects", item.fingerprint), **where,
        )  # fmt: skip

    def work(self):
        """Write all that waits; return whether more can be written now."""
        return writing.write_changes(self.institution, slot=0, seconds=60)

    def now(self, change):
        """Return a change as it is now."""
        return (
            Change.objects.of(self.institution)
            .select_related("original", "proposal", "found", "item")
            .get(pk=change.pk)
        )

    def done(self, change):
        """Do all that waits, and return a change as it is then."""
        self.work()
        return self.now(change)

    def state(self):
        """Return all that the sandbox holds."""
        return self.sandbox.control("GET", "state")

    def stored(self, table, identifier):
        """Return a row of the sandbox, as Canvas stores it."""
        return self.state()[table][str(identifier)]

    def requests(self, verb=""):
        """Count what was asked of the sandbox since the course was checked."""
        routes = self.sandbox.counters()["routes"]
        return sum(count for route, count in routes.items() if route.startswith(verb))
