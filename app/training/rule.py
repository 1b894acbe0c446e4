"""An optimiser and its options -> the rule of a run as text, and as a graph of one parameter's update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from app.errors import NameProblem, ValueProblem
from app.graph import Graph, build
from app.language import parse
from app.language.names import canonical
from app.language.tree import Program
from app.messages import text
from app.operations import Shape
from app.training.optimizers import OPTIMIZERS, Optimizer
from app.training.options import Chosen, Option, read_options

THETA, GRADIENT, RATE, TIME, NORM = "θ", "g", "η", "t", "n"
"""the parameter, its gradient, the learning rate, the number of the update, the norm of all gradients together"""

# fmt: off
CLIPS = {
    "value": "k = min(c, max(-c, g))",
    "norm":  "k = g min(1, c / (n + 10^-6))",
}
"""how gradients are bounded by c before the optimiser sees them, as torch.nn.utils does"""
# fmt: on

CLIP = Option("clip", "c", None, text("The bound.", "上限。"), positive=True)


@dataclass(frozen=True)
class Rule:
    """What one update does to one parameter."""

    optimizer: Optimizer
    chosen: Chosen
    clip: str | None
    """a key of CLIPS"""
    bound: float
    """of the clip"""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Definitions in our own language."""
        clipped = (CLIPS[self.clip],) if self.clip else ()
        return (*clipped, *self.optimizer.rule(self.chosen, "k" if self.clip else GRADIENT))

    @cached_property
    def states(self) -> dict[str, float]:
        """What is remembered of each parameter, and where it starts."""
        return self.optimizer.remembers(self.chosen)

    @cached_property
    def constants(self) -> dict[str, float]:
        """The numbers of all symbols that do not change."""
        found = {option.symbol: self.chosen[option.name] for option in self.optimizer.options if option.symbol}
        del found[RATE]
        return {**found, "c": self.bound}

    @cached_property
    def program(self) -> Program:
        names = {THETA, GRADIENT, RATE, TIME, NORM, *self.states, *self.constants}
        return parse("\n".join(self.lines), syntax="formula", values=names)

    def graph(self, shape: Shape) -> UpdateGraph:
        """The update of a parameter of this shape."""
        held = [THETA, GRADIENT, *self.states]
        ends = [f"{name}_{TIME}" for name in (THETA, *self.states)]
        source = "\n".join([*self.lines, f"o = [{', '.join(ends)}]"])
        values: dict[str, Any] = {name: np.zeros(shape) if shape else 0.0 for name in held}
        values |= dict.fromkeys((RATE, TIME, NORM), 1.0) | self.constants
        graph = build(parse(source, syntax="formula", values=values), values)
        places = {canonical(name): index for index, name in graph.table.names.items()}
        places |= {canonical(name): index for name, index in graph.inputs.items()}
        return UpdateGraph(
            graph,
            {name: places[canonical(name)] for name in values if canonical(name) in places},
            {name: places[canonical(f"{name}_{TIME}")] for name in (THETA, *self.states)},
        )


@dataclass(frozen=True)
class UpdateGraph:
    """A rule as a graph. Its own output only holds its ends together."""

    graph: Graph
    inputs: Mapping[str, int]
    """symbol -> node; symbols that the rule does not use are missing"""
    ends: Mapping[str, int]
    """θ and the states -> the node of the next value"""


def read_rule(given: Mapping[str, Any], clip: Mapping[str, Any] | None) -> Rule:
    """`given`: {"name", and options}; betas may be given as torch does, "betas": [β1, β2]. `clip`: {"value": c} or
    {"norm": c}.

    Raises training.optimizer, training.clip, training.nesterov, and what `read_options` raises.
    """
    options = {name: value for name, value in given.items() if name != "name"}
    row = OPTIMIZERS.get(str(given.get("name", "sgd")))
    if row is None:
        raise NameProblem("training.optimizer", name=str(given["name"])[:40], names=", ".join(OPTIMIZERS))
    betas = options.pop("betas", None)
    if betas is not None:
        if type(betas) is not list or len(betas) != 2:
            raise ValueProblem("training.option", owner=row.name, name="betas", wanted="[β1, β2]")
        options |= {"beta1": betas[0], "beta2": betas[1]}
    chosen = read_options(row.name, row.options, options)
    if chosen.get("nesterov") and (not chosen["momentum"] or chosen["dampening"]):
        raise ValueProblem("training.nesterov")
    if clip is None:
        return Rule(row, chosen, None, 0.0)
    if len(clip) != 1 or next(iter(clip)) not in CLIPS:
        raise NameProblem("training.clip", names=" | ".join(f'{{"{name}": c}}' for name in CLIPS))
    (kind,) = clip
    return Rule(row, chosen, kind, read_options("clip", (CLIP,), {"clip": clip[kind]})["clip"])
