"""Items -> runs and strokes with places."""

from __future__ import annotations

import pytest

from app.typeset.compose import Formula, typeset


def text(formula: Formula) -> str:
    return "".join(run.text for glyphs in formula.glyphs for run in glyphs.runs)


def test_a_line_is_as_wide_as_katex_sets_it() -> None:
    # K, = and a medium space at each side, from KaTeX's own tables: 0.849 + 0.778 + 0.5 + 2 · 5/18.
    assert typeset("K=5", 20).width == pytest.approx(20 * (0.849 + 0.778 + 0.5 + 10 / 18))


def test_a_line_of_text_is_one_flow() -> None:
    formula = typeset(r"u = a + v_1", 20)
    assert len(formula.glyphs) == 1
    assert not formula.strokes
    assert text(formula) == "u=a+v1"


def test_a_minus_before_an_operand_has_no_space_around_it() -> None:
    assert typeset("-a", 20).width < typeset("b-a", 20).width - typeset("b", 20).width


def test_scripts_are_smaller_and_stand_beside_their_base() -> None:
    base, sup, after = typeset("x^2y", 20).glyphs[0].runs
    assert sup.size == pytest.approx(14)
    assert sup.rise > 0
    assert base.rise == after.rise == 0
    assert typeset("x_2", 20).glyphs[0].runs[1].rise < 0


def test_a_script_below_and_one_above_share_their_place() -> None:
    assert typeset("x_2^3", 20).width == pytest.approx(typeset("x_2", 20).width)


def test_a_fraction_is_stacked_about_its_bar() -> None:
    formula = typeset(r"\frac{a}{b}", 20)
    (bar,) = formula.strokes
    above, below = formula.glyphs
    assert above.y < bar.points[0][1] < below.y
    assert bar.points[0][0] <= above.x and above.x + above.width <= bar.points[1][0]


def test_a_bar_lies_over_its_letter() -> None:
    formula = typeset(r"\bar{v}", 20)
    (bar,) = formula.strokes
    (letter,) = formula.glyphs
    assert letter.x <= bar.points[0][0] < bar.points[1][0] <= letter.x + letter.width + 2
    assert bar.points[0][1] < -8


@pytest.mark.parametrize("latex", [r"\frac{a}{b}", r"\begin{bmatrix}1\\2\\3\end{bmatrix}", r"\sqrt{\frac{a}{b}}"])
def test_brackets_grow_with_what_they_hold(latex: str) -> None:
    inside, fenced = typeset(latex, 20), typeset(rf"\left({latex}\right)", 20)
    assert fenced.height >= inside.height
    assert len(fenced.strokes) == len(inside.strokes) + 2
    assert len(typeset(r"\left(a\right)", 20).strokes) == 0


def test_every_mark_lies_inside_the_formula() -> None:
    formula = typeset(
        r"\hat{y} = \sqrt[3]{\frac{a_1^2}{1 + e^{-x}}} + \left(\begin{matrix}1 & 2\\3 & 4\end{matrix}\right)", 20
    )
    for glyphs in formula.glyphs:
        assert glyphs.x >= -0.01 and glyphs.x + glyphs.width <= formula.width + 0.01
        assert -formula.ascent <= glyphs.y <= formula.descent
    for stroke in formula.strokes:
        for x, y in stroke.points:
            assert -2 <= x <= formula.width + 2
            assert -formula.ascent - 0.01 <= y <= formula.descent + 0.01
