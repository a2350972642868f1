"""What a course says of its files: captions beside films, alternatives of pictures."""

import pytest
from tests.unit.cli.courses import body, file

from curbcut.canvas.content import Note
from curbcut.reports import neighbours
from curbcut.reports.neighbours import Neighbours, file_id_of

FOX = '<img src="/courses/7/files/50/preview" alt="A red fox">'


def placed(*items, notes=()):
    return list(Neighbours(7, notes).placed(iter(items)))


def alternatives(*items, notes=()):
    """Return what is known of the last item, a picture."""
    return placed(*items, notes=notes)[-1].alternatives


@pytest.mark.parametrize(
    ("source", "file_id"),
    [
        ("/courses/7/files/50", 50),
        ("/courses/7/files/50/preview?wrap=1", 50),
        ("/files/50/download#here", 50),
        ("/courses/8/files/50/preview", None),
        ("/courses/7/files", None),
        ("/courses/7/files/", None),
        ("/courses/7/files/²", None),
        ("/courses/7/files/1~50", None),
        ("/files/" + "9" * 5000, None),
        ("https://elsewhere.example/files/50", None),
        ("//elsewhere.example/files/50", None),
        ("files/50", None),
        ("/equation_images/50", None),
        ("", None),
    ],
)
def test_which_file_an_address_shows(source, file_id):
    assert file_id_of(source, 7) == file_id


def test_a_picture_has_the_texts_of_every_page_that_uses_it():
    uses = (body(FOX), body(f'<img src="/files/50">{FOX}', kind="assignment", number=2))
    assert alternatives(*uses, file("fox.png", number=50)) == ("A red fox", "", "A red fox")
    assert alternatives(*uses, file("hen.png", number=51)) == ()


def test_of_a_text_without_end_only_the_beginning_is_kept():
    html = '<p id="a">' + "x" * 5000 + '</p><img src="/files/50" aria-labelledby="a">'
    assert alternatives(body(html), file("fox.png")) == ("x" * neighbours.LONGEST_ALTERNATIVE,)


def test_a_decorative_use_says_nothing():
    assert alternatives(body('<img src="/files/50" alt="">'), file("fox.png")) == ()


@pytest.mark.parametrize(
    "unread",
    [
        body(None, number=2, not_checkable="block-editor"),
        body(None, number=2),
        body("", kind="quiz", number=2),
    ],
)
def test_what_was_not_read_may_use_a_picture(unread):
    assert alternatives(unread, file("fox.png")) is None
    assert alternatives(unread, body(FOX), file("fox.png")) == ("A red fox",)


def test_a_list_that_could_not_be_read_may_use_a_picture():
    notes = [Note("permission-denied", "The pages of this course could not be read.")]
    assert alternatives(file("fox.png"), notes=notes) is None
    assert alternatives(body(FOX), file("fox.png"), notes=notes) == ("A red fox",)


def test_a_body_beyond_what_is_read_leaves_uses_unknown(monkeypatch):
    monkeypatch.setattr(neighbours, "LONGEST_BODY", len(FOX))
    assert alternatives(body(FOX), file("fox.png")) == ("A red fox",)
    assert alternatives(body(FOX + " "), file("fox.png")) is None


def test_only_pictures_have_alternatives_and_only_media_have_siblings():
    page, notes, picture, film = placed(
        body('<a href="/files/50">x</a>'), file("a.pdf", folder=1), file("b.png", folder=1), file("c.mp4", folder=1)
    )
    assert (page.siblings, page.alternatives) == (None, None)
    assert (notes.siblings, notes.alternatives) == (None, None)
    assert (picture.siblings, picture.alternatives) == (None, ())
    assert (film.siblings, film.alternatives) == (("a.pdf", "b.png", "c.mp4"), None)


def test_siblings_are_of_the_same_folder_wherever_they_stand_in_the_list():
    items = (file("talk.mp3", folder=1), file("talk.txt", folder=1), file("talk.vtt", folder=2))
    found = placed(*items)
    assert [each.item.title for each in found] == ["talk.txt", "talk.vtt", "talk.mp3"]
    assert found[-1].siblings == ("talk.mp3", "talk.txt")


def test_without_a_folder_nobody_knows_the_siblings():
    assert placed(file("talk.txt"), file("talk.mp4"))[-1].siblings is None


@pytest.mark.parametrize(
    ("name", "beside", "siblings"),
    [
        ("talk.mp4", "talk.vtt", ("talk.vtt", "talk.mp4")),
        ("talk.mp4", "other.vtt", None),
        ("talk.mp4", "talk.pdf", None),
        ("talk.mp3", "other.vtt", ("other.vtt", "talk.mp3")),
    ],
)
def test_of_a_film_that_canvas_plays_the_folder_proves_captions_and_not_their_absence(name, beside, siblings):
    found = placed(file(beside, folder=1), file(name, folder=1, media_entry="m-1"))
    assert found[-1].siblings == siblings
