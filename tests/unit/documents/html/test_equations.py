import pytest
from tests.builders.html_pages import a_body

from curbcut.documents.html.equations import is_equation_image, latex_of


@pytest.mark.parametrize(
    ("html", "latex"),
    [
        ('<img class="equation_image" data-equation-content="x^2" alt="LaTeX: x^2">', "x^2"),
        ('<img src="/equation_images/%255Cfrac%257B1%257D%257B2%257D?scale=1">', "\\frac{1}{2}"),
        ('<img class="equation_image" src="a.png">', ""),
    ],
)
def test_equations_of_canvas(html, latex):
    [image] = a_body(html).by_tag("img")
    assert is_equation_image(image)
    assert latex_of(image) == latex


def test_other_pictures():
    [image] = a_body('<img src="equation.png" class="equation">').by_tag("img")
    assert not is_equation_image(image)
