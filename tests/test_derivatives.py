"""Second derivatives, Jacobians and tangents of every row equal torch's, at kinks and special points too."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

from app.backward import as_graph
from app.derivatives import Jacobian, hessian, jacobian
from app.differentiate import differentiate
from app.engines import pytorch
from app.engines.finite_difference import largest
from app.errors import LimitExceeded, NameProblem, ShapeMismatch, UserError, ValueProblem
from app.graph import Graph, build
from app.language import parse
from app.operations import OPERATIONS, Operation, Shape, broadcast
from tests.engines.test_random_graphs import expressions
from tests.engines.test_random_graphs import values as random_values
from tests.exploring import examples
from tests.rows import OPERATIONS_WITH_TORCH, cases, graph_of, operands
from tests.second_derivatives import Trial, close

torch: Any = pytorch.torch()

# torch warns of the variance of one number, which is NaN there and here, and of losses that broadcast.
# Of its own forward mode it says that a part of itself is deprecated.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning:torch"),
]

SPECIAL = (0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -3.0, 6.0, 25.0, -40.0)
ZEROS_AND_TIES: tuple[Any, ...] = (
    [0, 0, 0], [1, 1, 1], [0, 1, 2], [0, 0, 2], [1, 1, -2], [[0, 0, 0], [1, 1, 1]], [[0, 1, 2], [3, 0, 0]],
    [[1, 1, 2], [1, 2, 2]], [[2, 1, 3], [1, 0, 4], [1, 2, 0]],
)  # fmt: skip
CASES_OF_A_ROW = 12

every_row = pytest.mark.parametrize("row", OPERATIONS_WITH_TORCH, ids=lambda row: row.name)
elementwise = [row for row in OPERATIONS_WITH_TORCH if row.shape is broadcast and row.operands[0] <= 2]
of_one_tensor = [row for row in OPERATIONS_WITH_TORCH if row.shape is not broadcast and row.operands[0] == 1]


def trials(row: Operation) -> list[Trial]:
    """Some of the cases of a row, spread over all of them."""
    found = list(cases(row))
    some = [Trial(row, operands(case), case.parameters) for case in found[:: max(1, len(found) // CASES_OF_A_ROW)]]
    return [each for each in some if each.names and each.torch_takes_it()]


@pytest.mark.slow
@every_row
def test_second_derivatives_of_every_row_equal_those_of_torch(row: Operation) -> None:
    for each in trials(row):
        if each.gradients_are_finite():
            each.check_hessian()


@every_row
def test_tangents_of_every_row_equal_those_of_torch(row: Operation) -> None:
    for each in trials(row):
        each.check_tangent()


@pytest.mark.slow
@pytest.mark.parametrize("row", elementwise, ids=lambda row: row.name)
def test_second_derivatives_at_kinks_are_those_that_torch_chooses(row: Operation) -> None:
    for values in itertools.product(SPECIAL, repeat=row.operands[0]):
        each = Trial(row, list(values), {})
        if each.names and each.gradients_are_finite():
            each.check_hessian()


@pytest.mark.slow
@pytest.mark.parametrize("row", of_one_tensor, ids=lambda row: row.name)
def test_zeros_and_ties_have_the_second_derivatives_of_torch(row: Operation) -> None:
    tried = set()
    for case in cases(row):
        for value in map(np.array, ZEROS_AND_TIES):
            key = str(case.parameters), value.tobytes(), value.shape
            if len(case.shapes) == 1 and key not in tried and fits(row, value.shape, case.parameters):
                tried.add(key)
                each = Trial(row, [value], case.parameters)
                if each.names and each.torch_takes_it() and each.gradients_are_finite():
                    each.check_hessian()


def fits(row: Operation, shape: Shape, parameters: dict[str, Any]) -> bool:
    try:
        row.shape(shape, **parameters)
        return not row.variant or row.variant(shape, **parameters) == row.name
    except (UserError, IndexError, TypeError):
        return False


# ── whole graphs ────────────────────────────────────────────────────────────────────────────────────────────────────


def graph_and_values(source: str, **values: Any) -> tuple[Graph, dict[str, Any]]:
    given_values = {
        name: np.array(value, dtype=float) if np.ndim(value) else float(value) for name, value in values.items()
    }
    return build(parse(source, values=given_values.keys()), given_values), given_values


def function_of(graph: Graph, names: list[str], values: dict[str, Any]) -> Callable[..., Any]:
    """The same graph as a function of torch tensors."""

    def call(*leaves: Any) -> Any:
        tensors: list[Any] = []
        given_leaves = {graph.inputs[name]: leaf for name, leaf in zip(names, leaves, strict=True)}
        by_node = {index: values.get(name) for name, index in graph.inputs.items()}
        for node in graph.nodes:
            if node.operation:
                tensors.append(
                    pytorch.forward(node.operation)(*(tensors[each] for each in node.operands), **node.parameters)
                )
            else:
                value = by_node.get(node.index)
                plain = torch.tensor(np.array(node.value if value is None else value, dtype=float))
                tensors.append(given_leaves.get(node.index, plain))
        return tensors[graph.output]

    return call


def test_a_hessian_has_a_block_for_each_pair_of_inputs() -> None:
    graph, values = graph_and_values("J = 3(a+bc)", a=5, b=3, c=2)
    found = hessian(graph, values)
    assert (found.value, found.gradients, found.product) == (33.0, {"a": 3.0, "b": 6.0, "c": 9.0}, None)
    assert found.blocks == {
        "a": {"a": 0.0, "b": 0.0, "c": 0.0}, "b": {"a": 0.0, "b": 0.0, "c": 3.0}, "c": {"a": 0.0, "b": 3.0, "c": 0.0}
    }  # fmt: skip


def test_only_the_inputs_asked_for_are_differentiated_by_whatever_their_spelling() -> None:
    graph, values = graph_and_values("y = w_1^3 b", w_1=2, b=5)
    assert hessian(graph, values, inputs=["w₁"]).blocks == {"w_1": {"w_1": 60.0}}
    assert jacobian(graph, values, inputs=["w1"]).blocks == {"w_1": 60.0}


def test_an_input_that_the_output_does_not_depend_on_has_zeros_where_it_is_asked_for() -> None:
    graph, values = graph_and_values("J(a, b) = a^2", a=3, b=[1, 2])
    found = hessian(graph, values, inputs=["a", "b"])
    assert found.blocks is not None and found.gradients == {"a": 6.0}
    assert np.array_equal(found.blocks["b"]["b"], np.zeros((2, 2))) and np.array_equal(found.blocks["a"]["b"], [0, 0])
    assert hessian(graph, values).blocks == {"a": {"a": 2.0}}
    assert np.array_equal(jacobian(graph, values, inputs=["b"]).blocks["b"], [0, 0])


def test_a_product_with_a_vector_equals_the_hessian_times_it() -> None:
    graph, values = graph_and_values("y = sum(tanh(W @ x + b))^2", W=[[1, -2], [0.5, 1]], x=[0.3, -1], b=0.2)
    vector: dict[str, Any] = {"W": np.array([[1.0, 2], [-1, 0.5]]), "b": 3.0}
    blocks, product = hessian(graph, values).blocks, hessian(graph, values, vector=vector).product
    assert blocks is not None and product is not None
    for name, found in product.items():
        expected = np.tensordot(blocks[name]["W"], vector["W"], 2) + np.multiply(blocks[name]["b"], vector["b"])
        assert np.allclose(found, expected, rtol=1e-12)


def test_a_jacobian_by_no_input_has_the_value_nevertheless() -> None:
    graph, values = graph_and_values("J = 3(a+bc)", a=5, b=3, c=2)
    assert jacobian(graph, values, inputs=[]) == Jacobian(33.0, {}, "reverse", 0)


def test_a_jacobian_goes_the_way_that_needs_fewer_passes() -> None:
    graph, values = graph_and_values("y = [x, x^2, sin(x)]", x=2)
    found = jacobian(graph, values)
    assert (found.mode, found.passes) == ("forward", 1)
    assert np.allclose(found.blocks["x"], [1, 4, math.cos(2)])
    graph, values = graph_and_values("y = W @ x", W=[[1, 2], [3, 4]], x=[5, 6])
    found = jacobian(graph, values)
    assert (found.mode, found.passes) == ("reverse", 2)
    assert np.shape(found.blocks["W"]) == (2, 2, 2) and np.array_equal(found.blocks["x"], [[1, 2], [3, 4]])
    assert np.array_equal(np.asarray(found.blocks["W"])[1], [[0, 0], [5, 6]])


def check_with_torch(source: str, values: dict[str, Any]) -> None:
    graph = build(parse(source, values=values.keys()), values)
    chosen = {name: values[name] for name in graph.inputs}
    names = [name for name, index in graph.inputs.items() if differentiate(graph).gradients[index] is not None]
    assume(names)
    leaves = tuple(torch.tensor(np.array(chosen[name], dtype=float)) for name in names)
    places = tuple(range(len(names)))
    ours = hessian(graph, chosen, inputs=names)
    assert ours.blocks is not None
    theirs = torch.func.hessian(function_of(graph, names, chosen), argnums=places)(*leaves)
    blocks = [ours.value, *(block.numpy(force=True) for row in theirs for block in row)]
    scale = largest(blocks)
    assume(all(np.isfinite(each).all() for each in blocks) and scale < 1e4)
    for first, row in zip(names, theirs, strict=True):
        for second, block in zip(names, row, strict=True):
            assert np.allclose(
                ours.blocks[first][second], block.numpy(force=True), rtol=1e-10, atol=1e-12 * (1 + scale)
            ), source


@settings(deadline=None, max_examples=examples(30, 200))
@given(expressions((), 3, scalars_only=True), random_values())
def test_hessians_of_random_graphs_of_scalars_equal_those_of_torch(expression: str, values: dict[str, Any]) -> None:
    check_with_torch(f"loss = {expression}", values)


@pytest.mark.slow
@settings(deadline=None, max_examples=examples(30, 200))
@given(expressions((), 3), random_values())
def test_hessians_of_random_graphs_of_tensors_equal_those_of_torch(expression: str, values: dict[str, Any]) -> None:
    check_with_torch(f"loss = {expression}", values)


@settings(deadline=None, max_examples=examples(30, 200))
@given(expressions((2, 3), 3), random_values())
def test_both_ways_to_a_jacobian_equal_that_of_torch(expression: str, values: dict[str, Any]) -> None:
    graph = build(parse(f"out = {expression}", values=values.keys()), values)
    chosen = {name: values[name] for name in graph.inputs}
    found: Jacobian = jacobian(graph, chosen)
    names = list(found.blocks)
    assume(names)
    leaves = tuple(torch.tensor(np.array(chosen[name], dtype=float)) for name in names)
    theirs = torch.func.jacrev(function_of(graph, names, chosen), argnums=tuple(range(len(names))))(*leaves)
    blocks = [found.value, *(block.numpy() for block in theirs)]
    scale = largest(blocks)
    assume(all(np.isfinite(each).all() for each in blocks) and scale < 1e4)
    # One input alone has fewer entries than the output, all together have more: both ways are taken.
    alone = {name: jacobian(graph, chosen, inputs=[name]).blocks[name] for name in names}
    for name, block in zip(names, theirs, strict=True):
        for ours in (found.blocks[name], alone[name]):
            assert np.allclose(ours, block.numpy(), rtol=1e-10, atol=1e-12 * (1 + scale)), expression


# ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_cannot_be_asked_is_refused_with_its_code() -> None:
    graph, values = graph_and_values("y = sum(x^2)", x=np.ones(300))
    with pytest.raises(LimitExceeded, match=r"limit\.derivative"):
        hessian(graph, values)
    assert np.array_equal(hessian(graph, values, vector={"x": np.ones(300)}).product["x"], np.full(300, 2.0))  # type: ignore[index]
    with pytest.raises(ShapeMismatch, match=r"shape\.direction"):
        hessian(graph, values, vector={"x": 1.0})
    with pytest.raises(NameProblem, match=r"name\.input"):
        hessian(graph, values, inputs=["y"])
    with pytest.raises(NameProblem, match=r"name\.input"):
        hessian(graph, values, vector={"z": 1.0})
    graph, values = graph_and_values("y = x^2", x=[1, 2])
    with pytest.raises(ShapeMismatch, match=r"shape\.upstream"):
        hessian(graph, values)
    graph, values = graph_and_values("y = outer(x, x)", x=np.ones(250))
    with pytest.raises(LimitExceeded, match=r"limit\.derivative_numbers"):
        jacobian(graph, values)


def test_a_way_back_that_is_not_known_is_refused_by_the_name_of_its_operation() -> None:
    unknown = [row for row in OPERATIONS.values() if "" in row.back]
    assert unknown
    for row in unknown:
        case = next(cases(row))
        with pytest.raises(ValueProblem, match=rf"derivative\.missing: .*`{row.name}`"):
            differentiate(graph_of(row, list(operands(case)), case.parameters))


def test_no_gradient_flows_only_where_a_small_change_changes_nothing() -> None:
    for row in OPERATIONS.values():
        for place, text in enumerate(row.back):
            if text is not None or row.kind == "create":
                continue
            case = next(case for case in cases(row) if place < len(case.shapes))
            values = operands(case)
            values[place] = values[place] + 0.25
            with np.errstate(all="ignore"):
                before = row.forward(*values, **case.parameters)
                values[place] = values[place] + 1e-9
                after = row.forward(*values, **case.parameters)
            assert np.array_equal(before, after, equal_nan=True), (row.name, place)


def test_a_graph_is_differentiated_a_third_time() -> None:
    graph, _ = graph_and_values("y = x^4", x=2)
    for _ in range(2):
        graph = as_graph(differentiate(graph))
    assert differentiate(graph).gradients[graph.inputs["x"]] is not None
    assert close(hessian(graph_of(OPERATIONS["sin"], [0.5]), {"a": 0.5}).blocks["a"]["a"], torch.tensor(-math.sin(0.5)))  # type: ignore[index]
