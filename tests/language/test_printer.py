"""Printed trees have the brackets they need, and no others."""

from __future__ import annotations

import pytest

from app.language.formula import parse_formula
from app.language.printer import print_number, print_program, print_tree
from app.language.tree import Apply, Number, Reading
from app.operations import OPERATIONS


def printed(source: str, *values: str) -> str:
    return print_program(parse_formula(source, values=values))


@pytest.mark.parametrize(
    "text",
    [
        "a + b + c", "a + (b + c)", "a - (b - c)", "a*b + c", "a*(b + c)", "(a + b)*c", "a/b/c", "a/(b/c)", "a/(b*c)",
        "a^b^c", "(a^b)^c", "-a^b", "(-a)^b", "a^(-b)", "-(a + b)", "-a + b", "a - (-b)", "-(-a)", "a*(-b)", "-a*b",
        "a @ b @ c", "a @ (b @ c)", "a^T @ b", "(a @ b)^T", "(a^b)^T", "a^b^T", "(-a)^T", "-a^T", "a < b", "(a < b) + 1",
        "a < b + c", "sin(a + b)^2", "max(a, b)", "where(a > 0, a, -a)", "abs(a)*b", "[a, -b, [1, 2]]",
        "sum(a, dim=0, keepdim=1)", "reshape(a, shape=[2, -1])", "concat(a, b, dim=1)", "randn(2, 3)", "arange(0, 5, 2)",
        "(a + b)[0]", "[1, 2][0]", "(x)[0, 1:2, :, ::2]", "a^b[1]", "2*π*e",
    ],
)  # fmt: skip
def test_a_text_with_no_bracket_too_many_is_printed_as_it_is(text: str) -> None:
    assert printed(f"J = {text}") == f"J = {text}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("((a) + ((b)))", "a + b"),
        ("(a*b)*c", "a*b*c"),
        ("(a b) c", "a*b*c"),
        ("a(b c)", "a*(b*c)"),
        ("|x|", "abs(x)"),
        ("√x", "sqrt(x)"),
        ("x²", "x^2"),
        ("½", "0.5"),
        ("transpose(x)", "x^T"),
        ("maximum(a, b)", "max(a, b)"),
    ],
)
def test_other_spellings_are_printed_in_one(source: str, text: str) -> None:
    assert printed(source) == text


def test_the_statements_of_a_program_keep_their_order() -> None:
    assert printed("J = f(2); f(x) = x; a(b) = c; 3") == "J = f(2)\nf(x) = x\na(b) = c\n3"


def test_an_index_on_a_known_name_needs_no_brackets() -> None:
    assert printed("y = x[0]", "x") == "y = x[0]"
    assert printed("x = [1, 2]; y = x[0]") == "x = [1, 2]\ny = x[0]"
    assert printed("f(x) = x[0]; y = f([1])") == "f(x) = x[0]\ny = f([1])"


def test_a_transpose_is_printed_in_words_where_its_letter_is_a_name() -> None:
    assert printed("y = transpose(x) + T", "T") == "y = transpose(x) + T"


def test_a_power_is_no_transpose_because_its_exponent_begins_with_that_letter() -> None:
    assert printed("a**T") == "a^(T)"
    assert printed("a**Taaa") == "a^(Taaa)"
    assert printed("a**Theta + b**T_1") == "a^Theta + b^T_1"
    assert printed("y = a**T", "T") == "y = a^T"


def test_a_product_of_matrices_is_printed_as_one_where_the_readings_say_so() -> None:
    program = parse_formula("y = A x + b c")
    assert print_program(program) == "y = A*x + b*c"
    assert print_program(program, [Reading("matrix_product", (4, 7), {})]) == "y = A @ x + b*c"


def test_negative_numbers_that_a_shortened_tree_holds_are_printed_with_their_sign() -> None:
    tree = Apply(OPERATIONS["pow"], (Number(-2.0, (0, 0)), Number(-1.0, (0, 0))), (0, 0))
    assert print_tree(tree) == "(-2)^(-1)"


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e22, "1e+22"), (1e-7, "1e-07")]
)
def test_a_number_is_printed_as_the_shortest_text_that_reads_back(value: float, text: str) -> None:
    assert print_number(value) == text
    assert float(text) == value
