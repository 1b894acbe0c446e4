r"""A run -> its derivation as a book prints it: assignments, the chain rule step by step, each input's chain.

Every line stands for one step of `steps`, and says it in symbols, then with numbers, then what it comes to:
`\frac{\partial J}{\partial b} = \frac{\partial J}{\partial v}\frac{\partial v}{\partial b} = ... = 3 \cdot 2 = 6`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import reduce
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from app.engines import Run, Value
from app.equations import ONES, joined
from app.errors import LimitExceeded
from app.language.tree import Apply, Name, Number
from app.limits import LIMITS
from app.messages import Language
from app.notation.formulas import value_latex
from app.notation.gradients import SOME_LOSS, GradientTypesetter, Notation, partial
from app.notation.names import adjoint, name_latex
from app.notation.shorten import ADD, NOWHERE, ONE, Terms, is_number, shorten
from app.notation.trees import PRODUCT, Piece, brackets
from app.paths import leaving, walk, ways
from app.picture import Arrival, Passage, Picture, picture, total
from app.steps import arrivals, steps_of

WRITTEN_BEFORE = 3
"""so many earlier contributions are written again where another one is added; more become their sum"""
WRITTEN_PATHS = 4
"""so many paths are multiplied out in a chain; where there are more, it goes by the nodes that use the input"""
COUNTED_AT_A_GLANCE = 3
"""a product of more factors is written once more with its numbers gathered"""
WRITTEN_USES = 8
"""an input that is used more often has dots in its chain"""

DOT = r" \cdot "
DOTS = r"\cdots"


def derivation(
    run: Run, notation: Notation, language: Language, collapsed: Collection[str] | None = None
) -> dict[str, Any]:
    """{"notation", "lines", "chains"}, as POST /api/v1/derivation answers it.

    A line is {"step", "phase", "node", "edge", "latex", "text"}, a chain {"input", "latex", "value"}.
    Raises LimitExceeded `limit.drawn`, and `limit.answer` where the gradients are more than anybody would read.
    """
    drawn = picture(run, collapsed)
    numbers = sum(int(np.size(gradient)) for gradient in run.gradients_by_name().values())
    if numbers > LIMITS.answer_numbers:
        raise LimitExceeded("limit.answer", limit=LIMITS.answer_numbers, found=numbers)
    writer = Writer(drawn, notation)
    steps = steps_of(drawn, language)
    latex = [step.bar for step in steps]
    if notation != "bar" and drawn.seed is not None:
        arrived = list(arrivals(drawn))
        latex[len(steps) - len(arrived) - 1 :] = [writer.seed(drawn.seed), *map(writer.arrival, arrived)]
    lines = [
        {
            "step": step.index,
            "phase": step.phase,
            "node": step.node,
            "edge": step.edge,
            "latex": line,
            "text": step.text,
        }
        for step, line in zip(steps, latex, strict=True)
    ]
    return {"notation": notation, "lines": lines, "chains": writer.chains()}


class Term(NamedTuple):
    """One product of the chain rule, said in three ways; None where it cannot be said so."""

    signs: str | None
    symbols: str
    numbers: str | None


class Writer:
    """Writes one drawn run in one notation."""

    def __init__(self, drawn: Picture, notation: Notation) -> None:
        self.drawn, self.notation = drawn, notation
        self.formulas = drawn.formulas
        self.top = name_latex(drawn.output.id) if drawn.partial else SOME_LOSS
        ends = Counter((passage.line.source, passage.line.target) for passage in drawn.passages.values())
        self.parallel = {
            id for id, passage in drawn.passages.items() if ends[passage.line.source, passage.line.target] > 1
        }
        """the lines that share both ends with another: ∂u/∂x is no name for one of them alone"""
        self.typesetter = GradientTypesetter(drawn.formulas.shapes, notation, self.top, drawn.run.graph.inputs)

    def sign(self, id: str) -> str:
        """The gradient that reaches a card."""
        return self.typesetter.gradient(id).latex

    # ── lines ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def seed(self, value: Value) -> str:
        r"""`\frac{\partial J}{\partial J} = 1`; `\delta_J = \frac{\partial J}{\partial J} = 1`."""
        output = self.drawn.output.id
        return joined(self.sign(output), partial(self.top, name_latex(output)), value_latex(value))

    def arrival(self, arrival: Arrival) -> str:
        """What has reached a card so far, the latest contribution last."""
        earlier, terms = arrival.earlier, []
        if len(earlier) > WRITTEN_BEFORE:
            number = value_latex(arrival.before) if arrival.before is not None else None
            terms.append(Term(number or DOTS, number or DOTS, number))
        else:
            terms += [self.term(passage) for passage in earlier]
        terms.append(self.term(arrival.passage))
        more = arrival.count < arrival.uses
        stages = [added([term.signs or term.symbols for term in terms]), added([term.symbols for term in terms])]
        numbers = [term.numbers for term in terms]
        if None not in numbers:
            stages.append(added([number for number in numbers if number is not None]))
        value = value_latex(arrival.value)
        if value is not None:
            stages.append(value)
        return joined(self.sign(arrival.source.id), *[f"{stage} + {DOTS}" if more else stage for stage in stages])

    def term(self, passage: Passage) -> Term:
        """What one line carries back."""
        line, target = passage.line, passage.line.target
        first = self.drawn.partial and target == self.drawn.output.id
        if passage.slope is None or self.notation == "bar":
            return self.rule(passage, first)
        local, numbers = self.local(passage), self.local_numbers(passage)
        signs: str | None = None
        if self.notation == "partial" and not first and line.id not in self.parallel:
            signs = self.sign(target) + partial(name_latex(target), name_latex(line.source))
        if first:
            return Term(None, local.latex, numbers.latex)
        arrived = value_latex(self.formulas.values[adjoint(target)])
        symbols = self.sign(target) + DOT + factor(local)
        return Term(signs, symbols, f"{arrived}{DOT}{factor(numbers)}")

    def rule(self, passage: Passage, first: bool) -> Term:
        """The way back with the gradient written into it; through a collapsed group only its sign."""
        line = passage.line
        if passage.tree is None:
            return Term(None, self.sign(line.target) + r" \, " + passage.latex, None)
        written = ONE if first and self.notation != "bar" else Name(adjoint(line.target), NOWHERE)
        tree = self.formulas.rule(*line.parts[0], written)
        piece = self.typesetter.piece(tree)
        if np.ndim(passage.contribution) and self.notation != "bar" and self.formulas.is_one_number(tree):
            number = "" if is_number(tree, 1) else factor(piece, followed=True) + r" \, "
            return Term(None, "0" if is_number(tree, 0) else number + ONES, None)
        return Term(None, piece.latex, self.formulas.numbers(tree))

    def local(self, passage: Passage) -> Piece:
        """A local derivative between scalars; through a collapsed group its sign."""
        return Piece(passage.latex, PRODUCT) if passage.tree is None else self.typesetter.piece(passage.tree)

    def local_numbers(self, passage: Passage) -> Piece:
        """The same with numbers."""
        found = None if passage.tree is None else self.formulas.numbers_piece(passage.tree)
        assert passage.slope is not None
        return found or Piece(value_latex(passage.slope) or "", PRODUCT)

    # ── chains ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def chains(self) -> list[dict[str, Any]]:
        """One for each input that receives a gradient."""
        self.ways = ways(self.drawn)
        self.leaving = {source: self.merged(passages) for source, passages in leaving(self.drawn).items()}
        gradients = self.drawn.run.gradients_by_name()
        return [{"input": name, "latex": self.chain(name, value), "value": value} for name, value in gradients.items()]

    def chain(self, name: str, value: Value) -> str:
        """`∂J/∂b = ∂J/∂u ∂u/∂v ∂v/∂b = 3 · 1 · c = 6`."""
        sign, result = self.sign(name), value_latex(value)
        used = self.leaving[name]
        if name == self.drawn.output.id or not used:
            return joined(sign, result)
        if self.notation == "partial":
            paths = list(islice(walk(name, self.drawn.output.id, self.leaving, self.ways), WRITTEN_PATHS + 1))
            if len(paths) <= WRITTEN_PATHS and all(each.slope is not None for path in paths for each in path):
                stages = [added([write(path) for path in paths]) for write in (self.path_signs, self.path_symbols)]
                if max(map(len, paths)) > COUNTED_AT_A_GLANCE:
                    stages.append(added([self.gathered(path) for path in paths]))
                return joined(sign, *stages, result)
        terms = [self.term(passage) for passage in used]
        signs, symbols = [each.signs or each.symbols for each in terms], [each.symbols for each in terms]
        return joined(sign, added(elided(signs)), added(elided(symbols)), result)

    def merged(self, passages: list[Passage]) -> list[Passage]:
        """Passages between scalars with both ends the same, as one: its local derivative is the sum of theirs."""
        found: dict[tuple[str, int], list[Passage]] = {}
        for place, passage in enumerate(passages):
            alone = passage.slope is None or passage.tree is None or self.notation == "bar"
            found.setdefault((passage.line.target, place if alone else -1), []).append(passage)
        return [same[0] if len(same) == 1 else self.sum(same) for same in found.values()]

    def sum(self, passages: list[Passage]) -> Passage:
        """As many times the one derivative where they agree (2x for x·x)."""
        trees = [passage.tree for passage in passages if passage.tree is not None]
        if len({passage.text for passage in passages}) == 1:
            tree = Terms().times(Number(float(len(trees)), NOWHERE)).times(trees[0]).tree()
        else:
            tree = shorten(reduce(lambda one, other: Apply(ADD, (one, other), NOWHERE), trees), self.formulas.decide)
        contribution = total([passage.contribution for passage in passages])
        slope = float(total([passage.slope for passage in passages if passage.slope is not None]))
        latex, text = self.formulas.written(tree), self.formulas.plain(tree)
        return Passage(passages[0].line, contribution, slope, latex, text, tree)

    def path_signs(self, path: Sequence[Passage]) -> str:
        if len(path) == 1 and self.drawn.partial and len(self.leaving[path[0].line.source]) > 1:
            return self.path_symbols(path)  # ∂J/∂x stands on the left already, for all paths together
        signs = [partial(name_latex(each.line.target), name_latex(each.line.source)) for each in reversed(path)]
        if self.drawn.partial and len(self.leaving[path[-1].line.source]) > 1:
            signs[0] = self.direct(path[-1])
        return "".join(signs if self.drawn.partial else [self.sign(self.drawn.output.id), *signs])

    def direct(self, passage: Passage) -> str:
        r"""`\left.\frac{\partial y}{\partial u}\right|_{v}`: by one edge alone, where ∂y/∂u counts all ways."""
        line = passage.line
        entering = [each.source for each in self.drawn.drawing.lines if each.target == line.target]
        held = ", ".join(name_latex(name) for name in dict.fromkeys(entering) if name != line.source)
        sign = partial(name_latex(line.target), name_latex(line.source))
        return rf"\left.{sign}\right|_{{{held}}}" if held else sign

    def path_symbols(self, path: Sequence[Passage]) -> str:
        seed = None if self.drawn.partial or self.drawn.seed is None else value_latex(self.drawn.seed)
        pieces = [
            self.local_numbers(passage) if passage.tree is None else self.local(passage) for passage in reversed(path)
        ]
        if len(pieces) == 1 and seed is None:
            return pieces[0].latex
        first, *rest = ([Piece(seed, PRODUCT)] if seed else []) + pieces
        factors = [
            first.latex if first.latex.startswith("-") and first.strength >= PRODUCT else factor(first, bool(rest))
        ]
        factors += [factor(piece, place + 1 < len(rest)) for place, piece in enumerate(rest)]
        return DOT.join(factors)

    def gathered(self, path: Sequence[Passage]) -> str:
        """The same product as a person would leave it: one number in front, no factor 1."""
        terms = Terms()
        if not self.drawn.partial and isinstance(self.drawn.seed, float):
            terms.times(Number(self.drawn.seed, NOWHERE))
        for passage in reversed(path):
            terms.times(Number(passage.slope or 0.0, NOWHERE) if passage.tree is None else passage.tree)
        return self.typesetter.piece(terms.tree()).latex


def factor(piece: Piece, followed: bool = False) -> str:
    """A piece as a factor, in brackets where it needs them; `followed` by another one."""
    if piece.condition:
        return f"[{piece.latex}]"
    if piece.strength < PRODUCT or piece.latex.startswith("-"):
        return brackets(piece.latex)
    return piece.fenced if piece.fenced and followed else piece.latex


def added(terms: Sequence[str]) -> str:
    """A sum; a term with a minus sign is taken away."""
    first, *rest = terms
    return first + "".join(f" - {term[1:]}" if term.startswith("-") else f" + {term}" for term in rest)


def elided(terms: list[str]) -> list[str]:
    return terms if len(terms) <= WRITTEN_USES else [*terms[: WRITTEN_USES - 2], DOTS, terms[-1]]
