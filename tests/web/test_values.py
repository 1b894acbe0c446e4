from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from app.errors import UserError
from app.web.values import read_named, read_value


def test_numbers_become_floats_and_nested_arrays_become_float64() -> None:
    values = read_named({"a": 5, "b": 0.5, "x": [[1, 2.5], [3, 4]]})
    assert values["a"] == 5.0 and type(values["a"]) is float and values["b"] == 0.5
    assert isinstance(values["x"], np.ndarray) and values["x"].dtype == np.float64
    assert values["x"].tolist() == [[1.0, 2.5], [3.0, 4.0]]


def test_the_three_strings_that_answers_carry_are_numbers() -> None:
    assert read_value("-Infinity", "x") == -math.inf
    array = read_value([1, "NaN"], "x")
    assert isinstance(array, np.ndarray) and array[0] == 1 and math.isnan(array[1])


def test_two_spellings_of_one_name_find_each_other() -> None:
    assert list(read_named({"lambda": 2.0})) == list(read_named({"λ": 2.0}))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"a": None}, "value.type"),
        ({"a": True}, "value.type"),
        ({"a": "five"}, "value.type"),
        ({"a": {"b": 1}}, "value.type"),
        ({"x": [1, "2"]}, "value.type"),
        ({"x": [1, False]}, "value.type"),
        ({"x": [[1, 2], [3]]}, "shape.ragged"),
        ({"x": [[1, 2], 3]}, "shape.ragged"),
        ({"x": [1, [2]]}, "shape.ragged"),
        ({"x": []}, "value.empty"),
        ({"x": [[], []]}, "value.empty"),
        ({"x": [[[[[[[[[1]]]]]]]]]}, "limit.rank"),
        ({"x": [0] * 100_001}, "limit.elements"),
        ({"λ": 1, "lambda": 2}, "value.twice"),
        ({"": 1}, "value.nameless"),
        ({" ": 1}, "value.nameless"),
        ({r"\hat{y}": 1, "ŷ": 2}, "value.twice"),
        ({"w_1": 1, "w1": 2}, "value.twice"),
        ({"n" * 65: 1}, "limit.name"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_values_that_are_no_numbers_or_no_tensors_are_refused(values: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_named(values)
    assert (caught.value.code, caught.value.status) == (code, 422)
    assert caught.value.detail("en") and caught.value.detail("zh-CN")


def test_the_largest_tensor_is_taken() -> None:
    array = read_value([[1] * 1000] * 100, "x")
    assert isinstance(array, np.ndarray) and array.shape == (100, 1000)
