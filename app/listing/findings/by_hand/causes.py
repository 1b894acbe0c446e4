"""A gradient that is wrong, beside the right one -> what was probably forgotten."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import torch

from app.listing.findings.by_hand.kinds import is_array, plain
from app.listing.findings.by_hand.naming import stems
from app.listing.findings.by_hand.notes import Notes
from app.listing.findings.by_hand.shadows import slopes
from app.listing.findings.by_hand.truth import WRONG, close, largest
from app.numbers import short

ACTIVATIONS = frozenset({
    "relu", "relu_", "sigmoid", "tanh", "leaky_relu", "elu", "softplus", "gelu", "silu", "clamp_min", "clamp",
    "maximum",
})  # fmt: skip
NAMES = {"clamp_min": "relu", "clamp": "relu", "maximum": "relu", "relu_": "relu"}
SIMPLE = 1e-3
"""how far from a simple fraction the quotient of two single numbers may be"""
PLAIN = 0.2
"""a factor that is nearer to 1 says nothing"""
VARIED = 0.1
"""how much a slope must differ from number to number to be told from a factor"""
FACTORS = 0.02
"""how near to a whole factor all numbers must be"""


class Cause(NamedTuple):
    code: str
    facts: Mapping[str, Any] = MappingProxyType({})
    factor: float | None = None
    """by how much the gradient is too large, where it is that alone"""
    right: np.ndarray | None = None
    """what it should be, as far as its other factors go"""


@dataclass
class Known:
    """What is known of a gradient besides its numbers."""

    ours: np.ndarray
    """as it was written, whole"""
    notes: Notes
    within: float = WRONG
    """how exact the right one is, relative"""
    entries: list[int] | None = None
    """the entries that `theirs` has, where it has not all of them"""
    shadow: Any = None
    """of what it is the gradient of"""
    loss: Any = None
    """the shadow of the loss"""


def cause(known: Known, theirs: np.ndarray) -> Cause:
    """The likeliest."""
    ours = known.ours if known.entries is None else known.ours.reshape(-1)[known.entries]
    for look in (proportional, transposed, without_activation, given_another, product_alone, numbers_alone):
        for found in look(known, ours, theirs):
            return found
    return Cause("wrong_gradient")


def proportional(known: Known, ours: np.ndarray, theirs: np.ndarray) -> Iterator[Cause]:
    """The right one, times a number."""
    factor = ratio(ours, theirs)
    if not factor or not close(ours, factor * theirs, known.within):
        return
    sizes = lengths(known)
    size = abs(factor)
    whole = round(size) if near(size, round(size)) else round(1 / size) if near(1 / size, round(1 / size)) else 0
    if near(factor, -1.0):
        yield Cause("wrong_sign", {}, -1.0)
    elif factor > 1 and whole > 1 and near(size, whole) and whole in sizes:
        yield Cause("missing_factor", {"factor": short(float(whole)), "n": whole}, float(whole))
    elif near(factor, 0.5):
        yield Cause("half_gradient", {}, 0.5)
    elif 0 < factor < 1 and whole > 1 and whole in sizes:
        yield Cause("divided_twice", {"n": whole}, 1 / whole)
    elif near(factor, 2.0):
        yield Cause("double_gradient", {}, 2.0)
    elif factor > 1 and round(2 * factor) in sizes and near(2 * factor, round(2 * factor)):
        yield Cause("scaled_gradient", {"factor": short(factor), "n": round(2 * factor)}, factor)
    elif abs(size - 1) < PLAIN or (theirs.size == 1 and not simple(size)):
        return  # one number is always some multiple of another
    else:
        yield Cause("constant_factor", {"factor": short(factor)}, factor)


def simple(factor: float) -> bool:
    """Whether it is a fraction that somebody may have forgotten: 3, 3/2, 1/4."""
    multiples = [factor * each for each in range(1, 7)]
    return any(round(each) and abs(each - round(each)) <= SIMPLE * each for each in multiples)


def ratio(ours: np.ndarray, theirs: np.ndarray) -> float:
    """How many times the one is the other, in the middle; 0 where that cannot be said."""
    if ours.shape != theirs.shape:
        return 0.0
    if theirs.size == 1:
        factor = ours.item() / theirs.item() if theirs.item() else 0.0
        return factor if math.isfinite(factor) else 0.0
    big = abs(theirs) > WRONG * largest(theirs)
    if not big.any():
        return 0.0
    factors = np.sort((ours[big] / theirs[big]).reshape(-1))
    factor = float(factors[factors.size // 2])  # np.median would load numpy.ma
    return factor if np.isfinite(factor) else 0.0


def near(one: float, other: float) -> bool:
    return bool(other) and abs(one / other - 1) <= FACTORS


def lengths(known: Known) -> set[int]:
    """How long the tensors and arrays of the listing are, and all but their last dimension together."""
    shapes = {tuple(each.shape) for each in known.notes.alive if is_array(each)}
    shapes |= {tuple(each.value.shape) for each in known.notes.then.values() if is_array(each.value)}
    return {size for shape in shapes for size in (*shape, math.prod(shape), math.prod(shape[:-1])) if size}


def transposed(known: Known, ours: np.ndarray, theirs: np.ndarray) -> Iterator[Cause]:
    whole = known.ours
    if whole.ndim == 2 and whole.shape[0] == whole.shape[1] > 1:
        turned = whole.T if known.entries is None else whole.T.reshape(-1)[known.entries]
        if close(turned, theirs) and not close(whole, whole.T):
            yield Cause("transposed_gradient")


def without_activation(known: Known, ours: np.ndarray, theirs: np.ndarray) -> Iterator[Cause]:
    """Torch tells what would have arrived, had one function of one number been passed by."""
    if known.loss is None or known.shadow is None:
        return
    for call in reversed(known.notes.calls):
        if call.name not in ACTIVATIONS or not call.operands or call.operands[0].shape != call.result.shape:
            continue
        given = call.operands[0]
        behind, through = slopes(known.loss, [call.result, given])
        if behind is None or through is None or not given.requires_grad:
            continue
        if given is known.shadow:
            passed = behind
        else:
            if given.is_leaf:
                continue
            (passed,) = torch.autograd.grad(given, [known.shadow], behind, retain_graph=True, allow_unused=True)
        if passed is not None and close(ours, passed.numpy().astype(np.float64)):
            yield Cause("activation_left_out", {"function": NAMES.get(call.name, call.name)})
            return


def given_another(known: Known, ours: np.ndarray, theirs: np.ndarray) -> Iterator[Cause]:
    """The product of a layer's input and what arrives behind it, with another input."""
    if known.loss is None or known.shadow is None:
        return
    for call in reversed(known.notes.calls):
        if call.name not in ("matmul", "__matmul__", "mm", "linear", "addmm") or all(
            each is not known.shadow for each in call.operands
        ):
            continue
        behind = slopes(known.loss, [call.result])[0]
        if behind is None or behind.ndim != 2 or ours.ndim != 2:
            continue
        arriving = behind.numpy().astype(np.float64)
        for name, bound in known.notes.then.items():
            value = np.asarray(plain(bound.value), np.float64)
            if (
                value.ndim == 2
                and value.shape == (arriving.shape[0], ours.shape[0])
                and close(ours, value.T @ arriving)
            ):
                yield Cause("another_operand", {"wrong": name})
                return


def product_alone(known: Known, ours: np.ndarray, theirs: np.ndarray) -> Iterator[Cause]:
    """The product of a layer's input and what arrives behind its activation, `X.T @ dh`: the slope of that is missing.
    Torch is not asked; what arrives has been written down since the loss, the rest before.
    """
    if known.ours.ndim != 2:
        return
    before = arrays({name: bound.value for name, bound in known.notes.then.items()})
    since = arrays({name: bound.value for name, bound in known.notes.names.items() if stems(name)})
    for given in before:
        for arriving in since:
            if given.shape[1:] + arriving.shape[1:] != known.ours.shape or len(given) != len(arriving):
                continue
            if not close(known.ours, given.T @ arriving):
                continue
            for value in before:
                for name, slope in activation_slopes(value).items() if value.shape == arriving.shape else ():
                    right = given.T @ (arriving * slope)
                    picked = right if known.entries is None else right.reshape(-1)[known.entries]
                    if np.ptp(slope) > VARIED and close(picked, theirs, max(known.within, 0.02)):
                        yield Cause("activation_left_out", {"function": name}, None, right)
                        return


def arrays(values: Mapping[str, Any]) -> list[np.ndarray]:
    """Those of them that have two dimensions."""
    found = [np.asarray(plain(value), np.float64) for value in values.values() if is_array(value)]
    return [each for each in found if each.ndim == 2]


def activation_slopes(value: np.ndarray) -> dict[str, np.ndarray]:
    """What the usual activations multiply with on the way back, where `value` is what they gave."""
    with np.errstate(all="ignore"):
        return {"sigmoid": value * (1 - value), "tanh": 1 - value * value, "relu": (value > 0) * 1.0}


def numbers_alone(known: Known, ours: np.ndarray, theirs: np.ndarray) -> Iterator[Cause]:
    """Number by number too large by the slope of a usual function of something that the listing has."""
    if known.entries is None and ours.shape != known.ours.shape:
        return
    for bound in known.notes.then.values():
        value = np.asarray(plain(bound.value), np.float64)
        if value.shape != known.ours.shape:
            continue
        at = value if known.entries is None else value.reshape(-1)[known.entries]
        for name, slope in activation_slopes(at).items():
            if np.ptp(slope) <= VARIED or stems(bound.text):
                continue
            factor = ratio(ours * slope, theirs)
            if factor and close(ours * slope, factor * theirs, max(known.within, 0.02)):
                right = known.ours * activation_slopes(value)[name]
                yield Cause("activation_left_out", {"function": name}, None, right)
                return
