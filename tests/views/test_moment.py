"""What is to be seen after k steps."""

from __future__ import annotations

import pytest

from app.views.moment import first_matrix, moment
from tests.drawings import INTRO_STEPS, intro_payload


def test_before_the_first_step_only_inputs_have_values() -> None:
    now = moment(intro_payload(), 0)
    assert now.values == {"a": 5, "b": 3, "c": 2}
    assert now.gradients == {}
    assert (now.phase, now.node, now.edges) == (None, None, frozenset())


def test_a_forward_step_gives_a_value_and_marks_what_it_came_from() -> None:
    now = moment(intro_payload(), 2)
    assert now.values == {"a": 5, "b": 3, "c": 2, "v": 6, "u": 11}
    assert (now.phase, now.node, now.edges) == ("forward", "u", frozenset({"a-u-0", "v-u-1"}))


def test_a_backward_step_gives_a_gradient_and_marks_its_edge() -> None:
    now = moment(intro_payload(), 8)
    assert now.gradients == {"J": 1, "u": 3, "a": 3, "v": 3, "b": 6}
    assert (now.phase, now.node, now.edges) == ("backward", "b", frozenset({"b-v-0"}))


def test_the_seed_marks_no_edge() -> None:
    assert moment(intro_payload(), 4).edges == frozenset()


def test_after_all_steps_everything_is_there_with_and_without_a_mark() -> None:
    payload = intro_payload()
    last, finished = moment(payload, len(INTRO_STEPS)), moment(payload, None)
    assert last.values == finished.values
    assert last.gradients == finished.gradients
    assert (last.node, finished.node) == ("c", None)


@pytest.mark.parametrize(("k", "same"), [(-3, 0), (1000, 9)])
def test_a_number_beyond_the_run_is_its_end(k: int, same: int) -> None:
    assert moment(intro_payload(), k) == moment(intro_payload(), same)


@pytest.mark.parametrize(
    ("value", "matrix"),
    [
        (2.0, [[2]]),
        ([1, "Infinity"], [[1], [float("inf")]]),
        ([[1, 2], [3, 4]], [[1, 2], [3, 4]]),
        ([[[1, 2]], [[3, 4]]], [[1, 2]]),
        ([], []),
    ],
)
def test_of_a_tensor_the_first_matrix_is_shown(value: object, matrix: object) -> None:
    assert first_matrix(value) == matrix
