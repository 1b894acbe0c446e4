"""What the API shows of the backward pass as a graph, and of tangents beside the values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import backward, forward
from app.errors import LimitExceeded
from app.graph import Graph, build
from app.language import parse
from app.language.names import bar
from app.views.derived import backward_payload, forward_payload

VALUES = {"a": 5.0, "b": 3.0, "c": 2.0}


def graph(source: str = "J = 3(a+bc)", **values: Any) -> Graph:
    return build(parse(source, values=(values or VALUES).keys()), values or VALUES)


def test_the_backward_pass_is_drawn_with_a_step_for_each_gradient() -> None:
    whole = graph()
    answer = backward_payload(whole, backward.run(whole, VALUES), "en")
    assert (answer["graph"], answer["mode"]) == ("backward", "reverse")
    assert answer["gradients"] == {"a": 3.0, "b": 6.0, "c": 9.0}
    assert {step["phase"] for step in answer["steps"]} == {"forward"}
    assert {bar("a"), bar("b"), bar("c")} <= {node["id"] for node in answer["nodes"]}


def test_tangents_stand_where_gradients_would() -> None:
    answer = forward_payload(forward.run(graph(), VALUES, {"b": 1.0}), "en")
    nodes = {node["id"]: node for node in answer["nodes"]}
    assert (answer["mode"], answer["gradients"], answer["tangent"]) == ("forward", {}, 6.0)
    assert [nodes[name]["tangent"] for name in ("a", "b", "v", "J")] == [None, 1.0, 2.0, 6.0]
    assert all(node["gradient"] is None for node in answer["nodes"])
    edges = {edge["id"]: edge for edge in answer["edges"]}
    assert all(edge["contribution"] is None for edge in edges.values())
    assert edges["v.0"]["tangent"] == 2.0
    assert edges["v.1"]["tangent"] is None


def test_both_at_once_show_slopes_on_every_edge_between_scalars() -> None:
    whole = backward.run(graph(), VALUES).run.graph
    answer = forward_payload(forward.run(whole, {**VALUES, bar("J"): 1.0}, {"c": 1.0}), "en")
    slopes = [(edge["source"], edge["target"], edge["local"]["value"]) for edge in answer["edges"]]
    j, u, v, a, b, c = (bar(name) for name in "Juvabc")
    assert slopes == [(j, u, 3.0), (u, v, 1.0), (v, b, 2.0), ("c", b, 3.0), (v, c, 3.0), ("b", c, 3.0), (u, a, 1.0)]
    assert [edge["tangent"] for edge in answer["edges"]] == [None, None, None, 3.0, None, None, None]


def test_the_edges_into_a_collapsed_group_add_up_to_its_tangent() -> None:
    values = {"A": np.array([[1.0, 2], [3, 4]]), "v": np.array([0.1, 0.2])}
    whole = graph("f(W, x) = tanh(W x)\ny = sum(f(A, v))", **values)
    found = forward.run(whole, values, {"A": np.ones((2, 2)), "v": np.array([1.0, 0])})
    answer = forward_payload(found, "en", ["f"])
    entering = [edge for edge in answer["edges"] if edge["target"] == "u"]
    group = next(node for node in answer["nodes"] if node["id"] == "u")
    assert np.allclose(sum(np.array(edge["tangent"]) for edge in entering), group["tangent"], rtol=1e-15)
    assert entering[1]["local"]["latex"] == r"\frac{\partial u}{\partial v} \, \dot{v}"
    assert group["text"] == "u = f(A, v)"


def test_what_nobody_could_look_at_is_refused() -> None:
    values = {"x": np.ones(90_000)}
    found = forward.run(graph("y = sum(x)", **values), values)
    with pytest.raises(LimitExceeded, match=r"limit\.answer"):
        forward_payload(found, "en")
