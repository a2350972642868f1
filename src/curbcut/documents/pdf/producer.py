"""Which application a PDF comes from, as far as it says: guidance has a part for each."""

from typing import Literal

Application = Literal[
    "word", "powerpoint", "excel", "libreoffice", "google-docs", "latex", "indesign", "browser", "scanner", "unknown"
]

_SIGNS: tuple[tuple[str, Application], ...] = (
    ("powerpoint", "powerpoint"),
    ("excel", "excel"),
    ("word", "word"),
    ("indesign", "indesign"),
    ("google docs", "google-docs"),
    ("mozilla/", "browser"),
    ("chrom", "browser"),
    ("firefox", "browser"),
    ("safari", "browser"),
    ("skia/pdf", "google-docs"),
    ("libreoffice", "libreoffice"),
    ("openoffice", "libreoffice"),
    ("pdftex", "latex"),
    ("luatex", "latex"),
    ("xetex", "latex"),
    ("xdvipdfmx", "latex"),
    ("dvips", "latex"),
    ("latex", "latex"),
    ("tex output", "latex"),
    ("paper capture", "scanner"),
    ("finereader", "scanner"),
    ("abbyy", "scanner"),
    ("tesseract", "scanner"),
    ("ocrmypdf", "scanner"),
    ("scan", "scanner"),
    ("xerox", "scanner"),
    ("ricoh", "scanner"),
    ("konica", "scanner"),
    ("canon", "scanner"),
    ("epson", "scanner"),
)
"""Words in Creator and Producer, the more telling first: Word names itself although Acrobat made the file."""


def application_of(*names: str) -> Application:
    """Return the application that Creator and Producer point at.

    Args:
        names: Creator first, which is the authoring application, then Producer, which wrote the PDF.
    """
    for name in names:
        lowered = name.casefold()
        for sign, application in _SIGNS:
            if sign in lowered:
                return application
    return "unknown"
