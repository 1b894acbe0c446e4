"""Elements, numbers and formulas as SVG text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from app.resources import resource
from app.views.marks import THEMES, WORDS, element, escape, formula, length, number


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("\"'", "&quot;'"),
        ("\x00\x1b\ud800\uffff", "\ufffd\ufffd\ufffd\ufffd"),
        ("梯度 𝛼", "梯度 𝛼"),
    ],
)
def test_any_text_becomes_text_of_xml(text: str, escaped: str) -> None:
    assert escape(text) == escaped
    ElementTree.fromstring(element("text", escape(text), x="a" + text))


def test_lengths_are_short() -> None:
    assert [length(value) for value in (12.0, 0.1 + 0.2, -0.001, 1e6, 3.14159)] == ["12", "0.3", "0", "1000000", "3.14"]


def test_attributes_are_written_as_xml_names_them() -> None:
    assert element("g", font_size=12.0, fill=None, class_="x") == '<g font-size="12" class="x"/>'


def test_a_power_of_ten_is_a_raised_exponent() -> None:
    text = ElementTree.fromstring(number("−1.2·10⁻⁵", 0, 0, 17, 100))
    (exponent,) = text
    assert (text.text, exponent.text) == ("−1.2·10", "−5")
    assert float(exponent.get("font-size", "0")) < float(text.get("font-size", "0"))


def test_a_wide_number_is_set_smaller() -> None:
    assert 'font-size="17"' in number("33", 0, 0, 17, 50)
    assert 'font-size="17"' not in number("−123456", 0, 0, 17, 50)


def test_letters_of_a_formula_are_italic_and_function_names_upright() -> None:
    drawn = ElementTree.fromstring(formula(r"\sin x", 0, 0, 20, "black"))
    styles = {span.text: span.get("font-style") for span in drawn.iter("tspan")}
    assert styles == {"sin": None, "x": "italic"}


def test_word_processors_which_know_the_first_face_alone_and_centre_each_part_by_itself_draw_it_too() -> None:
    drawn = ElementTree.fromstring(formula(r"\operatorname{tanh} w_1^2", 100, 50, 20, "black"))
    faces = {part.get("font-family", "").partition(",")[0] for part in drawn.iter() if part.get("font-family")}
    assert faces == {"'Times New Roman'"} and WORDS.startswith("Arial,")
    for text in drawn.iter("text"):
        assert (text.get("text-anchor") is None) == (len(list(text)) > 1)
    assert "text-anchor" not in number("1.2·10⁻⁵", 0, 0, 17, 100)


def test_a_formula_is_centred() -> None:
    drawn = ElementTree.fromstring(formula("x", 100, 50, 20, "black"))
    (text,) = drawn.iter("text")
    assert float(text.get("x", "0")) == pytest.approx(100)
    assert text.get("text-anchor") == "middle"


@pytest.mark.parametrize(("theme", "side"), [("light", 0), ("dark", 1)])
def test_the_colours_are_those_of_the_page(theme: str, side: int) -> None:
    css = (resource("static") / "css" / "tokens.css").read_text(encoding="utf-8")
    rows = re.findall(r"--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", css.partition("}\n\n:root {")[2])
    tokens = {row[0].replace("-", "_"): row[1 + side] for row in reversed(rows)}
    colours = THEMES[theme]  # type: ignore[index]
    for name in type(colours).__slots__:
        if name in tokens:
            assert getattr(colours, name) == tokens[name], name
    traces = dict(re.findall(r"--trace-(\d): light-dark\(([^)]*)\);", css))
    assert colours.traces == tuple(traces[k].split(", ")[side] for k in sorted(traces))
    assert {"paper", "card", "ink", "forward", "backward"} <= set(tokens)
