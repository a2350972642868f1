from curbcut.documents.html.sheet_rules import LONGEST_KEPT, medium_matches, rules_of, selectors_of


def test_rules_in_order_with_those_out_of_reach():
    rules = rules_of("@import 'x.css'; a{color:red} @media screen{b{color:blue}} @media print{i{color:green}}")
    assert rules[0] is None
    assert [(rule[0].strip(), rule[1]["color"].value) for rule in rules[1:]] == [("a", "red"), ("b", "blue")]


def test_a_block_is_read_once_unless_it_is_long():
    assert rules_of("a{color:red}") is rules_of("a{color:red}")
    text = "a{color:red}" + " " * LONGEST_KEPT
    assert rules_of(text) is not rules_of(text)


def test_selectors_are_compiled_once_unless_they_are_long():
    assert selectors_of("a b") is selectors_of("a b")
    text = ", ".join(["a"] * 100)
    assert selectors_of(text) is not selectors_of(text)
    assert len(selectors_of(text)) == 100


def test_selectors_that_are_not_known():
    assert selectors_of("a:unheard-of") is None


def test_media():
    assert [medium_matches(query) for query in ("", "print", "screen and (min-width: 600px)", "(max-width: 600px)")] == [
        True, False, True, False,
    ]  # fmt: skip
