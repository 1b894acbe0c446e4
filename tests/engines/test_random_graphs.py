"""Ours equals torch on random programs, scalars and tensors, written as text from the rows of the table."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.engines import pytorch, tape
from app.engines.finite_difference import largest, relative_error
from app.graph import build
from app.language import parse
from app.language.arguments import required
from app.operations import ROWS, Shape
from tests.exploring import examples

# Words and signs come from the rows; what turns an ulp of difference into anything is left to test_operations.py.
STEEP = {"exp", "sinh", "cosh", "tan", "asin", "acos", "square", "binary_cross_entropy", "prod"}
UNARY = [
    row.spellings[0]
    for row in ROWS
    if row.public and row.kind == "function" and row.operands == (1, 1) and row.scalar and row.name not in STEEP
]
SIGNS = [row.spellings[0] for row in ROWS if row.name in ("add", "sub", "mul", "div")]
PAIRS = [row.spellings[0] for row in ROWS if row.public and row.kind == "route" and row.operands == (2, 2)]
REDUCTIONS = [
    row.spellings[0]
    for row in ROWS
    if row.public and row.operands == (1, 1) and row.kind in ("reduce", "route") and row.name not in STEEP
    if row.assumed == ((3,),) and not required(row) and row.shape((3,)) == ()
]
ALONG = [row.name for row in ROWS if row.name in ("softmax", "log_softmax")]
SHAPES: tuple[Shape, ...] = ((), (2,), (3,), (2, 3), (3, 2))
NAMES = {(): "a b c", (2,): "u v", (3,): "x y", (2, 3): "P Q", (3, 2): "R S"}

numbers = st.floats(0.2, 2.0).map(lambda number: round(number, 3)) | st.sampled_from([-1.5, -0.5, 1.0])


@st.composite
def expressions(draw: st.DrawFn, shape: Shape, depth: int, scalars_only: bool = False) -> str:
    """A text whose value has `shape`."""

    def inner(wanted: Shape) -> str:
        return draw(expressions(wanted, depth - 1, scalars_only))

    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(NAMES[shape].split()))
    ways = ["unary", "sign", "sign", "pair", "power", "where", "number"]
    if not scalars_only:
        ways += ["along"] if shape else ["reduce", "reduce", "dot", "mse"]
        ways += ["broadcast", "reduce_one"] if shape else []
        ways += ["matrix_vector", "stack"] if len(shape) == 1 else []
        ways += ["transpose", "matmul", "outer", "reshape"] if len(shape) == 2 else []
    way = draw(st.sampled_from(ways))
    if way == "unary":
        return f"{draw(st.sampled_from(UNARY))}({inner(shape)})"
    if way == "sign":
        return f"({inner(shape)} {draw(st.sampled_from(SIGNS))} {inner(shape)})"
    if way == "pair":
        return f"{draw(st.sampled_from(PAIRS))}({inner(shape)}, {inner(shape)})"
    if way == "power":
        return f"(sqrt(1 + {inner(shape)}^2))^{draw(st.sampled_from(['2', '3', '0.5', '-1']))}"
    if way == "where":
        return f"where({inner(shape)} < {inner(shape)}, {inner(shape)}, {inner(shape)})"
    if way == "number":
        return f"({draw(st.sampled_from(['2', '0.5', '3']))} * {inner(shape)})"
    if way == "along":
        return f"{draw(st.sampled_from(ALONG))}({inner(shape)})"
    if way == "reduce":
        return f"{draw(st.sampled_from(REDUCTIONS))}({inner(draw(st.sampled_from([(2,), (3,)])))})"
    if way == "dot":
        wanted: Shape = draw(st.sampled_from([(2,), (3,)]))
        return f"dot({inner(wanted)}, {inner(wanted)})"
    if way == "mse":
        wanted = draw(st.sampled_from(SHAPES[1:]))
        return f"mse({inner(wanted)}, {inner(wanted)})"
    if way == "broadcast":
        return f"({inner(shape)} {draw(st.sampled_from(SIGNS))} {inner(shape[1:])})"
    if way == "reduce_one":
        if len(shape) == 2:
            return f"({inner(shape)} + sum({inner(shape)}, dim=1, keepdim=1))"
        wider = (2, 3) if shape == (3,) else (3, 2)
        return f"{draw(st.sampled_from(['sum', 'mean', 'max', 'norm']))}({inner(wider)}, dim=0)"
    if way == "matrix_vector":
        size = shape[0]
        return f"({inner((size, 5 - size))} @ {inner((5 - size,))})"
    if way == "stack":
        return f"[{', '.join(inner(()) for _ in range(shape[0]))}]"
    if way == "transpose":
        return f"({inner(shape[::-1])})^T"
    if way == "matmul":
        return f"({inner(shape)} @ ({inner(shape)})^T @ {inner(shape)})"
    if way == "outer":
        return f"outer({inner(shape[:1])}, {inner(shape[1:])})"
    assert way == "reshape"
    return f"reshape({inner(shape[::-1])}, {shape[0]}, {shape[1]})"


@st.composite
def values(draw: st.DrawFn) -> dict[str, Any]:
    """A value for every name, the same numbers for every order of drawing."""
    seed = draw(st.integers(0, 1000))
    random = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for shape, names in NAMES.items():
        for name in names.split():
            found[name] = random.uniform(0.3, 1.7, shape) * random.choice([-1, 1], shape)
    return {name: float(value) if not np.ndim(value) else value for name, value in found.items()}


def agree(source: str, given_values: dict[str, Any]) -> None:
    graph = build(parse(source, values=given_values.keys()), given_values)
    assume(any(graph.nodes[index].requires_grad for index in graph.inputs.values()))
    chosen = {name: given_values[name] for name in graph.inputs}
    ours, theirs = tape.run(graph, chosen), pytorch.run(graph, chosen)
    size = largest(ours.values)
    assume(math.isfinite(size) and size < 1e3 and largest(ours.gradients) < 1e6)
    assert relative_error(np.asarray(ours.value), np.asarray(theirs.value), 1e-2 * size) < 1e-12, source
    scale = 1e-2 * largest([*ours.gradients, *ours.contributions.values()])
    assert ours.gradients_by_name().keys() == theirs.gradients_by_name().keys()
    for name, gradient in ours.gradients_by_name().items():
        witness = theirs.gradients_by_name()[name]
        assert np.shape(gradient) == np.shape(witness)
        assert relative_error(np.asarray(gradient), np.asarray(witness), scale) < 1e-12, (source, name)


@settings(deadline=None, max_examples=examples(80, 400))
@given(expressions((), 4, scalars_only=True), values())
def test_ours_equals_torch_on_random_graphs_of_scalars(expression: str, given_values: dict[str, Any]) -> None:
    agree(f"loss = {expression}", given_values)


@pytest.mark.slow
@settings(deadline=None, max_examples=examples(80, 400))
@given(expressions((), 4), values())
def test_ours_equals_torch_on_random_graphs_of_tensors(expression: str, given_values: dict[str, Any]) -> None:
    agree(f"loss = {expression}", given_values)


@settings(deadline=None, max_examples=50)
@given(expressions((2, 3), 2), values())
def test_a_tensor_output_takes_its_upstream_gradient_as_in_torch(expression: str, given_values: dict[str, Any]) -> None:
    graph = build(parse(f"out = {expression}", values=given_values.keys()), given_values)
    upstream = np.linspace(-1, 1, 6).reshape(2, 3)
    chosen = {name: given_values[name] for name in graph.inputs}
    ours, theirs = tape.run(graph, chosen, upstream), pytorch.run(graph, chosen, upstream)
    assume(largest(ours.values) < 1e3 and largest(ours.gradients) < 1e6)
    scale = 1e-2 * largest([*ours.gradients, *ours.contributions.values()])
    for name, gradient in ours.gradients_by_name().items():
        assert relative_error(np.asarray(gradient), np.asarray(theirs.gradients_by_name()[name]), scale) < 1e-12
