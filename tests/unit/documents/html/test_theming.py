import pytest

from curbcut.documents.html.theming import is_styled_by_canvas


@pytest.mark.parametrize(
    "classes",
    ["btn", "Button--primary", "alert alert-info", "x pill", "kl_banner", "dp-panel-group", "ic-Table", "bg-dark"],
)
def test_dressed(classes):
    assert is_styled_by_canvas(classes)


@pytest.mark.parametrize(
    "classes",
    ["", "user_content", "external", "instructure_file_link", "MsoNormal", "s1", "equation_image", "subtitle", "table"],
)
def test_plain(classes):
    assert not is_styled_by_canvas(classes)
