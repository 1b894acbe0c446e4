from __future__ import annotations

import json
import math

import numpy as np

from app.json_values import WORDS, json_value
from app.summaries import Summary


def test_numbers_of_every_kind_are_json() -> None:
    assert json_value(np.array([[1.0, np.inf], [np.nan, -np.inf]])) == [[1.0, "Infinity"], ["NaN", "-Infinity"]]
    assert json_value({"a": (1.0, None, np.ones(2))}) == {"a": [1.0, None, [1.0, 1.0]]}
    assert (
        json.dumps(json_value([np.float32(0.5), np.int64(3), np.bool_(True), np.array(2.0)])) == "[0.5, 3, true, 2.0]"
    )


def test_a_word_stands_for_each_number_that_json_lacks() -> None:
    assert [json_value(number) for number in WORDS.values()] == list(WORDS)
    assert math.isnan(WORDS["NaN"])


def test_a_summary_is_an_object() -> None:
    row = json_value(Summary.of(np.array([1.0, np.inf])))
    assert "Infinity" in row.values() and json.dumps(row, allow_nan=False)
