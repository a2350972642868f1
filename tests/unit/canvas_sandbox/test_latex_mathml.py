"""Simple formulas become MathML; what is not understood becomes nothing (contract 11)."""

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from canvas_sandbox.latex_mathml import latex_to_mathml


def content(latex):
    mathml = latex_to_mathml(latex)
    return None if mathml is None else mathml.split("<mrow>", 1)[1].removesuffix("</mrow></math>")


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        ("x", "<mi>x</mi>"),
        ("12.5", "<mn>12.5</mn>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\frac{1}{2}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        (r"\sqrt x", "<msqrt><mi>x</mi></msqrt>"),
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("x_i", "<msub><mi>x</mi><mi>i</mi></msub>"),
        (r"\alpha \le \infty", "<mi>\u03b1</mi><mo>≤</mo><mi>∞</mi>"),
    ],
)
def test_formulas(latex, mathml):
    assert content(latex) == mathml


@pytest.mark.parametrize("latex", ["", "{", "}", "x^", r"\unknown", "x^1^2", "a&b", "{" * 100 + "}" * 100, "x" * 2001])
def test_what_is_not_understood(latex):
    assert latex_to_mathml(latex) is None


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["{", "}", "^", "_", r"\frac", r"\sqrt", "x", "1", "<", "&", '"', r"\pi", " ", "é"])).map(
        "".join
    )
)
def test_the_result_is_balanced_and_escaped(latex):
    mathml = latex_to_mathml(latex)
    if mathml is not None:
        names = {element.tag for element in turbohtml.parse_fragment(mathml).select("*")}
        assert names <= {"math", "mrow", "mfrac", "msqrt", "msup", "msub", "msubsup", "mi", "mn", "mo"}
