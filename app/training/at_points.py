"""A graph at many points at once: inputs that are swept have one value for each of n points, others one for all.

Every node that depends on a swept input is an array with the points along its first dimension, computed by one call of
its operation's kernel. Elementwise operations, products, reductions and losses go that way; the few others go point by
point.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from app.engines.sweep import needed
from app.errors import LimitExceeded
from app.graph import Graph
from app.growing import Growing
from app.kernels import arrangements, losses, matrices, reductions
from app.kernels.functions import log_sigmoid, relu
from app.limits import LIMITS
from app.operations import Operation, Shape, broadcast

NUMBERS_AT_ONCE = 100_000
"""numbers of one node at a time, so that they stay in the processor's cache"""

Part = np.ndarray


def at_points(
    graph: Graph,
    given: Mapping[int, Any],
    swept: Mapping[int, np.ndarray],
    seconds: float = LIMITS.evaluation_seconds,
) -> np.ndarray:
    """The output at each of n points: shape (n, *shape of the output).

    `given`: input -> its value at all points; `swept`: input -> its values, shape (n, *its shape). Raises limit.time.
    """
    count = len(next(iter(swept.values())))
    columns = Growing(graph)
    order = needed(columns, [graph.output])
    largest = max([int(np.prod(columns.shapes[index])) for index in order])
    step = max(1, NUMBERS_AT_ONCE // max(largest, 1))
    deadline = time.monotonic() + seconds
    shape = columns.shapes[graph.output]
    result = np.empty((count, *shape))
    constants = {index: np.asarray(value, dtype=np.float64) for index, value in columns.constants.items()}
    constants |= {index: np.asarray(value, dtype=np.float64) for index, value in given.items()}
    with np.errstate(all="ignore"):
        for start in range(0, count, step):
            values = constants | {index: points[start : start + step] for index, points in swept.items()}
            moving = set(swept)
            for index in order:
                row, operands = columns.operations[index], columns.operands[index]
                if row is None:
                    continue
                if time.monotonic() > deadline:
                    raise LimitExceeded("limit.time", seconds=seconds)
                parameters = columns.parameters.get(index, {})
                parts = [values[each] for each in operands]
                if moving.isdisjoint(operands):
                    values[index] = np.asarray(row.forward(*parts, **parameters))
                    if not start:
                        constants[index] = values[index]
                    continue
                moving.add(index)
                flags = [each in moving for each in operands]
                shapes = [columns.shapes[each] for each in operands]
                values[index] = applied(row, parts, flags, shapes, parameters)
            found = values[graph.output]
            result[start : start + step] = found if graph.output in moving else np.broadcast_to(found, shape)
    return result


def applied(
    row: Operation, parts: list[Part], swept: list[bool], shapes: list[Shape], parameters: Mapping[str, Any]
) -> Part:
    """One operation at all points."""
    kernel = row.forward
    if row.shape is broadcast:
        return np.asarray(kernel(*aligned(parts, swept, shapes), **parameters))
    if kernel in LOSSES:
        each = LOSSES[kernel](*aligned(parts, swept, shapes))
        return np.asarray(np.mean(each, axis=tuple(range(1, np.ndim(each)))))
    if kernel is np.matmul or kernel is np.dot:
        left, right = (1 if len(shape) == 1 else 0 for shape in shapes)
        a = parts[0][..., None, :] if left else parts[0]
        b = parts[1][..., :, None] if right else parts[1]
        product = np.matmul(a, b)
        kept = [size for place, size in enumerate(product.shape) if place not in dropped(product, left, right)]
        return np.asarray(product.reshape(kept))
    if kernel is matrices.transpose:
        return np.asarray(kernel(parts[0]))
    if kernel in REDUCTIONS:
        return reduced(kernel, parts[0], len(shapes[0]), parameters)
    if kernel is arrangements.reshape:
        return np.reshape(parts[0], (len(parts[0]), *parameters["shape"]))
    count = len(parts[swept.index(True)])
    one_by_one = [
        kernel(*[part[point] if moves else part for part, moves in zip(parts, swept, strict=True)], **parameters)
        for point in range(count)
    ]
    return np.asarray(one_by_one, dtype=np.float64)


def aligned(parts: list[Part], swept: list[bool], shapes: list[Shape]) -> list[Part]:
    """Operands that broadcast as without points: those with few dimensions get more, after that of the points."""
    rank = max(map(len, shapes))
    return [
        part.reshape(len(part), *[1] * (rank - len(shape)), *shape) if moves else part
        for part, moves, shape in zip(parts, swept, shapes, strict=True)
    ]


def dropped(product: Part, left: int, right: int) -> set[int]:
    """The dimensions that vectors got for the product."""
    return ({product.ndim - 2} if left else set()) | ({product.ndim - 1} if right else set())


def reduced(kernel: Callable[..., Part], part: Part, rank: int, parameters: Mapping[str, Any]) -> Part:
    """A reduction over all numbers of a point, or along a dimension."""
    given = dict(parameters)
    dim = given.get("dim", DEFAULT_DIM.get(kernel))
    if dim is None:
        keep = given.pop("keepdim", False)
        whole = kernel(part.reshape(len(part), -1), **given | {"dim": 1})
        return whole.reshape(len(part), *[1] * rank) if keep else np.asarray(whole)
    if rank == 0:
        return np.asarray(kernel(part[:, None], **given | {"dim": 1})).reshape(len(part))
    return np.asarray(kernel(part, **given | {"dim": dim + 1 if dim >= 0 else dim}))


REDUCTIONS = {
    reductions.total, reductions.mean, reductions.product, reductions.norm, reductions.norm_1, reductions.largest,
    reductions.smallest, reductions.logsumexp, reductions.softmax, reductions.log_softmax, reductions.var,
    reductions.std,
}  # fmt: skip
DEFAULT_DIM = {reductions.logsumexp: -1, reductions.softmax: -1, reductions.log_softmax: -1}

LOSSES: dict[Callable[..., Any], Callable[[Part, Part], Part]] = {
    losses.mse: lambda a, b: np.square(a - b),
    losses.l1: lambda a, b: np.abs(a - b),
    losses.hinge: lambda a, b: relu(1 - a * b),
    losses.binary_cross_entropy: lambda a, b: -(b * losses.clamped_log(a) + (1 - b) * losses.clamped_log(1 - a)),
    losses.binary_cross_entropy_with_logits: lambda a, b: (1 - b) * a - log_sigmoid(a),
    losses.cross_entropy: lambda a, b: -reductions.total(b * reductions.log_softmax(a), -1),
}
"""losses that are the mean of this: what a kernel of two operands of one shape averages"""
