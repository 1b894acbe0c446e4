"""Every lesson is true: it parses as it is meant, runs, is small enough to project, and its text points at the right steps."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from app.drawing import drawing
from app.engines import pytorch
from app.lessons import LESSONS, Lesson
from app.messages import LANGUAGES
from app.steps import steps
from tests.runs import run_of

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)

EXPECTED_READINGS = {"product", "letter_function"}
"""`wx` is a product, σ is a function: nothing else has to be decided for the writer of a lesson"""

VALUES: dict[str, tuple[float, dict[str, Any]]] = {
    "chain": (33, {"a": 3, "b": 6, "c": 9}),
    "fan-out": (12, {"x": 7}),
    "line": (16, {"w": -16, "x": -8, "y": 8}),
    "quadratic": (9, {"w₁": 24, "w₂": 12, "b": 6}),
    "kinks": (6, {"a": 2, "b": 0, "c": 1}),
    "matrix-mean": (48.75, {"x": [[3, 4.5], [6, 9]]}),
}
"""what the texts say, and lecture notes with them"""


def test_there_are_at_least_eight_and_ids_are_unique() -> None:
    assert len({lesson.id for lesson in LESSONS}) == len(LESSONS) >= 8
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", lesson.id) for lesson in LESSONS)


@each_lesson
def test_a_lesson_runs_without_anything_assumed_or_unexpected(lesson: Lesson) -> None:
    graph = run_of(lesson.source, lesson.values).graph
    assert graph.assumed == ()
    assert {reading.code for reading in graph.readings} <= EXPECTED_READINGS
    assert len(drawing(graph).cards) < 60


@each_lesson
def test_both_engines_agree_on_a_lesson(lesson: Lesson) -> None:
    ours = run_of(lesson.source, lesson.values)
    theirs = pytorch.run(ours.graph, {name: ours.values[index] for name, index in ours.graph.inputs.items()})
    np.testing.assert_allclose(ours.value, theirs.value, rtol=1e-12)
    assert ours.gradients_by_name().keys() == theirs.gradients_by_name().keys()
    for name, gradient in ours.gradients_by_name().items():
        np.testing.assert_allclose(gradient, theirs.gradients_by_name()[name], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("id", VALUES)
def test_the_numbers_that_a_text_names_are_the_numbers(id: str) -> None:
    lesson = next(lesson for lesson in LESSONS if lesson.id == id)
    run = run_of(lesson.source, lesson.values)
    value, gradients = VALUES[id]
    assert run.value == value
    for name, gradient in gradients.items():
        np.testing.assert_allclose(run.gradients_by_name()[name], gradient, rtol=1e-12)


@each_lesson
def test_the_steps_that_a_text_points_at_are_there(lesson: Lesson) -> None:
    told = steps(run_of(lesson.source, lesson.values), "en")
    assert lesson.moments
    for number, node in lesson.moments.items():
        assert told[number - 1].node == node
    assert {int(found) for found in re.findall(r"step (\d+)", lesson.text["en"])} == lesson.moments.keys()
    assert {int(found) for found in re.findall(r"第 (\d+) 步", lesson.text["zh-CN"])} == lesson.moments.keys()


@each_lesson
def test_a_text_introduces_points_and_asks(lesson: Lesson) -> None:
    for language in LANGUAGES:
        assert len(lesson.text[language].split("\n\n")) == 3
        assert lesson.title[language]
    assert "Question:" in lesson.text["en"]
    assert "Answer:" in lesson.text["en"]
    assert "问：" in lesson.text["zh-CN"]
    assert "答：" in lesson.text["zh-CN"]


def at(id: str, **changed: Any) -> Any:
    lesson = next(lesson for lesson in LESSONS if lesson.id == id)
    return run_of(lesson.source, {**lesson.values, **changed})


def test_the_answers_are_right() -> None:
    assert at("line", w=2.6).value == pytest.approx(0.64)
    assert at("quadratic", x=1).gradients_by_name()["w₁"] == at("quadratic", x=1).gradients_by_name()["w₂"] != 0
    assert at("quadratic", x=0).gradients_by_name()["w₁"] == 0
    assert abs(at("logistic", b=9).gradients_by_name()["b"]) < 1e-4
    cancelled = at("two-paths", **{"w₅": 1.5})
    assert cancelled.gradients_by_name()["w₁"] == pytest.approx(0, abs=1e-15)
    assert at("kinks", b=2).gradients_by_name()["b"] == at("kinks", b=2).gradients_by_name()["a"] == 1
    assert at("kinks", c=1).gradients_by_name()["c"] == 0
    softmax = at("softmax")
    nodes = {node.name: node.index for node in softmax.graph.nodes}
    expected = softmax.values[nodes["p"]] - softmax.values[nodes["t"]]
    np.testing.assert_allclose(softmax.gradients[nodes["z"]], expected, atol=1e-12)
