"""Numbers of a payload as text and LaTeX: what pictures for other programs (Graphviz, TeX) write on their cards."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.messages import text
from app.notation.formulas import shape_latex, shape_text, value_latex, value_text
from app.numbers import short, short_latex

VALUE = text("value", "值")
GRADIENT = text("gradient", "梯度")
TANGENT = text("tangent", "切向量")


def read(value: Any) -> float | np.ndarray:
    """A number or nested lists of a payload, in which NaN and infinities are words."""
    array = np.asarray(value, dtype=np.float64)
    return array if array.ndim else float(array)


def number_text(value: Any) -> str:
    """The numbers, or the shape where they are too many."""
    if isinstance(value, dict):
        norm = f", ‖·‖ {short(float(value['norm']))}" if "norm" in value else ""
        return shape_text(value["shape"]) + norm
    found = read(value)
    return value_text(found) or shape_text(np.shape(found))


def number_latex(value: Any) -> str:
    if isinstance(value, dict):
        norm = rf",\; \|\cdot\| = {short_latex(float(value['norm']))}" if "norm" in value else ""
        return shape_latex(value["shape"]) + norm
    found = read(value)
    return value_latex(found) or shape_latex(np.shape(found))
