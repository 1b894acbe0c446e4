"""The names that a listing leaves behind, and what they hold at the end."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from app.listing.beginnings import beginning
from app.listing.functions import Function
from app.listing.library import Library
from app.listing.machine import Machine

MOST_VARIABLES = 200
MOST_ELEMENTS = 256
MOST_LISTED = 10_000
"""numbers of a list: one for each step of a training"""
LONGEST_TEXT = 400


def variables(machine: Machine) -> list[dict[str, Any]]:
    """One row a name, in the order of first assignment; modules, functions and classes are left out."""
    found = []
    for name, value in list(machine.globals.items()):
        if (
            name is None
            or name.startswith("__")
            or isinstance(value, (Library, Function, type))
            or callable_only(value)
        ):
            continue
        found.append({"name": name, **described(value)})
        if len(found) == MOST_VARIABLES:
            break
    return found


def callable_only(value: Any) -> bool:
    """A function of the tables that `from math import sqrt` bound."""
    return type(value).__name__ in ("builtin_function_or_method", "function", "ufunc", "module")


def described(value: Any) -> dict[str, Any]:
    """{"type", "text", "shape", "value", "requires_grad", "gradient"}; what does not apply is null."""
    row: dict[str, Any] = {
        "type": type(value).__name__, "text": shortened(value), "shape": None, "value": None, "requires_grad": None,
        "gradient": None,
    }  # fmt: skip
    if isinstance(value, torch.Tensor):
        row["shape"] = list(value.shape)
        row["value"] = numbers(value)
        row["requires_grad"] = value.requires_grad
        row["gradient"] = numbers(value.grad) if value.is_leaf else None
    elif isinstance(value, np.ndarray):
        row["shape"] = list(value.shape)
        row["value"] = value.tolist() if value.size <= MOST_ELEMENTS and value.dtype.kind in "biuf" else None
    elif isinstance(value, list):
        row["value"] = numbers_of(value)
    elif isinstance(value, (bool, int, float)) and not (isinstance(value, int) and value.bit_length() > 1_000):
        row["value"] = value.item() if isinstance(value, np.generic) else value
    return row


def numbers_of(values: list[Any]) -> list[float] | None:
    """A list that holds numbers and nothing else: they, or those of tensors of one number."""
    if not 0 < len(values) <= MOST_LISTED:
        return None
    found = [each.item() if isinstance(each, (torch.Tensor, np.generic)) and one(each) else each for each in values]
    return found if all(type(each) is float or (type(each) is int and abs(each) < 2**53) for each in found) else None


def one(value: torch.Tensor | np.generic) -> bool:
    return not isinstance(value, torch.Tensor) or (value.numel() == 1 and not value.is_complex())


def numbers(tensor: torch.Tensor | None) -> Any:
    """Nested lists, where there are few enough and all are real."""
    if tensor is None or tensor.numel() > MOST_ELEMENTS or tensor.is_complex() or tensor.layout != torch.strided:
        return None
    return tensor.detach().tolist()


def shortened(value: Any) -> str:
    """As `print(repr(value))` shows it, its beginning."""
    if isinstance(value, (list, tuple, dict, set, str)) and len(value) > LONGEST_TEXT:
        return f"{type(value).__name__} ({len(value)})"
    try:
        text = beginning(value, LONGEST_TEXT)
    except Exception as failed:
        text = f"<{type(failed).__name__}>"
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
