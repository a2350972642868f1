"""Language tags: which primary subtags exist. Source: IANA Language Subtag Registry of 2024-05-16, RFC 5646."""

from functools import cache
from importlib import resources

_TWO_LETTERS = frozenset(["aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bh", "bi", "bm", "bn", "bo", "br", "bs", "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy", "da", "de", "dv", "dz", "ee", "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fj", "fo", "fr", "fy", "ga", "gd", "gl", "gn", "gu", "gv", "ha", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz", "ia", "id", "ie", "ig", "ii", "ik", "in", "io", "is", "it", "iu", "iw", "ja", "ji", "jv", "jw", "ka", "kg", "ki", "kj", "kk", "kl", "km", "kn", "ko", "kr", "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk", "ml", "mn", "mo", "mr", "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny", "oc", "oj", "om", "or", "os", "pa", "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw", "sa", "sc", "sd", "se", "sg", "sh", "si", "sk", "sl", "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sv", "sw", "ta", "te", "tg", "th", "ti", "tk", "tl", "tn", "to", "tr", "ts", "tt", "tw", "ty", "ug", "uk", "ur", "uz", "ve", "vi", "vo", "wa", "wo", "xh", "yi", "yo", "za", "zh", "zu"])  # fmt: skip


@cache
def _three_letters() -> frozenset[str]:
    # Eight thousand subtags that hardly any page uses: read on first need, so that a small check starts fast.
    text = resources.files("curbcut.standards").joinpath("language_subtags.txt").read_text(encoding="ascii")
    return frozenset(subtag for line in text.splitlines() if not line.startswith("#") for subtag in line.split())


def primary_subtag(tag: str) -> str:
    """Return the primary language subtag of a tag in lower case: `en` of `en-GB`."""
    return tag.strip().partition("-")[0].lower()


def is_known(tag: str) -> bool:
    """Tell whether a tag's primary subtag is a registered language.

    Only the primary subtag is looked up, as ACT's "known primary language tag" has it: `en-XY` is known,
    `eng` (whose registered form is `en`), `i-klingon` and `english` are not.
    """
    if not all(part.isascii() and (part.isalnum() or not part) for part in tag.strip().split("-")):
        return False
    subtag = primary_subtag(tag)
    if len(subtag) == 2:
        return subtag in _TWO_LETTERS
    if len(subtag) != 3:
        return False
    return ("qaa" <= subtag <= "qtz" and subtag.isalpha()) or subtag in _three_letters()
