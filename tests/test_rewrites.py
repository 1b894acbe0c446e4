"""Where something else would compute the same more carefully, and that it does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import tape
from app.graph import Graph, build
from app.language import parse
from app.messages import LANGUAGES
from app.rewrites import REWRITES, Rewrite, rewrites

EXTREMES: dict[str, tuple[dict[str, Any], Any]] = {
    "log(1 + exp(x))": ({"x": 1000.0}, 1000.0),
    "log(1 - sigmoid(x))": ({"x": 1000.0}, -1000.0),
    "log(sigmoid(x))": ({"x": -1000.0}, -1000.0),
    "log(softmax(x, dim=dim))": ({"x": [[0.0, -1000.0]]}, [[0.0, -1000.0]]),
    "log(softmax(x))": ({"x": [0.0, -1000.0]}, [0.0, -1000.0]),
    "log(sum(exp(x), dim=dim))": ({"x": [[1000.0, 0.0]]}, [1000.0]),
    "log(sum(exp(x)))": ({"x": [1000.0, 0.0]}, 1000.0),
    "log(exp(x) + exp(t))": ({"x": 1000.0, "t": 0.0}, 1000.0),
    "log(prod(x))": ({"x": [1e-200, 1e-200]}, -921.0340371976183),
    "log(1 + x)": ({"x": 1e-12}, 1e-12),
    "exp(x) - 1": ({"x": 1e-12}, 1e-12),
    "exp(x) / sum(exp(x), dim=dim, keepdim=1)": ({"x": [[1000.0, 0.0]]}, [[1.0, 0.0]]),
    "exp(x) / sum(exp(x))": ({"x": [1000.0, 0.0]}, [1.0, 0.0]),
    "1 / (1 + exp(-x))": ({"x": -800.0}, 0.0),
    "sqrt(x^2 + t^2)": ({"x": 3e200, "t": 4e200}, 5e200),
    "sqrt(sum(x^2))": ({"x": [0.0, 0.0]}, 0.0),
    "x log(x)": ({"x": 0.0}, 0.0),
    "binary_cross_entropy(sigmoid(x), t)": ({"x": 1000.0, "t": 0.0}, 1000.0),
}
"""numbers where a pattern fails and what is better does not, with the value that is right to eleven digits"""

every_rewrite = pytest.mark.parametrize("rewrite", REWRITES, ids=lambda rewrite: rewrite.pattern)


def graph_of(source: str, **values: Any) -> Graph:
    given = {name: np.array(value, float) if np.ndim(value) else float(value) for name, value in values.items()}
    return build(parse(f"out = {source.replace('dim=dim', 'dim=1')}", values=given.keys()), given)


def value_and_slope(graph: Graph) -> tuple[Any, Any]:
    shape = graph.nodes[graph.output].shape
    run = tape.run(graph, {}, np.ones(shape) if shape else None)
    return run.value, run.gradients_by_name()["x"]


@every_rewrite
def test_both_forms_are_the_same_at_ordinary_numbers(rewrite: Rewrite) -> None:
    given, _ = EXTREMES[rewrite.pattern]
    ordinary = {name: np.full(np.shape(value), 0.3 if name == "t" else 0.7)[()] for name, value in given.items()}
    value, slope = value_and_slope(graph_of(rewrite.pattern, **ordinary))
    better, better_slope = value_and_slope(graph_of(rewrite.better, **ordinary))
    assert np.allclose(value, better, rtol=1e-12)
    assert np.allclose(slope, better_slope, rtol=1e-12, atol=1e-15)


@every_rewrite
def test_the_better_form_is_right_where_the_other_one_is_not(rewrite: Rewrite) -> None:
    given, right = EXTREMES[rewrite.pattern]
    value, slope = value_and_slope(graph_of(rewrite.better, **given))
    assert np.allclose(value, right, rtol=1e-11, atol=0)
    worse, worse_slope = value_and_slope(graph_of(rewrite.pattern, **given))
    wrong = not np.allclose(worse, right, rtol=1e-6, atol=0)
    assert wrong or (np.isnan(worse_slope).any() and np.isfinite(slope).all())


@every_rewrite
def test_a_pattern_is_found_in_a_graph_and_told_in_every_language(rewrite: Rewrite) -> None:
    given, _ = EXTREMES[rewrite.pattern]
    graph = graph_of(rewrite.pattern, **given)
    for language in LANGUAGES:
        told = rewrites(graph, language)[graph.output]
        assert told.endswith(rewrite.why[language])


@pytest.mark.parametrize(
    ("source", "values", "told"),
    [
        ("log(1 + exp(x))", {"x": 1}, "log(1 + exp(x)): softplus(x) does not overflow"),
        ("ln(e^z + 1)", {"z": 1}, "log(1 + exp(z)): softplus(z) does not overflow"),
        ("1/(1 + e^-x)", {"x": 1}, "1/(1 + exp(-x)): sigmoid(x) keeps a finite slope far below 0"),
        ("ln(2^z + 1)", {"z": 1}, "log(1 + 2^z): log1p(2^z) keeps its digits near 0"),
        ("ln(exp(wx + b) + 1)", {"x": 1}, "log(1 + exp(w*x + b)): softplus(w*x + b) does not overflow"),
        ("exp(x)/sum(exp(x))", {"x": [1, 2]}, "exp(x)/sum(exp(x)): softmax(x) does not overflow"),
        ("exp(x)/sum(exp(z))", {"x": [1, 2], "z": [1, 2]}, None),
        ("exp(x)/sum(exp(x))", {"x": [[1, 2], [3, 4]]}, None),
        ("exp(2x)/sum(exp(2x))", {"x": [1, 2]}, "exp(2*x)/sum(exp(2*x)): softmax(2*x) does not overflow"),
        ("exp(2x)/sum(exp(3x))", {"x": [1, 2]}, None),
        ("log(softmax(x, 0))", {"x": [[1, 2]]}, "log(softmax(x, dim=0)): log_softmax(x, dim=0) does not overflow"),
        ("log(2 + x)", {"x": 1}, None),
        ("log(x + 1)", {"x": 1}, "log(1 + x): log1p(x) keeps its digits near 0"),
        ("sqrt(a^2 + b^2)", {"a": 1}, "sqrt(a^2 + b^2): hypot(a, b) does not overflow"),
        ("sqrt(a^2 + b^3)", {"a": 1}, None),
    ],
)
def test_a_rewrite_is_told_in_the_writer_s_names(source: str, values: dict[str, Any], told: str | None) -> None:
    graph = graph_of(source, **values)
    assert rewrites(graph, "en").get(graph.output) == told


def test_a_long_formula_is_told_by_letters() -> None:
    graph = graph_of("log(1 + exp(a b c + d e f + g h k + l m n + p q r + s t u + v w x))")
    assert rewrites(graph, "zh-CN")[graph.output] == "log(1 + exp(x))：softplus(x) 不会溢出"


def test_a_name_that_the_writer_gave_is_told() -> None:
    graph = build(parse("z = W @ x\np = softmax(z)\nloss = -sum(t*ln(p))"))
    assert list(rewrites(graph, "en").values()) == ["log(softmax(z)): log_softmax(z) does not overflow"]


def test_long_sums_are_compared_without_deep_recursion() -> None:
    long = " + ".join(["a"] * 600)
    graph = graph_of(f"exp({long})/sum(exp({long}))", a=[0.001, 0.002])
    assert graph.output in rewrites(graph, "en")
