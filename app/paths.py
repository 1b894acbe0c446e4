r"""Every path from an input to the output: the product of the local derivatives along each; their sum is the gradient.

The multivariate chain rule, written out: \frac{\partial J}{\partial x} = \sum_{paths} \prod_{edges} (local derivative).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Any

from app.drawing import Line
from app.engines import Run
from app.errors import NameProblem
from app.limits import LIMITS
from app.notation.formulas import value_latex
from app.notation.names import bar, name_latex
from app.picture import Passage, Picture, picture


def paths(run: Run, name: str, collapsed: Collection[str] | None = None, most: int = LIMITS.paths) -> dict[str, Any]:
    """{"input", "output", "count", "paths": [{"nodes", "edges", "product", "latex"}], "sum"}.

    At most `most` paths are listed; `count` tells how many there are, `sum` is of them all. `product` is None along
    tensors, where local derivatives are matrices that nobody multiplies out: `latex` then has their signs alone, and
    `sum` is the gradient in the input's shape. Raises NameProblem `name.input`.
    """
    graph = run.graph
    if name not in graph.inputs:
        raise NameProblem("name.input", None, name=name, names=", ".join(graph.inputs))
    drawn = picture(run, collapsed)
    output = drawn.output.id
    counted = ways(drawn)
    listed: list[dict[str, Any]] = []
    for passages in walk(name, output, leaving(drawn), counted):
        if len(listed) == most:
            break
        listed.append(path(drawn, passages, name, output))
    return {
        "input": name,
        "output": output,
        "count": counted[name],
        "paths": listed,
        "sum": run.gradients[graph.inputs[name]],
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
