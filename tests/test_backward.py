"""The backward pass as a graph: every gradient a node of its own name, the numbers those of the tape."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.backward import as_graph, backward_graph
from app.differentiate import differentiate
from app.engines import backward, tape
from app.graph import as_value, build
from app.language import parse
from app.language.names import bar
from app.lessons import LESSONS
from app.messages import LANGUAGES
from app.views.look import Look
from app.views.payload import payload
from app.views.svg import svg

pytestmark = pytest.mark.slow


def graph_of(source: str, **values: Any) -> Any:
    return build(parse(source, values=values.keys()), values)


def test_a_gradient_that_addition_passes_on_has_a_node_for_each_name() -> None:
    source = graph_of("J = 3(a+bc)", a=5.0, b=3.0, c=2.0)
    graph, stands = backward_graph(source)
    assert {node.name for node in graph.nodes if node.kind == "operation"} == set(map(bar, "uvabc"))
    assert {source.nodes[index].name: graph.nodes[place].name for index, place in stands.items()} == {
        name: bar(name) for name in "abcuvJ"
    }
    assert list(graph.inputs) == ["b", "c", bar("J")]


def test_names_of_the_forward_graph_are_not_taken_for_other_things() -> None:
    source = graph_of("y = x*x + x", x=3.0)
    graph, _ = backward_graph(source)
    kept = {node.name for node in graph.nodes if node.operation and not node.name.endswith(bar(""))}
    assert kept.isdisjoint(node.name for node in source.nodes)


def test_operands_stand_before_what_uses_them_and_no_gradient_flows() -> None:
    graph, _ = backward_graph(graph_of("y = σ(wx)^2 + log(w)", w=0.5, x=2.0))
    assert all(operand < node.index for node in graph.nodes for operand in node.operands)
    assert not any(node.requires_grad for node in graph.nodes)


def test_as_graph_can_be_differentiated_again() -> None:
    graph = as_graph(differentiate(graph_of("y = x^3", x=2.0)))
    second = tape.run(graph, {"x": 2.0})
    assert (second.value, second.gradients_by_name()["x"]) == (12.0, 12.0)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_backward_graph_of_every_lesson_has_the_gradients_of_the_tape(lesson: Any) -> None:
    values = {name: as_value(value) for name, value in lesson.values.items()}
    graph = graph_of(lesson.source, **values)
    found = backward.run(graph, values)
    expected = tape.run(graph, values).gradients_by_name()
    assert found.gradients.keys() == expected.keys()
    for name, gradient in found.gradients.items():
        assert np.allclose(gradient, expected[name], rtol=1e-12, atol=1e-15)
    for language in LANGUAGES:
        assert svg(payload(found.run, language=language), Look(language=language))
