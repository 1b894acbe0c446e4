"""What gradients cost by three ways: counted by dynamic programming, and here once more by going through everything."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings

from app.cost import Costs, cost
from app.engines import Run
from app.notation.formulas import Formulas
from tests.runs import INTRODUCTION, run_of
from tests.test_paths import expressions

DEEP = "h = tanh(w x); k = tanh(v h); L = (k - y)^2"


def cost_of(run: Run, name: str) -> dict[str, Any]:
    return cost(run, Formulas(run), name)


def test_on_one_path_all_ways_cost_the_same() -> None:
    """3 · 1 · c, however it is done."""
    assert cost_of(run_of(*INTRODUCTION), "b")["one_input"] == {"every_path": 2, "symbolic": 2, "backpropagation": 2}


def test_backpropagation_goes_once_for_all_inputs() -> None:
    """Paths: 1 for a, 2 for b, 2 for c. Backwards: one for each edge but the one that leaves the output."""
    assert cost_of(run_of(*INTRODUCTION), "b")["all_inputs"] == {"every_path": 5, "symbolic": 5, "backpropagation": 4}


def test_the_counts_of_a_textbook_graph() -> None:
    """ln x + x y - sin y (Baydin et al., Automatic Differentiation in Machine Learning: a Survey, 2018), by hand.

    Two paths lead from x, each with two products between three edges, and 1/x is a division: 5. Written out the factor
    that both share is multiplied in once: 4. Backwards each edge but the two that leave the output costs one, and 1/x:
    for x four edges, for both inputs six.
    """
    found = cost_of(run_of("f = ln(x) + x y - sin(y)", {"x": 2, "y": 5}), "x")
    assert found["one_input"] == {"every_path": 5, "symbolic": 4, "backpropagation": 5}
    assert found["all_inputs"] == {"every_path": 8, "symbolic": 7, "backpropagation": 7}


def test_squares_of_squares_share_nothing_when_written_out() -> None:
    """u u with x x for u: four paths, one product each; written out u is computed again in each; backwards two."""
    found = cost_of(run_of("u = x x; y = u u", {"x": 2}), "x")["one_input"]
    assert found == {"every_path": 4, "symbolic": 4, "backpropagation": 2}


def test_a_formula_written_out_computes_again_what_the_graph_has() -> None:
    """2(k - y) · (1 - k²) · v · (1 - h²) · x, with tanh(v tanh(w x)) for k, and tanh(w x) for h."""
    found = cost_of(run_of(DEEP, {}), "w")
    assert found["one_input"] == {"every_path": 8, "symbolic": 13, "backpropagation": 8}
    assert [(row["node"], row["text"], row["values"]) for row in found["repeated"]] == [
        ("s", "s = w·x", 3), ("h", "h = tanh(s)", 3), ("z", "z = v·h", 2), ("k", "k = tanh(z)", 2)
    ]  # fmt: skip


def test_paths_double_at_every_square_and_edges_do_not() -> None:
    counts = [
        cost_of(run_of("; ".join(f"x{k + 1} = x{k} x{k}" for k in range(depth)), {"x0": 1}), "x0")["one_input"]
        for depth in (10, 20, 60)
    ]
    assert [count["every_path"] for count in counts] == [2**depth * (depth - 1) for depth in (10, 20, 60)]
    assert [count["backpropagation"] for count in counts] == [2 * (depth - 1) for depth in (10, 20, 60)]
    assert counts[-1]["symbolic"] > 2**60


def test_an_input_that_receives_nothing_costs_nothing() -> None:
    run = run_of("y = sign(a) * 0 + (b > 0)", {"a": 1, "b": 2})
    assert cost_of(run, "b")["one_input"] == {"every_path": 0, "symbolic": 0, "backpropagation": 0}


@pytest.mark.parametrize("source", ["y = x*x", "y = sum(W @ x)", DEEP, "f(x) = x^2; y = f(a) f(a)"])
def test_what_is_counted_is_never_negative(source: str) -> None:
    run = run_of(source)
    for name in run.graph.inputs:
        found = cost_of(run, name)
        assert all(count >= 0 for way in ("one_input", "all_inputs") for count in found[way].values())


class ByHand:
    """The same by recursion: it goes along every path, and computes every value again wherever it stands."""

    def __init__(self, run: Run, name: str) -> None:
        self.costs = Costs(run, Formulas(run))
        self.nodes, self.output, self.input = run.graph.nodes, run.graph.output, run.graph.inputs[name]

    def reaches(self, index: int) -> bool:
        return index == self.input or any(
            edge.target == index and self.reaches(edge.source) for edge in self.costs.edges
        )

    def value(self, index: int) -> int:
        row = self.nodes[index].operation
        own = int(row is not None and row.kind in ("multiply", "matrix"))
        return own + sum(map(self.value, self.nodes[index].operands))

    def derivative(self, index: int) -> int:
        """Multiplications in the derivative of a node by the input, written out."""
        total = 0
        for edge in self.costs.edges:
            if edge.target == index and self.reaches(edge.source):
                total += edge.multiplications + sum(map(self.value, edge.values))
                total += 0 if edge.source == self.input else 1 + self.derivative(edge.source)
        return total

    def lengths(self, index: int, so_far: int = 0) -> list[int]:
        if index == self.input:
            return [so_far]
        on = partial(self.lengths, so_far=so_far + 1)
        return [length for edge in self.costs.edges if edge.target == index for length in on(edge.source)]


@settings(max_examples=40, deadline=None)
@given(expressions)
def test_the_counts_are_those_of_going_through_everything(expression: str) -> None:
    run = run_of(f"J = {expression} + 2x*y", {"x": 0.7, "y": -1.3})
    everything = 0
    for name in run.graph.inputs:
        found, hand = cost_of(run, name), ByHand(run, name)
        mine = [edge for edge in hand.costs.edges if hand.reaches(edge.source)]
        known = sum(edge.multiplications for edge in mine)
        assert found["one_input"] == {
            "every_path": known + sum(max(length - 1, 0) for length in hand.lengths(run.graph.output)),
            "symbolic": hand.derivative(run.graph.output),
            "backpropagation": known + sum(edge.target != run.graph.output for edge in mine),
        }
        everything += hand.derivative(run.graph.output)
    assert found["all_inputs"]["symbolic"] == everything
