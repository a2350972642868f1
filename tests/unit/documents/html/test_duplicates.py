import pytest
from tests.builders.html import a_document


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p class=a CLASS=b>", [("class", 1, "<p class=a CLASS")]),
        ("<p>\n<br id=a title=b id=c title>", [("id", 2, "<br id=a title=b id"), ("title", 2, "<br id=a title=b id=c title")]),
        ("<p id=a></p id=b id=c>", []),
        ("<p id=a title=id>", []),
    ],
)  # fmt: skip
def test_attributes_that_a_tag_has_twice(source, found):
    duplicates = a_document(source).duplicate_attributes
    assert [(each.name, each.place.line, each.place.excerpt) for each in duplicates] == found
