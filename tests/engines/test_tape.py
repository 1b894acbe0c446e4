"""Our engine: exact numbers, IEEE behaviour, several points at once, upstream gradients."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from app.engines import tape
from app.errors import ShapeMismatch
from app.graph import Graph, build
from app.language import parse
from app.language.names import canonical


def graph_of(source: str, **values: Any) -> Graph:
    numbers = {name: np.asarray(value, dtype=float) if np.ndim(value) else value for name, value in values.items()}
    return build(parse(source, values=values.keys()), numbers)


def gradients(source: str, **values: float) -> tuple[float, dict[str, float]]:
    program = tape.program(graph_of(source, **values))
    return program.gradients({canonical(name): value for name, value in values.items()})  # type: ignore[return-value]


def test_the_introduction_is_exact() -> None:
    assert gradients("J = 3(a+bc)", a=5, b=3, c=2) == (33.0, {"a": 3.0, "b": 6.0, "c": 9.0})


def test_contributions_of_one_name_add() -> None:
    assert gradients("y = x*x + x", x=3) == (12.0, {"x": 7.0})


def test_a_program_runs_again_with_new_values() -> None:
    program = tape.program(graph_of("y = x^2"))
    assert program.gradients({"x": 3.0}) == (9.0, {"x": 6.0})
    assert program.gradients({"x": 5.0}) == (25.0, {"x": 10.0})


def test_singular_points_follow_ieee_754() -> None:
    assert gradients("y = 1/x", x=0) == (math.inf, {"x": -math.inf})
    value, gradient = gradients("y = log(x)", x=-1)
    assert math.isnan(value)
    assert gradient == {"x": -1.0}
    assert gradients("y = x^p", x=0, p=0) == (1.0, {"x": 0.0, "p": 0.0})
    assert gradients("y = exp(x)", x=1000) == (math.inf, {"x": math.inf})


def test_a_constant_output_has_a_value_and_no_gradient() -> None:
    assert gradients("9^9^9^9") == (math.inf, {})


def test_a_run_holds_every_contribution_and_slope() -> None:
    run = tape.run(graph_of("J = 3(a+bc)"), {"a": 5.0, "b": 3.0, "c": 2.0})
    names = {node.name: node.index for node in run.graph.nodes}
    assert run.gradients[names["v"]] == 3.0
    assert run.contributions[names["v"], 0] == 6.0
    assert run.locals[names["v"], 0] == 2.0
    assert run.gradients_by_name() == {"a": 3.0, "b": 6.0, "c": 9.0}


def test_a_broadcast_is_undone() -> None:
    run = tape.run(graph_of("y = sum(x + b)", x=[[1, 2], [3, 4]], b=[10, 20]), {"x": np.ones((2, 2)), "b": np.ones(2)})
    np.testing.assert_array_equal(run.gradients_by_name()["b"], [2.0, 2.0])


def test_many_points_equal_one_at_a_time() -> None:
    program = tape.program(graph_of("E = 1/2(σ(wx+b) − t)^2 + λ/2 w^2"))
    grid = np.linspace(-3, 3, 50)
    fixed = {"x": 1.0, "t": 1.0, "λ": 2.0}
    values, slopes = program.gradients_at(
        {canonical(name): value for name, value in fixed.items()}, {"w": grid.tolist(), "b": (grid / 2).tolist()}
    )
    for place, w in enumerate(grid):
        at = {canonical(name): value for name, value in (fixed | {"w": w, "b": w / 2}).items()}
        value, gradient = program.gradients(at)
        assert values[place] == pytest.approx(value, rel=1e-14)
        assert slopes["w"][place] == pytest.approx(gradient["w"], rel=1e-12)


def test_points_work_where_tensors_are_in_the_graph() -> None:
    program = tape.program(graph_of("y = sum(w x)", w=1.0, x=[1, 2]))
    values, slopes = program.gradients_at({"x": np.array([1.0, 2.0])}, {"w": [1.0, 2.0, 3.0]})
    assert values == [3.0, 6.0, 9.0]
    assert slopes["w"] == [3.0, 3.0, 3.0]


def test_a_tensor_output_wants_the_gradient_that_arrives() -> None:
    graph = graph_of("y = 3x", x=[1, 2])
    with pytest.raises(ShapeMismatch) as caught:
        tape.run(graph, {"x": np.array([1.0, 2.0])})
    assert caught.value.code == "shape.upstream"
    run = tape.run(graph, {"x": np.array([1.0, 2.0])}, np.array([1.0, 10.0]))
    np.testing.assert_array_equal(run.gradients_by_name()["x"], [3.0, 30.0])
    with pytest.raises(ShapeMismatch):
        tape.run(graph, {"x": np.array([1.0, 2.0])}, np.array([1.0]))
