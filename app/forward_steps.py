r"""A forward run -> its steps: each value, and beside it how fast it changes, edge by edge.

The same list as `steps`, with a third phase, `tangent`: first every input that changes, then, after the value of each
operation, what each of its operands adds to its tangent.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from app import equations, narration
from app.drawing import Card, Line
from app.engines import Value
from app.engines.forward import ForwardRun
from app.equations import joined
from app.growing import SUM_TO
from app.language.names import dot
from app.language.tree import Apply, Name, Number, Tree
from app.messages import Language, Text, text
from app.notation.formulas import Formulas, value_latex, value_text
from app.notation.names import name_latex
from app.notation.plain import plain
from app.notation.shorten import NOWHERE, shorten
from app.operations import OPERATIONS, Shape
from app.picture import Picture
from app.steps import Step

TRANSPOSE = OPERATIONS["transpose"]

SENTENCES: dict[str, Text] = {
    "seed": text("{x} is made to change at the rate {result}.", "让 {x} 以 {result} 的速率变化。"),
    "seed.tensor": text("{x} is made to change at the given rates{result}.", "让 {x} 以给定的速率变化{result}。"),
    "edge": text(
        "{v} changes {slope} for each 1 that {x} changes, and {x} changes at the rate {before}: that makes {result}.",
        "{x} 每变化 1，{v} 就变化 {slope}；{x} 的变化率是 {before}，所以得到 {result}。"),
    "edge.tensor": text(
        "{v} follows the change of {x}: its own rates of change are {rule}{result}.",
        "{v} 随 {x} 变化，它自身的变化率是 {rule}{result}。"),
    "sum": text(
        " Added to what came before, {v} changes at the rate {total}.",
        "加上先前的部分，{v} 的变化率为 {total}。"),
    "sum.tensor": text(" It is added to what came before{total}.", "再与先前的部分相加{total}。"),
}  # fmt: skip


def entering_groups(found: ForwardRun, drawn: Picture) -> dict[str, Value]:
    """Line id -> what it adds to the tangent of the collapsed group that it enters."""
    members = {card.id: drawn.drawing.members[card.collapsed] for card in drawn.drawing.cards if card.collapsed}
    return found.through(
        {line.id: (members[line.target], line.parts) for line in drawn.drawing.lines if line.target in members}
    )


def forward_mode_steps(
    found: ForwardRun, drawn: Picture, groups: Mapping[str, Value], language: Language
) -> list[Step]:
    """All steps, values and tangents in one order. `groups`: see `entering_groups`."""
    told: list[Step] = []
    entering = drawn.drawing.entering()
    for card in drawn.drawing.cards:
        if card.kind in ("operation", "group"):
            value = drawn.run.values[card.node]
            sentence = narration.forward(drawn, card, value, language)
            told.append(Step(0, "forward", card.id, None, *equations.forward(drawn, card, value), sentence, value))
        if card.kind == "input" and found.tangents[card.node] is not None:
            told.append(seed_step(found, card, language))
        else:
            added = (
                {line.id: groups.get(line.id) for line in entering[card.id]}
                if card.collapsed
                else {line.id: found.contributions.get(line.parts[0]) for line in entering[card.id]}
            )
            told += tangent_steps(found, drawn, card, entering[card.id], added, language)
    return [renumbered(step, index) for index, step in enumerate(told)]


def renumbered(step: Step, index: int) -> Step:
    return Step(index, step.phase, step.node, step.edge, step.latex, step.bar, step.text, step.value)


def seed_step(found: ForwardRun, card: Card, language: Language) -> Step:
    """An input that is made to change."""
    rate = found.tangents[card.node]
    assert rate is not None
    latex = joined(name_latex(dot(card.id)), value_latex(rate))
    key = "seed" if isinstance(rate, float) else "seed.tensor"
    return Step(0, "tangent", card.id, None, latex, latex, say(key, language, rate, x=card.id), rate)


def tangent_steps(
    found: ForwardRun,
    drawn: Picture,
    card: Card,
    lines: list[Line],
    added: Mapping[str, Value | None],
    language: Language,
) -> list[Step]:
    """How the tangent of one card comes about: a step for each line that adds to it."""
    told: list[Step] = []
    before: Value | None = None
    adding = [(line, value) for line in lines if (value := added[line.id]) is not None]
    for line, contribution in adding:
        value = contribution if before is None else before + contribution
        final = found.tangents[card.node]
        if line is adding[-1][0] and final is not None:
            value = final
        written = equations_of(found, drawn, card, line, contribution, before, value)
        sentence = edge_text(found, drawn, card, line, contribution, language)
        if before is not None:
            key = "sum" if isinstance(value, float) else "sum.tensor"
            total = value_text(value)
            sentence += SENTENCES[key][language].format(
                v=card.id, total=total if isinstance(value, float) else joined_text(total, language)
            )
        told.append(Step(0, "tangent", card.id, line.id, *written, sentence, value))
        before = value
    return told


def equations_of(
    found: ForwardRun, drawn: Picture, card: Card, line: Line, contribution: Value, before: Value | None, value: Value
) -> tuple[str, str]:
    r"""`\dot{v} = \underbrace{\dot{b}}_{1} \underbrace{c}_{2} = 2`, and `\dot{v} = \dot{b} \, c = 1 \cdot 2 = 2`.

    Where something is there already `\dot{v} \mathrel{+}= … \Rightarrow …`.
    """
    left = name_latex(dot(card.id)) + (r" \mathrel{+}" if before is not None else "")
    added, total = value_latex(contribution), value_latex(value)
    becomes = "" if before is None or total is None else rf" \;\Rightarrow\; {name_latex(dot(card.id))} = {total}"
    if card.collapsed is not None:
        slope, rate = slope_and_rate(found, drawn, line)
        written, _ = edge_formula(found, drawn, line)
        if slope is None or rate is None:
            return (joined(f"{left} = {written}", added) + becomes,) * 2
        partial, change = written.split(r" \, ")
        braced = rf"\underbrace{{{partial}}}_{{{slope}}} \underbrace{{{change}}}_{{{rate}}}"
        numbers = rf"{slope} \cdot {f'({rate})' if rate.startswith('-') else rate}"
        return joined(f"{left} = {braced}", added) + becomes, joined(f"{left} = {written}", numbers, added) + becomes
    tree = edge_tree(found, drawn, line)
    names = TangentFormulas(found, drawn)
    braced = joined(f"{left} = {names.braced(tree)}", added)
    return braced + becomes, joined(f"{left} = {names.written(tree)}", names.numbers(tree), added) + becomes


def slope_and_rate(found: ForwardRun, drawn: Picture, line: Line) -> tuple[str | None, str | None]:
    """The two numbers that make what a line adds, between scalars."""
    passage, rate = drawn.passages.get(line.id), found.tangents[source_of(drawn, line)]
    if passage is None or passage.slope is None or not isinstance(rate, float):
        return None, None
    return value_latex(passage.slope), value_latex(rate)


def edge_text(
    found: ForwardRun, drawn: Picture, card: Card, line: Line, contribution: Value, language: Language
) -> str:
    passage, rate = drawn.passages.get(line.id), found.tangents[source_of(drawn, line)]
    if passage and passage.slope is not None and isinstance(contribution, float) and isinstance(rate, float):
        return say(
            "edge", language, contribution, v=card.id, x=line.source, slope=value_text(passage.slope),
            before=value_text(rate),
        )  # fmt: skip
    _, rule = edge_formula(found, drawn, line)
    return say("edge.tensor", language, contribution, v=card.id, x=line.source, rule=rule, tensor=True)


def source_of(drawn: Picture, line: Line) -> int:
    """The node that a line comes from."""
    target, place = line.parts[0]
    return drawn.run.graph.nodes[target].operands[place]


def say(key: str, language: Language, value: Value, *, tensor: bool = False, **facts: Any) -> str:
    written = value_text(value)
    result = joined_text(written, language) if tensor or not isinstance(value, float) else written
    return SENTENCES[key][language].format(result=result, **facts)


def joined_text(written: str | None, language: Language) -> str:
    """`: 3`, or nothing where the value is too large to be said."""
    return "" if written is None else (": " if language == "en" else "：") + written


# ── what an edge adds, as a formula ─────────────────────────────────────────────────────────────────────────────────


class TangentFormulas(Formulas):
    """The formulas of a run, with the tangents among its names."""

    def __init__(self, found: ForwardRun, drawn: Picture) -> None:
        super().__init__(drawn.run)
        self.found, self.drawn = found, drawn

    @cached_property
    def values(self) -> dict[str, Value]:
        named = {node.name: tangent for node, tangent in zip(self.nodes, self.found.tangents, strict=True) if node.name}
        return self.drawn.formulas.values | {dot(name): each for name, each in named.items() if each is not None}

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        shapes = self.drawn.formulas.shapes
        return {dot(name): shape for name, shape in shapes.items()} | dict(shapes)


def edge_formula(found: ForwardRun, drawn: Picture, line: Line) -> tuple[str, str]:
    r"""What a line adds, as LaTeX and as plain text: `W \, \dot{x}`; into a group ∂v/∂x times `\dot{x}`."""
    if enters_group(drawn, line):
        over, below, change = name_latex(line.target), name_latex(line.source), dot(line.source)
        partial = rf"\frac{{\partial {over}}}{{\partial {below}}}"
        return rf"{partial} \, {name_latex(change)}", f"∂{line.target}/∂{line.source}·{change}"
    tree = edge_tree(found, drawn, line)
    return TangentFormulas(found, drawn).written(tree), plain(tree)


def enters_group(drawn: Picture, line: Line) -> bool:
    """Whether a line ends at a collapsed group."""
    return any(card.id == line.target for card in drawn.drawing.cards if card.collapsed is not None)


def edge_tree(found: ForwardRun, drawn: Picture, line: Line) -> Tree:
    r"""What the line adds to the tangent of its target: c \dot{b}, W \dot{x}."""
    columns, nodes = found.columns.columns, drawn.run.graph.nodes
    target, place = line.parts[0]
    source = nodes[target].operands[place]
    tangent = found.columns.tangents[source]

    def tree(index: int) -> Tree:
        if index == tangent:
            return Name(dot(nodes[source].name), NOWHERE)
        if index < len(nodes):
            return drawn.formulas.symbol(index)
        row = columns.operations[index]
        if row is None:
            return Number(columns.constants[index], NOWHERE)
        operands = columns.operands[index]
        if row is SUM_TO:
            # Where it broadcasts instead, readers see what is repeated.
            grows = math.prod(columns.shapes[index]) > math.prod(columns.shapes[operands[0]])
            return tree(operands[0]) if grows else Apply(row, (tree(operands[0]),), NOWHERE)
        if row is TRANSPOSE and columns.operations[operands[0]] is TRANSPOSE:
            return tree(columns.operands[operands[0]][0])
        return Apply(row, tuple(map(tree, operands)), NOWHERE, columns.parameters.get(index))

    formulas = drawn.formulas
    return shorten(formulas.counted(tree(found.columns.contributions[target, place])), formulas.decide)
