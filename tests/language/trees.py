"""Trees compared by what they say, and random ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from app.language.grammar import CALLED, FUNCTIONS, INDEX, INFIX, MINUS, POSTFIX, TIMES
from app.language.tree import Apply, Array, Call, Name, Number, Tree
from app.operations import Operation, Parameter

NOWHERE = (0, 0)
FREE = ("a", "b", "x₁", "w_2", "θ", "y_pred", "loss", "z'", "w1[1,2]", "e", "π")
KNOWN = ("x", "ab", "price")
"""names with a value from outside"""


def said(tree: Tree) -> Any:
    """What a tree says, without its places, and without the mark of a product that has no sign."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        return ("name", tree.name)
    if isinstance(tree, Array):
        return ("array", *map(said, tree.items))
    if isinstance(tree, Call):
        return ("call", tree.function, *map(said, tree.arguments))
    parameters = {
        name: value.name if isinstance(value, Name) else str(value)
        for name, value in (tree.parameters or {}).items()
        if name != "juxtaposed"
    }
    return (tree.operation.name, parameters, *map(said, tree.operands))


PLAIN_ROWS = tuple({row for rows in FUNCTIONS.values() for row in rows} | {rows[0] for rows in CALLED.values()})
ROWS = tuple(
    sorted({*PLAIN_ROWS, *INFIX.values(), *POSTFIX.values(), MINUS, TIMES} - {INDEX}, key=lambda row: row.name)
)


@st.composite
def values(draw: st.DrawFn, parameter: Parameter) -> Any:
    """A value that a parameter accepts."""
    if parameter.accepts == "wholes":
        return tuple(draw(st.lists(st.integers(-1, 9), min_size=1, max_size=3)))
    if parameter.accepts == "equation":
        return draw(st.sampled_from(["ij,jk->ik", "i->", "i,i->"]))
    if parameter.accepts == "flag":
        return draw(st.booleans())
    return draw(st.integers(-3, 9) if parameter.accepts == "whole" else st.floats(-9, 9))


@st.composite
def applications(draw: st.DrawFn, operands: st.SearchStrategy[Tree]) -> Tree:
    """A row on operands; all its parameters are given, or none where it has no operands to go by."""
    row: Operation = draw(st.sampled_from(ROWS))
    lowest, highest = row.operands
    count = draw(st.integers(lowest, lowest + 2 if highest is None else highest))
    given = {parameter.name: draw(values(parameter)) for parameter in row.parameters}
    return Apply(row, tuple(draw(operands) for _ in range(count)), NOWHERE, given or None)


def indices(operands: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    item = st.integers(-3, 9) | st.builds(slice, st.none() | st.integers(-3, 9), st.none() | st.integers(-3, 9))
    index = st.lists(item, min_size=1, max_size=3).map(tuple)
    return st.builds(
        lambda tree, given: Apply(INDEX, (tree,), NOWHERE, {INDEX.parameters[0].name: given}), operands, index
    )


def leaves() -> st.SearchStrategy[Tree]:
    numbers = st.floats(0, allow_infinity=False, allow_nan=False).map(abs)
    return st.builds(Name, st.sampled_from(FREE + KNOWN), st.just(NOWHERE)) | st.builds(
        Number, numbers, st.just(NOWHERE)
    )


def trees() -> st.SearchStrategy[Tree]:
    """Trees that the parser could have made, with the names of `FREE` and `KNOWN`."""
    return st.recursive(
        leaves(),
        lambda inner: (
            applications(inner)
            | indices(inner)
            | st.builds(lambda items: Array(tuple(items), NOWHERE), st.lists(inner, min_size=1, max_size=3))
        ),
        max_leaves=12,
    )
