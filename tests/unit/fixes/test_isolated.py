"""Several findings of one document at once, what could be proposed, and an answer when the child has none."""

import msgspec
import pytest
from tests.builders.office import a_docx, drawing, paragraph
from tests.unit.fixes.mending import findings_of, original_of

from curbcut.documents.context import Context
from curbcut.documents.isolation.frames import Answer, Stopped
from curbcut.fixes import isolated
from curbcut.fixes.isolated import Mended, Mender, MendRequest, Part, Proposal, Refused
from curbcut.fixes.preparing import answer, mended, proposals
from curbcut.rules.catalogue import rules_by_id

BODY = Context(name="", origin="editor", encoding="utf-8")


def parts_of(source, *wanted):
    """Return a part for each (fix, rule, nth finding of it, answer)."""
    found = findings_of(original_of(source))
    return tuple(
        Part(rule, [finding for of_rule, finding in found if of_rule == rule][nth], fix, said)
        for fix, rule, nth, said in wanted
    )


def mend(source, *wanted):
    made = mended(source.encode(), BODY, parts_of(source, *wanted))
    return made.data.decode() if isinstance(made, Mended) else made


DESCRIBE = ("describe-image", "html-image-without-alternative")


def test_findings_are_mended_one_after_the_other():
    source = '<p><img src="/a"></p>\r\n<p>\u00e9<img src="/b"></p>'
    wanted = ((*DESCRIBE, 0, "One"), (*DESCRIBE, 1, "Two"))
    expected = '<p><img src="/a" alt="One"></p>\r\n<p>\u00e9<img src="/b" alt="Two"></p>'
    assert mend(source, *wanted) == mend(source, *reversed(wanted)) == expected


def test_same_finding_twice_is_mended_once():
    source = '<p><img src="/a"></p>'
    assert mend(source, (*DESCRIBE, 0, "One"), (*DESCRIBE, 0, "Two")) == '<p><img src="/a" alt="One"></p>'


def test_new_ids_do_not_collide():
    source = '<p id="x">A</p><p id="x">B</p><p id="x">C</p>'
    rule = next(rule for rule, _ in findings_of(original_of(source)))
    count = sum(1 for of_rule, _ in findings_of(original_of(source)) if of_rule == rule)
    made = mend(source, *(("rename-id", rule, nth, "") for nth in range(count)))
    assert not findings_of(original_of(made), rule_ids={rule})


def test_part_that_does_not_fit_is_left_and_said():
    source = '<p><img src="/a"></p><p><a href="/x"><img src="/b"></a></p>'
    rule = "html-image-without-alternative"
    parts = parts_of(source, ("mark-image-decorative", rule, 0, ""), ("mark-image-decorative", rule, 1, ""))
    made = mended(source.encode(), BODY, parts)
    assert list(made.refused) == [1]
    assert made.refused[1].reason == "not-applicable"
    assert made.data.decode().endswith('<a href="/x"><img src="/b"></a></p>')


def test_nothing_that_fits_is_a_refusal():
    source = '<p><img src="/a"></p>'
    assert mend(source, (*DESCRIBE, 0, " ")).reason == "answer"
    parts = parts_of(source, ("no-such-fix", DESCRIBE[1], 0, ""))
    assert mended(source.encode(), BODY, parts).reason == "not-applicable"
    assert mended(b"<p>Other</p>", BODY, parts_of(source, (*DESCRIBE, 0, "One"))).reason == "moved"


def test_pictures_of_one_place_in_a_file_are_mended_both():
    data = a_docx(paragraph("Text"), f"<w:p>{drawing() * 2}</w:p>")
    original = original_of(data, kind="docx", origin="file")
    found = [
        (rule, finding)
        for rule, finding in findings_of(original, "docx")
        if "describe-office-picture" in rules_by_id()[rule].fixes
    ]
    parts = tuple(Part(rule, finding, "describe-office-picture", f"No {n}") for n, (rule, finding) in enumerate(found))
    made = mended(data, Context(name="a.docx"), parts)
    left = findings_of(original_of(made.data, kind="docx", origin="file"), "docx", {rule for rule, _ in found})
    assert (len(found), left, made.refused) == (2, [], {})


def test_file_that_cannot_be_read_is_a_refusal():
    context = Context(name="a.pdf")
    parts = parts_of('<p><img src="/a"></p>', (*DESCRIBE, 0, "One"))
    assert mended(b"%PDF-1.7 broken", context, parts).reason == "malformed-document"
    assert proposals(b"%PDF-1.7 broken", context, parts)[0].refused.reason == "malformed-document"
    assert mended(b"A text", Context(name="a.txt"), parts).reason == "not-applicable"
    assert proposals(b"A text", Context(name="a.txt"), parts)[0].refused.reason == "not-applicable"


@pytest.mark.parametrize(
    ("source", "rule", "fix", "expected"),
    [
        ('<p><img src="/a"></p>', *reversed(DESCRIBE), Proposal()),
        ('<p>A</p><p style="color: #999">B</p>', "html-text-contrast", "change-text-colour", Proposal("#737373")),
    ],
)
def test_proposal(source, rule, fix, expected):
    [proposal] = proposals(source.encode(), BODY, parts_of(source, (fix, rule, 0, "")))
    assert proposal.refused == expected.refused
    assert (proposal.answer is None) == (expected.answer is None)


def test_description_of_a_picture_is_not_offered_for_a_link_that_holds_none():
    source = '<p><a href="/x"></a></p>'
    parts = parts_of(
        source, ("describe-image", "html-link-without-name", 0, ""), ("rename-link", "html-link-without-name", 0, "")
    )
    describe, rename = proposals(source.encode(), BODY, parts)
    assert describe.refused.reason == "not-applicable"
    assert rename.refused is None


def test_fix_that_does_not_fit_is_not_offered():
    source = '<p><a href="/x"><img src="/b"></a></p>'
    parts = parts_of(source, ("mark-image-decorative", "html-image-without-alternative", 0, ""))
    [proposal] = proposals(source.encode(), BODY, parts)
    assert proposal.refused.reason == "not-applicable"
    assert proposals(b"<p>Other</p>", BODY, parts)[0].refused.reason == "moved"


def test_what_crosses_the_pipe_is_the_same():
    source = '<p><img src="/a"></p>'
    parts = parts_of(source, (*DESCRIBE, 0, "One"))
    for is_question, shape in ((True, tuple[Proposal, ...]), (False, Mended | Refused)):
        request = MendRequest(BODY, source.encode(), parts, is_question)
        answered = msgspec.msgpack.decode(answer(msgspec.msgpack.encode(request)), type=shape)
        assert answered == (proposals if is_question else mended)(source.encode(), BODY, parts)


@pytest.mark.parametrize(
    ("reply", "reason"), [(Stopped("cpu-time", "Too long."), "cpu-time"), (Answer(b"\xc1"), "garbage")]
)
def test_child_without_an_answer_is_a_refusal(monkeypatch, reply, reason):
    class FakePool:
        """Keeps the contract of `Pool` with a reply made beforehand."""

        def __init__(self, *_, **__):
            pass

        def call(self, _request):
            return reply

        def close(self):
            pass

    monkeypatch.setattr(isolated, "Pool", FakePool)
    parts = parts_of('<p><img src="/a"></p>', (*DESCRIBE, 0, "One"))
    with Mender() as mender:
        assert mender.mend(b"", BODY, parts).reason == reason
        assert [each.refused.reason for each in mender.propose(b"", BODY, parts)] == [reason]
