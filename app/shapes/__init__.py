"""Shape rules: the operands' shapes and the parameters -> the shape of the result, before anything is allocated.

Each rule takes the operands' shapes in order and the row's parameters as keywords, and raises ShapeMismatch (without a
span: the graph knows the place) where they do not fit.
"""

from __future__ import annotations

from app.shapes.rules import Shape, broadcast

__all__ = ["Shape", "broadcast"]
