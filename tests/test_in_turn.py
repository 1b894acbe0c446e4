"""What is tried in turn is tried whole: one failure hides no other."""

from __future__ import annotations

import pytest

from tests.in_turn import in_turn


def test_every_case_is_tried_and_those_that_fail_are_named() -> None:
    tried = []

    @in_turn([3, 5, 8, 13], lambda number: f"number {number}")
    def is_odd(number: int) -> None:
        tried.append(number)
        assert number % 2, number
        assert number < 10

    with pytest.raises(AssertionError, match="8") as caught:
        is_odd()
    assert tried == [3, 5, 8, 13]
    assert caught.value.__notes__ == ["2 of 4 cases fail: number 8, number 13"]
