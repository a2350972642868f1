from curbcut.documents.html.cascade import merge
from curbcut.documents.html.declarations import NO_DECLARATIONS, parse_declarations


def test_later_layers_win_unless_an_earlier_one_is_important():
    sheet = (parse_declarations("color:red!important;top:1px"), parse_declarations("top:2px"))
    merged = merge(parse_declarations("color:black"), None, sheet, parse_declarations("color:blue;left:3px"))
    assert {name: item.value for name, item in merged.items()} == {"color": "red", "top": "2px", "left": "3px"}


def test_nothing_declared_and_one_layer_cost_nothing():
    inline = parse_declarations("color:red")
    assert merge(None, None, (), inline) is inline
    assert merge(None, None, (), NO_DECLARATIONS) is NO_DECLARATIONS
