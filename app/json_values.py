"""A value of ours -> what JSON has for it. Numbers that JSON lacks travel as words, in answers and in values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from app.summaries import Summary

WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def json_value(value: Any) -> Any:
    """`value` with nothing in it that JSON cannot say: lists for arrays and tuples, numbers for those of NumPy, words
    for NaN and infinities, an object for a summary.
    """
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {name: json_value(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_value(item) for item in value]
    if isinstance(value, np.ndarray):
        nested = value.tolist()
        return nested if np.isfinite(value).all() else json_value(nested)
    if isinstance(value, np.generic):
        return json_value(value.item())
    return json_value(value.row()) if isinstance(value, Summary) else value
