"""One colour a quantity, by the rules of the page: the cases are those of tests/js/dye.test.js."""

from __future__ import annotations

from typing import Any

import pytest

from app.typeset import typeset
from app.views.dye import dyer
from app.views.look import Look
from app.views.marks import THEMES
from app.views.svg import svg
from app.views.tikz import tikz
from tests.drawings import intro_payload

HUES = ("red", "green", "blue")


def node(latex: str, kind: str = "input", **rest: Any) -> dict[str, Any]:
    return {"latex": latex, "kind": kind, "named": True, "collapses": None, **rest}


PAYLOAD = {"nodes": [node("b"), node("w_1"), node("\\lambda"), node("\\hat{y} = w_1 b", "operation")]}


def one(symbol: str, hue: str) -> str:
    return f"{{\\textcolor{{{hue}}}{{{symbol}}}}}"


def test_every_symbol_of_a_quantity_has_its_colour_under_bars_and_in_fractions_too() -> None:
    dyed = dyer(PAYLOAD, HUES)
    assert (
        dyed("\\bar{b} = \\bar b + b^2")
        == f"\\bar{{{one('b', 'red')}}} = \\bar {one('b', 'red')} + {one('b', 'red')}^2"
    )
    assert dyed("w_1 \\, \\lambda") == f"{one('w_1', 'green')} \\, {one(chr(92) + 'lambda', 'blue')}"
    partial = f"\\frac{{\\partial {one(chr(92) + 'hat{y}', 'red')}}}{{\\partial {one('b', 'red')}}}"
    assert dyed("\\frac{\\partial \\hat{y}}{\\partial b}") == partial


@pytest.mark.parametrize(
    "latex", ["\\begin{bmatrix} 1 \\end{bmatrix}", "\\operatorname{b}", "b_2", "w_2", "\\lambdax", "\\beta", "x_b"]
)
def test_words_environments_and_other_symbols_stay_as_they_are(latex: str) -> None:
    assert dyer(PAYLOAD, HUES)(latex) == latex
    assert dyer({"nodes": []}, HUES)("b") == "b"


@pytest.mark.parametrize("latex", ["w_1 b", "1 - w_1^2", "\\hat{y}^2", "\\lambda b_{}", "w_1^{b}"])
def test_a_dyed_formula_takes_the_room_of_the_plain_one(latex: str) -> None:
    assert typeset(dyer(PAYLOAD, HUES)(latex), 20).width == pytest.approx(typeset(latex, 20).width)


def test_a_picture_shows_the_colours_where_its_look_asks_for_them() -> None:
    first, second = THEMES["light"].traces[:2]
    drawn = svg(intro_payload(), Look(colours=True))
    assert f'fill="{first}"' in drawn and f'fill="{second}"' in drawn
    assert first not in svg(intro_payload())
    written = tikz(intro_payload(), Look(colours=True))
    assert f"\\definecolor{{trace1}}{{HTML}}{{{first[1:].upper()}}}" in written and "{\\textcolor{trace1}{" in written
