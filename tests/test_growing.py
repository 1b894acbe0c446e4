"""A graph that still grows: leaves, rules and single operations behind the nodes that it began with."""

from __future__ import annotations

import numpy as np
import pytest

from app.differentiate import differentiate
from app.engines import tape
from app.engines.sweep import Deadline, Sweep
from app.errors import ValueProblem
from app.graph import Graph, build
from app.growing import ADD, Growing
from app.language import parse
from app.operations import OPERATIONS
from tests.rows import graph_of

MUL, MATMUL = OPERATIONS["mul"], OPERATIONS["matmul"]


def graph(source: str, **values: float) -> Graph:
    return build(parse(source, values=values.keys()), values)


def test_what_it_begins_with_keeps_its_place() -> None:
    found = graph("y = a b + 3", a=2, b=5)
    columns = Growing(found)
    assert columns.inputs == found.inputs
    assert columns.operations == [node.operation for node in found.nodes]
    assert columns.constants == {node.index: 3.0 for node in found.nodes if node.kind == "constant"}
    adjoint = differentiate(found)
    assert len(Growing(adjoint).operations) == adjoint.size > len(found.nodes)


def test_a_number_has_one_node_and_a_leaf_one_each() -> None:
    columns = Growing(graph("y = a", a=2))
    assert columns.constant(2.0) == columns.constant(2.0) != columns.constant(3.0)
    assert columns.leaf(()) != columns.leaf(())
    index = columns.input("t", 1.0, (3,))
    assert (columns.inputs["t"], columns.names[index], columns.shapes[index]) == (index, "t", (3,))


def test_an_operation_gets_its_shape_and_its_more_special_row() -> None:
    columns = Growing(graph("y = a", a=2))
    matrix, vector = columns.leaf((2, 3)), columns.leaf((3,))
    product = columns.emit(MATMUL, (matrix, vector))
    assert (columns.operations[product].name, columns.shapes[product]) == ("matrix_vector", (2,))  # type: ignore[union-attr]
    assert columns.fitted(product, (2,)) == product
    assert columns.shapes[columns.fitted(product, ())] == ()
    assert columns.total(None, product) == product
    assert columns.operations[columns.total(product, product)] is ADD


def test_a_way_back_is_shortened_for_a_known_exponent_and_refused_where_none_is_known() -> None:
    found = graph("y = x^2", x=3)
    columns = Growing(found)
    way = columns.way(found.output, 0)
    assert way and all(step.operation.name != "where" for step in way.steps)
    slope = columns.slope(found.output, 0)
    assert slope is not None
    values = Sweep(columns, [slope], {found.inputs["x"]: 3.0}, (), Deadline()).values
    assert values[slope] == 6.0
    assert Growing(graph("y = (a < b)", a=1, b=2)).slope(2, 0) is None
    unknown = graph_of(OPERATIONS["cofactors_changed"], [np.eye(2), np.eye(2)])
    with pytest.raises(ValueProblem, match=r"derivative\.missing"):
        Growing(unknown).way(unknown.output, 0)


def test_frozen_it_is_a_graph_whose_held_inputs_get_no_gradient() -> None:
    found = graph("y = a b", a=2, b=5)
    columns = Growing(found)
    factor = columns.input("t", 10.0, ())
    whole = columns.frozen(columns.emit(MUL, (found.output, factor)), held={factor})
    run = tape.run(whole, {"a": 2.0, "b": 5.0})
    assert run.value == 100.0
    assert run.gradients_by_name() == {"a": 50.0, "b": 20.0}
