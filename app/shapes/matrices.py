"""Shapes of products of matrices, of inverses and determinants."""

from __future__ import annotations

from app.errors import ShapeMismatch, ValueProblem
from app.shapes.rules import Shape, affordable, broadcast, has_rank, must


def matrix_product(a: Shape, b: Shape) -> Shape:
    """(…, n, k) @ (…, k, m) -> (…, n, m), leading dimensions broadcast; a vector's side is left out."""
    left = (1, *a) if len(a) == 1 else a
    right = (*b, 1) if len(b) == 1 else b
    if len(left) < 2 or len(right) < 2 or left[-1] != right[-2]:
        raise ShapeMismatch("shape.matmul", left=a, right=b)
    return (*broadcast(left[:-2], right[:-2]), *left[-2:-1][: len(a) - 1], *right[-1:][: len(b) - 1])


def matmul_variant(a: Shape, b: Shape) -> str:
    """The row of `@` for these ranks."""
    few = {(1, 1): "dot", (2, 1): "matrix_vector", (1, 2): "vector_matrix"}.get((len(a), len(b)))
    return few or ("matrices_vector" if len(b) == 1 else "vector_matrices" if len(a) == 1 else "matmul")


def vectors(a: Shape, b: Shape) -> None:
    for shape in (a, b):
        if len(shape) != 1:
            raise ShapeMismatch("shape.vector", shape=shape)


def inner_product(a: Shape, b: Shape) -> Shape:
    """(n) · (n) -> scalar."""
    vectors(a, b)
    must(a == b, a, b)
    return ()


def outer_product(a: Shape, b: Shape) -> Shape:
    """(n), (m) -> (n, m)."""
    vectors(a, b)
    return (*a, *b)


def transposed(a: Shape) -> Shape:
    """(…, n, m) -> (…, m, n)."""
    return (*a[:-2], a[-1], a[-2])


def transpose_variant(a: Shape) -> str:
    """A vector or a scalar is its own transpose."""
    return "transpose" if len(a) >= 2 else "transpose_vector"


def traced(a: Shape) -> Shape:
    has_rank(a, 2)
    return ()


def square(a: Shape) -> Shape:
    """(…, n, n), which stays."""
    if len(a) < 2 or a[-1] != a[-2]:
        raise ShapeMismatch("shape.square", shape=a)
    affordable(*a, a[-1])
    return a


def inverse_variant(a: Shape) -> str:
    """The inverse of a number, or of each one of a vector, is what it is divided by."""
    return "inverse" if len(a) > 1 else "reciprocal"


def determined(a: Shape) -> Shape:
    """(n, n) -> scalar."""
    has_rank(a, 2)
    square(a)
    return ()


def one_square(a: Shape) -> Shape:
    has_rank(a, 2)
    return square(a)


def squares(a: Shape, b: Shape) -> Shape:
    """Two square matrices of one shape."""
    must(a == b, a, b)
    return one_square(a)


def triangular(a: Shape, *, diagonal: int = 0) -> Shape:
    """(…, n, m), which stays."""
    if len(a) < 2:
        raise ShapeMismatch("shape.rank", shape=a, wanted="≥ 2")
    return a


def terms(equation: str) -> list[str]:
    """The indices of each operand and of the result: `ij,jk->ik` -> ij, jk, ik."""
    left, arrow, result = equation.replace(" ", "").partition("->")
    found = [*left.split(","), result]
    known = all(term == "" or (term.isascii() and term.isalpha()) for term in found)
    repeated = any(len(set(term)) < len(term) for term in found)
    if not arrow or not known or repeated or not set(result) <= set(left):
        raise ValueProblem("value.equation", equation=equation)
    return found


def summed_products(*shapes: Shape, equation: str) -> Shape:
    """Each index has one size everywhere."""
    *operands, result = terms(equation)
    if len(operands) != len(shapes):
        raise ValueProblem("value.equation", equation=equation)
    sizes: dict[str, int] = {}
    for term, shape in zip(operands, shapes, strict=True):
        if len(term) != len(shape):
            raise ShapeMismatch("shape.rank", shape=shape, wanted=len(term))
        for letter, size in zip(term, shape, strict=True):
            if sizes.setdefault(letter, size) != size:
                raise ShapeMismatch("shape.same", left=shapes[0], right=shapes[-1])
    affordable(*sizes.values())
    return tuple(sizes[letter] for letter in result)


def einsum_variant(*shapes: Shape, equation: str) -> str:
    return "einsum" if len(shapes) == 2 else "einsum_of_one"


def traced_like(a: Shape) -> Shape:
    has_rank(a, 2)
    return a


def einsummed_to_first(b: Shape, g: Shape, a: Shape, *, equation: str) -> Shape:
    must(g == summed_products(a, b, equation=equation), g, a)
    return a


def einsummed_to_second(a: Shape, g: Shape, b: Shape, *, equation: str) -> Shape:
    must(g == summed_products(a, b, equation=equation), g, b)
    return b


def einsummed_to_only(g: Shape, a: Shape, *, equation: str) -> Shape:
    must(g == summed_products(a, equation=equation), g, a)
    return a
