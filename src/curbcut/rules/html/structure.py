"""Lists, and elements that move by themselves."""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.roles import LIST_TAGS
from curbcut.documents.html.visibility import NOT_IN_ACCESSIBILITY_TREE
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Survey, Verdict
from curbcut.standards import wcag

LIST_CHILDREN = Rule(
    id="html-list-children-wrong",
    title="List holds something that is no list item",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "items": "The list holds only list items.",
        "foreign": "The list holds a {tag} element directly, outside of its items.",
        "text": "The list holds text directly, outside of its items.",
    },
    export_name="HtmlList",
)
ITEM_WITHOUT_LIST = Rule(
    id="html-list-item-without-list",
    title="List item stands outside of a list",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={"inside": "The item stands in a list.", "outside": "The list item stands in no list."},
    export_name="HtmlList",
)
DESCRIPTION_LIST = Rule(
    id="html-description-list-wrong",
    title="Description list holds something else than terms and descriptions",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "pairs": "The list holds terms with their descriptions.",
        "foreign": "The description list holds a {tag} element directly.",
        "text": "The description list holds text directly.",
        "unpaired": "No term in the description list has a description after it.",
    },
    export_name="HtmlDefinitionList",
)
TERM_WITHOUT_LIST = Rule(
    id="html-description-without-list",
    title="Term or description stands outside of a description list",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "inside": "It stands in a description list.",
        "outside": "The {tag} element stands in no description list.",
    },
    export_name="HtmlDefinitionList",
)
MOVING_TEXT = Rule(
    id="html-moving-text",
    title="Text blinks or moves by itself",
    requirement=wcag.PAUSE_STOP_HIDE,
    severity=Severity.MAJOR,
    messages={"moving": "The text in the {tag} element blinks or moves, and nobody can stop it."},
)

_ITEMS = Verdict(Outcome.PASSED, "items")
_TEXT = Verdict(Outcome.FAILED, "text")
_INSIDE = Verdict(Outcome.PASSED, "inside")
_OUTSIDE = Verdict(Outcome.FAILED, "outside")
_PAIRS = Verdict(Outcome.PASSED, "pairs")
_UNPAIRED = Verdict(Outcome.FAILED, "unpaired")

_SCRIPTING = frozenset({"script", "template", "style", "noscript"})


def _lists(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("ol", "ul", "menu"):
        if element.role == "list" and element.is_included_in_accessibility_tree:
            yield element


def _holds_items(element: Element) -> Verdict:
    document = element.document
    tags, given = document.tree.tags, document.tree.attributes
    for child in document.tree.children_and_texts(element.index):
        if isinstance(child, str):
            if not child.isspace():
                return _TEXT
        elif (tags[child] != "li" or "role" in given.get(child, ())) and not _is_item(document.elements.at(child)):
            return Verdict(Outcome.FAILED, "foreign", {"tag": tags[child]})
    return _ITEMS


def _is_item(child: Element) -> bool:
    if child.tag in _SCRIPTING or child.is_programmatically_hidden:
        return True
    explicit = child.role_state.explicit
    return explicit == "listitem" or (child.tag == "li" and explicit is None)


def _items(document: HtmlDocument) -> Iterator[Element]:
    return (item for item in document.by_tag("li") if _is_item_by_tag(item))


def _is_item_by_tag(item: Element) -> bool:
    return item.role_state.explicit is None and item.is_included_in_accessibility_tree


def _survey_items(document: HtmlDocument) -> Survey[Element]:
    """Count the items of lists; only those that stand elsewhere or have a role are looked at one by one."""
    tree = document.tree
    others: list[Element] = []
    passed = 0
    for index in tree.by_tag.get("li", ()):
        if tree.tags[tree.parents[index]] in LIST_TAGS and "role" not in tree.attributes.get(index, ()):
            passed += not tree.flags[index] & NOT_IN_ACCESSIBILITY_TREE
        elif _is_item_by_tag(document.elements.at(index)):
            others.append(document.elements.at(index))
    return Survey(others, passed, float(passed))


def _is_in_a_list(item: Element) -> Verdict:
    parent = item.parent
    if parent is None or parent.tag in LIST_TAGS or parent.role == "list" or item.index in item.document.owners:
        return _INSIDE
    return _OUTSIDE


def _description_lists(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("dl"):
        if element.role_state.explicit is None and element.is_included_in_accessibility_tree:
            yield element


def _holds_pairs(element: Element) -> Verdict:
    for child in element.children:
        if isinstance(child, str):
            if not child.isspace():
                return _TEXT
        elif (
            child.tag not in {"dt", "dd", "div"}
            and child.tag not in _SCRIPTING
            and not child.is_programmatically_hidden
        ):
            return Verdict(Outcome.FAILED, "foreign", {"tag": child.tag})
    return _PAIRS if _has_a_pair(element) else _UNPAIRED


def _has_a_pair(element: Element) -> bool:
    """Tell whether a description follows a term, or there is neither (HTML Standard 4.4.9)."""
    groups = [[part] if part.tag != "div" else part.element_children for part in element.element_children]
    tags = [part.tag for group in groups for part in group if part.tag in {"dt", "dd"}]
    return not tags or ("dt" in tags and "dd" in tags[tags.index("dt") :])


def _terms(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("dt", "dd"):
        if element.role_state.explicit is None and element.is_included_in_accessibility_tree:
            yield element


def _is_in_a_description_list(element: Element) -> Verdict:
    parent = element.parent
    if parent is not None and parent.tag == "div":
        parent = parent.parent
    if parent is None or parent.tag == "dl":
        return _INSIDE
    return Verdict(Outcome.FAILED, "outside", {"tag": element.tag})


def _moving(document: HtmlDocument) -> Iterator[Element]:
    return (element for element in document.by_tag("blink", "marquee") if element.is_visible and element.text.strip())


def _moves(element: Element) -> Verdict:
    return Verdict(Outcome.FAILED, "moving", {"tag": element.tag})


CHECKS = (
    Check(LIST_CHILDREN, _lists, _holds_items, needs=frozenset({"ol", "ul", "menu"})),
    Check(ITEM_WITHOUT_LIST, _items, _is_in_a_list, survey=_survey_items, needs=frozenset({"li"})),
    Check(DESCRIPTION_LIST, _description_lists, _holds_pairs, needs=frozenset({"dl"})),
    Check(TERM_WITHOUT_LIST, _terms, _is_in_a_description_list, needs=frozenset({"dt", "dd"})),
    Check(MOVING_TEXT, _moving, _moves, needs=frozenset({"blink", "marquee"})),
)
