"""The list of steps: complete, in order, true at every moment, and ending at the engine's numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.engines import Run
from app.lessons import LESSONS
from app.messages import LANGUAGES
from app.notation.names import MACRON
from app.picture import picture
from app.steps import Step, silent_steps, steps
from tests.katex import refused
from tests.runs import INTRODUCTION, run_of

SOURCES: list[tuple[str, dict[str, Any]]] = [
    INTRODUCTION,
    *((lesson.source, dict(lesson.values)) for lesson in LESSONS),
    ("y = x*x + x", {"x": 3}),
    ("y = 1/x", {"x": 0}),
    ("y = 9^9^9^9", {}),
    ("f(x) = x^2 + 1; y = f(a) f(2a)", {"a": 3}),
    ("y = max(a, b) + |c| + relu(d)", {"a": 1, "b": 1, "c": 0, "d": -1}),
    ("y = sum(concat([a, b])[1:3]) + dot(a, a) + norm(a) + prod(b)", {"a": [1, 2], "b": [3, 4]}),
    ("L = cross_entropy(z, t)", {"z": [[1, 2, 3], [1, 1, 1]], "t": [0, 2]}),
    ("y = sum(leaky_relu(X @ W^T + b)) + sum(softmax(b)^2) + max(b)", {"X": [[1, 2], [3, -9]], "W": [[1, -1], [2, -2]], "b": [1, 2]}),
    ("y = sum(W x)", {"W": np.ones((9, 9)).tolist(), "x": np.ones(9).tolist()}),
]  # fmt: skip


def told(step: Step) -> tuple[str, str, str | None, Any, str, str]:
    return step.phase, step.node, step.edge, step.value, step.latex, step.bar


def test_the_introduction_is_three_steps_forward_and_six_back() -> None:
    assert [told(step) for step in steps(run_of(*INTRODUCTION), "en")] == [
        ("forward", "v", None, 6.0, r"v = {\underbrace{b}_{3}} \, {\underbrace{c}_{2}} = 6", r"v = b \, c = 3 \cdot 2 = 6"),
        ("forward", "u", None, 11.0, r"u = {\underbrace{a}_{5}} + {\underbrace{v}_{6}} = 11", "u = a + v = 5 + 6 = 11"),
        ("forward", "J", None, 33.0, r"J = 3{\underbrace{u}_{11}} = 33", r"J = 3u = 3 \cdot 11 = 33"),
        ("backward", "J", None, 1.0, r"\frac{\partial J}{\partial J} = 1", r"\bar{J} = 1"),
        ("backward", "u", "J.1", 3.0, r"\frac{\partial J}{\partial u} = 3", r"\bar{u} = 3\bar{J} = 3 \cdot 1 = 3"),
        ("backward", "a", "u.0", 3.0,
         r"\frac{\partial J}{\partial a} = \underbrace{\frac{\partial J}{\partial u}}_{3} \cdot \underbrace{\frac{\partial u}{\partial a}}_{1} = 3",
         r"\bar{a} = \bar{u} = 3"),
        ("backward", "v", "u.1", 3.0,
         r"\frac{\partial J}{\partial v} = \underbrace{\frac{\partial J}{\partial u}}_{3} \cdot \underbrace{\frac{\partial u}{\partial v}}_{1} = 3",
         r"\bar{v} = \bar{u} = 3"),
        ("backward", "b", "v.0", 6.0,
         r"\frac{\partial J}{\partial b} = \underbrace{\frac{\partial J}{\partial v}}_{3} \cdot \underbrace{\frac{\partial v}{\partial b}}_{c = 2} = 6",
         r"\bar{b} = \bar{v} \, c = 3 \cdot 2 = 6"),
        ("backward", "c", "v.1", 9.0,
         r"\frac{\partial J}{\partial c} = \underbrace{\frac{\partial J}{\partial v}}_{3} \cdot \underbrace{\frac{\partial v}{\partial c}}_{b = 3} = 9",
         r"\bar{c} = \bar{v} \, b = 3 \cdot 3 = 9"),
    ]  # fmt: skip


def test_silent_steps_are_the_same_without_words() -> None:
    run = run_of(*INTRODUCTION)
    assert silent_steps(picture(run)) == [replace(step, latex="", bar="", text="") for step in steps(run, "en")]


def test_the_introduction_is_told_in_english() -> None:
    assert [step.text for step in steps(run_of(*INTRODUCTION), "en")] == [
        "v is b times c: 3 × 2 = 6.",
        "u is a plus v: 5 + 6 = 11.",
        "J is 3 times u: 3 × 11 = 33.",
        "Start at the output: J changes one for one with itself, so its gradient is 1.",
        "J is 3 times u, so u receives what reached J, 1, times 3, which makes 3.",
        "u is a plus v, so a receives what reached u unchanged: 3.",
        "u is a plus v, so v receives what reached u unchanged: 3.",
        "v is b times c, so b receives what reached v, 3, times the other factor, c = 2, which makes 6.",
        "v is b times c, so c receives what reached v, 3, times the other factor, b = 3, which makes 9.",
    ]


def test_the_introduction_is_told_in_chinese() -> None:
    assert [step.text for step in steps(run_of(*INTRODUCTION), "zh-CN")] == [
        "v 等于 b 乘 c：3 × 2 = 6。",
        "u 等于 a 加 v：5 + 6 = 11。",
        "J 等于 3 乘 u：3 × 11 = 33。",
        "从输出开始：J 对自身的变化率是 1，所以它的梯度是 1。",
        "J 等于 3 乘 u，所以传到 J 的梯度 1 乘以 3 后传给 u：3。",
        "u 等于 a 加 v，所以传到 u 的梯度原样传给 a：3。",
        "u 等于 a 加 v，所以传到 u 的梯度原样传给 v：3。",
        "v 等于 b 乘 c，所以传到 v 的梯度 3 乘以另一个因子 c = 2 后传给 b：6。",
        "v 等于 b 乘 c，所以传到 v 的梯度 3 乘以另一个因子 b = 3 后传给 c：9。",
    ]


def test_contributions_to_a_name_that_is_used_twice_are_added_one_by_one() -> None:
    first, second = steps(run_of("y = x*x", {"x": 3}), "en")[2:]
    assert first.text.endswith("x is used twice, so more is still to come.")
    assert second.text.endswith("x is used twice: this second contribution, 3, is added to the 3 already there: 6.")
    assert (first.value, second.value) == (3.0, 6.0)
    assert first.latex == r"\frac{\partial y}{\partial x} = \underbrace{x}_{3} + \cdots = 3 + \cdots"
    assert second.latex == r"\frac{\partial y}{\partial x} = \underbrace{x}_{3} + \underbrace{x}_{3} = 6"
    assert second.bar == r"\bar{x} \mathrel{+} = \bar{y} \, x = 1 \cdot 3 = 3 \;\Rightarrow\; \bar{x} = 6"


def test_of_tensors_the_rule_is_shown_with_shapes() -> None:
    run = run_of("y = sum(W @ x)", {"W": [[1, 2], [3, 4]], "x": [1, -1]})
    step = next(step for step in steps(run, "en") if step.node == "W")
    assert (
        step.text
        == "u = W @ x is a matrix product, so W receives outer(ū, x), in its own shape 2 × 2: [[1, −1], [1, −1]]."
    )
    assert step.latex == (
        r"\underbrace{\bar{W}}_{2 \times 2} = {\underbrace{\bar{u}}_{2}} \, {\underbrace{x}_{2}}^\top"
    )
    assert step.bar == r"\bar{W} = \bar{u} \, x^\top = \begin{bmatrix} 1 & -1 \\ 1 & -1 \end{bmatrix}"


def test_a_gradient_from_outside_starts_the_way_back() -> None:
    start, step = steps(run_of("y = 2x", {"x": [1, 2]}, upstream=[1, 10]), "en")[1:]
    assert start.text == "Start at the output: the gradient that arrives at y from outside is given: [1, 10]."
    assert step.text == "y is 2 times x, so x receives what reached y, times 2: [2, 20]."


def test_a_collapsed_group_is_one_step_forward_and_one_back() -> None:
    found = steps(run_of("f(x) = x^2 + 1; y = 2 f(a)", {"a": 3}), "en", ["f"])
    assert [step.text for step in found] == [
        "u is f(a), all steps inside it at once: 10.",
        "y is 2 times u: 2 × 10 = 20.",
        "Start at the output: y changes one for one with itself, so its gradient is 1.",
        "y is 2 times u, so u receives what reached y, 1, times 2, which makes 2.",
        "u is f(a); the chain rule inside it gives the slope ∂u/∂a = 6, so a receives 2 times that: 12.",
    ]


def test_an_output_without_inputs_has_no_way_back() -> None:
    assert {step.phase for step in steps(run_of("y = 9^9"), "en")} == {"forward"}


@pytest.fixture(params=SOURCES, ids=lambda case: case[0])
def run(request: pytest.FixtureRequest) -> Run:
    return run_of(*request.param)


@pytest.mark.parametrize("collapsed", [None, ["f"]])
def test_the_last_step_of_every_node_is_its_gradient(run: Run, collapsed: list[str] | None) -> None:
    last: dict[str, Any] = {}
    for step in steps(run, "en", collapsed):
        if step.phase == "backward":
            last[step.node] = step.value
    names = {node.name: node.index for node in run.graph.nodes if node.name}
    for name, value in last.items():
        np.testing.assert_array_equal(value, run.gradients[names[name]])
    assert last.keys() >= run.gradients_by_name().keys()


def test_every_operation_has_its_value_before_it_is_used(run: Run) -> None:
    known = {node.name for node in run.graph.nodes if node.kind != "operation"}
    for step in steps(run, "en"):
        if step.phase == "forward":
            node = next(node for node in run.graph.nodes if node.name == step.node)
            assert {run.graph.nodes[operand].name for operand in node.operands} <= known
            known.add(step.node)


def test_no_step_speaks_of_a_gradient_that_is_not_there_yet(run: Run) -> None:
    """Neither as ∂J/∂v, nor as v̄, in words or in formulas; its own is there when the step is done."""
    names = [node.name for node in run.graph.nodes if node.name]
    there: set[str] = set()
    for step in steps(run, "en"):
        if step.phase == "backward":
            there.add(step.node)
        for name in names:
            if name not in there:
                assert f"{name}{MACRON}" not in re.sub(r"(\w)̄(\w*)", rf"\1\2{MACRON}", step.text)
                output = run.graph.nodes[run.graph.output].name
                assert rf"\frac{{\partial {output}}}{{\partial {name}}}" not in step.latex
                assert rf"\bar{{{name}}} " not in f"{step.bar} "


def test_indices_and_ids_hold_together(run: Run) -> None:
    found = steps(run, "en")
    assert [step.index for step in found] == list(range(len(found)))
    assert [step.phase for step in found] == sorted((step.phase for step in found), reverse=True)
    edges = [step.edge for step in found if step.edge]
    assert len(edges) == len(set(edges))


def test_both_languages_tell_the_same_steps(run: Run) -> None:
    english, chinese = (steps(run, language) for language in LANGUAGES)
    assert [told(step)[:3] for step in english] == [told(step)[:3] for step in chinese]
    for one, other in zip(english, chinese, strict=True):
        assert one.text.endswith(".")
        assert other.text.endswith("。")
        assert (one.latex, one.bar) == (other.latex, other.bar)


def test_katex_reads_every_line(run: Run) -> None:
    assert refused(line for step in steps(run, "en") for line in (step.latex, step.bar)) == {}
