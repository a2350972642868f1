"""A whole institution of N courses for load: some 80 items each, the same at every start, small in memory.

Content repeats between courses, as it does in real institutions: files are shared bytes objects, and two thirds of the
HTML are shared strings.
"""

import random
from typing import Literal, NamedTuple

from canvas_sandbox.model import Course, State, Term
from canvas_sandbox.seeds import people
from canvas_sandbox.seeds.builders import pdf, pictures, word
from canvas_sandbox.seeds.builders.blocks import Block, Heading, Paragraph, Table
from canvas_sandbox.seeds.identity import uuid_of
from canvas_sandbox.seeds.planter import CoursePlanter
from canvas_sandbox.seeds.prose import Links, Prose
from canvas_sandbox.seeds.university import ROOT_ACCOUNT_ID, plant_account, plant_university

MOST_COURSES = 5000
COURSES_IN_A_SCHOOL = 25
PAGES, ASSIGNMENTS, DISCUSSIONS, ANNOUNCEMENTS, QUIZZES, FILES = 30, 10, 8, 6, 5, 15
PUBLISHED_SHARE = 0.9
_SEED = 20_260_901
_FACULTIES = 4
_FIRST_SCHOOL_ID = 10
_CONCLUDED_SHARE, _UNPUBLISHED_SHARE = 0.1, 0.05
_TERMS = (
    (2, "Spring 2026", "2026-01-12T07:00:00Z", "2026-05-22T06:00:00Z"),
    (3, "Fall 2026", "2026-08-31T06:00:00Z", "2026-12-20T07:00:00Z"),
    (4, "Spring 2027", "2027-01-11T07:00:00Z", "2027-05-21T06:00:00Z"),
)


class _SharedFile(NamedTuple):
    name: str
    data: bytes


def plant_institution(state: State, course_count: int) -> None:
    """Fill an empty state with `course_count` synthetic courses."""
    chance = random.Random(_SEED)  # noqa: S311 - repeatable on purpose; no secret depends on it
    plant_university(state, "Institute of Synthetic Studies")
    for term_id, name, start, end in _TERMS:
        state.terms[term_id] = Term(term_id, ROOT_ACCOUNT_ID, name, start, end)
    schools = _plant_schools(state, course_count)
    prose = Prose(chance)
    files = _shared_files(prose)
    courses = [_plant_course(state, prose, files, school, chance) for school in _school_of_each(schools, course_count)]
    people.plant_person(state, people.SUB_ACCOUNT_ADMIN, administers=(2,))
    people.plant_person(state, people.TEACHER, teaches=tuple(courses[:5]))
    people.plant_person(state, people.STUDENT, studies=tuple(courses[:5]))


def _plant_schools(state: State, course_count: int) -> list[int]:
    for faculty in range(2, 2 + _FACULTIES):
        plant_account(state, faculty, f"Faculty {faculty - 1}", parent=ROOT_ACCOUNT_ID, sis_id=f"F{faculty - 1}")
    schools = []
    for number in range(max(_FACULTIES, -(-course_count // COURSES_IN_A_SCHOOL))):
        school = _FIRST_SCHOOL_ID + number
        plant_account(state, school, f"School {number + 1}", parent=2 + number % _FACULTIES, sis_id=f"S{number + 1}")
        schools.append(school)
    return schools


def _school_of_each(schools: list[int], course_count: int) -> list[int]:
    return [schools[number % len(schools)] for number in range(course_count)]


def _plant_course(state: State, prose: Prose, files: list[_SharedFile], school: int, chance: random.Random) -> int:
    course_id = state.new_id()
    number = len(state.courses) + 1
    course = Course(
        id=course_id,
        name=f"{prose.title()} {number}",
        course_code=f"SYN {number:04}",
        account_id=school,
        enrollment_term_id=chance.choice(_TERMS)[0],
        workflow_state=_workflow_state(chance),
        uuid=uuid_of("course", course_id),
        total_students=chance.randint(8, 240),
        sis_course_id=f"SYN-{number:05}",
    )
    planter = CoursePlanter(state, course, people.TEACHER.user_id)
    pictures_planted = []
    for index, shared in enumerate(chance.sample(files, FILES)):
        record = planter.file(shared.name, shared.data, folder="course files" if index % 3 else "course files/Readings")
        if shared.name.endswith(".png"):
            pictures_planted.append(f"/courses/{course_id}/files/{record.id}/preview")
    links = Links(f"/courses/{course_id}/pages/overview", tuple(pictures_planted) or ("/images/no-picture.png",))
    _plant_texts(planter, prose, links, chance)
    return course_id


def _workflow_state(chance: random.Random) -> Literal["available", "completed", "claimed"]:
    drawn = chance.random()
    if drawn < _CONCLUDED_SHARE:
        return "completed"
    return "claimed" if drawn < _CONCLUDED_SHARE + _UNPUBLISHED_SHARE else "available"


def _plant_texts(planter: CoursePlanter, prose: Prose, links: Links, chance: random.Random) -> None:
    planter.course.syllabus_body = prose.body(links)
    planter.page("Overview", prose.body(links), front_page=True)
    for _ in range(PAGES - 1):
        planter.page(prose.title(), prose.body(links), published=chance.random() < PUBLISHED_SHARE)
    for _ in range(ASSIGNMENTS):
        planter.assignment(prose.title(), prose.body(links))
    for index in range(DISCUSSIONS):
        planter.discussion(prose.title(), prose.body(links), graded=index == 0)
    for _ in range(ANNOUNCEMENTS):
        planter.announcement(prose.title(), prose.body(links))
    for _ in range(QUIZZES):
        planter.quiz(prose.title(), prose.body(links))


def _shared_files(prose: Prose) -> list[_SharedFile]:
    """Make the 40 files that all courses draw from: a third of the documents as they should be, the others not."""
    made = []
    for number in range(1, 21):
        good = number % 3 == 0
        title = prose.title()
        text: list[Block] = [Heading(1, title), *(Paragraph(prose.paragraph()) for _ in range(3 + number % 5))]
        text.append(Table((("Year", "Value"), ("2024", "17"), ("2025", "21")), has_header=good))
        if number % 2:
            name = title if good else None
            data = pdf.build_pdf(text, tagged=good or number % 5 == 0, title=name, language="en" if good else None)
            made.append(_SharedFile(f"reading {number}.pdf", data))
        else:
            data = word.build_docx(text, title=title if good else None, real_headings=good)
            made.append(_SharedFile(f"handout {number}.docx", data))
    for number in range(1, 21):
        chart = pictures.bar_chart(tuple(1 + number * step % 11 for step in range(1, 6)), size=(200, 120))
        made.append(_SharedFile(f"figure{number}.png", pictures.as_png(chart)))
    return made
