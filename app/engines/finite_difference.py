"""A third witness that knows no derivative: central differences of the forward pass alone, and the three compared.

The step follows Ridders' idea (Numerical Recipes, section 5.7): several steps are tried, each difference is
extrapolated from two, and the one whose two disagree least is believed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from app.engines import Run, Value, pytorch, tape
from app.errors import UserError
from app.graph import Graph
from app.language.names import canonical
from app.limits import LIMITS
from app.messages import Language, text
from app.notes import NOTES, notes

EPSILON = float(np.finfo(np.float64).eps)

STEP = EPSILON ** (1 / 5)
"""relative; the fifth root balances rounding against the h⁴ that extrapolation leaves"""

SAMPLE = 16
"""entries of one tensor that are tried at most"""

WORK = 200_000
"""nodes evaluated for differences at most, in one check, a node of 500 numbers counting as two: about half a second"""

ROUNDING = 50 * EPSILON / STEP / 1e-6
"""times the largest number of a run: smaller slopes drown in the rounding of the differences"""

AGREE_TORCH = 1e-12
AGREE_DIFFERENCE = 1e-6

SAMPLED = text("central difference at {tried} of {all} entries", "只在 {all} 个元素中的 {tried} 个上求中心差分")
SKIPPED = text("too large for a central difference", "规模太大，未求中心差分")


def check(
    graph: Graph,
    values: Mapping[str, Value],
    upstream: Value | None = None,
    *,
    seed: int = 0,
    language: Language = "en",
) -> dict[str, Any]:
    """Every gradient beside torch's and a central difference.

    {"agrees", "rows": [{"name", "tape", "torch", "finite_difference", "relative_error", "notes"}]}. `torch` is null
    where torch is not installed or refuses; entries of `finite_difference` that were not tried are null;
    `relative_error` is the largest disagreement of the three, and `notes` say why it may be large: where a kink stands
    on the way to the output, a difference across it is no derivative and is not held against us.
    """
    ours = tape.run(graph, values, upstream)
    theirs = torch_gradients(graph, values, upstream)
    size = largest(ours.values) * (1.0 if upstream is None else float(np.sum(np.abs(upstream))))
    gradient_scale = 1e-3 * largest([*ours.gradients, *ours.contributions.values()])
    noted = codes_on_the_way(graph, ours)
    inputs = {name: index for name, index in graph.inputs.items() if ours.gradients[index] is not None}
    tries = WORK // (8 * sum(1 + math.prod(node.shape) // 500 for node in graph.nodes))
    sampler, deadline = np.random.default_rng(seed), time.monotonic() + LIMITS.evaluation_seconds
    rows, agrees = [], True
    for place, (name, index) in enumerate(inputs.items()):
        gradient = np.asarray(ours.gradients[index])
        allowed = min(SAMPLE, tries // (len(inputs) - place))
        differences: dict[int, float] = {}
        for entry in sample(gradient.size, allowed, sampler):
            if time.monotonic() < deadline:
                differences[entry] = derivative(*objective(graph, values, upstream, index, entry), size)
        tries -= len(differences)
        reference = None if theirs is None else theirs.gradients[index]
        torch_error = 0.0 if reference is None else relative_error(gradient, np.asarray(reference), gradient_scale)
        tried = gradient.reshape(-1)[list(differences)]
        difference_error = relative_error(tried, np.array(list(differences.values())), ROUNDING * size)
        agrees &= torch_error <= AGREE_TORCH and (difference_error <= AGREE_DIFFERENCE or bool(noted[index]))
        rows.append(
            {
                "name": name,
                "tape": ours.gradients[index],
                "torch": reference,
                "finite_difference": nested(differences, gradient.shape),
                "relative_error": max(torch_error, difference_error),
                "notes": remarks(noted[index], len(differences), gradient.size, language),
            }
        )
    return {"agrees": agrees, "rows": rows}


def remarks(codes: set[str], tried: int, size: int, language: Language) -> list[dict[str, str]]:
    """Why a row may differ, and how much of it was tried, in words."""
    found = [{"code": code, "text": NOTES[code][language]} for code in NOTES if code in codes]
    if tried < size:
        words = (SAMPLED if tried else SKIPPED)[language]
        found.append({"code": "sampled", "text": words.format(tried=tried, all=size)})
    return found


def torch_gradients(graph: Graph, values: Mapping[str, Value], upstream: Value | None) -> Run | None:
    """None where torch is not installed, or refuses a value."""
    try:
        return pytorch.run(graph, values, upstream)
    except UserError:
        return None


def codes_on_the_way(graph: Graph, run: Run) -> dict[int, set[str]]:
    """For each node the notes of all nodes between it and the output."""
    standing = notes(graph, run.values)
    codes: dict[int, set[str]] = {node.index: set() for node in graph.nodes}
    for node in reversed(graph.nodes):
        codes[node.index].update(standing.get(node.index, ()))
        for operand in node.operands:
            codes[operand] |= codes[node.index]
    return codes


def sample(size: int, allowed: int, sampler: np.random.Generator) -> list[int]:
    """All places, or some of them in order."""
    if size <= allowed:
        return list(range(size))
    return sorted(sampler.choice(size, max(allowed, 0), replace=False).tolist())


# ── differences ─────────────────────────────────────────────────────────────────────────────────────────────────────


def objective(
    graph: Graph, values: Mapping[str, Value], upstream: Value | None, index: int, entry: int
) -> tuple[Callable[[float], float], float]:
    """The output as a function of one entry of one input, and where that entry stands."""
    named = {canonical(name): value for name, value in values.items()}
    start = [node.value for node in graph.nodes]
    for name, place in graph.inputs.items():
        start[place] = named.get(canonical(name), start[place])
    start = [None if value is None else np.asarray(value, dtype=np.float64)[()] for value in start]
    weights = 1.0 if upstream is None else np.asarray(upstream)

    def at(number: float) -> float:
        computed = list(start)
        changed = np.array(start[index])
        changed.reshape(-1)[entry] = number
        computed[index] = changed[()]
        for node in graph.nodes:
            if node.operation:
                operands = [computed[each] for each in node.operands]
                computed[node.index] = node.operation.forward(*operands, **node.parameters)
        return float(np.sum(weights * computed[graph.output]))

    return at, float(np.asarray(start[index]).reshape(-1)[entry])


def derivative(function: Callable[[float], float], number: float, size: float = 0.0) -> float:
    """The slope of a function at a number. `size`, the largest number in it, says how far its values are rounded."""
    scales = {max(abs(number), 1.0), abs(number) or 1.0}
    with np.errstate(all="ignore"):
        return min((extrapolated(function, number, STEP * scale, size) for scale in scales), key=doubt)[0]


def extrapolated(function: Callable[[float], float], number: float, step: float, size: float) -> tuple[float, float]:
    """The difference for steps h and h/2, freed of its error in h², and how far it may be off."""
    wide, narrow = central(function, number, step), central(function, number, step / 2)
    return (4 * narrow - wide) / 3, abs(wide - narrow) + EPSILON * size / step


def central(function: Callable[[float], float], number: float, step: float) -> float:
    above, below = number + step, number - step
    return (function(above) - function(below)) / (above - below)


def doubt(difference: tuple[float, float]) -> float:
    return math.inf if math.isnan(difference[1]) else difference[1]


# ── comparison ──────────────────────────────────────────────────────────────────────────────────────────────────────


def relative_error(ours: np.ndarray, theirs: np.ndarray, scale: float) -> float:
    """The largest |a - b| / max(|a|, |b|, scale); equal infinities agree, and two NaN.

    `scale` keeps the rounding of large numbers that cancelled out of the comparison of what they left.
    """
    if ours.size == 1 == theirs.size:
        return relative_error_of(float(ours.item()), float(theirs.item()), scale)
    with np.errstate(all="ignore"):
        same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
        error = np.abs(ours - theirs) / np.maximum(np.maximum(np.abs(ours), np.abs(theirs)), scale)
    error = np.where(same, 0.0, np.where(np.isfinite(error), error, np.inf))
    return float(np.max(error, initial=0.0))


def relative_error_of(ours: float, theirs: float, scale: float) -> float:
    """The same of two numbers: most of what is compared is small, and an array of one takes ten times as long."""
    if ours == theirs or (math.isnan(ours) and math.isnan(theirs)):
        return 0.0
    size = max(abs(ours), abs(theirs), scale)
    error = abs(ours - theirs) / size if size else math.inf
    return error if math.isfinite(error) else math.inf


def largest(values: Iterable[Value | None]) -> float:
    """The largest finite magnitude among all numbers of a run."""
    return max((largest_of(value) for value in values if value is not None), default=0.0)


def largest_of(value: Value) -> float:
    if isinstance(value, float) or value.size == 1:
        size = abs(value if isinstance(value, float) else float(value.item()))
        return size if math.isfinite(size) else 0.0
    size = float(np.max(np.abs(value), initial=0.0))
    return size if math.isfinite(size) else float(np.max(np.abs(value), where=np.isfinite(value), initial=0.0))


def nested(differences: Mapping[int, float], shape: tuple[int, ...]) -> Any:
    """The differences in the input's shape: a number, an array, or nested lists with None where none was tried."""
    if not differences:
        return None
    size = math.prod(shape)
    if len(differences) == size:
        return np.array([differences[entry] for entry in range(size)]).reshape(shape) if shape else differences[0]
    partly = np.array([differences.get(entry) for entry in range(size)], dtype=object)
    return partly.reshape(shape).tolist()
