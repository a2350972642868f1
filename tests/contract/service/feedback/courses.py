"""A course in a sandbox that was read and checked, and what stands in it afterwards.

course = CheckedCourse(sandbox, state)          # the state is given to the sandbox, read and checked
change = course.fix(course.item("page"), "describe-image", "A dog")
course.work()
assert course.stored("pages", 5)["body"] == '<p><img src="/a.png" alt="A dog"></p>'
"""

import msgspec
from django.utils import timezone
from tests.builders.canvas_state import ADMINISTRATOR, COURSE
from tests.contract.service.institutions import connected, operator

from curbcut.rules.catalogue import rules_by_id
from curbcut.rules.rule import Outcome
from curbcut.service.checking import loop
from curbcut.service.feedback import changes, undoing, writing
from curbcut.service.feedback.models import Change
from curbcut.service.feedback.offers import result_of
from curbcut.service.library import reading
from curbcut.service.library.models import Course, Item


class CheckedCourse:
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

    def fault(self, pattern, kind, **more):
        self.sandbox.control("POST", "faults", [{"pattern": pattern, "kind": kind} | more])

    def switch(self, **switches):
        self.sandbox.control("PATCH", "switches", switches)

    def edit(self, table, identifier, **fields):
        """Change a row of the sandbox, as a person would in Canvas."""
        state = self.state()
        state[table][str(identifier)].update(fields)
        self.sandbox.control("PUT", "state", state)

    def again(self, change):
        """Let what was put off be due, and do it."""
        Change.objects.of(self.institution).filter(pk=change.pk, due_at__isnull=False).update(due_at=timezone.now())
        return self.done(change)

    def undo(self, change):
        return undoing.request_undo(change=self.now(change), person=self.person)

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

    def content(self):
        """Return what people wrote into the sandbox's course: everything but Canvas's own book-keeping."""
        return content_of(self.state())

    def requests(self, verb=""):
        """Count what was asked of the sandbox since the course was checked."""
        routes = self.sandbox.counters()["routes"]
        return sum(count for route, count in routes.items() if route.startswith(verb))


TABLES = ("courses", "pages", "assignments", "discussion_topics", "quizzes", "folders", "notifications")
BOOK_KEEPING = {"updated_at", "last_edited_by", "revisions", "version_number"}


def content_of(state):
    """Return the tables of content of a state, without what Canvas counts along, and what files people find."""
    tables = {
        table: {
            key: {name: value for name, value in row.items() if name not in BOOK_KEEPING}
            for key, row in (state[table].items() if isinstance(state[table], dict) else enumerate(state[table]))
            if isinstance(row, dict)
        }
        for table in TABLES
    }
    files = {
        (file["folder_id"], file["display_name"]): (file["data"], file["content_type"], file["locked"], file["hidden"])
        for file in state["files"].values()
        if file["workflow_state"] == "available"
    }
    return tables | {"files": files, "told": state["notifications"]}
