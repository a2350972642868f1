"""XML namespaces of Office files, as prefixes of tags (`W + "p"`), and how attributes say yes and no."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that Office itself writes
ADEC = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
DC = "{http://purl.org/dc/elements/1.1/}"

_OFF = frozenset({"0", "false", "off"})


def is_on(element: etree._Element | None, attribute: str = W + "val") -> bool:
    """Tell whether a switch is there and on; without a value it is on (ISO/IEC 29500-1, 17.17.4)."""
    return element is not None and (element.get(attribute) or "1").lower() not in _OFF


def is_true(value: str | None) -> bool:
    """Tell whether an attribute is there and says yes."""
    return value is not None and value.lower() not in _OFF and value != ""


def chosen(element: etree._Element) -> etree._Element | None:
    """Return the half of an `mc:AlternateContent` that newer programs show; the other half repeats it."""
    choice = element.find(MC + "Choice")
    return choice if choice is not None else element.find(MC + "Fallback")
