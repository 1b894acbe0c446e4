r"""A run -> the ordered list of its steps: that list is the animation, the narration and the transcript.

Forward: one step for each card of an operation, in topological order. Backward: the seed at the output, then for each
operation in reverse order one step for each line to an operand that receives a gradient. What a step says is true once
the steps before it are done: it never mentions a gradient that is not there yet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from app.drawing import Card
from app.engines import Run, Value
from app.language.tree import Apply, Name, Number, Tree
from app.messages import Language
from app.narration import gives, nth, sentence, times
from app.notation.formulas import Formulas, shape_latex, shape_text, value_latex, value_text
from app.notation.names import bar, name_latex
from app.notation.plain import plain
from app.notation.shorten import POW, is_number
from app.operations import OPERATIONS, broadcast
from app.picture import Passage, Picture, picture


@dataclass(frozen=True, slots=True)
class Step:
    """One beat. `node` and `edge` are ids of what is drawn."""

    index: int
    phase: str
    """"forward" or "backward\""""
    node: str
    """forward: the card that gets its value; backward: the one that receives a gradient"""
    edge: str | None
    """backward: the line it comes by; None for the seed"""
    latex: str
    """the one line of mathematics, with numbers under braces"""
    bar: str
    r"""the line of the derivation: `\bar{b} = \bar{v} \, c = 3 \cdot 2 = 6`"""
    text: str
    """one plain sentence"""
    value: Value
    """forward: the value; backward: the node's gradient so far"""


def steps(run: Run, language: Language, collapsed: Collection[str] | None = None) -> list[Step]:
    """All steps of `run`, the groups in `collapsed` taken as one operation each."""
    return steps_of(picture(run, collapsed), language)


def steps_of(drawn: Picture, language: Language) -> list[Step]:
    told = Forward(drawn, language).steps()
    return told + Backward(drawn, language, start=len(told)).steps()


class Forward:
    """The values, card by card."""

    def __init__(self, drawn: Picture, language: Language) -> None:
        self.drawn, self.formulas, self.language = drawn, drawn.formulas, language

    def steps(self) -> list[Step]:
        cards = [card for card in self.drawn.drawing.cards if card.kind in ("operation", "group")]
        return [self.step(index, card) for index, card in enumerate(cards)]

    def step(self, index: int, card: Card) -> Step:
        value = self.drawn.run.values[card.node]
        latex, line = self.equation(card, value)
        return Step(index, "forward", card.id, None, latex, line, self.text(card, value), value)

    def equation(self, card: Card, value: Value) -> tuple[str, str]:
        """With the operands' values under braces, and as a line of the derivation."""
        formula = self.drawn.card_latex(card)
        result = value_latex(value)
        if card.collapsed is not None:
            line = joined(formula, result)
            return line, line
        tree = self.formulas.tree(card.node)
        line = joined(formula, self.formulas.numbers(tree), result)
        return joined(f"{name_latex(card.id)} = {self.formulas.braced(tree)}", result), line

    def text(self, card: Card, value: Value) -> str:
        written = value_text(value)
        if card.collapsed is not None:
            said = self.drawn.group_text(card)
            return sentence("forward.group", self.language, v=card.id, said=said, value=gives(written, self.language))
        said = self.drawn_said(card)
        if written is None:
            return sentence("forward.shape", self.language, v=card.id, said=said, shape=shape_text(np.shape(value)))
        numbers = self.formulas.plain_numbers(self.formulas.tree(card.node))
        key = "forward.value" if numbers is None or numbers == written else "forward.numbers"
        return sentence(key, self.language, v=card.id, said=said, numbers=numbers or "", value=written)

    def drawn_said(self, card: Card) -> str:
        return said(self.formulas, card.node, self.language)


class Backward:
    """The gradients, line by line, from the output."""

    def __init__(self, drawn: Picture, language: Language, start: int) -> None:
        self.drawn, self.formulas, self.language = drawn, drawn.formulas, language
        self.run = drawn.run
        self.told: list[Step] = []
        self.start = start
        self.cards = {card.id: card for card in drawn.drawing.cards}
        self.output = next(card for card in drawn.drawing.cards if card.node == self.run.graph.output)
        seed = self.run.gradients[self.output.node]
        self.partial = isinstance(seed, float) and seed == 1.0
        """whether gradients are ∂output/∂node: not where something else than 1 arrives from outside"""
        self.uses = {card.id: 0 for card in drawn.drawing.cards}
        for passage in drawn.passages.values():
            self.uses[passage.line.source] += 1
        self.arrived: dict[str, list[Passage]] = {card.id: [] for card in drawn.drawing.cards}
        self.sums: dict[str, Value] = {}

    def steps(self) -> list[Step]:
        seed = self.run.gradients[self.output.node]
        if seed is None:
            return []
        self.seed(seed)
        entering = self.drawn.drawing.entering()
        for card in reversed(self.drawn.drawing.cards):
            for line in entering[card.id]:
                if line.id in self.drawn.passages:
                    self.arrive(card, self.drawn.passages[line.id])
        return self.told

    def add(self, card: Card, edge: str | None, latex: str, line: str, text: str, value: Value) -> None:
        index = self.start + len(self.told)
        self.told.append(Step(index, "backward", card.id, edge, latex, line, text, value))

    def seed(self, value: Value) -> None:
        name = self.output.id
        self.sums[name] = value
        line = joined(name_latex(bar(name)), value_latex(value))
        result = gives(value_text(value), self.language)
        text = sentence("seed" if self.partial else "seed.upstream", self.language, v=name, result=result)
        self.add(self.output, None, f"{partial(name, name)} = 1" if self.partial else line, line, text, value)

    def arrive(self, target: Card, passage: Passage) -> None:
        """One contribution reaches the source of its line."""
        source = self.cards[passage.line.source]
        before = self.sums.get(source.id)
        earlier = self.arrived[source.id]
        earlier.append(passage)
        if len(earlier) == self.uses[source.id]:
            # The engine's own number, which may differ in its last bit where a group was added as one.
            value = self.run.gradients[source.node]
            assert value is not None
        else:
            value = passage.contribution if before is None else before + passage.contribution
        self.sums[source.id] = value
        latex = self.equation(target, source, passage, value)
        self.add(source, passage.line.id, latex, self.line(target, source, passage, value), self.text(target, source, passage, before, value), value)

    # ── mathematics ─────────────────────────────────────────────────────────────────────────────────────────────────

    def equation(self, target: Card, source: Card, passage: Passage, value: Value) -> str:
        """∂J/∂b = ∂J/∂v · ∂v/∂b with numbers under braces; for tensors the rule in bars with shapes under braces."""
        if not self.partial or passage.slope is None or not isinstance(value, float):
            if passage.tree is None or passage.slope is not None:
                return self.line(target, source, passage, value)
            left = rf"\underbrace{{{name_latex(bar(source.id))}}}_{{{shape_latex(np.shape(value)) or '1'}}}"
            return f"{left} = {self.formulas.braced(passage.tree)}"
        earlier = self.arrived[source.id][:-1]
        terms = [self.earlier_terms(earlier)] if earlier else []
        terms.append(self.chain(target, source, passage))
        result = value_latex(value) or ""
        more = len(self.arrived[source.id]) < self.uses[source.id]
        ends = r" + \cdots" if more else ""
        left = f"{partial(self.output.id, source.id)} = {' + '.join(terms)}{ends}"
        return left if ' + '.join(terms) == result else f"{left} = {result}{ends}"

    def chain(self, target: Card, source: Card, passage: Passage) -> str:
        """One product of the chain rule; straight from the output it is the local derivative alone."""
        slope = value_latex(passage.slope or 0.0) or ""
        below = slope if passage.latex == slope or passage.tree is None else f"{passage.latex} = {slope}"
        local = rf"\underbrace{{{partial(target.id, source.id)}}}_{{{below}}}"
        if target is self.output:
            whole = self.uses[source.id] == 1 or passage.latex == slope
            return passage.latex if whole else rf"\underbrace{{{passage.latex}}}_{{{slope}}}"
        reached = value_latex(self.sums[target.id])
        return rf"\underbrace{{{partial(self.output.id, target.id)}}}_{{{reached}}} \cdot {local}"

    def earlier_terms(self, earlier: list[Passage]) -> str:
        """What arrived before, with its sum under a brace."""
        number = value_latex(total_of(earlier))
        if len(earlier) > 1:
            return rf"\underbrace{{\cdots}}_{{{number}}}"
        line = earlier[0].line
        if line.target == self.output.id:
            return rf"\underbrace{{{earlier[0].latex}}}_{{{number}}}"
        product = rf"{partial(self.output.id, line.target)} \cdot {partial(line.target, line.source)}"
        return rf"\underbrace{{{product}}}_{{{number}}}"

    def line(self, target: Card, source: Card, passage: Passage, value: Value) -> str:
        r"""`\bar{b} = \bar{v} \, c = 3 \cdot 2 = 6`; where something is there already `\bar{x} += ... = 6 \Rightarrow 7`."""
        left = name_latex(bar(source.id))
        if passage.tree is None:
            rule, numbers = rf"{name_latex(bar(target.id))} \, {passage.latex}", None
        else:
            tree = passage.tree if passage.slope is None else self.formulas.rule(*passage.line.parts[0])
            rule, numbers = self.formulas.written(tree), self.formulas.numbers(tree)
        first = len(self.arrived[source.id]) == 1
        equation = joined(f"{left} = {rule}" if first else rf"{left} \mathrel{{+}} = {rule}", numbers, value_latex(passage.contribution))
        total = None if first else value_latex(value)
        return equation if total is None else rf"{equation} \;\Rightarrow\; {left} = {total}"

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, target: Card, source: Card, passage: Passage, before: Value | None, value: Value) -> str:
        said_first = self.receives(target, source, passage)
        count, uses = len(self.arrived[source.id]), self.uses[source.id]
        if uses == 1:
            return said_first
        words = {"x": source.id, "times": times(uses, self.language), "nth": nth(count, self.language)}
        if before is None:
            return said_first + sentence("more", self.language, **words)
        part, already, total = value_text(passage.contribution), value_text(before), value_text(value)
        if isinstance(value, float) and part and already and total:
            return said_first + sentence("sum", self.language, **words, part=part, before=already, total=total)
        return said_first + sentence("sum.tensor", self.language, **words, total=gives(total, self.language))

    def receives(self, target: Card, source: Card, passage: Passage) -> str:
        """What `source` receives from `target`, and why."""
        scalar = passage.slope is not None
        key = scalar_key(self.drawn, target, passage) if scalar else tensor_key(self.drawn, target, source, passage)
        result = value_text(passage.contribution)
        reached = value_text(self.sums[target.id])
        return sentence(
            key,
            self.language,
            v=target.id,
            x=source.id,
            said=self.drawn.group_text(target) if target.collapsed else said(self.formulas, target.node, self.language),
            formula=self.drawn.card_text(target),
            g=reached or "",
            local=self.local_text(passage, scalar),
            slope=value_text(passage.slope) or "" if passage.slope is not None else "",
            rule=passage.text,
            **choice_texts(passage.tree),
            shape=shape_text(np.shape(passage.contribution)),
            result=(result or "") if scalar else gives(result, self.language),
        )

    def local_text(self, passage: Passage, scalar: bool) -> str:
        if scalar or passage.tree is None:
            return passage.text
        return plain(self.formulas.local(*passage.line.parts[0]))


# ── which sentence ──────────────────────────────────────────────────────────────────────────────────────────────────────


def scalar_key(drawn: Picture, target: Card, passage: Passage) -> str:
    """The role of the operation, and how the gradient passes it here."""
    row = drawn.run.graph.nodes[target.node].operation
    if target.collapsed is not None or row is None:
        return "group"
    role, slope, tree = ROLES[row.kind], passage.slope, passage.tree
    if role == "add":
        return "add" if slope == 1 else "add.turned" if slope == -1 else "multiply"
    if role == "route":
        return "route.won" if slope == 1 else "route.lost" if slope == 0 else "route.tied"
    if role == "multiply" and isinstance(tree, Name):
        return "multiply.factor"
    number = isinstance(tree, Number) or is_minus_number(tree)
    return f"{role}.number" if number and role in ("multiply", "function") else role


def tensor_key(drawn: Picture, target: Card, source: Card, passage: Passage) -> str:
    row = drawn.run.graph.nodes[target.node].operation
    if target.collapsed is not None or row is None:
        return "group.tensor"
    role, tree = TENSOR_ROLES[row.kind], passage.tree
    summed = np.shape(drawn.run.values[target.node]) != np.shape(passage.contribution)
    unchanged = isinstance(tree, Name)
    elementwise = row.shape is broadcast
    if role == "add":
        return "add.summed" if summed else "add.tensor" if unchanged else "add.turned.tensor"
    if role == "multiply":
        if not elementwise:
            return "multiply.rule"
        if summed:
            return "multiply.summed"
        return "multiply.scaled" if isinstance(drawn.formulas.local(*passage.line.parts[0]), Number) else "multiply.tensor"
    if role == "function":
        if not elementwise:
            return "function.mixed"
        if isinstance(tree, Number):
            return "function.blocked"
        if isinstance(tree, Apply) and tree.operation.chooses:
            return "function.choice"
        return "function.unchanged" if unchanged else "function.gate" if condition_text(tree) else "function.tensor"
    return f"{role}.tensor"


ROLES = {
    "add": "add", "multiply": "multiply", "function": "function", "route": "route", "reduce": "function",
    "matrix": "multiply", "shape": "add", "loss": "loss", "compare": "function", "create": "function",
}  # fmt: skip
"""kind -> the sentence for one number"""
TENSOR_ROLES = ROLES | {"reduce": "reduce", "matrix": "matrix", "shape": "shape"}


def condition_text(tree: Tree | None) -> str:
    """The condition of a gate, `h > 0` of g·[h > 0]; "" where `tree` is none."""
    if isinstance(tree, Apply) and len(tree.operands) == 2 and isinstance(tree.operands[0], Name):
        condition = tree.operands[1]
        if isinstance(condition, Apply) and condition.operation.kind == "compare" and condition.operation.binding:
            return plain(condition)
    return ""


def choice_texts(tree: Tree | None) -> dict[str, str]:
    """The condition of a choice or a gate, and what either side of a choice gives."""
    if isinstance(tree, Apply) and tree.operation.chooses:
        return dict(zip(("condition", "first", "second"), map(plain, tree.operands), strict=True))
    return {"condition": condition_text(tree), "first": "", "second": ""}


def is_minus_number(tree: Tree | None) -> bool:
    return isinstance(tree, Apply) and len(tree.operands) == 1 and isinstance(tree.operands[0], Number)


# ── pieces ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def said(formulas: Formulas, index: int, language: Language) -> str:
    """An operation in words, `b times c`, where its row has any; else its formula, `tanh(z)`."""
    tree = formulas.tree(index)
    assert isinstance(tree, Apply)
    words = tree.operation.said
    if tree.operation is POW and is_number(tree.operands[1], 2):
        words = OPERATIONS["square"].said
    if words is None:
        return plain(tree)
    return words[language].format(**dict(zip("abc", map(plain, tree.operands), strict=False)))


def partial(over: str, below: str) -> str:
    return rf"\frac{{\partial {name_latex(over)}}}{{\partial {name_latex(below)}}}"


def joined(first: str, *others: str | None) -> str:
    """Equal things in a row; what is missing or says the same as its neighbour is left out."""
    parts = [first]
    for other in others:
        if other is not None and not parts[-1].endswith(f"= {other}") and parts[-1] != other:
            parts.append(other)
    return " = ".join(parts)


def total_of(passages: list[Passage]) -> Value:
    result = passages[0].contribution
    for passage in passages[1:]:
        result = result + passage.contribution
    return result
