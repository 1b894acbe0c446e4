"""The backward pass differentiated again: Hessian-vector products of every row beside torch's double backward."""

from __future__ import annotations

import os
import random
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from app.differentiate import differentiate
from app.engines import Value, pytorch, tape
from app.engines.finite_difference import relative_error
from app.graph import Graph
from app.graph.freezing import gradient_needs
from app.graph.model import Table
from app.operations import OPERATIONS, Operation, Shape
from tests.rows import OPERATIONS_WITH_TORCH, Case, cases, graph_of, operands

pytestmark = pytest.mark.slow

FULL = os.environ.get("CHAINLIGHT_CONFORMANCE") == "full"
MOST = None if FULL else 10
"""cases of one row in a usual run"""

CLOSE = 1e-9

MUL, ADD, SUM = OPERATIONS["mul"], OPERATIONS["add"], OPERATIONS["sum"]


def directional(graph: Graph, upstream: Any, directions: Mapping[int, Any]) -> Graph:
    """The graph of Σ gradient · direction: the backward pass of `graph` as a graph of its own."""
    adjoint = differentiate(graph)
    operations: list[Operation | None] = list(adjoint.operations)
    inputs: list[tuple[int, ...]] = list(adjoint.operands)
    shapes: list[Shape] = list(adjoint.shapes)
    parameters = dict(adjoint.parameters)
    values: dict[int, Any] = {**adjoint.constants, adjoint.seed: upstream}
    values |= {index: graph.nodes[index].value for index in graph.inputs.values()}

    def add(row: Operation | None, given: tuple[int, ...], shape: Shape, value: Any = None) -> int:
        operations.append(row)
        inputs.append(given)
        shapes.append(shape)
        if row is None:
            values[len(operations) - 1] = value
        return len(operations) - 1

    terms = []
    for index, direction in directions.items():
        gradient = adjoint.gradients[index]
        assert gradient is not None
        product = add(MUL, (gradient, add(None, (), shapes[index], direction)), shapes[index])
        terms.append(add(SUM, (product,), ()) if shapes[index] else product)
    output = terms[0]
    for term in terms[1:]:
        output = add(ADD, (output, term), ())
    tensors = {index: shape for index, shape in enumerate(shapes) if shape}
    spans = [(0, 0)] * len(operations)
    table = Table(operations, inputs, spans, tensors, parameters, values, trees={}, groups={}, names={})
    names = {index: f"n_{index}" for index in range(len(operations))}
    needs = gradient_needs(table, set(graph.inputs.values()), output)
    return Graph(graph.program, table, names, needs, graph.inputs, output, (), (), ())


def products(graph: Graph, given: list[Any], upstream: Any, directions: list[Any]) -> list[Value | None]:
    """The Hessian-vector product for each operand, by our backward pass differentiated again."""
    adjoint = differentiate(graph)
    chosen = {
        index: direction
        for index, direction in zip(graph.inputs.values(), directions, strict=True)
        if adjoint.gradients[index] is not None
    }
    second = directional(graph, upstream, chosen)
    run = tape.run(second, dict(zip("abcd", given, strict=False)))
    return [run.gradients[index] for index in graph.inputs.values()]


def torch_products(row: Operation, given: list[Any], case: Case, upstream: Any, directions: list[Any]) -> list[Any]:
    import torch

    with_gradient = [row.way_back(place) is not None for place in range(len(given))]
    leaves = [torch.tensor(value, requires_grad=needed) for value, needed in zip(given, with_gradient, strict=True)]
    result = pytorch.forward(row)(*leaves, **case.parameters)
    wanted = [leaf for leaf in leaves if leaf.requires_grad]
    if not result.requires_grad:
        return [None] * len(given)
    first = torch.autograd.grad(result, wanted, torch.tensor(upstream), create_graph=True, allow_unused=True)
    chosen = [torch.tensor(each) for each, needed in zip(directions, with_gradient, strict=True) if needed]
    terms: list[Any] = list(zip(first, chosen, strict=True))
    total: Any = sum([(each * way).sum() for each, way in terms if each is not None])
    found: Any = [None] * len(wanted)
    if isinstance(total, torch.Tensor) and total.requires_grad:
        found = torch.autograd.grad(total, wanted, allow_unused=True)
    answers = iter(found)
    return [next(answers) if needed else None for needed in with_gradient]


@pytest.mark.parametrize("row", OPERATIONS_WITH_TORCH, ids=lambda row: row.name)
def test_the_backward_pass_differentiated_again_equals_torch_s_double_backward(row: Operation) -> None:
    tried = list(cases(row))
    for case in tried if MOST is None else random.Random(0).sample(tried, min(MOST, len(tried))):
        given = operands(case)
        graph = graph_of(row, given, case.parameters)
        if not graph.nodes[graph.output].requires_grad:
            continue
        numbers = np.random.default_rng(3)
        upstream = numbers.standard_normal(graph.nodes[graph.output].shape)
        directions = [numbers.standard_normal(each.shape) for each in given]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                theirs = torch_products(row, given, case, upstream, directions)
            except (IndexError, RuntimeError):
                continue  # a row number beyond a table, which torch refuses
        ours = products(graph, given, upstream, directions)
        if any(np.isnan(slope).any() for slope in tape.run(graph, {}, upstream).gradients_by_name().values()):
            continue  # the variance of one number: there is no slope to differentiate
        witnesses = [None if each is None else each.numpy(force=True) for each in theirs]
        scale = max([1.0, *(float(np.abs(each).max(initial=0)) for each in witnesses if each is not None)])
        for mine, witness in zip(ours, witnesses, strict=True):
            expected = np.zeros(1) if witness is None else witness
            found = np.zeros(1) if mine is None else np.asarray(mine)
            assert relative_error(found, expected, 1e-3 * scale) <= CLOSE, (str(case), found, expected)
