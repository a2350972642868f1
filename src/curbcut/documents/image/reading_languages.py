"""Languages that tesseract reads, and under which names it knows them."""

from functools import cache

from curbcut.documents.isolation.programs import run_program

LIST_SECONDS = 10.0

NAMES = {
    "af": "afr", "ar": "ara", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg", "he": "heb",
    "hi": "hin", "hr": "hrv", "ht": "hat", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat",
    "ko": "kor", "lt": "lit", "lv": "lav", "mi": "mri", "ms": "msa", "nb": "nor", "nl": "nld", "nn": "nor", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr",
    "ur": "urd", "vi": "vie", "zh": "chi_sim",
}  # fmt: skip
"""From the language subtag of BCP 47 to tesseract's file of trained data."""

TRADITIONAL_CHINESE = frozenset({"tw", "hk", "mo", "hant"})

OTHER_SCRIPTS = frozenset({
    "ara", "bul", "ben", "ell", "fas", "heb", "hin", "hye", "jpn", "kat", "kor", "rus", "srp", "tha", "ukr", "urd", "chi_sim",
    "chi_tra",
})  # fmt: skip
"""Languages of which nothing is read by what was trained on Latin letters."""

ENGLISH = "eng"


def name_of(tag: str | None) -> str:
    """Return tesseract's name of a language, English for one that is not known."""
    first, *rest = (tag or "").casefold().replace("_", "-").split("-")
    if first == "zh" and TRADITIONAL_CHINESE.intersection(rest):
        return "chi_tra"
    return NAMES.get(first, ENGLISH)


def languages_for(program: str, tag: str | None) -> str | None:
    """Return what to read a picture of a course with, as for `-l`.

    Args:
        program: Path of tesseract.
        tag: The course's language as BCP 47.

    Returns:
        The language's own data and the English ones, as far as they are installed; `None` when the language has a script of
        its own and no data here.
    """
    installed = installed_languages(program)
    own = name_of(tag)
    if own not in installed and own in OTHER_SCRIPTS:
        return None
    return "+".join(dict.fromkeys(each for each in (own, ENGLISH) if each in installed)) or None


@cache
def installed_languages(program: str) -> frozenset[str]:
    """Return the languages that are installed with a tesseract."""
    said = run_program([program, "--list-langs"], b"", timeout_seconds=LIST_SECONDS) or b""
    # The first line says where they are.
    return frozenset(line.strip() for line in said.decode("utf-8", "replace").splitlines()[1:])
