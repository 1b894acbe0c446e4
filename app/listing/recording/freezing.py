"""The trace of a tensor -> a frozen graph in the operations of our table, with the values of this moment.

What was written is held against torch: a call whose value or gradient comes out otherwise is written again, as the
stand-in that torch's own derivative gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from app.backward import program_of
from app.engines.finite_difference import largest
from app.errors import LimitExceeded, ShapeMismatch
from app.graph.freezing import freeze as frozen
from app.graph.freezing import gradient_needs
from app.language.names import canonical
from app.language.tree import Program, Reading
from app.limits import RECORDED
from app.listing.recording.calls import Call, Operand, Tensor, version_of
from app.listing.recording.digest import told
from app.listing.recording.episode import AGREE, Leaf, Whole, difference
from app.listing.recording.expanded import write_expanded
from app.listing.recording.grouping import Grouping, closed
from app.listing.recording.opaque import once_more, write_opaque
from app.listing.recording.witness import wrong_gradients
from app.listing.recording.writing import IDENTITY, Writer, numbers
from app.shapes.rules import allowing

if TYPE_CHECKING:
    from app.listing.recording.passes import BackwardPass
    from app.listing.recording.recorder import Recorder


CANCELLED = 1e-3
"""of the largest operand: what is smaller may be all that its rounding left"""


def freeze(recorder: Recorder, moment: BackwardPass) -> Whole:
    """The episode of a backward pass, large tensors summarised where it has many numbers.

    Raises LimitExceeded where the graph is too large.
    """
    with allowing(RECORDED.work_elements):
        return told(trusted(recorder, moment))


def trusted(recorder: Recorder, moment: BackwardPass) -> Whole:
    """The same with all its numbers."""
    distrusted: set[int] = set()
    while True:
        freezing = Freezing(recorder, moment, distrusted)
        whole = freezing.whole()
        wrong = freezing.wrong_values()
        if not wrong and not moment.broken and not whole.check["agrees"]:
            wrong = wrong_gradients(moment.trace, freezing.operand_values)
        if wrong <= distrusted:
            return whole
        distrusted |= wrong


class Freezing:
    """One attempt. Calls in `distrusted` are written as stand-ins."""

    def __init__(self, recorder: Recorder, moment: BackwardPass, distrusted: set[int]) -> None:
        self.recorder, self.moment, self.trace, self.distrusted = recorder, moment, moment.trace, distrusted
        self.writer = Writer(RECORDED)
        self.columns = self.writer.columns
        self.grouping = Grouping(self.columns, moment.scope)
        self.lines = list(line_spans(recorder.source))
        self.places: dict[tuple[int, int], int] = {}
        """(id of a call, result) or (id of a leaf, version) -> node"""
        self.wanted = self.tensors_wanted()
        self.taken: set[str] = set()
        self.leaves: dict[str, Tensor | None] = {}
        self.cut: list[str] = []
        self.opaque: list[str] = []
        self.values: list[Any] = []
        self.claimed = self.claims()

    # ── nodes ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def check_sizes(self) -> None:
        """Raises limit.recorded for the first tensor that is too large, by its name or its call's."""
        operands = [self.trace.output, *(each for call in self.trace.calls for each in call.operands)]
        for operand in operands:
            size = operand.tensor.numel()
            if size > RECORDED.tensor_elements:
                made = self.moment.maker(operand)
                name = self.recorder.name_of(operand.tensor) or (made[0].name if made else "leaf")
                shape = "×".join(map(str, operand.tensor.shape))
                raise LimitExceeded(
                    "limit.recorded", name=name, found=f"{size:,}", shape=shape, limit=f"{RECORDED.tensor_elements:,}"
                )

    def whole(self) -> Whole:
        self.check_sizes()
        for leaf in self.trace.leaves:
            self.write_leaf(leaf)
        for call in self.trace.calls:
            self.write_call(call)
        output = self.node(self.trace.output)
        if any(0 in shape for shape in self.columns.shapes.values()):
            raise ShapeMismatch("shape.empty")
        self.name_tensors()
        source = self.recorder.source
        names = self.columns.names.values()
        program = Program(source, "listing", {}, {}, (), spellings={canonical(name): name for name in names})
        graph = frozen(program, self.columns, output, (), ())
        leaves = {name: self.leaf(tensor) for name, tensor in self.leaves.items() if name in graph.inputs}
        wanted = {graph.inputs[name] for name, leaf in leaves.items() if leaf.requires_grad}
        needs = gradient_needs(graph.table, () if self.moment.broken else wanted, graph.output)
        groups, inside = closed(graph.groups, graph.table, graph.output, self.opaque)
        table = graph.table._replace(groups=inside)
        graph = replace(graph, table=table, groups=groups, requires_grad=needs)
        graph = replace(graph, program=program_of(program, graph.nodes))
        opaque = frozenset(self.opaque) & {group.id for group in groups}
        return Whole(graph, self.moment.upstream, leaves, opaque, tuple(self.cut), tuple(self.moment.optimizers))

    def leaf(self, tensor: Tensor | None) -> Leaf:
        if tensor is None:
            return Leaf(False, None, None, "float64")
        return self.moment.leaf(tensor)

    def key(self, operand: Operand) -> tuple[int, int]:
        """What a tensor is known by: the call that made it and which result it is, else itself and its version."""
        made = self.moment.maker(operand)
        return (id(operand.tensor), operand.version) if made is None else (id(made[0]), made[1])

    def tensors_wanted(self) -> dict[tuple[int, int], Tensor | None]:
        """The tensors that are used, by key; None where the tensor has been changed since."""
        found: dict[tuple[int, int], Tensor | None] = {}
        for operand in [self.trace.output, *(each for call in self.trace.calls for each in call.operands)]:
            place, unchanged = self.key(operand), version_of(operand.tensor) == operand.version
            if found.get(place) is None:
                found[place] = operand.tensor if unchanged or self.moment.maker(operand) is None else None
        return found

    def node(self, operand: Operand) -> int:
        return self.places[self.key(operand)]

    def write_leaf(self, leaf: Operand) -> None:
        """An input where the writer named it or torch differentiates it, else a constant."""
        index = self.writer.value(self.moment.values[id(leaf.tensor), leaf.version], self.span(0))
        self.places[self.key(leaf)] = index
        name = self.claimed.get(self.key(leaf))
        if name is None:
            return
        self.columns.names[index] = name
        self.columns.inputs[name] = index
        self.leaves[name] = leaf.tensor
        if leaf.source is not None:
            self.cut.append(name)
            self.columns.readings.append(Reading("cut", (0, 0), {"name": name}))

    def write_call(self, call: Call) -> None:
        span = self.span(call.line)
        operands = [self.node(each) for each in call.operands]
        for output in range(len(call.shapes)):
            place = (id(call), output)
            if place not in self.wanted:
                continue
            self.grouping.enter(call.scope)
            index = None
            if id(call) not in self.distrusted:
                index = self.writer.call(call, output, operands, span)
            if index is None:
                index = self.stand_in(call, output, operands, span)
            name = self.claimed.get(place)
            if name is not None:
                if index in self.columns.names or index in self.columns.table.values:
                    index = self.writer.operation(IDENTITY, (index,), span)
                self.columns.names[index] = name
                self.columns.bound[name] = index
            self.places[place] = index

    def name_tensors(self) -> None:
        """Every tensor outside of stand-ins is an input with a name: only numbers are written into formulas."""
        table = self.columns.table
        for index in table.values:
            unnamed = index in self.columns.shapes and index not in self.columns.names
            if unnamed and table.groups.get(index) not in self.opaque:
                name = self.free(self.writer.known.get(index, "data"))
                self.columns.names[index] = name
                self.columns.inputs[name] = index
                self.leaves[name] = None

    def stand_in(self, call: Call, output: int, operands: list[int], span: tuple[int, int]) -> int:
        """For a call without a row: what torch says of it here, or where even that is too much, its value alone."""
        outer = self.columns.group
        values = self.operand_values(call)
        self.columns.group = group = self.grouping.add(call.name, call.name, outer)
        expected = self.wanted[id(call), output]
        index = write_opaque(self.writer, call, output, operands, values, span, expected)
        if index is None and not call.applied:
            index = write_expanded(self.writer, call, output, operands, values, span, expected)
            if index is not None:
                self.columns.group = outer
                return index
        self.columns.group = outer
        code = "cut" if index is None else "own_backward" if call.applied else "opaque"
        self.columns.readings.append(Reading(code, span, {"name": call.name}))
        if index is not None:
            self.opaque.append(group)
            return index
        value = self.wanted[id(call), output]
        assert value is not None
        index = self.writer.value(value, span)
        self.claimed.setdefault((id(call), output), self.free(call.name))
        name = self.claimed.pop((id(call), output))
        self.columns.names[index] = name
        self.columns.inputs[name] = index
        self.leaves[name] = value.detach()
        self.cut.append(name)
        return index

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def claims(self) -> dict[tuple[int, int], str]:
        """Who gets which name: the output, then what learns, then all others in the order in which they were made: of
        `h = tanh(h @ W)` in a loop there are h, h_2, h_3, as time goes on.
        """
        found: dict[tuple[int, int], str] = {}
        leaves = {self.key(leaf): leaf for leaf in self.trace.leaves}
        learned = [place for place, leaf in leaves.items() if leaf.needs_gradient]
        for place in dict.fromkeys([self.key(self.trace.output), *learned, *self.in_order()]):
            tensor = self.wanted.get(place)
            name = None if tensor is None else self.recorder.name_of(tensor)
            if place in leaves and not name and leaves[place].needs_gradient:
                source = leaves[place].source
                name = "leaf" if source is None else type(source).__name__
            if name:
                found[place] = self.free(name)
        return found

    def in_order(self) -> list[tuple[int, int]]:
        """All places, as torch made them; a leaf stands before what first uses it."""
        made: dict[tuple[int, int], float] = {}
        for operand in [self.trace.output, *(each for call in self.trace.calls for each in call.operands)]:
            if operand.source is not None:
                made[self.key(operand)] = operand.source._sequence_nr()
        places = []
        for number, call in enumerate(self.trace.calls):
            results = [(id(call), output) for output in range(len(call.shapes))]
            # A graph that torch refused has no numbers of its own.
            when = min((made[each] for each in results if each in made), default=float(number))
            for operand in call.operands:
                place = self.key(operand)
                if self.moment.maker(operand) is None:
                    made[place] = min(made.get(place, when), when - 0.5)
            made |= dict.fromkeys(results, when)
            places += results
        places += [place for leaf in self.trace.leaves if (place := self.key(leaf)) in made]
        return sorted(places, key=made.__getitem__)

    def free(self, name: str) -> str:
        """The name, with a number where it is taken."""
        spelled = (name if number == 1 else f"{name}_{number}" for number in count(1))
        chosen = next(each for each in spelled if canonical(each) not in self.taken)
        self.taken.add(canonical(chosen))
        return chosen

    def span(self, line: int) -> tuple[int, int]:
        return self.lines[line - 1] if 0 < line <= len(self.lines) else (0, 0)

    # ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def operand_values(self, call: Call) -> list[Any]:
        self.evaluate()
        return [self.values[self.node(each)] for each in call.operands]

    def evaluate(self) -> None:
        """The values of all nodes that stand so far."""
        table = self.columns.table
        with np.errstate(all="ignore"):
            for index in range(len(self.values), len(table.operations)):
                row = table.operations[index]
                if row is None:
                    self.values.append(np.asarray(table.values[index], dtype=np.float64))
                else:
                    operands = [self.values[each] for each in table.operands[index]]
                    self.values.append(row.forward(*operands, **table.parameters.get(index, {})))

    def wrong_values(self) -> set[int]:
        """Calls whose value here is not what torch had."""
        self.evaluate()
        found = set()
        rounding: set[tuple[int, int]] = set()
        """what is left of numbers that cancel out, and what was made of it"""
        for call in self.trace.calls:
            blurred = any(self.key(each) in rounding for each in call.operands)
            for output in range(len(call.shapes)):
                place = (id(call), output)
                tensor = self.wanted.get(place)
                if tensor is not None and place in self.places:
                    agree = AGREE.get(str(tensor.dtype).removeprefix("torch."), 1e-3)
                    ours, theirs = self.values[self.places[place]], numbers(tensor)
                    floor = CANCELLED * largest(self.operand_values(call))
                    if difference(ours, theirs, floor) > agree and not (blurred and self.repeats(call, output, ours)):
                        found.add(id(call))
                    elif difference(ours, theirs) > agree:
                        rounding.add(place)
        return found

    def repeats(self, call: Call, output: int, ours: Any) -> bool:
        """Whether torch makes the same of the operands as they are here."""
        again = once_more(call, output, self.operand_values(call))
        return again is not None and difference(ours, numbers(again[1])) <= AGREE["float64"]


def line_spans(source: str) -> Iterator[tuple[int, int]]:
    """Where the text of each line stands, without the blanks around it."""
    start = 0
    for line in source.split("\n"):
        begin = start + len(line) - len(line.lstrip())
        yield begin, max(begin, start + len(line.rstrip()))
        start += len(line) + 1
