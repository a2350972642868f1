"""The roles that HTML elements have by themselves, as data. Source: HTML-AAM 1.0 section 3.5, ARIA in HTML section 4."""

from types import MappingProxyType


def _spread(table: dict[str, str]) -> dict[str, str]:
    return {tag: role for role, tags in table.items() for tag in tags.split()}


ROLE_BY_TAG = MappingProxyType(
    _spread(
        {
            "article": "article",
            "blockquote": "blockquote",
            "button": "button",
            "caption": "caption",
            "code": "code",
            "complementary": "aside",
            "definition": "dd",
            "deletion": "del s",
            "dialog": "dialog",
            "document": "html",
            "emphasis": "em",
            "figure": "figure",
            "form": "form",
            "generic": "a area b bdi bdo body data div i pre q samp small span u",
            "graphics-document": "svg",
            "group": "address details fieldset hgroup optgroup",
            "heading": "h1 h2 h3 h4 h5 h6",
            "img": "img",
            "insertion": "ins",
            "list": "ol ul menu",
            "listbox": "datalist",
            "listitem": "li",
            "main": "main",
            "mark": "mark",
            "math": "math",
            "meter": "meter",
            "navigation": "nav",
            "option": "option",
            "paragraph": "p",
            "progressbar": "progress",
            "row": "tr",
            "rowgroup": "tbody tfoot thead",
            "search": "search",
            "separator": "hr",
            "status": "output",
            "strong": "strong",
            "subscript": "sub",
            "superscript": "sup",
            "table": "table",
            "term": "dfn dt",
            "textbox": "textarea",
            "time": "time",
        }
    )
)
"""Role of an element by its tag alone; what attributes and ancestors change is in `documents/html/roles.py`."""

ROLE_BY_INPUT_TYPE = MappingProxyType(
    {
        "button": "button",
        "checkbox": "checkbox",
        "email": "textbox",
        "image": "button",
        "number": "spinbutton",
        "radio": "radio",
        "range": "slider",
        "reset": "button",
        "search": "searchbox",
        "submit": "button",
        "tel": "textbox",
        "text": "textbox",
        "url": "textbox",
    }
)

INPUT_TYPES_WITHOUT_ROLE = frozenset({
    "color", "date", "datetime-local", "file", "hidden", "month", "password", "time", "week",
})  # fmt: skip
"""Types with a meaning of their own that no role has; an unknown type is `text`."""

INPUT_TYPES_WITH_LIST = frozenset({"email", "search", "tel", "text", "url"})
"""Types that become a combobox through a `list` attribute."""

SECTIONING_TAGS = frozenset({"article", "aside", "main", "nav", "section"})
"""Inside one of these, header and footer belong to it and not to the page."""

# ARIA in HTML, column "aria-* attributes": elements without a role of their own take those of these roles.
ROLE_OF_ATTRIBUTES = MappingProxyType(
    {
        "audio": "application",
        "embed": "application",
        "object": "application",
        "summary": "button",
        "video": "application",
    }
)
