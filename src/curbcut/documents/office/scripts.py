"""Which of the three languages that text can say is its own: that of Western, of East Asian or of complex script.

Word (`w:lang`) and OpenDocument (`fo:language` and its fellows) keep one for each, and every program fills in all three: what a
Japanese text says is in `w:eastAsia`, whatever stands beside it. Source: ISO/IEC 29500-1, 17.3.2.20; ODF 1.3 part 3, 20.202.
"""

import re
from typing import Literal

Script = Literal["western", "asian", "complex"]

_OTHER = re.compile("[\u0590-\u109f\u1100-\u11ff\u1780-\u18af\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\uffef]")  # fmt: skip
_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_LETTER = re.compile(r"[^\W\d_]")

_TAGS: tuple[tuple[Script, str], ...] = (
    ("asian", "ja zh ko yue wuu"),
    (
        "complex",
        "ar arc as bn bo ckb dv fa gu he hi iw km kn ks lo ml mr my ne or pa ps sa sd si syr ta te th ug ur yi",
    ),
)
_WRITTEN = {tag: script for script, tags in _TAGS for tag in tags.split()}


def script_of(text: str) -> Script:
    """Return the script of most of a text; a sign of East Asian script says as much as half a word."""
    if text.isascii() or _OTHER.search(text) is None:
        return "western"
    others = len(_OTHER.findall(text))
    asian = len(_ASIAN.findall(text))
    western = len(_LETTER.findall(_OTHER.sub("", text)))
    if others + asian < western:
        return "western"
    return "asian" if asian > others - asian else "complex"


def script_of_language(tag: str) -> Script:
    """Return the script that a language is written in."""
    return _WRITTEN.get(tag.partition("-")[0].lower(), "western")


def said_of(text: str, western: str, asian: str, complex_: str) -> str:
    """Return the language that is said of a text; what is said of Western text holds where nothing else is said."""
    if not (asian or complex_):
        return western
    script = script_of(text)
    if script == "western":
        return western
    return (asian if script == "asian" else complex_) or western
