"""Many points at once beside one point at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import tape
from app.errors import LimitExceeded
from app.graph import build
from app.language import parse
from app.training.at_points import at_points

W = np.random.default_rng(1).normal(size=(6, 3, 2))
X = np.random.default_rng(2).normal(size=(5, 2))
FORMULAS = [
    "sum(relu(x @ W^T))", "mean(tanh(x @ W^T), dim=0)", "mse(x @ W^T, 0 x @ W^T)", "sum(W x[0])", "W^T @ [1, 2, 3]",
    "softmax(x @ W^T)", "logsumexp(W)", "norm(W) + max(W) - min(W)", "var(W)", "std(W, dim=1)", "prod(W)", "W",
    "cross_entropy(x @ W^T, [0, 1, 2, 0, 1])", "cross_entropy(x @ W^T, softmax(x @ W^T))", "reshape(W, [2, 3])",
    "binary_cross_entropy(σ(x @ W^T), 0.5 ones(5, 3))", "binary_cross_entropy_with_logits(x @ W^T, ones(5, 3))",
    "hinge(W, ones(3, 2))", "l1_loss(W, 2 W)", "huber(W, 0 W)", "dot(W[0], x[1])", "where(W > 0, W, 0.1 W)",
    "[sum(W), 3]", "outer(W[0], x[0])", "x[0] @ W^T", "sum(W, dim=-1)", "mean(W^2, dim=0, keepdim=1)", "cumsum(W, 0)",
    "W + x[0]", "concat(W, x)", "(W x[0] - [1, 2, 3])^2", "log_softmax(W)", "mean(W) W", "x",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_all_points_at_once_are_each_point_by_itself(formula: str) -> None:
    values: dict[str, Any] = {"W": W[0], "x": X}
    graph = build(parse(f"y = {formula}", values=values), values)
    given = {graph.inputs["x"]: X} if "x" in graph.inputs else {}
    swept = {graph.inputs["W"]: W} if "W" in graph.inputs else {graph.inputs["x"]: np.stack([X] * 6)}
    found = at_points(graph, {index: value for index, value in given.items() if index not in swept}, swept)
    for point in range(6):
        ones = np.ones(graph.table.shapes.get(graph.output, ()))
        computed = tape.program(graph).evaluate({"W": W[point], "x": X}, ones)[graph.output]
        np.testing.assert_allclose(found[point], computed, rtol=1e-13, atol=1e-13)


def test_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = build(parse("y = sum(W^2) + sum([1, 2]) ", values={"W": W[0]}), {"W": W[0]})
    whole = at_points(graph, {}, {graph.inputs["W"]: W})
    monkeypatch.setattr("app.training.at_points.NUMBERS_AT_ONCE", 6)
    np.testing.assert_array_equal(at_points(graph, {}, {graph.inputs["W"]: W}), whole)


def test_time_is_bounded() -> None:
    graph = build(parse("y = sum(W^2)", values={"W": W[0]}), {"W": W[0]})
    with pytest.raises(LimitExceeded):
        at_points(graph, {}, {graph.inputs["W"]: W}, seconds=-1.0)
