"""Straight-line programs: read at once, and to what the parser makes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.language.formula import parse_freely
from app.language.grammar import INFIX
from app.language.straight_line import straight_line
from app.language.tree import Apply, Name, Number, Program, Tree
from app.limits import LIMITS

READ = {
    "sums, products and powers": "v1 = x1 + x2\nv2 = v1 * x1\nv3 = v2 ** 2\ny = v3 / 2.5\n",
    "functions": "a = tanh(x)\nb = exp(a)\nc = relu(b)",
    "inputs and names": "x = 5; y = 1e-3; z = x\nw = z < y",
    "subscripts": "y_1 = w_12 * x1\nz = lambda + y_1",
    "words that are defined": "y_pred = w * x\nloss = y_pred ** 2\nprice = loss - y_pred",
    "a definition before what it needs": "y = u * x\nu = sin(x)",
    "comments and blanks": "# first\n\n  a = b+c  # sum\n\n# then\n  d =a*2 ;; \n#last",
    "numbers alone": "y = 2 * 3",
}
LEFT = {
    "brackets": "J = 3(a+bc)",
    "two operations": "y = a + b * c",
    "a product without a sign": "y = 2x",
    "a word": "y = price * 2",
    "Euler's number": "y = e * x",
    "a transpose": "y = x ^T",
    "a sign": "y = -x",
    "a word with an underscore that nothing defines": "y = w_hat * x",
    "a name spelt in two ways": "w_1 = tanh(x)\ny = w1 * x",
    "a product of matrices": "y = W @ x",
    "a function that is told of": "y = log(x)",
    "a function of a tensor": "y = sum(x)",
    "a function as a name": "y = tanh * x",
    "an unknown function": "y = f(x)",
    "an expression without a name": "x1 + x2",
    "a header": "f(x) = x * 2",
    "a name twice": "a = b\na = c",
    "an unclosed bracket": "y = tanh(x",
    "a stray bracket": "y = a * x)",
    "two equals signs": "y = a = b",
    "a comment in Chinese": "y = a * b  # 甲，乙",
    "a number out of reach": "y = 1e999 * x",
    "a long number": "y = " + "1" * 41,
    "a long name": "y = x" + "1" * 64,
    "nothing": "",
}


def told(tree: Tree) -> Any:
    """All that a tree says, with its places."""
    if isinstance(tree, Apply):
        return tree.operation.name, tree.span, tree.parameters, *map(told, tree.operands)
    assert isinstance(tree, Name | Number)
    return (tree.name if isinstance(tree, Name) else tree.value), tree.span


def everything(program: Program) -> Any:
    """All that a program says."""
    definitions = [(each.name, each.span, each.bare, told(each.body)) for each in program.definitions.values()]
    return definitions, list(program.spellings), replace(program, definitions={})


def check(source: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether `source` is read as a straight-line program; then the parser must read the same."""
    program = straight_line(source, names, LIMITS)
    if program is None:
        return False
    assert everything(program) == everything(parse_freely(source, names, names, LIMITS))
    return True


@pytest.mark.parametrize("source", [pytest.param(source, id=title) for title, source in READ.items()])
def test_one_operation_a_line_is_read_as_the_parser_reads_it(source: str) -> None:
    assert check(source)


@pytest.mark.parametrize("source", [pytest.param(source, id=title) for title, source in LEFT.items()])
def test_everything_else_is_left_to_the_parser(source: str) -> None:
    assert not check(source)


def test_a_function_whose_name_has_a_value_is_left_to_the_parser() -> None:
    assert check("y = exp(x)")
    assert not check("y = exp(x)", frozenset({"exp"}))


def test_too_large_a_program_is_left_to_the_parser() -> None:
    source = "y = a * b"
    assert straight_line(source, frozenset(), replace(LIMITS, tree_nodes=3))
    assert straight_line(source, frozenset(), replace(LIMITS, tree_nodes=2)) is None


NAMES = "a b x1 x12 T T_1 e e1 s d pi pi2 w_1 w1 w_12 w_i w_ _w w__1 ab a_b lambda theta_1 theta1 π"
WORDS = "loss loss2 y_pred sin cosx lnx E"
NUMBERS = "2 0.5 1e3 3. .5 00 1_0 2e 0x1"
GIVEN = "a x1 e exp f w1 pi ab y_pred loss d λ θ1"

OPERANDS = st.sampled_from(f"{NAMES} {WORDS} {NUMBERS}".split())
SIGNS = st.sampled_from([*sorted(INFIX), "=", "", " ", "'", "^T"]).flatmap(
    lambda sign: st.sampled_from([sign, f" {sign} ", f"{sign} ", f" {sign}"])
)
FUNCTIONS = st.sampled_from(["tanh", "exp", "log", "sum", "sigmoid", "max", "f", "sinh"])
STATEMENTS = st.one_of(
    st.builds(
        "{} = {} {} {}".format, OPERANDS, OPERANDS, st.sampled_from(["+", "-", "*", "/", "^", "**", "<"]), OPERANDS
    ),
    st.builds("{} = {}({})".format, OPERANDS, FUNCTIONS, OPERANDS),
    st.builds("{}{}{}{}{}".format, OPERANDS, st.sampled_from([" = ", "=", " =", "= "]), OPERANDS, SIGNS, OPERANDS),
    st.builds("{}={}".format, OPERANDS, OPERANDS),
)
ENDS = st.sampled_from(["\n", "\n", ";", "; ", "\n\n", " # so\n", "\n  ", ")\n", "\n# 1\n", " "])
SOURCES = st.lists(st.tuples(STATEMENTS, ENDS).map("".join), max_size=5).map("".join)


@settings(deadline=None)
@given(SOURCES, st.frozensets(st.sampled_from(GIVEN.split())))
@example("a = b\n", frozenset())
def test_what_is_read_at_once_is_what_the_parser_reads(source: str, names: frozenset[str]) -> None:
    try:
        check(source, names)
    except UserError as error:
        raise AssertionError(f"read at once, but refused by the parser: {source!r}") from error
