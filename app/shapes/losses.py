"""Shapes of losses: all give one number."""

from __future__ import annotations

from app.errors import ShapeMismatch
from app.shapes.reductions import axis, reduced
from app.shapes.rules import Shape, above_zero, affordable, broadcast, must


def compared(a: Shape, b: Shape) -> Shape:
    """Element by element, with broadcasting."""
    affordable(*broadcast(a, b))
    return ()


def compared_to(a: Shape, b: Shape, *, delta: float = 1.0) -> Shape:
    """The same, with a distance that is above 0."""
    above_zero(delta=delta)
    return compared(a, b)


def compared_beyond(a: Shape, b: Shape, *, beta: float = 1.0) -> Shape:
    """The same; without a distance it would be the l1 loss."""
    above_zero(beta=beta)
    return compared(a, b)


def likened(a: Shape, b: Shape, *, dim: int = -1, eps: float = 1e-8) -> Shape:
    """Vectors along one dimension, pair by pair; the other dimensions broadcast."""
    if not a:
        raise ShapeMismatch("shape.dim", dim=dim, shape=a)
    must(len(a) == len(b) and a[axis(a, dim) :][:1] == b[axis(b, dim) :][:1], a, b)
    shape = broadcast(a, b)
    affordable(*shape)
    return reduced(shape, dim=dim)


def paired(a: Shape, b: Shape) -> Shape:
    """Element by element, without broadcasting."""
    must(a == b, a, b)
    return ()


def classified(a: Shape, b: Shape) -> Shape:
    """Logits (c) or (n, c); the target has the same shape, or one class number for each row: () or (n)."""
    if len(a) not in (1, 2) or 0 in a or b not in (a, a[:-1]):
        raise ShapeMismatch("shape.classes", logits=a, target=b)
    return ()


def classified_by_number(a: Shape, b: Shape) -> Shape:
    """The second of the two forms."""
    if b != a[:-1]:
        raise ShapeMismatch("shape.classes", logits=a, target=b)
    return classified(a, b)


def cross_entropy_variant(a: Shape, b: Shape) -> str:
    """Probabilities where the target has the logits' shape, else class numbers."""
    return "cross_entropy" if a == b else "cross_entropy_of_classes"


def rows_counted(a: Shape) -> Shape:
    return ()


def classes_marked(a: Shape, b: Shape) -> Shape:
    """One class number in `a` for each row of `b`."""
    must(len(b) > 0 and a == b[:-1], a, b)
    return b
