"""Link texts, titles and sheet names that stand for nothing in particular."""

import pytest

from curbcut.documents.wordings import (
    GENERIC_LINK_TEXTS,
    is_default_sheet_name,
    is_generic_link_text,
    is_placeholder_title,
    link_fault_of,
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Opening hours of the library", None),
        ("More about foxes", None),
        ("click here", "generic"),
        ("» Read  more …", "generic"),
        ("en savoir plus", "generic"),
        ("→", "generic"),
        ("", "empty"),
        (" \u00a0", "empty"),
        ("https://example.edu/a?b=c", "address"),
        ("example.edu", "address"),
        ("(www.example.edu)", "address"),
        ("C:\\foxes\\cubs.docx", "address"),
        ("files/week1/cubs.pdf", "address"),
        ("and/or", None),
        ("v2.0", None),
    ],
)
def test_link_texts(text, fault):
    assert link_fault_of(text) == fault


@pytest.mark.parametrize(
    ("title", "is_placeholder"),
    [
        ("PowerPoint Presentation", True),
        ("Présentation PowerPoint", True),
        ("Slide 1", True),
        ("Untitled document", True),
        ("Microsoft Word - foxes.doc", True),
        ("foxes_final", True),
        ("(Untitled)", True),
        ("New Document", True),
        ("Unknown", True),
        ("Layout 1", True),
        ("Unknown pleasures of foxes", False),
        ("None of the above", False),
        ("Foxes", False),
        ("Presentation skills", False),
        ("Word order in Latin", False),
    ],
)
def test_titles(title, is_placeholder):
    assert is_placeholder_title(title, "foxes_final.docx") is is_placeholder


@pytest.mark.parametrize(
    ("name", "is_default"),
    [
        ("Sheet1", True),
        ("Sheet 2", True),
        ("Hoja1", True),
        ("Sheet1 (2)", True),
        ("Budget", False),
        ("Sheet of tests", False),
        ("Plan B", False),
        ("Página1", True),
        ("Páginas", False),
    ],
)
def test_sheet_names(name, is_default):
    assert is_default_sheet_name(name) is is_default


def test_words_that_lead_on_in_a_site_lead_nowhere_in_a_document():
    assert is_generic_link_text(" Next » ")
    assert "next" not in GENERIC_LINK_TEXTS
    assert is_generic_link_text("Klicken Sie hier!")
    assert not is_generic_link_text("Next week's reading")
