"""Gradients in three notations."""

from __future__ import annotations

import pytest

from app.language.tree import Apply, Name
from app.notation.gradients import GradientTypesetter, Notation
from app.notation.names import adjoint
from app.operations import OPERATIONS

NOWHERE = (0, 0)


def typeset(operation: str, *names: str, notation: Notation, **shapes: tuple[int, ...]) -> str:
    known = {adjoint(name): shape for name, shape in shapes.items()} | dict(shapes)
    tree = Apply(OPERATIONS[operation], tuple(Name(name, NOWHERE) for name in names), NOWHERE)
    return GradientTypesetter(known, notation, "J", {"W", "b"}).piece(tree).latex


@pytest.mark.parametrize(
    ("notation", "written"),
    [("partial", r"\frac{\partial J}{\partial v} \, c"), ("bar", r"\bar{v} \, c"), ("delta", r"\delta_{v} \, c")],
)
def test_a_gradient_is_written_as_the_notation_has_it(notation: Notation, written: str) -> None:
    assert typeset("mul", adjoint("v"), "c", notation=notation) == written


def test_deltas_are_for_what_is_computed_and_inputs_keep_the_partial_derivative() -> None:
    assert typeset("add", adjoint("z_1"), adjoint("b"), notation="delta") == (
        r"\delta_{z_{1}} + \frac{\partial J}{\partial b}"
    )


def test_the_shape_of_a_gradient_tells_entrywise_products() -> None:
    shapes = {"v": (2,), "c": (2,)}
    assert typeset("mul", adjoint("v"), "c", notation="delta", **shapes) == r"\delta_{v} \odot c"


def test_a_power_of_a_gradient_stands_in_brackets_where_it_is_a_fraction() -> None:
    assert typeset("square", adjoint("v"), notation="partial") == r"\left(\frac{\partial J}{\partial v}\right)^2"
    assert typeset("square", adjoint("v"), notation="bar") == r"\bar{v}^2"
