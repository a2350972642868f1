import pytest

from curbcut.fixes.fix import NOTHING, Change, Choice, Edit, FixRefusedError, Question, fingerprint_of

PICK = Question(kind="choice", choices=(Choice("row", "A row"),))


@pytest.mark.parametrize(
    ("question", "answer", "taken"),
    [
        (NOTHING, "whatever", "whatever"),
        (Question(kind="text"), "  two \n\x00 words\u0085", "two words"),
        (Question(kind="text"), "a\ud800b\ufffe", "a b"),
        (Question(kind="text", longest=3), "abc", "abc"),
        (Question(kind="colour"), "#0a5fa0", "#0A5FA0"),
        (Question(kind="language"), " fr-CA ", "fr-CA"),
        (Question(kind="level"), "6", "6"),
        (PICK, "row", "row"),
    ],
)
def test_an_answer_is_taken(question, answer, taken):
    assert question.checked(answer) == taken


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (Question(kind="text"), " "),
        (Question(kind="text", longest=3), "abcd"),
        (Question(kind="colour"), "#0a5fa"),
        (Question(kind="language"), "english"),
        (Question(kind="language"), ""),
        (Question(kind="level"), "7"),
        (Question(kind="level"), "12"),
        (Question(kind="level"), ""),
        (PICK, "column"),
    ],
)
def test_what_is_no_answer_is_refused(question, answer):
    with pytest.raises(FixRefusedError) as refused:
        question.checked(answer)
    assert refused.value.reason == "answer"
    assert refused.value.code == "fix-refused"


def test_a_change_is_shown_line_by_line():
    change = Change(
        data=b"new", made_from=fingerprint_of(b"old"), edits=(Edit("title", "a\nb", "c"), Edit("alt", "", "d"))
    )
    assert change.diff == "@ title\n- a\n- b\n+ c\n@ alt\n+ d"
    assert change.fingerprint == fingerprint_of(b"new")
