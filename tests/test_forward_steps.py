"""Forward mode as a story: a value, then how fast it changes, in both languages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import forward
from app.forward_steps import entering_groups, forward_mode_steps
from app.graph import build
from app.language import parse
from app.lessons import LESSONS
from app.messages import LANGUAGES
from app.picture import picture
from app.steps import Step
from app.views.derived import forward_payload
from app.views.look import Look
from app.views.svg import svg


def told(
    source: str, tangent: dict[str, Any] | None = None, language: Any = "en", collapsed: Any = (), **values: Any
) -> list[Step]:
    graph = build(parse(source, values=values.keys()), values)
    found = forward.run(graph, values, tangent)
    drawn = picture(found.run, collapsed)
    return forward_mode_steps(found, drawn, entering_groups(found, drawn), language)


def test_a_step_says_how_much_changes_for_each_one() -> None:
    steps = told("y = a b", {"b": 3.0}, a=2.0, b=5.0)
    assert [step.phase for step in steps] == ["tangent", "forward", "tangent"]
    assert steps[0].text == "b is made to change at the rate 3."
    assert steps[2].text == "y changes 2 for each 1 that b changes, and b changes at the rate 3: that makes 6."
    chinese = told("y = a b", {"b": 3.0}, "zh-CN", a=2.0, b=5.0)
    assert chinese[2].text == "b 每变化 1，y 就变化 2；b 的变化率是 3，所以得到 6。"


def test_what_comes_by_several_edges_is_added() -> None:
    last = told("y = x*x", x=3.0)[-1]
    assert last.value == 6.0 and last.text.endswith("Added to what came before, y changes at the rate 6.")
    assert last.bar == r"\dot{y} \mathrel{+} = \dot{x} \, x = 1 \cdot 3 = 3 \;\Rightarrow\; \dot{y} = 6"
    braces = r"{\underbrace{\dot{x}}_{1}} \, {\underbrace{x}_{3}}"
    assert last.latex == rf"\dot{{y}} \mathrel{{+}} = {braces} = 3 \;\Rightarrow\; \dot{{y}} = 6"


def test_a_dot_stands_over_the_letter_whatever_stands_below_it() -> None:
    assert told("y = w_1 x", {"w_1": 1.0}, w_1=2.0, x=3.0)[0].latex == r"\dot{w}_{1} = 1"


def test_tensors_go_forward_by_the_transposed_way_back() -> None:
    steps = told("y = W @ x", {"x": np.array([1.0, 0])}, W=np.array([[1.0, 2], [3, 4]]), x=np.array([5.0, 6]))
    assert steps[-1].bar.startswith(r"\dot{y} = W \, \dot{x}") and np.array_equal(steps[-1].value, [1, 3])
    assert "the change of x: its own rates of change are W @ ẋ" in steps[-1].text


def test_a_mean_along_a_dimension_divides_by_what_that_dimension_holds() -> None:
    steps = told("y = mean(x, 0)", x=np.ones((2, 3)))
    assert r"\frac{\dot{x}}{2}" in steps[-1].bar and np.array_equal(steps[-1].value, [1, 1, 1])


def test_what_enters_a_collapsed_group_is_told_line_by_line() -> None:
    steps = told("f(x, w) = tanh(w x) + x\ny = a f(a, b)", {"a": 1.0, "b": 2.0}, collapsed=["f"], a=2.0, b=0.5)
    entering = [step for step in steps if step.node == "u" and step.phase == "tangent"]
    assert [step.edge for step in entering] == ["u.0", "u.1"]
    assert entering[0].bar == r"\dot{u} = \frac{\partial u}{\partial b} \, \dot{b} = 0.8399 \cdot 2 = 1.68"
    assert entering[1].text.endswith("Added to what came before, u changes at the rate 2.89.")
    assert steps[2].text == "u is f(a, b), all steps inside it at once: 2.762."
    whole = told("f(x, w) = tanh(w x) + x\ny = a f(a, b)", {"a": 1.0, "b": 2.0}, a=2.0, b=0.5)
    assert steps[-1].value == pytest.approx(whole[-1].value, rel=1e-15)


def test_a_group_of_tensors_passes_on_what_its_own_steps_would() -> None:
    values = {"A": np.array([[1.0, 2], [3, 4]]), "v": np.array([0.1, 0.2])}
    source, tangent = "f(W, x) = tanh(W x)\ny = sum(f(A, v))", {"A": np.ones((2, 2)), "v": np.array([1.0, 0])}
    steps, whole = told(source, tangent, collapsed=["f"], **values), told(source, tangent, **values)
    group = [step for step in steps if step.phase == "tangent" and step.edge]
    assert [step.edge for step in group] == ["u.0", "u.1", "y.0"]
    assert np.allclose(group[2].value, whole[-1].value, rtol=1e-15)
    assert r"\frac{\partial u}{\partial A} \, \dot{A}" in group[0].latex


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_lesson_runs_forward_with_tangents_in_both_languages(lesson: Any) -> None:
    values = {name: np.array(value, dtype=float) for name, value in lesson.values.items()}
    given = {name: float(value) if value.ndim == 0 else value for name, value in values.items()}
    graph = build(parse(lesson.source, values=given.keys()), given)
    found = forward.run(graph, given)
    changed = [index for index, value in enumerate(found.tangents) if value is not None]
    first = next(index for index in graph.inputs.values() if index in changed)
    expected = np.sum(np.asarray(found.run.gradients[first]))
    assert np.allclose(found.tangent, expected, rtol=1e-9, atol=1e-12)
    for language in LANGUAGES:
        answer = forward_payload(found, language)
        assert svg(answer, Look(language=language)) and svg(answer, Look(language=language, step=3))
