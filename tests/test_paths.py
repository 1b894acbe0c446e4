"""All paths from an input to the output; their products add up to the gradient."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import NameProblem
from app.lessons import LESSONS
from app.paths import paths
from tests.katex import refused
from tests.runs import INTRODUCTION, run_of


def test_the_introduction_has_one_path_from_each_input() -> None:
    assert paths(run_of(*INTRODUCTION), "b") == {
        "input": "b",
        "output": "J",
        "count": 1,
        "count_text": "1",
        "listed": "all",
        "paths": [
            {
                "nodes": ["b", "v", "u", "J"],
                "edges": ["v.0", "u.1", "J.1"],
                "product": 6.0,
                "latex": r"\underbrace{\frac{\partial J}{\partial u}}_{3} \cdot \underbrace{\frac{\partial u}{\partial v}}_{1} "
                r"\cdot \underbrace{\frac{\partial v}{\partial b}}_{c = 2} = 6",
            }
        ],
        "sum": 6.0,
        "cost": {
            "one_input": {"every_path": 2, "symbolic": 2, "backpropagation": 2},
            "all_inputs": {"every_path": 5, "symbolic": 5, "backpropagation": 4},
            "repeated": [],
        },
    }


def test_the_first_weight_of_the_net_has_two_paths() -> None:
    lesson = next(lesson for lesson in LESSONS if lesson.id == "two-paths")
    found = paths(run_of(lesson.source, lesson.values), "w₁")
    assert [[node for node in path["nodes"] if node.startswith("h")] for path in found["paths"]] == [
        ["h₁", "h₂"],
        ["h₁", "h₃"],
    ]
    assert math.isclose(sum(path["product"] for path in found["paths"]), found["sum"], rel_tol=1e-12)


def test_several_edges_between_two_nodes_are_several_paths() -> None:
    found = paths(run_of("y = x*x + x", {"x": 3}), "x")
    assert [path["edges"] for path in found["paths"]] == [["u.0", "y.0"], ["u.1", "y.0"], ["y.1"]]
    assert [path["product"] for path in found["paths"]] == [3.0, 3.0, 1.0]
    assert found["sum"] == 7.0


def test_an_output_that_is_the_input_is_an_empty_path() -> None:
    found = paths(run_of("y = x", {"x": 3}), "x")
    assert (found["count"], found["sum"]) == (1, 1.0)


def test_no_more_paths_are_listed_than_allowed_but_all_are_counted() -> None:
    source = "x1 = x0 + x0; " + "; ".join(f"x{k + 1} = x{k} + x{k}" for k in range(1, 60))
    found = paths(run_of(source, {"x0": 1}), "x0")
    assert found["count"] == 2**60
    assert found["count_text"] == "1152921504606846976"
    assert (found["listed"], len(found["paths"])) == ("largest", 200)
    assert found["sum"] == 2.0**60


def test_of_too_many_paths_the_largest_are_listed_the_largest_first() -> None:
    found = paths(run_of("y = 2x + 3x - 5x + x + 4x", {"x": 1}), "x", most=3)
    assert [path["product"] for path in found["paths"]] == [-5.0, 4.0, 3.0]
    assert (found["count"], found["listed"], found["sum"]) == (5, "largest", 5.0)


def test_a_path_without_an_end_to_its_size_comes_first_and_one_that_carries_nothing_last() -> None:
    found = paths(run_of("y = x/0 + 0x + 2x", {"x": 1}), "x", most=2)
    assert [path["product"] for path in found["paths"]] == [math.inf, 2.0]


def test_paths_through_a_deep_graph_are_found_at_once_though_nobody_could_count_them_one_by_one() -> None:
    source = "; ".join(f"x{k + 1} = sin(x{k}) + cos({k + 2} x{k}) tanh(x{k})" for k in range(30))
    found = paths(run_of(source, {"x0": 0.4}), "x0")
    sizes = [abs(path["product"]) for path in found["paths"]]
    assert found["count"] == 3**30
    assert len(sizes) == 200 and sizes == sorted(sizes, reverse=True)


def test_along_tensors_there_is_no_product_but_the_sum_is_the_gradient() -> None:
    found = paths(run_of("y = sum(W @ x)", {"W": [[1, 2], [3, 4]], "x": [1, -1]}), "x")
    (path,) = found["paths"]
    assert path["product"] is None
    assert path["latex"] == r"\frac{\partial y}{\partial u} \cdot \frac{\partial u}{\partial x}"
    assert found["sum"].tolist() == [4.0, 6.0]


def test_a_gradient_from_outside_is_the_first_factor() -> None:
    found = paths(run_of("y = 2x", {"x": 3}, upstream=10), "x")
    assert found["paths"][0]["product"] == found["sum"] == 20.0
    assert found["paths"][0]["latex"].startswith(r"\underbrace{\bar{y}}_{10}")


def test_an_unknown_input_is_refused_with_the_inputs_there_are() -> None:
    with pytest.raises(NameProblem) as caught:
        paths(run_of(*INTRODUCTION), "d")
    assert caught.value.detail("en") == "`d` is not an input of this graph; its inputs are: a, b, c."


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_katex_reads_the_paths_of_every_lesson(lesson: object) -> None:
    run = run_of(lesson.source, lesson.values)  # type: ignore[attr-defined]
    written = [path["latex"] for name in run.gradients_by_name() for path in paths(run, name)["paths"]]
    assert refused(written) == {}


expressions = st.recursive(
    st.sampled_from(["x", "y", "2", "x"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        inner.map(lambda part: f"tanh({part})"),
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(expressions)
def test_the_products_of_all_paths_add_up_to_the_gradient(expression: str) -> None:
    run = run_of(f"J = {expression} + x", {"x": 0.7, "y": -1.3})
    for name, gradient in run.gradients_by_name().items():
        found = paths(run, name, most=10_000)
        assert len(found["paths"]) == found["count"]
        products = [path["product"] for path in found["paths"]]
        assert math.isclose(math.fsum(products), float(gradient), rel_tol=1e-9, abs_tol=1e-9)
        few = paths(run, name, most=3)["paths"]
        if len(products) > 3:
            expected = sorted(map(abs, products), reverse=True)[:3]
            assert all(map(math.isclose, [abs(path["product"]) for path in few], expected))
