"""What differs, for people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curbcut.fixes.fix import Change, Edit
from curbcut.service.feedback.diffs import LONGEST, Piece, hunks_between, hunks_of


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def changed(pieces):
    return [piece.text for piece in pieces if piece.is_changed]


def test_the_diff_of_a_fix_is_read_place_by_place():
    edits = (
        Edit("line 1: …⟨…", '<img src="a.png">', '<img src="a.png" alt="A fox">'),
        Edit("line 2: …⟨…", "<h2></h2>", ""),
    )
    first, second = hunks_of(Change(data=b"", made_from="", edits=edits).diff)
    assert first.where == "line 1: …⟨…"
    assert text_of(first.before) == '<img src="a.png">'
    assert changed(first.before) == []
    assert "".join(changed(first.after)) == ' alt="A fox"'
    assert (changed(second.before), second.after) == (["<h2></h2>"], ())


@pytest.mark.parametrize("diff", ["", "nonsense", "@ nowhere"])
def test_what_says_nothing_is_no_hunk(diff):
    assert hunks_of(diff) == ()


def test_a_very_long_piece_is_shown_whole():
    [hunk] = hunks_of(f"@ x\n- {'a ' * LONGEST}\n+ b")
    assert hunk.after == (Piece("b", is_changed=True),)
    assert len(hunk.before) == 1


def test_two_versions_are_compared_line_by_line():
    [hunk] = hunks_between("<p>One</p>\n<p>Two</p>\n", "<p>One</p>\n<p>Three</p>\n")
    assert hunk.where == "line 2"
    assert changed(hunk.after) == ["Three"]
    assert hunks_between("same", "same") == ()


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"])),
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"])),
)
def test_pieces_add_up_to_what_stood_there(before, after):
    for hunk in hunks_of(f"@ x\n- {before}\n+ {after}"):
        assert (text_of(hunk.before), text_of(hunk.after)) == (before, after)
