"""Losses that grow: by a learning rate that is too large, or because the updates go up the slope."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

import torch
from torch import nn

from app.listing.findings.by_hand.hints import is_small
from app.listing.findings.by_hand.naming import is_loss_name, is_rate
from app.listing.findings.finding import Evidence, Finding
from app.listing.trees import everything
from app.numbers import short

GROWN = 10.0
"""times what it was at first"""
FEWEST = 3
"""passes"""


def loss_grew(evidence: Evidence) -> Iterator[Finding]:
    """The loss of one backward() is many times what it was at first, or has left the numbers."""
    for first, last, rate in spells(evidence):
        for (line, name, _), values in series(evidence, first, last).items():
            if rate is not None and grew(values) and not climbed(evidence, line):
                yield Finding("loss_grew", line, {
                    "name": name, "first": short(values[0]), "last": short(values[-1]), "count": len(values),
                    "rate": f"{rate:g}", "less": f"{slower(values, rate):g}",
                })  # fmt: skip


def spells(evidence: Evidence) -> Iterator[tuple[int, int, float | None]]:
    """Each learning rate with the passes (from, to) in which it was at work: a search over rates has many.

    None of two optimizers at work by turns: of adversaries one loses what the other wins.
    """
    found = sorted(evidence.history.spells.values(), key=lambda each: each.first)
    count = len(evidence.recorder.episodes)
    if not found:
        yield 0, count, written_rate(evidence)
        return
    overlapping = any(earlier.last > later.first for earlier, later in pairwise(found))
    if overlapping and len({each.line for each in evidence.recorder.episodes}) > 1:
        return
    for each, later in zip(found, [*found[1:], None], strict=True):
        end = count if later is None else max(each.last, later.first - 1)
        yield max(each.first - 1, 0), end, each.rates[0] if each.rates else None


def series(evidence: Evidence, first: int, last: int) -> dict[tuple[int, str, int], list[float]]:
    """(line, name, nodes) of a backward() -> the values from the one pass to the other, that one left out. A graph of
    another size is that of another loss: a longer sequence, a harder task.
    """
    found: dict[tuple[int, str, int], list[float]] = {}
    for episode in evidence.recorder.episodes[first:last]:
        if isinstance(episode.value, float):
            found.setdefault((episode.line, episode.output, episode.nodes), []).append(episode.value)
    return found


def grew(values: list[float]) -> bool:
    """Whether it is large in the end and stays so: the loss of one odd batch is not enough."""
    finite = [each for each in values if math.isfinite(each)]
    if len(values) < FEWEST or not math.isfinite(values[0]) or min(finite) < 0:
        return False  # what can be negative (a reward, a likelihood) says nothing by its size
    if not math.isfinite(values[-1]):
        return max(finite) > GROWN * values[0] > 0  # else it was a log(0), or a 0/0
    few = max(len(values) // 4, 1)
    early, late = median(values[:few]), median(values[-few:])
    return late > GROWN * early and values[-1] > GROWN * values[0] and values[-1] > values[len(values) // 2] > 0


def slower(values: list[float], rate: float) -> float:
    """A tenth, or where that is not enough what would have stopped a quadratic loss from growing: it grows by
    (rate · curvature − 1)² a step.
    """
    finite = [each for each in values if math.isfinite(each) and each > 0]
    growth = (finite[-1] / finite[0]) ** (1 / max(len(finite) - 1, 1))
    less = min(rate / 10, rate / (1 + math.sqrt(growth)))
    size = 10.0 ** math.floor(math.log10(less) + 1e-9)
    return math.floor(less / size + 1e-9) * size


def written_rate(evidence: Evidence) -> float | None:
    """The number that the listing calls a learning rate."""
    for node in everything(evidence.tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=float(rate))):
                if is_rate(name):
                    return rate
            case ast.BinOp(left=ast.Constant(value=float(rate)), op=ast.Mult(), right=ast.Attribute(attr="grad")):
                return rate
    return None


def climbed(evidence: Evidence, line: int) -> bool:
    """Whether what the passes of a line reach moves along its gradients: up the slope, on purpose or not."""
    moved = [each for found in evidence.history.passes if found.line == line for each in found.leaves if each.moved]
    return sum(each.climbed for each in moved) > len(moved) / 2


def risen(evidence: Evidence, line: int) -> Iterator[torch.Tensor]:
    """What moved so."""
    for found in evidence.history.passes:
        for each in found.leaves if found.line == line else ():
            if each.climbed:
                yield evidence.history.held[each.leaf][0]


def climbs(evidence: Evidence) -> Iterator[Finding]:
    """`w += lr * w.grad` where what is differentiated calls itself a loss, and grows. What changes the input of a
    network that way wants just that: an adversary, a dream.
    """
    for (line, name, _), values in series(evidence, 0, len(evidence.recorder.episodes)).items():
        if not is_loss(name) or len(values) < FEWEST or not values[-1] > values[0] or not climbed(evidence, line):
            continue
        if evidence.recorder.roots and not any(isinstance(each, nn.Parameter) for each in risen(evidence, line)):
            continue
        for update in added(evidence.tree):
            yield Finding("climbs", update.lineno, {
                "name": name, "first": short(values[0]), "last": short(values[-1]), "count": len(values),
            })  # fmt: skip
        return


def is_loss(name: str) -> bool:
    """Whether it is to become small; an objective may as well be to become large."""
    return is_loss_name(name) and "objective" not in name.lower()


def added(tree: ast.Module) -> Iterator[ast.Assign | ast.AugAssign]:
    """`w += lr * w.grad`, `w = w + lr * w.grad`"""
    for node in everything(tree):
        match node:
            case ast.AugAssign(op=ast.Add(), value=amount) as found:
                pass
            case ast.Assign(value=ast.BinOp(op=ast.Add(), right=amount)) as found:
                pass
            case _:
                continue
        parts = everything(amount)
        words = {each.attr for each in parts if isinstance(each, ast.Attribute)}
        rated = any(
            (isinstance(each, ast.Name) and is_rate(each.id)) or (isinstance(each, ast.expr) and is_small(each))
            for each in parts
        )
        negated = any(isinstance(each, ast.USub) for each in ast.walk(amount))
        if "grad" in words and "sign" not in words and rated and not negated:
            yield found
