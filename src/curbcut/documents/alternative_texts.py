"""What is wrong with a text alternative by its wording alone; shared by web pages, documents and slides."""

import re
from typing import Literal

LONGEST_ALTERNATIVE = 150
"""Characters beyond which a text alternative is hard to listen to in one go: it cannot be paused or skimmed."""

Fault = Literal["path", "meaningless", "placeholder", "file-name"]

_EXTENSION = re.compile(
    r"\.(?:png|jpe?g|jfif|gif|bmp|svg|webp|tiff?|emf|wmf|heic|heif|avif|ico|psd|eps)(?:[?#]\S*)?$", re.IGNORECASE
)
_PATH = re.compile(r"(?:[a-z]:\\|\\\\|file:|https?://|/[\w.-]+/)\S*[^\s.]|data:image/", re.IGNORECASE)
_CAMERA = re.compile(
    r"""(?:img|dsc[nf]?|dscf|pict?|dcim|mvimg|pxl|gopr|dji|vid|wp|cimg|imgp|sam|mpj|j0|scan|photo|image|screen[ _-]?shot|screenshot
    |bildschirmfoto|captura(?:[ ]de[ ]pantalla)?|capture(?:[ ]d.[ée]cran)?|unnamed|download|file|clip|slide|fig)
    [ _-]*[\d(\[][\d\s_.,:()\[\]-]*(?:\s?(?:at|[ap]m|copy))?[\d\s_.,:()\[\]apm-]*""",
    re.IGNORECASE | re.VERBOSE,
)
_CODE = re.compile(
    r"(?=[^\s]*\d)(?:[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|[\d_().\s-]{5,}|[a-z]{1,4}\d{6,}(?:\[\d+\])?)", re.IGNORECASE
)
_PLACEHOLDER = re.compile(
    r"""(?:(?:an?|the|this|my|your|our|insert|add)[ ])?
    (?:image|img|picture|pic|photo|photograph|graphic|graphics|spacer|pixel|blank|empty|untitled|null|undefined|none|nbsp|alt
    |alt[ ]?text|alternative[ ]text|image[ ]alt(?:[ ]text)?|image[ ]here|picture[ ]here|placeholder|image[ ]placeholder|no[ ]alt
    |default|todo|tbd|decorative(?:[ ](?:image|picture|photo|graphic|element|icon))?|icon|icono|icône|screen[ -]?shot|capture[ ]d.[ée]cran|captura[ ]de[ ]pantalla|bildschirmfoto|bild|bilde|billede|kuva|obraz|obrázek|obrázok|slika|kép|resim|imagine|gambar|εικόνα|изображение|зображення|صورة|תמונה|grafik|foto|imagen|image[ ]vide|immagine|imagem|afbeelding|рисунок|图片|圖片|画像|그림)
    (?:[ _-]?\d{1,3})?[.!]?|[.…]+|["'“”„«»]+""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENING = re.compile(
    r"(?:an? |the |this )?(?:image|picture|photo|photograph|graphic|icon|img|pic)s? (?:of|showing|shows|depicting)\b"
    r"|(?:imagen|foto|fotografía) de\b|(?:image|photo|photographie) d[eu']|(?:bild|foto|grafik) (?:von|der|des|eines|einer)\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"description automatically generated|ai-generated content may be incorrect|with (?:very )?(?:high|low|medium) confidence"
    r"|automatisch generierte beschreibung|ki-generierte inhalte können|descripción generada automáticamente|generado por ia puede"
    r"|description (?:générée|automatique)|généré par l.ia peut|descrizione generata automaticamente|generato dall.ia potrebbe"
    r"|descrição gerada automaticamente|gerado por ia pode|automatisch gegenereerde beschrijving|door ai gegenereerde inhoud"
    r"|automatiskt genererad beskrivning|自动生成|自動生成|自動的に生成|AI ?生成的|AI ?によって生成|자동으로 생성|AI가? 생성",
    re.IGNORECASE,
)


def fault_of(text: str) -> Fault | None:
    """Tell what makes a text no description at all, or `None` when its wording can be one.

    Args:
        text: The text alternative, not blank.

    Returns:
        `path` for an address or a path, `meaningless` for a camera's or a machine's name, `placeholder` for a word that stands
        for any picture, `file-name` for words with the extension of a picture's file.
    """
    value = " ".join(text.split())
    if len(value) > 300:
        return None
    extension = _EXTENSION.search(value)
    stem = value[: extension.start()] if extension is not None else value
    if _PATH.fullmatch(value) is not None:
        return "path"
    if _CAMERA.fullmatch(stem) is not None and (
        extension is not None or not stem.lower().startswith(("fig", "slide", "clip"))
    ):
        return "placeholder" if _PLACEHOLDER.fullmatch(stem) is not None else "meaningless"
    if _CODE.fullmatch(stem) is not None and (extension is not None or not _is_number(stem)):
        return "meaningless"
    if _PLACEHOLDER.fullmatch(stem) is not None:
        return "placeholder"
    return "file-name" if extension is not None else None


def _is_number(text: str) -> bool:
    # A picture of a number or of a date is described by it; nobody describes one by seven digits in a row.
    return re.fullmatch(r"[\d\s.,()/-]+", text) is not None and re.search(r"\d{7}", text) is None


def has_needless_opening(text: str) -> bool:
    """Tell whether a text alternative begins by saying that there is a picture, which screen readers say themselves."""
    return _OPENING.match(text.strip()) is not None


def is_machine_made(text: str) -> bool:
    """Tell whether a text alternative still carries the note of the program that wrote it."""
    return _MACHINE.search(text) is not None
