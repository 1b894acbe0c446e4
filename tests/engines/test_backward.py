"""The backward pass as a graph, run: its nodes are the gradients that the tape finds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import backward, forward, tape
from app.engines.backward import BackwardRun
from app.errors import ShapeMismatch
from app.graph import Graph, build
from app.language import parse
from app.language.names import bar
from app.lessons import LESSONS
from app.views.derived import backward_payload


def graph_and_run(source: str, upstream: Any = None, **values: Any) -> tuple[Graph, BackwardRun]:
    graph = build(parse(source, values=values.keys()), values)
    return graph, backward.run(graph, values, upstream)


def test_every_node_that_a_gradient_reaches_stands_in_it_with_that_gradient() -> None:
    graph, found = graph_and_run("J = 3(a+bc)", a=5.0, b=3.0, c=2.0)
    usual = tape.run(graph, {"a": 5.0, "b": 3.0, "c": 2.0})
    assert found.gradients == {"a": 3.0, "b": 6.0, "c": 9.0}
    for node, place in found.stands.items():
        assert found.run.values[place] == usual.gradients[node]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_it_finds_the_gradients_of_the_tape_in_every_lesson(lesson: Any) -> None:
    values = {name: np.array(value, dtype=float)[()] for name, value in lesson.values.items()}
    graph = build(parse(lesson.source, values=values.keys()), values)
    usual = tape.run(graph, values).gradients_by_name()
    found = backward.run(graph, values).gradients
    assert found.keys() == usual.keys()
    for name, gradient in found.items():
        assert np.allclose(gradient, usual[name], rtol=1e-12, atol=1e-15), name


def test_where_the_output_is_an_input_there_is_nothing_but_the_gradient_that_arrives() -> None:
    graph, found = graph_and_run("y = 2")
    assert found.gradients == {"y": 1.0}
    assert [node.name for node in found.run.graph.nodes] == [bar("y")]
    assert backward_payload(graph, found, "en")["value"] == 1.0


def test_what_arrives_at_a_tensor_is_asked_for_and_passed_on() -> None:
    with pytest.raises(ShapeMismatch, match=r"shape\.upstream"):
        graph_and_run("y = a x", a=2.0, x=np.ones(2))
    _, found = graph_and_run("y = a x", np.array([3.0, 4.0]), a=2.0, x=np.array([1.0, 10.0]))
    assert found.gradients["a"] == 43.0
    assert np.array_equal(found.gradients["x"], [6.0, 8.0])


def test_its_tangents_are_second_derivatives_and_its_edges_have_slopes() -> None:
    _, found = graph_and_run("J = 3(a+bc)", a=5.0, b=3.0, c=2.0)
    graph = found.run.graph
    values = {name: found.run.values[index] for name, index in graph.inputs.items()}
    changed = forward.run(graph, values, {"c": 1.0})
    named = {node.name: changed.tangents[node.index] for node in graph.nodes}
    assert named[bar("b")] == 3.0
    assert named[bar("c")] is None
    assert changed.run.locals.keys() == {
        (node.index, place) for node in graph.nodes for place in range(len(node.operands))
    }
