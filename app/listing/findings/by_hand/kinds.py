"""What a value of a listing is, for looks at gradients: an array or a tensor of floats, a number, a plain array."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch


def is_array(value: Any) -> bool:
    if isinstance(value, torch.Tensor):
        return value.dtype.is_floating_point and value.layout == torch.strided
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def is_numeric(value: Any) -> bool:
    return is_array(value) or (isinstance(value, float | np.floating))


def is_number(value: Any) -> bool:
    """One number."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float | np.floating) or (is_array(value) and size_of(value) == 1)


def is_single(value: Any) -> bool:
    """Whether a value is of float32."""
    kind = getattr(value, "dtype", None)
    return kind is torch.float32 or (kind is not None and kind == np.float32)


def size_of(value: Any) -> int:
    return int(value.numel() if isinstance(value, torch.Tensor) else np.size(value))


def plain(value: Any) -> Any:
    """As an array of NumPy, or a number."""
    return value.detach().cpu().numpy() if isinstance(value, torch.Tensor) else value


def copied(value: Any) -> np.ndarray:
    return np.array(plain(value), dtype=np.float64)
