r"""The mathematics of a step: one line with numbers under braces, and one of the derivation in bar notation."""

from __future__ import annotations

import numpy as np

from app.drawing import Card
from app.engines import Value
from app.notation.formulas import shape_latex, value_latex
from app.notation.names import bar, name_latex
from app.notation.shorten import is_number
from app.picture import Arrival, Passage, Picture, total

ONES = r"\mathbf{1}"
"""a tensor full of ones"""


def forward(drawn: Picture, card: Card, value: Value) -> tuple[str, str]:
    r"""`v = \underbrace{b}_{3} \, \underbrace{c}_{2} = 6`, and `v = b \, c = 3 \cdot 2 = 6`."""
    formula, result = drawn.card_latex(card), value_latex(value)
    if card.collapsed is not None:
        line = joined(formula, result)
        return line, line
    tree = drawn.formulas.tree(card.node)
    braced = joined(f"{name_latex(card.id)} = {drawn.formulas.braced(tree)}", result)
    return braced, joined(formula, drawn.formulas.numbers(tree), result)


def seed(drawn: Picture, value: Value) -> tuple[str, str]:
    r"""`\frac{\partial J}{\partial J} = 1`, and `\bar{J} = 1`."""
    name = drawn.output.id
    line = joined(name_latex(bar(name)), value_latex(value))
    return (f"{partial(name, name)} = 1" if drawn.partial else line), line


def backward(drawn: Picture, arrival: Arrival) -> tuple[str, str]:
    """The chain rule between scalars, the way back in bars with shapes elsewhere; and the line of the derivation."""
    line = derivation(drawn, arrival)
    passage = arrival.passage
    if drawn.partial and passage.slope is not None and isinstance(arrival.value, float):
        return chain_rule(drawn, arrival), line
    if passage.tree is None or passage.slope is not None:
        return line, line
    shape = shape_latex(np.shape(arrival.value)) or "1"
    left = rf"\underbrace{{{name_latex(bar(arrival.source.id))}}}_{{{shape}}}"
    return f"{left} = {drawn.formulas.braced(passage.tree)}", line


def chain_rule(drawn: Picture, arrival: Arrival) -> str:
    r"""`∂J/∂b = ∂J/∂v · ∂v/∂b = 6`, each factor with its number under a brace, and what else arrives added."""
    output, source = drawn.output.id, arrival.source.id
    terms = [received(drawn, arrival.earlier)] if arrival.earlier else []
    terms.append(product(drawn, arrival))
    dots = r" + \cdots" if arrival.count < arrival.uses else ""
    right = " + ".join(terms)
    result = value_latex(arrival.value)
    equation = f"{partial(output, source)} = {right}{dots}"
    return equation if right == result else f"{equation} = {result}{dots}"


def product(drawn: Picture, arrival: Arrival) -> str:
    """One product of the chain rule; straight from the output it is the local derivative alone."""
    passage, output = arrival.passage, drawn.output
    slope = value_latex(passage.slope if passage.slope is not None else 0.0)
    if arrival.target is output:
        alone = arrival.uses == 1 or passage.latex == slope
        return passage.latex if alone else rf"\underbrace{{{passage.latex}}}_{{{slope}}}"
    below = slope if passage.latex == slope or passage.tree is None else f"{passage.latex} = {slope}"
    reached = rf"\underbrace{{{partial(output.id, arrival.target.id)}}}_{{{value_latex(arrival.reached)}}}"
    return rf"{reached} \cdot \underbrace{{{partial(arrival.target.id, arrival.source.id)}}}_{{{below}}}"


def received(drawn: Picture, earlier: tuple[Passage, ...]) -> str:
    """What arrived before, with its sum under a brace."""
    number = value_latex(total([passage.contribution for passage in earlier]))
    line, output = earlier[0].line, drawn.output.id
    if len(earlier) > 1:
        written = r"\cdots"
    elif line.target == output:
        written = earlier[0].latex
    else:
        written = rf"{partial(output, line.target)} \cdot {partial(line.target, line.source)}"
    return written if written == number else rf"\underbrace{{{written}}}_{{{number}}}"


def derivation(drawn: Picture, arrival: Arrival) -> str:
    r"""`\bar{b} = \bar{v} \, c = 3 \cdot 2 = 6`; where something is there already `\bar{x} += … = 6 \Rightarrow 7`."""
    passage, formulas = arrival.passage, drawn.formulas
    left = name_latex(bar(arrival.source.id))
    if passage.tree is None:
        rule, numbers = rf"{name_latex(bar(arrival.target.id))} \, {passage.latex}", None
    else:
        tree = passage.tree if passage.slope is None else formulas.rule(*passage.line.parts[0])
        rule, numbers = formulas.written(tree), formulas.numbers(tree)
        if np.ndim(passage.contribution) and formulas.is_one_number(tree) and not is_number(tree, 0):
            rule, numbers = rf"{rule} \, {ONES}", None
    contribution = value_latex(passage.contribution)
    if not arrival.earlier:
        return joined(f"{left} = {rule}", numbers, contribution)
    equation = joined(rf"{left} \mathrel{{+}} = {rule}", numbers, contribution)
    value = value_latex(arrival.value)
    return equation if value is None else rf"{equation} \;\Rightarrow\; {left} = {value}"


def partial(over: str, below: str) -> str:
    return rf"\frac{{\partial {name_latex(over)}}}{{\partial {name_latex(below)}}}"


def joined(first: str, *others: str | None) -> str:
    """Equal things in a row; what is missing or says the same as its neighbour is left out."""
    parts = [first]
    for other in others:
        if other is not None and not parts[-1].endswith(f"= {other}") and parts[-1] != other:
            parts.append(other)
    return " = ".join(parts)
