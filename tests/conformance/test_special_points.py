"""Values, gradients and second derivatives at special points equal those of torch, infinities and NaN included.

Where they do not, the reason stands in `EXPLAINED`; an entry that is not needed any more fails.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pytest

from app.derivatives import hessian
from app.engines import pytorch, tape
from app.errors import UserError
from app.graph import build
from app.language import parse
from app.operations import OPERATIONS, Operation
from tests.conformance.special_points import Point, beyond, points
from tests.rows import OPERATIONS_WITH_TORCH
from tests.second_derivatives import Trial

pytestmark = pytest.mark.slow
torch: Any = pytorch.torch()

EXPLAINED = {
    "celu": "torch takes 1/alpha in single precision on the way back: it is off by 1e-8 itself",
    "mish": "torch loses its second derivative (NaN) where exp(a) overflows; it is 0",
    "det": "torch solves with the matrix for its second derivative, NaN for one of zeros; minors need no solving",
    "softplus": "at 20 itself torch's second derivative is already that of the straight branch, its first is not yet",
    "xlogy": "where b is 0 torch lets the infinite slope of log b reach other entries of a, as NaN",
}
"""rows that part from torch at finite points, and why"""


class Found(NamedTuple):
    """One array of ours beside torch's."""

    what: str
    ours: Any
    theirs: Any


def compared(row: Operation, point: Point) -> Iterator[Found]:
    """Value, gradients, and the Hessian of the result times numbers around 1, summed."""
    try:
        trial = Trial(row, list(point.values), point.parameters)
    except UserError:
        return
    if not trial.names or not trial.torch_takes_it():
        return
    leaves = [leaf.clone().requires_grad_() for leaf in trial.leaves]
    result = trial.call(*leaves)
    run = tape.run(trial.graph, trial.given, trial.upstream)
    yield Found("value", run.value, result.detach().numpy())
    if not result.requires_grad:
        return
    upstream = torch.tensor(np.asarray(trial.upstream))
    try:
        gradients = torch.autograd.grad(result, leaves, upstream, create_graph=True, allow_unused=True)
    except torch.linalg.LinAlgError:
        return  # a matrix with infinities, whose determinant torch cannot differentiate
    blocks = hessian(trial.graph, trial.given, inputs=trial.names, upstream=trial.upstream).blocks
    assert blocks is not None
    ours = run.gradients_by_name()
    for name, gradient in zip(trial.names, gradients, strict=True):
        if gradient is None:
            continue
        yield Found(f"gradient of {name}", ours.get(name, 0.0), gradient.detach().numpy())
        rows = [second(entry, leaves) for entry in gradient.reshape(-1)]
        for place, (other, leaf) in enumerate(zip(trial.names, leaves, strict=True)):
            theirs = np.reshape([each[place] for each in rows], (*gradient.shape, *leaf.shape))
            yield Found(f"second derivative by {name} and {other}", blocks[name][other], theirs)


def second(entry: Any, leaves: list[Any]) -> list[Any]:
    if not entry.requires_grad:
        return [np.zeros(leaf.shape) for leaf in leaves]
    found = torch.autograd.grad(entry, leaves, retain_graph=True, allow_unused=True)
    return [
        np.zeros(leaf.shape) if each is None else each.numpy(force=True)
        for leaf, each in zip(leaves, found, strict=True)
    ]


def equal(ours: Any, theirs: Any) -> bool:
    return np.allclose(ours, theirs, rtol=1e-9, atol=1e-11, equal_nan=True)


def differing(row: Operation) -> Iterator[tuple[Point, Found]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for point in points(row):
            for found in compared(row, point):
                if not equal(found.ours, found.theirs):
                    yield point, found


@pytest.mark.parametrize("row", OPERATIONS_WITH_TORCH, ids=lambda row: row.name)
def test_special_points_have_the_derivatives_that_torch_gives_them(row: Operation) -> None:
    different = next(differing(row), None)
    if row.name in EXPLAINED:
        assert different is not None, "this explanation is not needed any more"
    else:
        assert different is None, different


EXPLAINED_BEYOND = {
    "celu": EXPLAINED["celu"],
    "huber": "of NaN torch takes the slope from the parabola, and its second derivative from the straight line",
    "prod": "0 times infinity is NaN in other places where nothing is divided",
    "smooth_l1": "as huber",
}


@pytest.mark.parametrize("row", OPERATIONS_WITH_TORCH, ids=lambda row: row.name)
def test_infinities_and_nan_never_lead_to_another_number_than_in_torch(row: Operation) -> None:
    """Which entries become NaN hangs on the order of operations; those that do not are the same."""
    worse: list[Any] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for point in beyond(row):
            for found in compared(row, point):
                ours = np.broadcast_to(np.asarray(found.ours, dtype=float), np.shape(found.theirs))
                numbers = ~np.isnan(ours) & ~np.isnan(found.theirs)
                lost = np.isnan(ours) & np.isfinite(found.theirs)
                if lost.any() or not equal(ours[numbers], found.theirs[numbers]):
                    worse.append((point, found))
    assert bool(worse) == (row.name in EXPLAINED_BEYOND), worse[:1]


EXPLAINED_FORWARD = {
    "celu": EXPLAINED["celu"],
    "det": "torch's forward mode solves with the matrix, and finds 0 where it is singular",
    "div": "at a / 0 torch subtracts before it divides: infinity, where two infinities make NaN",
}


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning:torch")
@pytest.mark.parametrize("row", OPERATIONS_WITH_TORCH, ids=lambda row: row.name)
def test_tangents_at_special_points_are_those_of_torch(row: Operation) -> None:
    different = next(differing_tangents(row), None)
    assert (different is not None) == (row.name in EXPLAINED_FORWARD), different


def differing_tangents(row: Operation) -> Iterator[Point]:
    """Every fifth point is enough: ways back were compared at all of them."""
    for point in islice(points(row), 0, None, 5):
        try:
            trial = Trial(row, list(point.values), point.parameters)
        except UserError:
            continue
        if trial.names and trial.torch_takes_it():
            try:
                trial.check_tangent()
            except AssertionError:
                yield point


def test_every_explanation_is_of_a_row() -> None:
    assert OPERATIONS.keys() >= EXPLAINED.keys() | EXPLAINED_BEYOND.keys() | EXPLAINED_FORWARD.keys()


def test_a_singular_determinant_is_differentiated_as_the_polynomial_that_it_is() -> None:
    """Where torch goes by a solver, and finds 0 for the square of the determinant."""
    numbers = np.array([[1.0, 2, 3], [2, 4, 6], [1, 0, 1]])
    graph = build(parse("y = det(A)^2 + det(A)", values={"A"}), {"A": numbers})

    def polynomial(a: Any) -> Any:
        minors = [a[1, k] * a[2, m] - a[1, m] * a[2, k] for k, m in ((1, 2), (0, 2), (0, 1))]
        found = a[0, 0] * minors[0] - a[0, 1] * minors[1] + a[0, 2] * minors[2]
        return found**2 + found

    theirs = torch.autograd.functional.hessian(polynomial, torch.tensor(numbers))
    blocks = hessian(graph, {"A": numbers}).blocks
    assert blocks is not None
    assert np.allclose(blocks["A"]["A"], theirs.numpy(), rtol=1e-10, atol=1e-10)
