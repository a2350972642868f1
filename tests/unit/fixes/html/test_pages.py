import pytest
from tests.unit.fixes.mending import mend

REST = "<body><h1>Week <em>one</em></h1></body>"


@pytest.mark.parametrize(
    ("head", "mended"),
    [
        ("<html lang=en><head><title> </title></head>", "<html lang=en><head><title>Week one</title></head>"),
        ("<html lang=en><head><meta charset=utf-8></head>", "<html lang=en><head><title>Week one</title><meta charset=utf-8></head>"),
        ("<html lang=en>", "<html lang=en><head><title>Week one</title></head>"),
    ],
)  # fmt: skip
def test_a_page_gets_its_first_heading_as_title(head, mended):
    assert mend("set-page-title", head + REST, origin="file") == mended + REST
