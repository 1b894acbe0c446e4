"""Tangents: forward over reverse gives the same second derivatives as reverse over reverse."""

from __future__ import annotations

from app.backward import as_graph
from app.derivatives import hessian
from app.differentiate import differentiate
from app.engines import forward
from app.graph import build
from app.language import parse
from app.tangents import tangents

VALUES = {"x": 0.7, "w": -1.2}


def test_the_tangent_of_a_gradient_is_a_column_of_the_hessian() -> None:
    graph = build(parse("y = tanh(w x)^2 + exp(w) x^3", values=VALUES.keys()), VALUES)
    adjoint = differentiate(graph)
    blocks = hessian(graph, VALUES).blocks
    assert blocks is not None
    for name, index in graph.inputs.items():
        found = forward.run(as_graph(adjoint, adjoint.gradients[index]), VALUES, {"x": 1.0})
        assert abs(float(found.tangent) - float(blocks[name]["x"])) < 1e-12


def test_nothing_changes_where_no_gradient_flows() -> None:
    graph = build(parse("y = where(a < b, c, 2c)"), {})
    assert tangents(graph, {graph.inputs["a"]}).tangents[graph.output] is None
    assert forward.run(graph, {}, {"a": 1.0}).tangent == 0.0
