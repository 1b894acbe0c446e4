"""Layers of neural networks: normalisation, attention, tables of vectors."""

from __future__ import annotations

import numpy as np

from app.kernels.arrays import Array
from app.kernels.reductions import mean, softmax, var


def layer_norm(a: Array, eps: float = 1e-5) -> Array:
    """Each row (of the last dimension) with mean 0 and variance 1."""
    return (a - mean(a, -1, True)) / np.sqrt(var(a, -1, True, 0) + eps)


def layer_norm_scaled(a: Array, b: Array, eps: float = 1e-5) -> Array:
    return layer_norm(a, eps) * b


def layer_norm_affine(a: Array, b: Array, c: Array, eps: float = 1e-5) -> Array:
    return layer_norm(a, eps) * b + c


def channel_mean(a: Array) -> Array:
    """At each place the mean over all places of the same channel, which is the second dimension."""
    axes = tuple(axis for axis in range(np.ndim(a)) if axis != 1)
    return np.broadcast_to(np.mean(a, axis=axes, keepdims=True), np.shape(a))


def channel_sum(a: Array, dim: int) -> Array:
    """The sum over everything but one dimension."""
    return np.sum(a, axis=tuple(axis for axis in range(np.ndim(a)) if axis != dim % np.ndim(a)))


def channels(a: Array, b: Array, dim: int) -> Array:
    """One number for each place in one dimension of `b`, over all of `b`."""
    return np.broadcast_to(np.reshape(a, (-1, *[1] * (np.ndim(b) - 1 - dim % np.ndim(b)))), np.shape(b))


def batch_norm(a: Array, eps: float = 1e-5) -> Array:
    """Each channel with mean 0 and variance 1 over the batch."""
    centred = a - channel_mean(a)
    return centred / np.sqrt(channel_mean(np.square(centred)) + eps)


def batch_norm_affine(a: Array, b: Array, c: Array, eps: float = 1e-5) -> Array:
    return batch_norm(a, eps) * channels(b, a, 1) + channels(c, a, 1)


def attention_weights(a: Array, b: Array) -> Array:
    """How much each query (row of `a`) attends to each key (row of `b`)."""
    return weights_of(scores(a, b))


def masked_attention_weights(a: Array, b: Array, d: Array) -> Array:
    """The same, only where the mask `d` is not 0; a query that may attend to nothing attends with weights of 0."""
    return weights_of(np.where(np.not_equal(d, 0), scores(a, b), -np.inf))


def weights_of(scores: Array) -> Array:
    """Their softmax; weights of 0 where all of them are minus infinity, as in torch."""
    return np.where(np.all(np.isneginf(scores), -1, keepdims=True), 0.0, softmax(scores))


def scores(a: Array, b: Array) -> Array:
    return a @ np.swapaxes(b, -1, -2) / np.sqrt(np.shape(a)[-1])


def attention(a: Array, b: Array, c: Array) -> Array:
    return attention_weights(a, b) @ c


def masked_attention(a: Array, b: Array, c: Array, d: Array) -> Array:
    return masked_attention_weights(a, b, d) @ c


def embedding(a: Array, b: Array) -> Array:
    """The rows of `b` with the numbers `a`; NaN for a number that no row has."""
    numbers, known = row_numbers(a, b)
    return np.where(np.expand_dims(known, -1), np.asarray(b)[numbers], np.nan)


def embedding_back(a: Array, b: Array, c: Array) -> Array:
    """The rows of `a` added up at the rows of `c` whose numbers `b` holds."""
    numbers, known = row_numbers(b, c)
    result = np.zeros(np.shape(c))
    np.add.at(result, numbers[known], np.asarray(a)[known])
    return result


def row_numbers(a: Array, b: Array) -> tuple[Array, Array]:
    """`a` as places of rows of `b`, and where it is one."""
    known = np.equal(a, np.floor(a)) & np.greater_equal(a, 0) & np.less(a, np.shape(b)[0])
    return np.where(known, a, 0).astype(np.intp), known
