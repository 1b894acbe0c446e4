"""Values and tangents in one pass, beside torch's forward mode and the tape's gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import forward, pytorch, tape
from app.engines.forward import ForwardRun
from app.errors import NameProblem, ShapeMismatch
from app.graph import build
from app.language import parse

torch: Any = pytorch.torch()

# torch's forward mode says of a part of itself that it is deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:torch")


def run(source: str, directions: dict[str, Any] | None = None, **values: Any) -> ForwardRun:
    graph = build(parse(source, values=values.keys()), values)
    return forward.run(graph, values, directions)


def test_tangents_equal_those_of_torch() -> None:
    found = run("y = tanh(w x) + x^2", {"w": 2.0, "x": -1.0}, w=0.3, x=0.7)
    _, theirs = torch.func.jvp(
        lambda w, x: torch.tanh(w * x) + x**2,
        (torch.tensor(0.3).double(), torch.tensor(0.7).double()),
        (torch.tensor(2.0).double(), torch.tensor(-1.0).double()),
    )
    assert found.tangent == pytest.approx(float(theirs), rel=1e-7)


def test_without_a_direction_the_first_input_changes_by_one() -> None:
    found = run("y = a^2 b", a=3.0, b=5.0)
    assert found.tangent == 30.0
    assert found.run.graph.inputs["b"] not in found.columns.seeds


def test_what_nothing_reaches_changes_not_at_all() -> None:
    found = run("y = (a < b) c", {"a": 1.0}, a=1.0, b=2.0, c=3.0)
    assert found.tangent == 0.0
    assert found.tangents[found.run.graph.output] is None


def test_every_edge_between_scalars_has_its_slope_whatever_changes() -> None:
    found = run("y = a b + sin(c)", {"a": 1.0}, a=2.0, b=5.0, c=0.5)
    usual = tape.run(found.run.graph, {"a": 2.0, "b": 5.0, "c": 0.5})
    assert found.run.locals == usual.locals
    assert set(found.contributions) < set(found.run.contributions)


def test_what_enters_a_group_is_passed_through_it_alone() -> None:
    found = run("f(x, w) = tanh(w x) + x\ny = f(a, b)", {"a": 1.0, "b": 2.0}, a=2.0, b=0.5)
    graph = found.run.graph
    members = tuple(node.index for node in graph.nodes if node.operation)
    edges = {
        name: tuple((index, place) for index in members for place, each in enumerate(graph.nodes[index].operands)
                    if each == graph.inputs[name])
        for name in ("a", "b")
    }  # fmt: skip
    parts = found.through({name: (members, entering) for name, entering in edges.items()} | {"none": (members, ())})
    gradients = tape.run(graph, {"a": 2.0, "b": 0.5}).gradients_by_name()
    assert parts == {"a": pytest.approx(gradients["a"]), "b": pytest.approx(2 * float(gradients["b"]))}
    assert sum(map(float, parts.values())) == pytest.approx(float(found.tangent), rel=1e-15)


def test_a_direction_must_be_of_an_input_and_in_its_shape() -> None:
    with pytest.raises(NameProblem, match=r"name\.input"):
        run("y = a", {"q": 1.0}, a=1.0)
    with pytest.raises(ShapeMismatch, match=r"shape\.direction"):
        run("y = sum(a)", {"a": 1.0}, a=np.ones(3))
