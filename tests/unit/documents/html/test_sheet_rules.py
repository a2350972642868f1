from curbcut.documents.html.sheet_rules import LONGEST_KEPT, rules_of, selectors_of


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
    assert selectors_of("p|") is None
    assert selectors_of(":not(" * 150 + "a" + ")" * 150) is None


def test_brackets_too_deep_to_be_written_are_out_of_reach():
    deep = "(" * 900 + ")" * 900
    assert rules_of(f"@media {deep}{{a{{color:red}}}}") == (None,)
    assert rules_of(f"a{{color:red}} b:is{deep}{{color:red}}")[1:] == (None,)


def test_what_a_layout_or_an_unknown_feature_decides_is_out_of_reach():
    for text in (
        "@container (width>1px){a{color:red}}",
        "@scope (b){a{color:red}}",
        "@supports (never-heard:of){a{color:red}}",
    ):
        assert rules_of(text) == (None,)
    assert rules_of("@supports (-moz-appearance:none){a{color:red}}") == ()


def test_what_a_rule_declares_itself_is_told_from_the_rules_inside():
    rules = rules_of("p{color:red; b{color:blue} font-size:9px; @media all{width:1px; i{height:1px}}}")
    declared = [{name: one.value for name, one in rule.declarations.items()} for rule in rules]
    assert declared == [{"color": "red", "font-size": "9px"}, {"color": "blue"}, {"width": "1px"}, {"height": "1px"}]


def test_layers_in_layers_without_end_are_out_of_reach():
    deep = "@layer a{" * 3000 + "p{color:red}" + "}" * 3000
    assert rules_of(deep)[-1] is None
    assert rules_of("@layer " + "a." * 30 + "a{p{color:red}}") == (None,)
    assert [rule.layer for rule in rules_of("@layer a{@layer b{p{color:red}}}")] == ["a", "a.b", "a.b"]
