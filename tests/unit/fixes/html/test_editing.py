"""What holds for every fix of a page: bytes, encodings, line ends, places that moved."""

import pytest
from tests.unit.fixes.mending import change_of, original_of, refusal_of, to_mend

from curbcut.documents.place import Place
from curbcut.fixes.catalogue import fixes_by_id
from curbcut.fixes.fix import FixRefusedError, fingerprint_of
from curbcut.rules.results import Finding
from curbcut.rules.rule import Outcome

IMG, ALT = '<img src="a.png">', "Dog — 犬"
DESCRIBE = fixes_by_id()["describe-image"]


def described(data, **context):
    return change_of("describe-image", data, ALT, **context).data


@pytest.mark.parametrize(
    ("before", "codec", "written"),
    [
        ("<p>é</p>", "utf-8", "Dog — 犬"),
        ("<meta charset=windows-1252><p>é</p>", "cp1252", "Dog — &#29356;"),
        ("<meta charset=koi8-r><p>ж</p>", "koi8-r", "Dog &#8212; &#29356;"),
        ("<meta charset=shift_jis><p>犬</p>", "cp932", "Dog — 犬"),
    ],
)
def test_a_page_stays_in_its_encoding(before, codec, written):
    source = (before + IMG).encode(codec)
    expected = (before + f'<img src="a.png" alt="{written}">').encode(codec, "xmlcharrefreplace")
    assert described(source, origin="file") == expected


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_stays(mark):
    assert described(IMG.encode(mark), origin="file") == f'<img src="a.png" alt="{ALT}">'.encode(mark)


def test_damaged_characters_are_never_written_back():
    assert refusal_of("describe-image", b"<meta charset=utf-8><p>\xff</p><img>", ALT, origin="file") == "unwritable"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_stay(end):
    lines = ["<p>a</p>", "", "<p", 'title="x">b</p>', IMG, "<p>c</p>", ""]
    mended = [line.replace(IMG, f'<img src="a.png" alt="{ALT}">') for line in lines]
    change = change_of("describe-image", end.join(lines), ALT)
    assert change.data.decode() == end.join(mended)
    [edit] = change.edits
    assert end.join(lines)[: edit.start] + edit.after + end.join(lines)[edit.end :] == end.join(mended)


def test_a_change_knows_what_it_was_made_from():
    change = change_of("describe-image", IMG, ALT)
    assert change.made_from == fingerprint_of(IMG.encode())
    assert change.fingerprint == fingerprint_of(change.data)
    assert change.diff == f'@ line 1: …<img src="a.png"⟨⟩>…\n+  alt="{ALT}"'


def test_a_change_shows_what_went_and_what_came():
    change = change_of("change-heading-level", "<h2>a</h2>\n<h4>b</h4>")
    assert [(edit.before, edit.after) for edit in change.edits] == [("h4", "h3"), ("h4", "h3")]
    assert change.diff.splitlines()[1:3] == ["- h4", "+ h3"]


@pytest.mark.parametrize("now", ["<p>new</p>" + IMG, '<img src="b.png">', "<p>x</p>", "<div>" + IMG + "</div>", ""])
def test_a_page_that_changed_is_not_written(now):
    finding = to_mend("describe-image", original_of(IMG))
    with pytest.raises(FixRefusedError) as refused:
        DESCRIBE.prepare(original_of(now), finding, ALT)
    assert refused.value.reason == "moved"


def test_an_element_without_a_tag_of_its_own_is_not_written():
    finding = Finding(Outcome.FAILED, "absent", "", Place(excerpt="<img>", selector="img"))
    with pytest.raises(FixRefusedError) as refused:
        DESCRIBE.prepare(original_of(IMG), finding, ALT)
    assert refused.value.reason == "not-applicable"


def test_the_same_words_again_are_refused():
    assert refusal_of("describe-image", '<img alt="IMG_2041.JPG">', "IMG_2041.JPG") == "not-applicable"
