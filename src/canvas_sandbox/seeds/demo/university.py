"""Alderwick University: accounts, terms, people and courses of the demo."""

from dataclasses import dataclass

from canvas_sandbox.model import Course, State, Term
from canvas_sandbox.seeds import people
from canvas_sandbox.seeds.demo import files
from canvas_sandbox.seeds.demo.files import Upload
from canvas_sandbox.seeds.university import ROOT_ACCOUNT_ID, plant_account, plant_university

NAME = "Alderwick University"
SCIENCE, BIOLOGY, CHEMISTRY, ARTS, LANGUAGES, HISTORY, MANUAL = 2, 3, 4, 5, 6, 7, 8
_ACCOUNTS = (
    (SCIENCE, "Faculty of Science", ROOT_ACCOUNT_ID, "SCI"),
    (BIOLOGY, "School of Biology", SCIENCE, "SCI-BIO"),
    (CHEMISTRY, "School of Chemistry and Physics", SCIENCE, "SCI-CHP"),
    (ARTS, "Faculty of Arts", ROOT_ACCOUNT_ID, "ART"),
    (LANGUAGES, "School of Languages and Music", ARTS, "ART-LAN"),
    (HISTORY, "School of History", ARTS, "ART-HIS"),
    (MANUAL, "Manually-Created Courses", ROOT_ACCOUNT_ID, None),
)
BLUEPRINT_ID, CHILD_ID, SUMMER_BIOLOGY_ID, PACKAGE_ID = 107, 108, 109, 114
DEFAULT, SPRING, SUMMER, FALL, DELETED = 1, 2, 3, 4, 5
_TERMS = (
    (SPRING, "Spring 2026", "2026-01-12T07:00:00Z", "2026-05-22T06:00:00Z", "S26"),
    (SUMMER, "Summer 2026", "2026-06-01T06:00:00Z", "2026-08-14T06:00:00Z", "U26"),
    (FALL, "Fall 2026", "2026-08-31T06:00:00Z", "2026-12-20T07:00:00Z", "F26"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A course before it is planted.

    Attributes:
        course: Its record.
        texts: Name of its file of texts.
        uploads: Its files.
        copied_only: Only the texts marked `copied`: this is the course that another one was copied from.
    """

    course: Course
    texts: str
    uploads: tuple[Upload, ...] = ()
    copied_only: bool = False


PLANS = (
    Plan(
        Course(101, "Cell Biology", "BIOL 201", BIOLOGY, FALL, sis_course_id="BIOL201-F26"), "biol-201", files.BIOLOGY
    ),
    Plan(Course(102, "General Chemistry", "CHEM 110", CHEMISTRY, FALL), "chem-110", files.CHEMISTRY),
    Plan(Course(103, "Making Modern Cities", "HIST 150", HISTORY, FALL, is_public=True), "hist-150", files.HISTORY),
    Plan(Course(104, "Beginning Spanish", "SPAN 101", LANGUAGES, FALL), "span-101", files.SPANISH),
    Plan(Course(105, "Statistics for the Life Sciences", "STAT 220", BIOLOGY, FALL), "stat-220", files.STATISTICS),
    Plan(
        Course(106, "Academic Writing", "ENGL 105", ARTS, SPRING, "completed", end_at="2026-05-22T06:00:00Z"),
        "engl-105",
        files.WRITING,
    ),
    Plan(
        Course(
            BLUEPRINT_ID,
            "Study Skills (blueprint)",
            "LIB 100 BP",
            ROOT_ACCOUNT_ID,
            DEFAULT,
            blueprint=True,
            blueprint_restrictions={"content": True, "points": False, "due_dates": False, "availability_dates": False},
        ),
        "lib-100",
        files.STUDY_SKILLS,
    ),
    Plan(
        Course(CHILD_ID, "Study Skills, section A", "LIB 100 A", ROOT_ACCOUNT_ID, FALL), "lib-100", files.STUDY_SKILLS
    ),
    Plan(
        Course(SUMMER_BIOLOGY_ID, "Cell Biology (summer)", "BIOL 201 S", BIOLOGY, SUMMER, "completed"),
        "biol-201",
        files.BIOLOGY,
        copied_only=True,
    ),
    Plan(Course(110, "Physics of Everyday Things", "PHYS 130", CHEMISTRY, FALL, "claimed"), "phys-130", files.PHYSICS),
    Plan(Course(111, "Listening to Music", "MUSC 115", LANGUAGES, FALL, "created"), "musc-115", files.MUSIC),
    Plan(Course(112, "Biology for Everyone", "BIOL 100", BIOLOGY, SPRING, "deleted"), "biol-100"),
    Plan(Course(113, "Teaching for Everybody", "ACC 001", MANUAL, DEFAULT, locale="en"), "acc-001", files.MODEL),
    Plan(Course(PACKAGE_ID, "People and Places", "ANTH 210", HISTORY, FALL), "anth-210", files.IMPORTED),
)


def plant_frame(state: State) -> None:
    """Add the accounts, terms and people of the university, but no course."""
    plant_university(state, NAME)
    for account_id, name, parent, sis_id in _ACCOUNTS:
        plant_account(state, account_id, name, parent=parent, sis_id=sis_id)
    for term_id, name, start, end, sis_id in _TERMS:
        state.terms[term_id] = Term(term_id, ROOT_ACCOUNT_ID, name, start, end, sis_term_id=sis_id)
    state.terms[DELETED] = Term(DELETED, ROOT_ACCOUNT_ID, "Fall 2026 (entered twice)", workflow_state="deleted")
    people.plant_person(state, people.SUB_ACCOUNT_ADMIN, administers=(SCIENCE,))
    people.plant_person(state, people.TEACHER, teaches=(101, 102, 105, SUMMER_BIOLOGY_ID, CHILD_ID, 110, 113))
    people.plant_person(state, people.STUDENT, studies=(101, 102, 103, CHILD_ID))
