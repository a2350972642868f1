import pytest
from tests.builders.html_pages import a_page

from curbcut.documents.html.disabled import texts_of_disabled


def is_exempt(html):
    page = a_page(html)
    [element] = page.by_tag("i")
    return any(start <= element.index < end for start, end in texts_of_disabled(page))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<button disabled><i>a</i></button>", True),
        ("<button><i>a</i></button>", False),
        ("<p disabled><i>a</i></p>", False),
        ("<fieldset disabled><i>a</i></fieldset>", True),
        ("<label><i>a</i><input disabled></label>", True),
        ("<label><i>a</i><input></label>", False),
        ("<label for=x><i>a</i></label><input id=x disabled>", True),
        ("<label><i>a</i><input type=hidden><input disabled></label>", True),
        ("<label for=y><i>a</i></label><input id=x disabled>", False),
        ("<label for=x><i>a</i></label><fieldset disabled><input id=x></fieldset>", True),
        ("<label for=x><i>a</i></label><fieldset disabled><legend><input id=x></legend></fieldset>", False),
        ("<b id=n><i>a</i></b><input aria-labelledby=n disabled>", True),
        ("<b id=n><i>a</i></b><div role=button aria-labelledby=n aria-disabled=true>x</div>", True),
        ("<div role=button aria-disabled=true><i>a</i></div>", True),
        ("<div role=group aria-disabled=true><p><i>a</i></p></div>", True),
        ("<div aria-disabled=true><button><i>a</i></button></div>", True),
        ("<div aria-disabled=true><p><i>a</i></p></div>", False),
        ("<div role=button aria-disabled=false><i>a</i></div>", False),
    ],
)
def test_texts_of_what_is_switched_off(html, expected):
    assert is_exempt(html) is expected
