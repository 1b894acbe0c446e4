"""Where names stand in a source."""

from __future__ import annotations

import pytest

from app.language import parse
from app.language.occurrences import occurrences


@pytest.mark.parametrize(
    ("source", "name", "texts"),
    [
        ("J = 3(a+bc) + b", "b", ["b", "b"]),
        ("a = 5; J = a^2 + a b; b = 2", "a", ["a", "a", "a"]),
        ("u = a+b; J = u^2 + u a", "u", ["u", "u", "u"]),
        ("f(x) = x^2 + a; J = f(a) + f(2a)", "a", ["a", "a", "a"]),
        (r"J = \frac{a}{a+b} + \sin a", "a", ["a", "a", "a"]),
        ("y = w_1 x + w₁^2", "w_1", ["w_1", "w₁"]),
        ("y = λ + lambda^2", "λ", ["λ", "lambda"]),
        (r"y = \lambda + x \lambda", "λ", [r"\lambda", r"\lambda"]),
    ],
)
def test_a_name_is_found_wherever_it_stands(source: str, name: str, texts: list[str]) -> None:
    found = occurrences(parse(source))
    assert [source[start:end] for start, end in found[name]] == texts


def test_a_parameter_is_no_use_of_an_input_of_the_same_name() -> None:
    source = "f(x) = x^2; J = f(3) + x"
    assert occurrences(parse(source))["x"] == ((23, 24),)


def test_a_term_of_an_expanded_sum_stands_where_it_is_written_once() -> None:
    source = "y = sum(i=1..3, w_i x_i) + w_1"
    found = occurrences(parse(source))
    assert [source[start:end] for start, end in found["w_1"]] == ["w_i", "w_1"]
    assert [source[start:end] for start, end in found["w_3"]] == ["w_i"]


def test_a_sum_of_thousands_of_terms_is_walked() -> None:
    assert len(occurrences(parse("y = " + " + ".join(["x"] * 3000)))["x"]) == 3000
