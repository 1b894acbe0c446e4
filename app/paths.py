r"""Every path from an input to the output: the product of the local derivatives along each; their sum is the gradient.

The multivariate chain rule, written out: \frac{\partial J}{\partial x} = \sum_{paths} \prod_{edges} (local derivative).
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from app.cost import cost
from app.drawing import Line
from app.engines import Run
from app.errors import NameProblem
from app.limits import LIMITS
from app.notation.formulas import value_latex
from app.notation.names import bar, name_latex
from app.picture import Passage, Picture, picture


def paths(run: Run, name: str, collapsed: Collection[str] | None = None, most: int = LIMITS.paths) -> dict[str, Any]:
    """{"input", "output", "count", "count_text", "listed", "paths", "sum", "cost"}, as POST /api/v1/paths answers it.

    At most `most` paths are listed: all, else those with the largest products. `count` tells how many there are, `sum`
    is of them all. `product` is None along tensors, where local derivatives are matrices that nobody multiplies out:
    `latex` then has their signs alone, and `sum` is the gradient in the input's shape. Raises NameProblem `name.input`.
    """
    graph = run.graph
    if name not in graph.inputs:
        raise NameProblem("name.input", None, name=name, names=", ".join(graph.inputs))
    drawn = picture(run, collapsed)
    output = drawn.output.id
    counted, lines = ways(drawn), leaving(drawn)
    few = counted[name] <= most
    scalar = all(passage.slope is not None for passage in drawn.passages.values())
    found = walk(name, output, lines, counted) if few or not scalar else largest(drawn, name, lines)
    return {
        "input": name,
        "output": output,
        "count": counted[name],
        "count_text": str(counted[name]),
        "listed": "all" if few else "largest",
        "paths": [path(drawn, passages, name, output) for passages in islice(found, most)],
        "sum": run.gradients[graph.inputs[name]],
        "cost": cost(run, drawn.formulas, name),
    }


def leaving(drawn: Picture) -> dict[str, list[Passage]]:
    """card id -> what its lines carry back to it."""
    found: dict[str, list[Passage]] = {card.id: [] for card in drawn.drawing.cards}
    for passage in drawn.passages.values():
        found[passage.line.source].append(passage)
    return found


def ways(drawn: Picture) -> dict[str, int]:
    """card id -> how many paths lead from it to the output."""
    found = {card.id: int(card.id == drawn.output.id) for card in drawn.drawing.cards}
    entering = drawn.drawing.entering()
    for card in reversed(drawn.drawing.cards):
        for line in entering[card.id]:
            if line.id in drawn.passages:
                found[line.source] += found[card.id]
    return found


def walk(start: str, output: str, leaving: dict[str, list[Passage]], ways: dict[str, int]) -> Iterator[list[Passage]]:
    """The paths one by one, in the order of the lines; nodes that lead nowhere are not entered."""
    if start == output:
        yield []
        return
    trail: list[Passage] = []
    branches = [iter(leaving[start])]
    while branches:
        passage = next(branches[-1], None)
        if passage is None:
            branches.pop()
            if trail:
                trail.pop()
        elif passage.line.target == output:
            yield [*trail, passage]
        elif ways[passage.line.target]:
            trail.append(passage)
            branches.append(iter(leaving[passage.line.target]))


def largest(drawn: Picture, start: str, leaving: dict[str, list[Passage]]) -> Iterator[list[Passage]]:
    """The paths one by one, by the size of their products, the largest first.

    Best-first search by what a path loses, as in Eppstein, Finding the k Shortest Paths: the largest product from each
    card on is known beforehand, and a line loses what it stays below that. The best line loses exactly nothing, so that
    of paths that tie the one that has come furthest is finished first.
    """
    output = drawn.output.id
    best = {output: 0.0}
    entering = drawn.drawing.entering()
    for card in reversed(drawn.drawing.cards):
        for line in entering[card.id]:
            if line.id in drawn.passages and card.id in best:
                size = magnitude(drawn.passages[line.id]) + best[card.id]
                best[line.source] = max(best.get(line.source, size), size)
    if start not in best:
        return
    order = itertools.count()
    waiting: list[tuple[float, int, str, Trail]] = [(0.0, 0, start, None)]
    while waiting:
        lost, _, card_id, trail = heapq.heappop(waiting)
        if card_id == output:
            yield walked(trail)
            continue
        for passage in leaving[card_id]:
            target = passage.line.target
            if target in best:
                loss = best[card_id] - (magnitude(passage) + best[target])
                heapq.heappush(waiting, (lost + loss, -next(order), target, (passage, trail)))


Trail = tuple[Passage, Any] | None
"""the last passage, and the trail before it"""


def walked(trail: Trail) -> list[Passage]:
    passages: list[Passage] = []
    while trail is not None:
        passage, trail = trail
        passages.append(passage)
    return passages[::-1]


BEYOND = 1e9
"""stands for the logarithm of 0 and of what is not finite: sums of such stay numbers that can be compared"""


def magnitude(passage: Passage) -> float:
    """The logarithm of the size of a local derivative."""
    slope = abs(passage.slope or 0.0)
    if not math.isfinite(slope):
        return BEYOND
    return math.log(slope) if slope else -BEYOND


def path(drawn: Picture, passages: list[Passage], start: str, output: str) -> dict[str, Any]:
    """One path; its factors are written as the chain rule has them, from the output inwards."""
    seed = drawn.run.gradients[drawn.run.graph.output]
    slopes = [passage.slope for passage in passages]
    known = [slope for slope in slopes if slope is not None]
    product = None
    if isinstance(seed, float) and len(known) == len(slopes):
        product = math.prod(reversed(known), start=seed)
    factors = [factor(passage.line, passage, product is not None) for passage in reversed(passages)]
    if not drawn.partial:
        number = rf"_{{{value_latex(seed)}}}" if isinstance(seed, float) else ""
        factors.insert(0, rf"\underbrace{{{name_latex(bar(output))}}}{number}" if number else name_latex(bar(output)))
    latex = r" \cdot ".join(factors) or "1"
    return {
        "nodes": [start, *(passage.line.target for passage in passages)],
        "edges": [passage.line.id for passage in passages],
        "product": product,
        "latex": latex if product is None else f"{latex} = {value_latex(product)}",
    }


def factor(line: Line, passage: Passage, with_number: bool) -> str:
    latex = rf"\frac{{\partial {name_latex(line.target)}}}{{\partial {name_latex(line.source)}}}"
    if not with_number or passage.slope is None:
        return latex
    slope = value_latex(passage.slope)
    below = slope if passage.latex == slope or passage.tree is None else f"{passage.latex} = {slope}"
    return rf"\underbrace{{{latex}}}_{{{below}}}"
