"""Words that stand for nothing in particular: link texts that fit any link, titles and names that a program gave."""

import re
from typing import Literal

LinkFault = Literal["empty", "generic", "address"]

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|mil|int|info|io|eu|uk|de|fr|es|it|nl|ca|au|ch|at|se|no|dk|fi|pl|br|mx|jp|cn|in|us|be|ie|nz|tv|ly|me|ac)(?:[/?#:]\S*)?",
    re.IGNORECASE,
)
_PATH = re.compile(r"[a-z]:\\\S.*|\\\\\S+|file:\S+|(?:\.{0,2}/)?(?:[\w.-]+/)+[\w.-]+\.\w{2,5}", re.IGNORECASE)
GENERIC_LINK_TEXTS = frozenset({
    # English
    "click", "click here", "click this", "click this link", "click me", "click for more", "here", "this", "this link", "this page",
    "this site", "this website", "this article", "link", "links", "more", "more info", "more information", "more details", "read",
    "read more", "read this", "learn more", "see more", "see here", "view", "view more", "view here", "go", "go here", "details",
    "info", "information", "continue", "continue reading", "start", "open", "download", "download here", "press here", "tap here",
    "find out more", "show more", "visit", "page", "url", "website", "web page", "file", "document",
    # Spanish
    "aquí", "aqui", "haga clic aquí", "haz clic aquí", "clic aquí", "pulse aquí", "pincha aquí", "más", "leer más", "ver más",
    "más información", "enlace", "este enlace",
    # French
    "ici", "cliquez ici", "cliquer ici", "clique ici", "plus", "lire plus", "lire la suite", "en savoir plus", "voir plus", "lien",
    "ce lien", "plus d'informations", "plus d'infos", "suite",
    # German
    "hier", "hier klicken", "klicken sie hier", "klick hier", "mehr", "mehr lesen", "mehr erfahren", "weiterlesen", "weiter",
    "mehr informationen", "dieser link", "mehr dazu",
    # Portuguese
    "clique aqui", "mais", "leia mais", "saiba mais", "ver mais", "mais informações", "este link",
    # Italian
    "qui", "clicca qui", "altro", "leggi tutto", "leggi di più", "scopri di più", "collegamento", "questo link",
    # Dutch
    "klik hier", "meer", "lees meer", "lees verder", "meer informatie", "deze link",
    # Swedish, Danish, Norwegian, Polish, Czech, Russian, Ukrainian, Turkish, Chinese, Japanese and others
    "här", "klicka här", "läs mer", "her", "klik her", "klikk her", "les mer", "læs mere", "tutaj", "kliknij tutaj", "więcej",
    "czytaj więcej", "zde", "klikněte zde", "více", "здесь", "нажмите здесь", "подробнее", "читать далее", "тут", "daha fazla",
    "这里", "点击这里", "點擊這裡", "更多", "查看更多", "阅读更多", "了解更多", "こちら", "ここ", "ここをクリック", "詳細はこちら",
    "続きを読む", "もっと見る", "여기", "여기를 클릭", "더 보기", "더보기", "자세히 보기", "اضغط هنا", "انقر هنا", "هنا", "المزيد", "اقرأ المزيد",
    "إقرأ المزيد", "לחץ כאן", "לחצו כאן", "כאן", "קרא עוד", "קראו עוד", "اینجا", "اینجا کلیک کنید", "بیشتر بخوانید", "यहाँ क्लिक करें",
})  # fmt: skip
"""Link texts that fit any link. Bare "plus" and "this" are among them only when they are the whole text."""

_GENERIC_IN_DOCUMENTS = frozenset({
    "clicking here", "click on this link", "click here for more", "click here for more information", "right here",
    "this document", "this file", "this video", "the link", "a link", "hyperlink", "web link", "weblink", "link here", "read on",
    "read here", "further information", "go to link", "see", "visit here", "web site", "webpage", "site", "pdf", "next",
    "previous", "back", "source", "link text", "check it out", "available here", "found here", "watch", "watch here",
    "access here", "in here",
})  # fmt: skip
"""Further ones that lead on from page to page of a site, such as “next”, and nowhere in a document."""

_EXTENSION = re.compile(
    r"\.(?:pdf|docx?|dotx?|docm|odt|rtf|wpd|pptx?|ppsx?|odp|xlsx?|xlsm|ods|indd|qxd|fm|tex|dvi|ps|eps|pub|pages|key|txt|html?)$",
    re.IGNORECASE,
)
_PLACEHOLDER_TITLE = re.compile(
    r"""(?:untitled(?:\s(?:document|presentation|spreadsheet))?|unnamed|no\s?name|no\s?title|sans\s?titre|unbenannt|ohne\s?titel|sin\s?t[ií]tulo|naamloos
    |senza\s?titolo|title|titel|titre|t[ií]tulo|document|dokument|presentation|pr[äé]sentation|presentaci[oó]n|slide|blank|test|new|temp|draft|scan|image
    |page|pdf|file|template|book|workbook|spreadsheet|sheet|mappe)
    [\s_-]*(?:\(?\d*\)?)?|(?:microsoft\s)?(?:word|powerpoint|excel|publisher)\s?-\s?.*
    |(?:microsoft\s)?(?:office\s)?(?:powerpoint|word|excel)[\s-]*(?:presentation|document|dokument|workbook|worksheet|template)?
    |pr[äé]sentation\s(?:microsoft\s)?powerpoint|powerpoint[\s-]pr[äé]sentation|presentaci[oó]n\sde\spowerpoint|apresentaç[aã]o\sdo\spowerpoint
    |(?:slide|folie|diapositiva|diapositive)\s?\d+|\(\(?title\)?\)|<.*>|[\W_\d]*
    |title\sof\s(?:the\s)?(?:document|paper)|unknown|none|layout\s?\d+|new\s(?:document|presentation|file|page)|\S+\.tmp
    |adobe\sphotoshop\spdf|about:\w+|(?:https?|file|data|blob):\S*""",
    re.IGNORECASE | re.VERBOSE,
)
_SHEET = re.compile(
    r"""(?:sheet|tabelle|blatt|foglio|feuil|feuille|hoja|planilha|folha|plan|blad|ark|taul|taulukko|arkusz|list|лист|аркуш|munka|sayfa|foaie|list[ao]?
    |tabellenblatt|p[áa]gina|h[áa]rok|munkalap|full|folla|orria|leht|lapas|lapa|lakštas|trang\stính|برگه|صفحه|ชีต|शीट
    |工作表|シート|시트|ورقة|גיליון|แผ่นงาน|φύλλο|worksheet|tab|table|chart|diagramm|grafico|graphique)[\s_]?(?:\(?\d+\)?(?:\s\(\d+\))?)|ورقة\d+|(?:work)?sheet""",
    re.IGNORECASE | re.VERBOSE,
)


def link_fault_of(text: str) -> LinkFault | None:
    """Tell what keeps a link's text from saying where it leads, or `None`.

    Args:
        text: The words of the link as people see them.
    """
    words = " ".join(text.split())
    if not any(character.isalnum() for character in words):
        return "generic" if words else "empty"
    if is_address(words) or _PATH.fullmatch(words) is not None:
        return "address"
    return "generic" if is_generic_link_text(words) else None


def is_address(text: str) -> bool:
    """Tell whether a text is a bare web address and no words, with or without its scheme, brackets around it or not."""
    return _ADDRESS.fullmatch(text.strip().strip("<>()[].,;")) is not None


def is_generic_link_text(text: str) -> bool:
    """Tell whether the words of a link in a document fit any link; signs around them do not count."""
    words = _EDGES.sub("", " ".join(text.split())).casefold()
    return words in GENERIC_LINK_TEXTS or words in _GENERIC_IN_DOCUMENTS


def is_placeholder_title(title: str, file_name: str) -> bool:
    """Tell whether a title is a file's name or a program's default rather than words about the content."""
    words = " ".join(title.split())
    bare = words.strip("()[]{}<>\"'“”„«»")
    if _EXTENSION.search(bare) is not None or any(_PLACEHOLDER_TITLE.fullmatch(each) for each in (words, bare)):
        return True
    stem = _EXTENSION.sub("", file_name.rpartition("/")[2]).casefold()
    return " " not in words and "_" in words and words.casefold() == stem


def is_default_sheet_name(name: str) -> bool:
    """Tell whether a sheet still has the name that a program gave it, in whatever language."""
    return _SHEET.fullmatch(" ".join(name.split())) is not None
