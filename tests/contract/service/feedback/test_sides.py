"""The side of an item's page that shows a file: which picture, under which heading."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

PICTURE = SimpleNamespace(address="/p.png", alternative="Small", width=8, height=6)


def shown(*, kind="pdf", thumbnail=PICTURE, **context):
    from curbcut.service.feedback.pictures import Gallery

    item = SimpleNamespace(title="Foxes", standing=SimpleNamespace(result=SimpleNamespace(file_kind=kind)))
    gallery = SimpleNamespace(is_of_slides=Gallery(item, None).is_of_slides, thumbnail=thumbnail)
    stop = SimpleNamespace(where="page 3")
    return render_to_string("feedback/_preview.html", {"gallery": gallery, "item": item, "stop": stop} | context)


@pytest.mark.parametrize(
    ("kind", "heading"),
    [("pdf", "First page"), ("docx", "First page"), ("pptx", "First slide"), ("odp", "First slide")],
)
def test_what_comes_first_is_called_what_it_is(kind, heading):
    assert f">{heading}<" in shown(kind=kind)


@pytest.mark.parametrize("place", [{"place_picture": PICTURE}, {"place_address": "/place.png"}])
@pytest.mark.parametrize("more", [{}, {"picture": "/whole.png"}, {"thumbnail": None}])
def test_the_place_is_shown_rather_than_the_whole(place, more):
    side = shown(**place, **more)
    assert ">The place<" in side
    assert "/whole.png" not in side


def test_a_picture_without_a_place_is_shown_itself():
    side = shown(kind="image", picture="/whole.png")
    assert ">The picture<" in side
    assert "/whole.png" in side


def test_a_file_of_which_nothing_can_be_shown_has_no_side():
    assert shown(thumbnail=None).strip() == ""
