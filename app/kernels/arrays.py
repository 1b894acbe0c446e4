"""What kernels take and give."""

from __future__ import annotations

from typing import Any

Array = Any
"""a float64 ndarray or NumPy scalar"""
