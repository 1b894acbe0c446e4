"""The second engine: what a torch text may hold, what torch refuses, and that it is loaded only when asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.engines import engine, pytorch
from app.errors import ShapeMismatch, ValueProblem
from app.graph import build
from app.language import parse
from app.operations import OPERATIONS

ROOT = Path(__file__).parent.parent.parent


def test_the_introduction_is_exact() -> None:
    graph = build(parse("J = 3(a+bc)"))
    run = engine("torch").run(graph, {"a": 5.0, "b": 3.0, "c": 2.0})
    assert run.engine == "torch"
    assert run.value == 33.0
    assert run.gradients_by_name() == {"a": 3.0, "b": 6.0, "c": 9.0}
    names = {node.name: node.index for node in graph.nodes}
    assert run.gradients[names["v"]] == 3.0
    assert run.contributions[names["v"], 0] == 6.0
    assert run.locals[names["v"], 0] == 2.0


def test_one_name_on_two_edges_gives_two_contributions() -> None:
    graph = build(parse("y = x*x"))
    run = pytorch.run(graph, {"x": 3.0})
    assert run.gradients_by_name() == {"x": 6.0}
    assert sorted(run.contributions.values()) == [3.0, 3.0]
    assert sorted(run.locals.values()) == [3.0, 3.0]


def test_values_are_found_under_any_spelling_of_a_name() -> None:
    graph = build(parse("y = w_1 lambda", values=["w1", "λ"]))
    assert pytorch.run(graph, {"w₁": 2.0, "λ": 5.0}).gradients_by_name() == {"w_1": 5.0, "lambda": 2.0}


def test_a_tensor_output_needs_an_upstream_gradient() -> None:
    graph = build(parse("y = 2x", values=["x"]), {"x": np.ones(2)})
    with pytest.raises(ShapeMismatch) as caught:
        pytorch.run(graph, {"x": np.ones(2)})
    assert caught.value.code == "shape.upstream"
    run = pytorch.run(graph, {"x": np.ones(2)}, np.array([1.0, 3.0]))
    assert np.asarray(run.gradients_by_name()["x"]).tolist() == [2.0, 6.0]


def test_what_torch_refuses_is_a_mistake_of_the_users() -> None:
    graph = build(parse("loss = cross_entropy(z, t)"), {"z": np.ones(3), "t": 7.0})
    with pytest.raises(ValueProblem) as caught:
        pytorch.run(graph, {"z": np.ones(3), "t": 7.0})
    assert caught.value.code == "value.torch"
    assert "out of bounds" in caught.value.detail("en")


def test_a_constant_output_has_a_value_and_no_gradient() -> None:
    run = pytorch.run(build(parse("2 + 3")), {})
    assert run.value == 5.0
    assert run.gradients_by_name() == {}


@pytest.mark.parametrize("text", ["lambda: a", "a + b", "[a]", "a if b else c", "f'{a}'", "(a := b)"])
def test_a_torch_text_holds_calls_and_nothing_else(text: str) -> None:
    with pytest.raises(AssertionError):
        pytorch.closed(ast.parse(text, mode="eval").body)


def test_arguments_that_are_none_or_false_are_left_out() -> None:
    total = pytorch.forward(OPERATIONS["sum"])
    matrix = pytorch.tensor(np.arange(6.0).reshape(2, 3))
    assert float(total(matrix)) == 15.0
    assert total(matrix, dim=0).tolist() == [3.0, 5.0, 7.0]
    assert total(matrix, dim=0, keepdim=True).tolist() == [[3.0, 5.0, 7.0]]


@pytest.mark.slow
def test_torch_is_imported_when_it_is_asked_for_and_runs_on_one_thread() -> None:
    program = (
        "import sys; from app.engines import pytorch, tape, finite_difference; print('torch' in sys.modules);"
        "print(pytorch.torch().get_num_threads())"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "1"]
