"""What the words of a whole source mean."""

from __future__ import annotations

import pytest

from app.errors import FormulaSyntaxError, NameProblem
from app.language.grammar import WORDS
from app.language.lexer import scan
from app.language.words import Words
from app.limits import LIMITS


def resolved(source: str, *given: str) -> list[tuple[str, str]]:
    tokens = Words(scan(source, LIMITS), frozenset(given), WORDS).resolve()
    for index, symbol in enumerate(tokens.symbols):
        if symbol.kind == "name" and "[" not in symbol.text:
            assert source[slice(*tokens.span(index))] == symbol.text
    return [(symbol.kind, symbol.name or symbol.text) for symbol in tokens.symbols[:-1]]


def test_a_source_of_plain_names_is_left_as_it_is() -> None:
    tokens = scan("v1 = v2 * tanh(v3)\nv4 = v1 + v2", LIMITS)
    assert Words(tokens, frozenset(), WORDS).resolve() is tokens


def test_blanks_between_operands_and_line_breaks_inside_brackets_are_left_out() -> None:
    assert [text for _, text in resolved("a b (c\n+ d)")] == ["a", "b", "(", "c", "+", "d", ")"]


def test_what_a_source_defines_is_a_name_wherever_it_stands() -> None:
    assert resolved("y = ab + cd\nab = 2") == [
        ("name", "y"), ("equals", "="), ("name", "ab"), ("infix", "+"), ("name", "c"), ("name", "d"), ("separator", "\n"),
        ("name", "ab"), ("equals", "="), ("number", "2"),
    ]  # fmt: skip


def test_the_inputs_of_a_function_are_names() -> None:
    assert ("name", "rate") in resolved("f(rate) = 2rate")


def test_the_name_before_a_header_is_a_function_everywhere() -> None:
    kinds = [kind for kind, text in resolved("f(x) = x; y = xf(2)") if text == "f"]
    assert kinds == ["call", "call"]


def test_given_names_are_names() -> None:
    assert resolved("ab + sin", "ab", "sin") == [("name", "ab"), ("infix", "+"), ("name", "sin")]


def test_names_are_kept_in_the_first_spelling_of_the_source_even_inside_runs() -> None:
    words = Words(scan("w₁x + w1", LIMITS), frozenset(), WORDS)
    assert [symbol.name for symbol in words.resolve().symbols if symbol.kind == "name"] == ["w₁", "x", "w₁"]
    assert words.spellings == {"w1": "w₁", "x": "x"}


def test_a_name_with_an_index_is_one_name_unless_it_is_known_without() -> None:
    assert resolved("w[1, 2]") == [("name", "w[1,2]")]
    assert resolved("w[1]", "w")[1] == ("index", "[")
    assert resolved("w[1]", "w", "w[1]") == [("name", "w[1]")]


def test_a_letter_behind_a_hat_is_a_power_where_the_program_defines_it() -> None:
    assert resolved("x^T") == [("name", "x"), ("postfix", "^T")]
    assert resolved("x ^T y", "T") == [("name", "x"), ("infix", "^"), ("name", "T"), ("name", "y")]


def test_letters_are_known_by_their_use_elsewhere() -> None:
    assert resolved("price + p")[0] == ("name", "price")
    assert [text for _, text in resolved("abcd + ab + cd")][:4] == ["a", "b", "c", "d"]
    assert [text for _, text in resolved("abcd; b = a c d")][:4] == ["a", "b", "c", "d"]


def test_what_was_decided_is_told_once() -> None:
    words = Words(scan("bc + bc + e^x + e + log(x) + log(y)", LIMITS), frozenset(), WORDS)
    words.resolve()
    assert sorted(reading.code for reading in words.readings) == ["euler", "natural_logarithm", "product"]


@pytest.mark.parametrize("source", ["import torch", "a = 1\nreturn x", "def f(x): x"])
def test_a_statement_of_python_is_refused(source: str) -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        Words(scan(source, LIMITS), frozenset(), WORDS)
    assert caught.value.code == "syntax.python"


def test_a_function_cannot_become_a_value() -> None:
    with pytest.raises(NameProblem) as caught:
        Words(scan("x = 2; sum = x + 1", LIMITS), frozenset(), WORDS)
    assert (caught.value.code, caught.value.span) == ("name.reserved", (7, 10))
