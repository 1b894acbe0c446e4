"""New tensors."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.kernels.arrays import Array
from app.shapes import Shape
from app.shapes.creation import counted


def randn(shape: Shape = (), *, random: np.random.Generator) -> Array:
    return random.standard_normal(shape)


def rand(shape: Shape = (), *, random: np.random.Generator) -> Array:
    return random.random(shape)


def ones(shape: Shape = (), **_: Any) -> Array:
    return np.ones(shape)


def zeros(shape: Shape = (), **_: Any) -> Array:
    return np.zeros(shape)


def arange(start: float, stop: float | None = None, step: float | None = None, **_: Any) -> Array:
    (length,) = counted(start=start, stop=stop, step=step)
    return (0.0 if stop is None else start) + (1.0 if step is None else step) * np.arange(length)


def linspace(start: float, stop: float, steps: int, **_: Any) -> Array:
    return np.linspace(start, stop, steps)


def eye(n: int, **_: Any) -> Array:
    return np.eye(n)
