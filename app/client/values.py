"""Numbers on their way to JSON and back: NaN and infinities are words there, and floats here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from app.client.answers import NUMERIC

_WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def outgoing(value: Any) -> Any:
    """`value` as JSON has it. An array (NumPy's, PyTorch's, anything with `tolist`) becomes nested lists."""
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "tolist"):
        return outgoing(value.tolist())
    if isinstance(value, Mapping):
        return {name: outgoing(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [outgoing(each) for each in value]
    raise TypeError(f"{type(value).__name__} is neither a number nor an array of numbers")


def incoming(value: Any, numeric: bool = False) -> Any:
    """An answer with floats for the words, wherever a field holds numbers; a text that says "NaN" stays one."""
    if isinstance(value, str):
        return _WORDS.get(value, value) if numeric else value
    if isinstance(value, list):
        return [incoming(each, numeric) for each in value]
    if isinstance(value, dict):
        return {name: incoming(each, numeric or name in NUMERIC) for name, each in value.items()}
    return value
