"""A kept episode -> a formula with values, to play with: the same graph in the words of our own language."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import numpy as np

from app.engines import tape
from app.errors import UserError
from app.graph import build
from app.language import parse
from app.language.names import canonical
from app.language.printer import print_program
from app.language.tree import Apply, Definition, Name, Number, Program, Tree
from app.listing.recording.episode import Whole, difference
from app.listing.recording.portable import NOWHERE, listed
from app.operations import ROWS, Operation, Shape

SPELLED = re.compile(r"[^\W\d_]\w*")

NOT_OF_A_NAME = re.compile(r"[.\[\]'\"]+")
"""`model.0.weight`, `ws[0]`, `params['W1']` are model_0_weight, ws_0, params_W1"""

CLOSE = 1e-9


def formula(whole: Whole) -> dict[str, Any] | None:
    """{"source", "values"}, and `upstream` where backward() was given one; None where it would not give the same value
    and the same gradients, and where there are too many numbers.
    """
    if whole.digest is not None:
        return None
    graph = whole.graph
    names = names_of(whole)
    values = {names[node.index]: node.value for node in graph.nodes if node.operation is None and node.index in names}

    def symbol(index: int) -> Tree:
        return Name(names[index], NOWHERE) if index in names else Number(graph.nodes[index].value, NOWHERE)

    definitions = {}
    for node in graph.nodes:
        if node.operation:
            operands = tuple(symbol(each) for each in node.operands)
            written = {name: value for name, value in node.parameters.items() if value is not None}
            tree = Apply(
                public(node.operation, [graph.nodes[each].shape for each in node.operands]),
                operands,
                NOWHERE,
                written or None,
            )
            definitions[names[node.index]] = Definition(names[node.index], tree, (node.index, node.index + 1))
    source = print_program(Program("", "formula", definitions, {}, ()))
    if not same(whole, source, values, names):
        return None
    found: dict[str, Any] = {"source": source, "values": {name: listed(value) for name, value in values.items()}}
    return found if whole.upstream is None else found | {"upstream": listed(whole.upstream)}


def names_of(whole: Whole) -> dict[int, str]:
    """What the formula calls each node that needs a name."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for node in whole.graph.nodes:
        if node.name or node.shape:
            plain = NOT_OF_A_NAME.sub("_", node.name.removeprefix("self.")).strip("_")
            names[node.index] = free(plain or "c", taken)
    return names


def spelling(whole: Whole) -> dict[str, str] | None:
    """The names that the formula spells otherwise; None where there are none."""
    graph = whole.graph
    found = {graph.nodes[index].name: name for index, name in names_of(whole).items()}
    return {own: name for own, name in found.items() if own and own != name} or None


def same(whole: Whole, source: str, values: dict[str, Any], names: dict[int, str]) -> bool:
    """Whether the formula, read again, does what the episode did."""
    try:
        graph = build(parse(source, syntax="formula", values=values), values, output=names[whole.graph.output])
        run = tape.run(graph, values, whole.upstream)
    except (UserError, KeyError):
        return False
    gradients = run.gradients_by_name()
    pairs = [(run.value, whole.run.value)]
    for name, index in whole.graph.inputs.items():
        ours = whole.run.gradients[index]
        if ours is not None and whole.leaves[name].requires_grad:
            pairs.append((gradients.get(names[index], np.nan), ours))
    return all(difference(left, right) <= CLOSE for left, right in pairs)


def public(row: Operation, shapes: list[Shape]) -> Operation:
    """The row that writers have for one that is chosen by shapes."""
    if row.public:
        return row
    general = (each for each in ROWS if each.public and each.variant and each.operands[0] <= len(shapes))
    return next((each for each in general if leads(each, shapes) == row.name), row)


def leads(row: Operation, shapes: list[Shape]) -> str | None:
    """The name of the row that these shapes choose."""
    try:
        return row.variant(*shapes) if row.variant else None
    except (UserError, TypeError, IndexError):
        return None


def free(name: str, taken: set[str]) -> str:
    """The name, where it can be one of the language and is not taken yet; else with a number."""
    found = SPELLED.match(name)
    base = found[0] if found else "v"
    spelled = (base if number == 1 else f"{base}_{number}" for number in count(1))
    chosen = next(each for each in spelled if canonical(each) not in taken)
    taken.add(canonical(chosen))
    return chosen
