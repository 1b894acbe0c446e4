"""The formula language by its cases, its limits, and what must hold of any text."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import FormulaSyntaxError, LimitExceeded, UserError
from app.language.formula import parse_formula, parse_rule
from app.language.printer import print_program, print_tree
from app.language.tree import Apply, Definition, Name, Number, Program, Tree
from app.limits import LIMITS
from app.operations import OPERATIONS, ROWS, Operation
from tests.costs import processor_seconds_of
from tests.exploring import examples
from tests.in_turn import in_turn
from tests.language.cases import Case, cases, outcome, rendered
from tests.language.trees import KNOWN, said, trees

ALL_CASES = [
    case
    for name in ("names", "products", "operators", "functions", "programs", "series", "errors")
    for case in cases(name)
]


@in_turn(ALL_CASES, lambda case: case.source)
def test_the_language_reads_as_its_cases_say(case: Case) -> None:
    assert rendered(case.source, case.values) == case.text


@in_turn(ALL_CASES, lambda case: case.source)
def test_printing_a_program_and_parsing_it_again_changes_nothing(case: Case) -> None:
    if "\ncode " not in case.text:
        printed = print_program(parse_formula(case.source, values=case.values))
        assert print_program(parse_formula(printed, values=case.values)) == printed


# ── what a program holds ────────────────────────────────────────────────────────────────────────────────────────────


def body(source: str) -> Tree:
    (definition,) = parse_formula(source).definitions.values()
    return definition.body


def test_a_program_keeps_the_order_and_the_places_of_the_source() -> None:
    program = parse_formula("J = 3u; u = a + v")
    assert list(program.definitions) == ["J", "u"]
    assert program.definitions["u"].span == (8, 9)
    assert program.definitions["u"].body.span == (12, 17)


def test_a_product_of_unknown_things_is_marked_and_one_with_a_number_is_not() -> None:
    marked, plain, written = body("a b"), body("2b"), body("a*b")
    assert isinstance(marked, Apply)
    assert isinstance(plain, Apply)
    assert isinstance(written, Apply)
    assert marked.parameters == {"juxtaposed": True}
    assert plain.parameters is None
    assert written.parameters is None


def test_a_tree_spans_its_brackets_inside_but_not_around_it() -> None:
    tree = body("y = (2(a + b))")
    assert tree.span == (5, 13)
    assert isinstance(tree, Apply)
    assert tree.operands[1].span == (7, 12)


def test_a_header_that_nobody_calls_is_a_definition_with_declared_inputs() -> None:
    program = parse_formula("J(a, b, c) = 3a")
    assert program.declared == ("a", "b", "c")
    assert program.functions == {}
    assert program.definitions["J"].header == ("a", "b", "c")


def test_a_header_that_is_called_is_a_function() -> None:
    program = parse_formula("f(x) = x^2; y = f(2)")
    assert list(program.definitions) == ["y"]
    assert program.functions["f"].parameters == ("x",)
    assert program.declared == ()


def test_a_bare_expression_gets_a_name_that_nobody_uses() -> None:
    program = parse_formula("y + out; 2; 3")
    assert list(program.definitions) == ["result", "y_1", "y_2"]
    assert all(definition.bare for definition in program.definitions.values())


def test_names_are_kept_in_their_first_spelling() -> None:
    program = parse_formula("y = w₁ + w_1; λ = lambda_2")
    assert program.spellings == {"y": "y", "w1": "w₁", "λ": "λ", "λ2": "lambda_2"}


def test_constants_are_names_by_their_canonical_spelling() -> None:
    tree = body("pi + e")
    assert isinstance(tree, Apply)
    assert [said(operand) for operand in tree.operands] == [("name", "π"), ("name", "e")]


# ── the texts of the table ──────────────────────────────────────────────────────────────────────────────────────────

RULES = [(row, text) for row in ROWS for text in dict.fromkeys([*row.back, *row.notes.values()]) if text]


@in_turn(RULES, lambda rule: f"{rule[0].name}: {rule[1]}")
def test_every_text_of_the_table_parses_and_prints(rule: tuple[Operation, str]) -> None:
    row, text = rule
    parameters = [parameter.name for parameter in row.parameters]
    tree = parse_rule(text, "abcd", parameters)
    assert said(parse_rule(print_tree(tree), "abcd", parameters)) == said(tree)
    assert "juxtaposed" not in str(said(tree))


def test_in_a_rule_the_names_of_parameters_stay_names() -> None:
    tree = parse_rule("part(g, operands, place=k, dim=dim)", "a", ["dim"])
    assert isinstance(tree, Apply)
    assert [said(operand) for operand in tree.operands] == [("name", "g"), ("name", "operands")]
    assert {name: value.name for name, value in (tree.parameters or {}).items()} == {"place": "k", "dim": "dim"}


def test_in_a_rule_operands_side_by_side_are_multiplied_number_by_number() -> None:
    tree = parse_rule("g b", "ab", [])
    assert isinstance(tree, Apply)
    assert tree.operation is OPERATIONS["mul"]
    assert tree.parameters is None


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def refused(source: str, **limits: int) -> LimitExceeded:
    with pytest.raises(LimitExceeded) as caught:
        parse_formula(source, limits=dataclasses.replace(LIMITS, **limits))
    return caught.value


def test_a_source_may_not_have_too_many_bytes() -> None:
    assert refused("αααα", formula_bytes=7).code == "limit.source"
    assert refused("\ud800\ud800\ud800", formula_bytes=8).facts == {"limit": 8, "found": 9}


def test_a_name_may_not_be_too_long() -> None:
    error = refused("y = " + "x" * 65)
    assert (error.code, error.span) == ("limit.name", (4, 69))


def test_a_number_may_not_have_too_many_digits() -> None:
    assert refused("y = 0." + "1" * 39).code == "limit.literal"
    assert print_program(parse_formula("y = 0." + "0" * 37 + "1")) == "y = 1e-38"


def test_a_program_may_not_have_too_many_nodes() -> None:
    assert refused("a + a + a", tree_nodes=4).facts == {"limit": 4, "found": 5}
    assert parse_formula("a + a + a", limits=dataclasses.replace(LIMITS, tree_nodes=5)).definitions


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("(" * 65 + "x" + ")" * 65, id="brackets"),
        pytest.param("[" * 65 + "x" + "]" * 65, id="arrays"),
        pytest.param("sin(" * 65 + "x" + ")" * 65, id="applications"),
        pytest.param("-" * 65 + "x", id="signs"),
        pytest.param("√" * 65 + "x", id="roots"),
        pytest.param("2^" * 65 + "x", id="powers"),
        pytest.param("sin " * 65 + "x", id="functions without brackets"),
        pytest.param("sin^" * 65 + "x", id="powers of functions"),
        pytest.param("(-" * 33 + "x" + ")" * 33, id="brackets and signs"),
    ],
)
def test_nothing_may_be_nested_too_deep(source: str) -> None:
    error = refused(source)
    assert error.code == "limit.depth"
    assert error.span
    assert error.span[1] <= len(source)


def test_a_long_sum_is_not_deep() -> None:
    tree = body("y = x" + " + x" * 3000)
    assert print_tree(tree) == "x" + " + x" * 3000


def test_the_deepest_source_that_is_allowed_is_read() -> None:
    source = "(a < -b @ c^" * 31 + "x" + ")" * 31
    assert parse_formula(source).definitions


# ── any text at all ─────────────────────────────────────────────────────────────────────────────────────────────────

MANY = 16 * 1024

HOSTILE = {
    "a million brackets": "(" * 1_000_000,
    "brackets that close nothing": ")" * MANY,
    "NUL": "y = \0",
    "a lone surrogate": "y = \ud800x",
    "nothing": "",
    "blanks": " " * MANY,
    "line breaks": "\n" * MANY,
    "blanks and line breaks": " \n" * (MANY // 2),
    "primes": "x" + "'" * (MANY - 1),
    "accents": "x" + "\u0302" * (MANY // 2 - 1),
    "Euler's number again and again": "e " * (MANY // 2),
    "products again and again": "ab " * (MANY // 3),
    "different products": " ".join(chr(97 + i // 26 % 26) + chr(97 + i % 26) + str(i) for i in range(2000)),
    "functions in runs": " ".join("sinh" * 4 + f"tanhexp{i}" for i in range(600)),
    "signs": "+" * MANY,
    "bars": "|" * MANY,
    "hats": "^" * MANY,
    "points": "." * MANY,
    "underscores": "_" * MANY,
    "open subscripts": "x_{" * (MANY // 3),
    "open indices": "x^{(" * (MANY // 4),
    "indices": "x[1]" * (MANY // 4),
    "keywords": "sum(" + "a=1," * (MANY // 5) + ")",
    "definitions": "\n".join(f"a{i}=1" for i in range(1800)),
    "inputs": "f(" + ",".join(f"a{i}" for i in range(2500)) + ")=1",
    "numbers": "1 " * (MANY // 2),
    "comments": "#" * MANY,
    "commas": "[" + "," * (MANY - 1),
    "expressions without a name": "1;" * (MANY // 2),
    "sums": "x+" * (MANY // 2) + "x",
}


@pytest.mark.parametrize("source", [pytest.param(source, id=title) for title, source in HOSTILE.items()])
def test_a_hostile_source_is_read_or_refused_at_once(source: str) -> None:
    assert processor_seconds_of(lambda: outcome(source), enough=0.25) < 1


ALPHABET = st.sampled_from("abcexyzσλwTW0123456789.+-*/^@()[]{}|‖√²⁻½=,:;#_'<>! \n\t（，\0\ud800") | st.sampled_from(
    ["sin", "max(", "sum(", "dim=", "f(x)=", "w1[1,2]", "^T", "==", "**", "||", "e^", "lambda", "import "]
)


def check_that_it_parses_or_refuses(source: str) -> None:
    program = outcome(source, ["W"])
    if isinstance(program, UserError):
        assert program.detail("en")
        assert program.detail("zh-CN")
        return
    printed = print_program(program)
    assert print_program(parse_formula(printed, values=("W",))) == printed


@settings(max_examples=examples(200, 400), deadline=None)
@given(st.text(max_size=40))
def test_any_text_parses_or_is_refused_with_its_place(source: str) -> None:
    check_that_it_parses_or_refuses(source)


@settings(max_examples=examples(500, 3000), deadline=None)
@given(st.lists(ALPHABET, max_size=16).map("".join))
def test_any_text_that_looks_like_a_formula_parses_or_is_refused_with_its_place(source: str) -> None:
    check_that_it_parses_or_refuses(source)


@settings(max_examples=examples(250, 1000), deadline=None)
@given(trees())
def test_a_printed_tree_parses_to_itself(tree: Tree) -> None:
    definition = Definition("J", tree, (0, 1))
    printed = print_program(Program("", "formula", {"J": definition}, {}, (), given=frozenset(KNOWN)))
    try:
        parsed = parse_formula(printed, values=KNOWN).definitions["J"].body
    except LimitExceeded:
        return
    assert said(parsed) == said(tree), printed


def test_the_output_of_a_source_without_a_formula_is_refused() -> None:
    with pytest.raises(FormulaSyntaxError, match="only defines functions"):
        parse_formula("f(x) = g(x); g(x) = f(x)")


def test_numbers_and_names_are_what_they_say() -> None:
    assert isinstance(body("3"), Number)
    assert isinstance(body("x"), Name)
