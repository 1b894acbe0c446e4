"""A wrong answer that a classic mistake gives is told from the right one, and from other mistakes, with the edge where it was made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.lessons import LESSONS
from app.messages import LANGUAGES
from app.mistakes import Asked, mistakes
from app.mistakes.model import SAME
from app.picture import picture
from tests.runs import INTRODUCTION, run_of

LOGISTIC = ("z = wx + b\ny = σ(z)\nL = ½(y − t)²", {"w": 1, "x": 2, "b": -1, "t": 0})


def found(
    source: str, values: dict[str, Any], node: str, asked: Asked = "gradients"
) -> dict[str, list[tuple[Any, str | None]]]:
    """code -> the numbers and edges that it gives for a node."""
    rows = mistakes(run_of(source, values), asked, "en")
    row = next(row for row in rows if row["node"] == node)
    codes: dict[str, list[tuple[Any, str | None]]] = {}
    for mistake in row["mistakes"]:
        number = np.asarray(mistake["number"]).tolist()
        codes.setdefault(mistake["code"], []).append((number, mistake["edge"]))
    return codes


def test_a_product_is_mistaken_in_each_classic_way() -> None:
    codes = found(*INTRODUCTION, "b")
    assert codes["operand"] == [(9, "v.0")]  # 3·b for 3·c
    assert codes["factor"] == [(3, "v.0")]  # what reached v, unchanged
    assert codes["arriving"] == [(2, "v.0")]  # the local derivative alone
    assert codes["sign"] == [(-6, "v.0")]


def test_a_path_is_forgotten() -> None:
    codes = found("y = x·x + x", {"x": 3}, "x")
    assert codes["path"] == [(4, "u.0"), (6, "y.1")]
    assert codes["path.single"] == [(3, "u.0"), (1, "y.1")]


def test_a_path_is_forgotten_further_on() -> None:
    codes = found("h = 2x\ny = h·w + 5h", {"x": 1, "w": 3}, "x")
    assert {number for number, _ in codes["path.beyond"]} == {10, 6}


def test_the_derivative_of_an_activation_is_left_out() -> None:
    run = run_of(*LOGISTIC)
    y = run.values[next(node.index for node in run.graph.nodes if node.name == "y")]
    ((number, edge),) = found(*LOGISTIC, "z")["slope"]
    assert (number, edge) == (pytest.approx(y), "y.0")
    assert found(*LOGISTIC, "b")["slope.beyond"] == [(pytest.approx(y), "y.0")]


def test_what_is_mistaken_further_on_is_carried_back_through_tensors() -> None:
    source, values = "u = x + 2\nw = u²\nout = mean(w)", {"x": [1.0, 4.0]}
    assert found(source, values, "x")["factor.beyond"][0] == ([1.5, 3], "w.0")  # u for 2u
    assert found(source, values, "x")["mean"] == [([6, 12], "out.0")]
    scalar = found("h = x²\nu = 3h\ny = 2u", {"x": 4}, "x")
    assert scalar["factor.beyond"] == [(16, "u.1")]  # 24, without y's 2, is also what x² without its 2 gives


def test_a_sign_is_turned_and_a_number_forgotten() -> None:
    assert found("y = (a − b)²", {"a": 5, "b": 2}, "b")["operand"] == [(6, "u.1")]
    assert (4, "y.0") in found("y = x²", {"x": 4}, "x")["factor"]  # 2x without the 2


def test_a_sum_is_taken_for_a_mean_and_the_other_way_round() -> None:
    values = {"x": [1.0, 2.0, 6.0]}
    assert found("y = mean(x)", values, "x")["mean"] == [([1, 1, 1], "y.0")]
    assert found("y = mean(x)", values, "y", "values")["sum_for_mean"] == [(9, "y.0")]
    assert found("y = sum(x)", values, "y", "values")["mean_for_sum"] == [(3, "y.0")]


def test_what_a_broadcast_copied_is_averaged_and_a_matrix_turned() -> None:
    source, values = "Y = X + b\nL = sum(Y²)", {"X": [[1, 2], [3, 4], [5, 6]], "b": [1, -1]}
    assert found(source, values, "b")["spread"] == [([8, 6], "Y.1")]
    assert found("L = sum(A @ A)", {"A": [[1, 2], [3, 5]]}, "A")["transposed"]


def test_values_are_mistaken_too() -> None:
    codes = found(*INTRODUCTION, "u", "values")
    assert codes["left_out"] == [(6, "u.0"), (5, "u.1")]
    assert (30, None) in codes["operator"]
    assert found("y = a − b", {"a": 5, "b": 2}, "y", "values")["swapped"] == [(-3, None)]
    assert found("y = σ(z)", {"z": 1}, "y", "values")["unapplied"] == [(1, "y.0")]


def test_only_what_a_student_can_type_is_asked() -> None:
    rows = mistakes(run_of("y = sum(x)", {"x": np.ones(13)}), "gradients", "en")
    assert rows == []
    assert [row["node"] for row in mistakes(run_of(*INTRODUCTION), "gradients", "en")] == ["u", "a", "v", "b", "c"]
    assert [row["node"] for row in mistakes(run_of(*INTRODUCTION), "values", "en")] == ["v", "u", "J"]


def test_a_hint_says_the_way_and_no_result() -> None:
    rows = {row["node"]: row["hint"] for row in mistakes(run_of(*INTRODUCTION), "gradients", "en")}
    assert (
        rows["b"]
        == "b is used in v = b·c alone. Multiply what reached v by the derivative of v with respect to b, which is c."
    )


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_no_mistake_is_the_answer_or_another_mistake_and_each_has_a_sentence(lesson: Any) -> None:
    run = run_of(lesson.source, lesson.values)
    drawn = picture(run)
    edges = {line.id for line in drawn.drawing.lines}
    both: tuple[Asked, ...] = ("gradients", "values")
    for asked in both:
        told = [mistakes(run, asked, language) for language in LANGUAGES]
        assert told[0]
        for row, chinese in zip(*told, strict=True):
            card = next(card for card in drawn.drawing.cards if card.id == row["node"])
            truth = (run.gradients if asked == "gradients" else run.values)[card.node]
            np.testing.assert_array_equal(row["answer"], truth)
            numbers = [np.asarray(row["answer"]), *(np.asarray(each["number"]) for each in row["mistakes"])]
            assert len({number.shape for number in numbers}) == 1
            for place, number in enumerate(numbers):
                assert np.isfinite(number).all()
                assert not any(np.allclose(other, number, rtol=SAME / 2, atol=1e-10) for other in numbers[place + 1 :])
            assert {each["edge"] for each in row["mistakes"]} <= edges | {None}
            for mistake in [*row["mistakes"], *chinese["mistakes"]]:
                assert "{" not in mistake["text"]
                assert mistake["text"][-1] in ".。"


def test_most_gradients_of_the_lessons_can_be_diagnosed() -> None:
    rows = [row for lesson in LESSONS for row in mistakes(run_of(lesson.source, lesson.values), "gradients", "en")]
    assert sum(len(row["mistakes"]) >= 2 for row in rows) > 0.8 * len(rows)
