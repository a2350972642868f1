"""Whatever stands in a page: a fix makes a change that says what it touched, or refuses; nothing else happens."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.fixes.mending import findings_of, original_of

from curbcut.fixes.catalogue import fixes_of
from curbcut.fixes.fix import FixRefusedError
from curbcut.rules.catalogue import rules_by_id

PIECES = [
    "<p>", "</p>", "<b>", "</b>", "<p", ">", "• one", "• two", "<br>", "1. one", "2. two", "<table>", "<tr>", "<td>", "<th>", "</table>",
    "<caption>", "<h2>", "</h2>", "<h5 id=x>", "</h5>", '<a href="/x">', "</a>", "here", "<img>", '<img src=a alt="IMG_1234.JPG">',
    "<img alt='' title=t>", "<iframe>", "</iframe>", "<svg role=img>", "</svg>", '<p style="color:#ccc;text-align:justify">', "text words",
    '<font color="#eee">', "</font>", "<!-- c -->", "&nbsp;", "&", "\r\n", "<span id=x>", "<span lang=xx>", "</span>", "<p a=1 a=2>", "<ul>",
    "<li>", "<div id=x class=x>", "</div>", "<u>", "</u>", "<select>", "<template>", "</template>", "<math>", "<script>", "</script>", "\x00",
    "<p align=justify>", "<small style='font-size:5px'>", "<textarea>", "<style>p{color:#ddd}</style>", "</body>", "<object data=a.png>",
]  # fmt: skip
ANSWERS = {"nothing": "", "text": 'A "dog" <b> & 犬', "level": "3", "colour": "#123456", "language": "fr"}


def answer_for(fix):
    return fix.asks.choices[0].value if fix.asks.kind == "choice" else ANSWERS[fix.asks.kind]


def rebuilt(source, edits):
    pieces, position = [], 0
    for edit in edits:
        assert source[edit.start : edit.end] == edit.before
        pieces += [source[position : edit.start], edit.after]
        position = edit.end
    return "".join([*pieces, source[position:]])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(["file", "editor"]))
def test_a_fix_changes_what_it_says_or_refuses(source, origin):
    original = original_of(source, origin=origin, language="en")
    refusals = []
    for rule_id, finding in findings_of(original):
        for fix in fixes_of(rules_by_id()[rule_id]):
            try:
                fix.propose(original, finding)
                change = fix.prepare(original, finding, answer_for(fix))
            except FixRefusedError as refused:
                refusals.append(str(refused))
                continue
            assert change.data.decode() == rebuilt(source, change.edits)
            assert change.data != original.data
    assert all(refusals)


@pytest.mark.parametrize(
    "source",
    [
        "<p>" * 3000 + "<img>",
        "<div>" * 2000 + "• one<br>• two" + "</div>" * 2000,
        '<p id="x">a</p>' * 1500,
        "<table>" * 200 + "<caption>a</caption><td>b",
        "<p style='" + "color:#ccc;" * 2000 + "'>text words</p>",
        '<a href="/x">' + "<b>here</b>" * 2000 + "</a>",
    ],
    ids=["deep", "deep list", "twins", "tables in tables", "long style", "long link"],
)
def test_large_and_deep_pages_take_no_time(source):
    original = original_of(source, origin="file")
    for rule_id, finding in findings_of(original)[:5]:
        for fix in fixes_of(rules_by_id()[rule_id]):
            with suppress(FixRefusedError):
                assert fix.prepare(original, finding, answer_for(fix)).data != original.data
