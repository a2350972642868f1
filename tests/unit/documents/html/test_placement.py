import pytest

from curbcut.documents.html.declarations import parse_declarations
from curbcut.documents.html.placement import is_displaced, is_floating, is_out_of_sight, is_overlay


def values(text):
    return {name: declaration.value for name, declaration in parse_declarations(text).items()}


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("position:absolute;left:-9999px", True),
        ("position:absolute;left:-99px", False),
        ("left:-9999px", False),
        ("position:absolute;left:-100vw", True),
        ("position:absolute;left:-10vw", False),
        ("position:fixed;left:-250px;width:250px", True),
        ("position:fixed;left:-50px;width:250px", False),
        ("position:absolute;left:-250px;width:250px", False),
        ("position:fixed;left:0;transform:translateX(-100%)", True),
        ("position:fixed;top:0;transform:translateX(-100%)", False),
        ("position:absolute;left:-50vw", False),
        ("position:absolute;right:9999px", True),
        ("position:absolute;right:990px", False),
        ("position:relative;left:9999px", False),
        ("text-indent:-9999px", True),
        ("margin-left:-9999px", True),
        ("position:absolute;clip:rect(0 0 0 0)", True),
        ("position:absolute;clip:rect(1px,1px,1px,1px)", True),
        ("position:absolute;clip:rect(0,100px,100px,0)", False),
        ("clip:rect(0 0 0 0)", False),
        ("position:absolute;clip:rect(auto,auto,auto,auto)", False),
        ("clip-path:inset(50%)", True),
        ("clip-path:inset(10%)", False),
        ("clip-path:circle(0)", True),
        ("width:1px;height:1px;overflow:hidden", True),
        ("height:0;overflow:hidden", True),
        ("height:0", False),
        ("height:20px;overflow:hidden", False),
        ("width:1px;overflow:hidden;display:inline", False),
        ("transform:scale(0)", True),
        ("transform:scale(0.5)", False),
        ("scale:0", True),
        ("scale:0.5", False),
        ("transform:translate(0,-9999px)", True),
        ("transform:translate(-50%,-50%)", False),
        ("clip-path:polygon(0 0)", True),
        ("clip-path:polygon(0 0,9px 0,9px 9px)", False),
        ("text-indent:100%;white-space:nowrap;overflow:hidden", True),
        (f"text-indent:{'9' * 5000}%;white-space:nowrap;overflow:hidden", True),
        ("text-indent:10%;white-space:nowrap;overflow:hidden", False),
        ("text-indent:100%;overflow:hidden", False),
    ],
)
def test_what_eyes_are_not_meant_to_see(style, expected):
    assert is_out_of_sight(values(style)) is expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("position:absolute", True),
        ("position:fixed", True),
        ("position:relative", False),
        ("position:relative;top:5px", True),
        ("position:relative;top:0", False),
        ("margin-top:-5px", True),
        ("margin:0 auto", False),
        ("transform:translate(5px)", True),
        ("translate:5px", True),
    ],
)
def test_boxes_out_of_place(style, expected):
    assert is_displaced(values(style)) is expected


def test_floats_and_overlays():
    assert is_floating(values("float:left"))
    assert not is_floating(values("float:none"))
    assert is_overlay(values("position:absolute"))
    assert not is_overlay(values("position:fixed"))
    assert is_overlay(values("position:fixed;z-index:-1"))
