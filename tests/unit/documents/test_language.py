import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.documents.language import LEAST_LETTERS, compare, detect, may_be_same

ENGLISH = "Students read the assigned chapters before each class and hand in a short reflection by Sunday evening."
SPANISH = "Los estudiantes leen los capítulos asignados antes de cada clase y entregan una breve reflexión el domingo."
JAPANESE = "学生は各授業の前に指定された章を読み、日曜日の夜までに短い感想文を提出することが求められます。"
HEBREW = "הסטודנטים מתבקשים לקרוא את הפרקים שנקבעו לפני כל שיעור ולהגיש רפלקציה קצרה עד יום ראשון בערב."


@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (SPANISH, "es"), (JAPANESE, "ja"), (HEBREW, "he"), (ENGLISH.upper(), "en")]
)
def test_languages(text, language):
    found = detect(text)
    assert found.language == language
    assert 0.9 <= found.confidence <= 1
    assert found.letters >= LEAST_LETTERS


@pytest.mark.parametrize(
    "text", ["", "Syllabus", ENGLISH[: LEAST_LETTERS - 10], "1 2 3 " * 50, "https://example.org/" + "path/" * 30]
)
def test_too_little_to_tell(text):
    assert detect(text) is None


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_text_makes_it_raise(text):
    detect(text)


def test_a_lone_surrogate_does_no_harm():
    assert detect(ENGLISH + "\ud800").language == "en"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("en", "en-GB", True), ("EN_us", "en", True), ("no", "nb", True), ("gl", "pt", True), ("en", "es", False)],
)
def test_which_languages_are_taken_for_one(one, other, expected):
    assert may_be_same(one, other) is expected


LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim "
    "ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. Duis aute irure dolor."
)


CODE = (
    "users=load_the_users(from_file='names.txt');print_every_user(users,with_address=True);for(user:users){send_letter(user.first_name,"
    "user.last_name);} if(number_of_letters>maximum_of_the_day){wait_until(next_morning);continue_with(the_remaining_users);}else{"
    "close_the_file();return_the_number(of_letters);} write_report(to_the_manager,about_all_letters);remember_when(everything_was_done);"
)


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("de", CODE, "unsure"),
        ("en-GB", ENGLISH * 3, "right"),
        ("de", ENGLISH * 3, "wrong"),
        ("de", LOREM, "unsure"),
        ("de", "1 2 3 " * 60, "unsure"),
    ],
)
def test_a_language_beside_its_text(language, text, answer):
    assert compare(language, text).answer == answer


def test_too_little_text_to_compare():
    assert compare("de", (ENGLISH * 3)[:199]) is None
    assert compare("de", (ENGLISH * 3)[:200].replace(" ", "   ")) is not None
