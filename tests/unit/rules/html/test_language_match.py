import pytest
from tests.builders.html_pages import a_body, a_page, verdicts

from curbcut.documents.language import detect
from curbcut.rules.html.language_match import CHECKS, PAGE_LANGUAGE_DIFFERS, PART_LANGUAGE_DIFFERS, SURE
from curbcut.rules.rule import Outcome

PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
ENGLISH = (
    "Students read the assigned chapters before each class and hand in a short reflection by Sunday evening. Late work is accepted "
    "only with a good reason, and those who were ill can ask for more time. We discuss the questions of the week in small groups."
)
SPANISH = (
    "Los estudiantes leen los capítulos asignados antes de cada clase y entregan una breve reflexión el domingo por la noche. Los "
    "trabajos tardíos se aceptan solo con una buena razón, y quienes estuvieron enfermos pueden pedir más tiempo para terminar."
)
LATIN = (
    "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani, tertiam qui ipsorum lingua Celtae, "
    "nostra Galli appellantur. Hi omnes lingua, institutis, legibus inter se differunt. Gallos ab Aquitanis Garumna flumen dividit."
)
MIXED = (
    "Los estudiantes leen el primer capítulo y anotan las preguntas para la discusión del lunes. " * 2
    + "Les étudiants lisent le premier chapitre et notent les questions pour la discussion de lundi. " * 2
    + "Students read the first chapter and note"
)
CHINESE = "在Linux 作者Linus Torvalds 出现之前。发展中国家在计算科学领域大大落后于西方。软件的高昂价格一直是门槛。" * 8
SKILLS = "ELLs can learn language skills through digital tasks and learn digital skills through language tasks."
"""Taken for Welsh by the detector."""
ARABIC = (
    "6 5 General Delete Page Split Code in Functions include files عمل صفحة للحذف عامة على أى جدول وتقسيم الأكواد على دوار وأستخدام "
    "استدعاء الصفحات داخل الصفحات"
)
"""Taken for Swedish by the detector, the words of its trade being English."""
LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit. Nulla luctus aliquam dolor, eu lacinia lorem placerat vulputate. "
    "Duis felis orci, pulvinar id metus ut, rutrum luctus orci. Cras porttitor imperdiet nunc, at ultricies tellus laoreet sit."
)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", ENGLISH, [(PASSED, "same")]),
        ("en-GB", ENGLISH, [(PASSED, "same")]),
        ("es", ENGLISH, [(FAILED, "other")]),
        ("en", SPANISH, [(FAILED, "other")]),
        ("gl", SPANISH, [(PASSED, "same")]),
        ("en", LATIN, [(FAILED, "other")]),
        ("zh-CN", CHINESE, [(PASSED, "same")]),
        ("zh-CN", ENGLISH, [(FAILED, "other")]),
        ("en", LOREM, [(PASSED, "same")]),
        ("ar", ARABIC * 3, [(PASSED, "same")]),
        ("ar", ENGLISH, [(FAILED, "other")]),
        ("en", "Syllabus de la semana", []),
        ("", SPANISH, []),
        ("x", SPANISH, []),
    ],
)
def test_language_of_a_page(lang, text, expected):
    assert verdicts(CHECKS, PAGE_LANGUAGE_DIFFERS, a_page(f"<p>{text}</p>", lang=lang)) == expected


def test_a_body_has_no_language_of_its_own():
    assert verdicts(CHECKS, PAGE_LANGUAGE_DIFFERS, a_body(f"<p>{SPANISH}</p>")) == []


def test_passages_that_declare_their_own_language_do_not_count_for_the_page():
    assert verdicts(CHECKS, PAGE_LANGUAGE_DIFFERS, a_page(f'<p lang="es">{SPANISH}</p>')) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{ENGLISH}</p>", []),
        (f"<p>{SPANISH}</p>", [(CANT_TELL, "other")]),
        (f"<p>{LOREM}</p>", [(PASSED, "same")]),
        (f'<p lang="es">{SPANISH}</p>', [(PASSED, "same")]),
        (f'<p lang="fr">{SPANISH}</p>', [(CANT_TELL, "other")]),
        (f'<p><span lang="es">{SPANISH}</span></p>', [(PASSED, "same")]),
        (f"<p>{SKILLS}</p>", [(PASSED, "same")]),
        ("<p>Feliz cumpleaños a todos los estudiantes</p>", []),
    ],
)
def test_language_of_parts(html, expected):
    assert verdicts(CHECKS, PART_LANGUAGE_DIFFERS, a_page(html)) == expected


def test_the_courses_language_holds_for_a_body():
    assert verdicts(CHECKS, PART_LANGUAGE_DIFFERS, a_body(f"<p>{SPANISH}</p>", language="en")) == [(CANT_TELL, "other")]
    assert verdicts(CHECKS, PART_LANGUAGE_DIFFERS, a_body(f"<p>{SPANISH}</p>")) == []


def test_a_language_that_is_not_quite_sure():
    assert 0.9 < detect(MIXED).confidence < SURE
    assert verdicts(CHECKS, PAGE_LANGUAGE_DIFFERS, a_page(f"<p>{MIXED}</p>")) == [(CANT_TELL, "unsure")]
