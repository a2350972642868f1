"""What a course says of its files: captions beside films, alternatives of pictures."""

import pytest

from curbcut.documents.used_picture import UsedPicture
from curbcut.reports.neighbours import Neighbours, file_id_of

FOX = UsedPicture("/courses/7/files/50/preview", "A red fox")
BARE = UsedPicture("/files/50", "")


def after(*bodies):
    """Tell of bodies, each given by its kind and its pictures."""
    neighbours = Neighbours(7)
    for kind, pictures in bodies:
        neighbours.add_body(kind, pictures)
    return neighbours


def alternatives(*bodies):
    return after(*bodies).alternatives_of("fox.png", 50)


def beside(name, *others, folder=1, is_played=False):
    neighbours = Neighbours(7)
    for other, its_folder in others:
        neighbours.add_file(other, its_folder)
    return neighbours.siblings_of(name, folder, is_played=is_played)


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
    neighbours = after(("page", (FOX,)), ("assignment", (BARE, FOX)))
    assert neighbours.alternatives_of("fox.png", 50) == ("A red fox", "", "A red fox")
    assert neighbours.alternatives_of("hen.png", 51) == ()


def test_only_pictures_have_alternatives_and_only_media_have_siblings():
    neighbours = after(("page", (FOX,)))
    neighbours.add_file("fox.png", 1)
    assert neighbours.alternatives_of("fox.pdf", 50) is None
    assert neighbours.siblings_of("fox.png", 1, is_played=False) is None


@pytest.mark.parametrize("unread", [("page", None), ("quiz", ())])
def test_what_was_not_read_may_use_a_picture(unread):
    assert alternatives(unread) is None
    assert alternatives(unread, ("page", (FOX,))) == ("A red fox",)


def test_a_list_that_could_not_be_read_may_use_a_picture():
    neighbours = after(("page", ()))
    neighbours.add_unread()
    assert neighbours.alternatives_of("fox.png", 50) is None


def test_siblings_are_of_the_same_folder():
    others = (("talk.mp3", 1), ("talk.txt", 1), ("talk.vtt", 2), ("loose.txt", None))
    assert beside("talk.mp3", *others) == ("talk.txt",)
    assert beside("talk.mp3", *others, folder=None) is None


@pytest.mark.parametrize(
    ("name", "other", "siblings"),
    [
        ("talk.mp4", "talk.vtt", ("talk.vtt",)),
        ("talk.mp4", "other.vtt", None),
        ("talk.mp4", "talk.pdf", None),
        ("talk.mp3", "talk.vtt", ("talk.vtt",)),
        ("talk.mp3", "other.vtt", ()),
    ],
)
def test_of_a_film_that_canvas_plays_the_folder_proves_captions_and_not_their_absence(name, other, siblings):
    assert beside(name, (other, 1), is_played=True) == siblings
