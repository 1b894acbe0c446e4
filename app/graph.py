"""A tree and the shapes of its inputs -> a Graph: frozen, topological, typed; no values, no gradients.

Everything here is done once for a source; what runs for each set of values (`engines`) only walks the columns.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, NamedTuple

import numpy as np

from app.errors import LimitExceeded, NameProblem, ShapeMismatch, Span, ValueProblem
from app.language.names import canonical
from app.language.tree import Apply, Array, Call, Definition, Name, Number, Program, Reading, Tree
from app.limits import LIMITS, Limits
from app.operations import OPERATIONS, Operation, Shape, broadcast

NodeKind = Literal["input", "constant", "operation"]

AUTO_NAMES = "uvwzstqrph"
"""letters for operations that the writer did not name, given from the output inwards"""

DEFAULTS = (2.0, 3.0, 0.5, 1.5, 1.0, 2.5)
"""for inputs without a value, in the order of the source: small, positive, different from their neighbours"""

NO_PARAMETERS: dict[str, Any] = {}

CONSTANTS = {"e": math.e, "π": math.pi}


class Node(NamedTuple):
    """One value of the graph. `index` is its place in `Graph.nodes`; operands stand before it."""

    index: int
    kind: NodeKind
    operation: Operation | None
    operands: tuple[int, ...]
    parameters: dict[str, Any]
    shape: Shape
    name: str
    """the writer's name, else one that `build` gave (`named` tells); "" for constants"""
    named: bool
    span: Span
    group: str | None
    value: Any
    """a constant's value, an input's default (float or ndarray); None for an operation"""
    tree: Tree | None
    """how a constant was written (`1/2`, `2π`); None where it is a plain number or no constant"""
    requires_grad: bool


class Group(NamedTuple):
    """The nodes that one call of a function (or one module) made; drawn as one node where it is collapsed."""

    id: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    program: Program
    nodes: tuple[Node, ...]
    inputs: dict[str, int]
    """name -> node, in the order of the source"""
    output: int
    groups: tuple[Group, ...]
    assumed: tuple[str, ...]
    """inputs that have no value, neither in the source nor given: they got a small default"""
    readings: tuple[Reading, ...]
    """the program's, and those that needed shapes (`W x` read as a matrix product)"""


def build(
    program: Program,
    values: Mapping[str, float | np.ndarray] | None = None,
    *,
    output: str | None = None,
    seed: int = 0,
    limits: Limits = LIMITS,
) -> Graph:
    """The graph of one output. `values` give inputs their shapes; of their numbers nothing is kept but defaults.

    Raises NameProblem (a cycle, an unknown output), ShapeMismatch, ValueProblem and LimitExceeded, each with its place.
    """
    return _Builder(program, values or {}, seed, limits).build(output)


class _Missing(Exception):
    """A definition was reached that stands later in the source."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Builder:
    """Columns that grow by one entry a node; `build` prunes, names and freezes them."""

    def __init__(self, program: Program, values: Mapping[str, Any], seed: int, limits: Limits) -> None:
        self.program = program
        self.limits = limits
        self.given = {canonical(name): value for name, value in values.items()}
        self.random = np.random.default_rng(seed)
        self.operations: list[Operation | None] = []
        self.operands: list[tuple[int, ...]] = []
        self.parameters: list[dict[str, Any]] = []
        self.shapes: list[Shape] = []
        self.spans: list[Span] = []
        self.owners: list[str | None] = []
        self.values: list[Any] = []
        self.trees: list[Tree | None] = []
        self.names: dict[int, str] = {}
        self.bound: dict[str, int] = {}
        self.inputs: dict[str, int] = {}
        self.assumed: list[str] = []
        self.groups: list[Group] = []
        self.group: str | None = None
        self.calls: list[str] = []
        self.readings: list[Reading] = list(program.readings)
        self.assumed_shapes: dict[str, Shape] | None = None
        self.folding = True
        self.live = 0

    # ── from definitions to columns ─────────────────────────────────────────────────────────────────────────────────

    def build(self, output: str | None) -> Graph:
        for name in self.program.declared:
            if name not in self.program.definitions:
                self.input(name, (0, 0))
        for definition in self.program.definitions.values():
            if definition.name not in self.bound:
                self.define(definition)
        return self.freeze(self.choose_output(output))

    def define(self, definition: Definition) -> None:
        """Bind a definition, and first whatever it needs that stands later. Iterative: chains may be long."""
        waiting = [definition]
        while waiting:
            current = waiting[-1]
            marks = len(self.operations), len(self.groups), len(self.readings)
            try:
                self.bind(current)
                waiting.pop()
            except _Missing as missing:
                self.forget(*marks)
                names = [each.name for each in waiting]
                if missing.name in names:
                    circle = [*names[names.index(missing.name) :], missing.name]
                    raise NameProblem("name.cycle", current.span, cycle=" → ".join(circle)) from None
                waiting.append(self.program.definitions[missing.name])

    def forget(self, mark: int, groups: int, readings: int) -> None:
        """Drop what a definition that could not be finished has left."""
        del self.groups[groups:], self.readings[readings:]
        for column in (
            self.operations, self.operands, self.parameters, self.shapes, self.spans, self.owners, self.values, self.trees
        ):  # fmt: skip
            del column[mark:]
        for table in (self.bound, self.inputs):
            for name in [name for name, index in table.items() if index >= mark]:
                del table[name]
        self.names = {index: name for index, name in self.names.items() if index < mark}
        self.assumed = [name for name in self.assumed if name in self.inputs]
        self.group = None
        self.calls.clear()

    def bind(self, definition: Definition) -> None:
        name, body = definition.name, definition.body
        if not self.is_constant(body):
            index = self.lower(body)
        elif type(body) is Apply and body.operands and not self.is_used_by_others(name):
            self.folding = False
            index = self.lower(body)
            self.folding = True
        elif definition.bare:
            index = self.lower(body)
        else:
            self.input(name, definition.span, self.constant_value(body))
            return
        if index in self.names or (self.operations[index] is None and not definition.bare):
            index = self.operation(OPERATIONS["identity"], (index,), {}, definition.span)
        self.bound[name] = index
        self.names[index] = name

    def is_used_by_others(self, name: str) -> bool:
        """Whether any other definition or function uses `name` (asked only for constant definitions)."""
        bodies = [d.body for d in self.program.definitions.values() if d.name != name]
        bodies += [function.body for function in self.program.functions.values()]
        return len(self.program.definitions) > 1 and any(
            isinstance(tree, Name) and tree.name == name for body in bodies for tree in walk(body)
        )

    def input(self, name: str, span: Span, default: Any = None) -> int:
        """A node for an input: its value given, else written in the source, else assumed."""
        value = self.given.get(canonical(name), default)
        if value is None:
            value = self.assumed_value(name)
            self.assumed.append(name)
        shape = np.shape(value)
        if shape:
            self.check_size(shape, span)
        index = self.add(None, (), NO_PARAMETERS, shape, span, value)
        self.names[index] = name
        self.bound[name] = self.inputs[name] = index
        return index

    def assumed_value(self, name: str) -> Any:
        if self.assumed_shapes is None:
            self.assumed_shapes = dict(self.find_assumed_shapes())
        shape = self.assumed_shapes.get(name, ())
        start = DEFAULTS[len(self.assumed) % len(DEFAULTS)]
        if not shape:
            return start
        size = math.prod(shape)
        return ((np.arange(size) * 3 % 7 - 2.0) / 2).reshape(shape)

    def find_assumed_shapes(self) -> Iterator[tuple[str, Shape]]:
        """Shapes for names that stand where a scalar would make no sense (`W @ x`, `softmax(z)`)."""
        for body in [d.body for d in self.program.definitions.values()]:
            for tree in walk(body):
                if isinstance(tree, Apply):
                    for operand, shape in zip(tree.operands, tree.operation.assumed, strict=False):
                        if isinstance(operand, Name):
                            yield operand.name, shape

    # ── from trees to nodes ─────────────────────────────────────────────────────────────────────────────────────────

    def lower(self, tree: Tree, scope: Mapping[str, int] | None = None) -> int:
        """The node that `tree` gives. Left spines are walked in a loop: a sum of 5,000 terms is no deep tree."""
        spine: list[Apply] = []
        while type(tree) is Apply and tree.operands and type(tree.operands[0]) is Apply:
            spine.append(tree)
            tree = tree.operands[0]
        if type(tree) is Apply:
            index = self.applied(tree, scope, None)
        elif type(tree) is Name:
            index = self.name(tree, scope)
        elif type(tree) is Number:
            index = self.add(None, (), NO_PARAMETERS, (), tree.span, tree.value)
        elif type(tree) is Call:
            index = self.call(tree, scope)
        else:
            assert type(tree) is Array
            index = self.array(tree, scope)
        while spine:
            index = self.applied(spine.pop(), scope, index)
        return index

    def applied(self, tree: Apply, scope: Mapping[str, int] | None, first: int | None) -> int:
        """The node of an operation; `first` is that of its first operand where it is there already."""
        row = tree.operation
        if row.kind == "create":
            value = self.constant_value(tree)
            return self.add(None, (), NO_PARAMETERS, np.shape(value), tree.span, value, tree)
        operands = []
        for operand in tree.operands:
            if first is not None:
                operands.append(first)
                first = None
            elif type(operand) is Name:
                operands.append(self.name(operand, scope))
            else:
                operands.append(self.lower(operand, scope))
        return self.operation(row, tuple(operands), tree.parameters or NO_PARAMETERS, tree.span, tree)

    def name(self, tree: Name, scope: Mapping[str, int] | None) -> int:
        name = tree.name
        if scope and name in scope:
            return scope[name]
        index = self.bound.get(name)
        if index is not None:
            return index
        if name in self.program.definitions:
            raise _Missing(name)
        if self.is_named_constant(name):
            return self.add(None, (), NO_PARAMETERS, (), tree.span, CONSTANTS[name], tree)
        return self.input(name, tree.span)

    def operation(
        self,
        row: Operation,
        operands: tuple[int, ...],
        parameters: dict[str, Any],
        span: Span,
        tree: Tree | None = None,
    ) -> int:
        shapes, nodes = self.shapes, self.operations
        operand_shapes = [shapes[operand] for operand in operands]
        if parameters and "juxtaposed" in parameters:
            parameters = NO_PARAMETERS
            if operand_shapes[0] and operand_shapes[1]:
                row = OPERATIONS["matmul"]
                self.readings.append(Reading("matrix_product", span, {}))
        shape: Shape = ()
        if row.shape is not broadcast or any(operand_shapes):
            row, shape = self.typed(row, operand_shapes, parameters, span)
        elif nodes[operands[0]] is None and nodes[operands[-1]] is None and self.folds(row, operands):
            value = self.apply(row, [self.values[operand] for operand in operands], parameters)
            return self.add(None, (), NO_PARAMETERS, (), span, value, tree)
        return self.add(row, operands, parameters, shape, span, None)

    def typed(
        self, row: Operation, shapes: list[Shape], parameters: dict[str, Any], span: Span
    ) -> tuple[Operation, Shape]:
        """The row that these shapes choose, and the shape of its result, not too large."""
        try:
            if row.variant:
                row = OPERATIONS[row.variant(*shapes, **parameters)]
            shape = row.shape(*shapes, **parameters)
        except ShapeMismatch as mismatch:
            mismatch.span = mismatch.span or span
            raise
        self.check_size(shape, span)
        return row, shape

    def folds(self, row: Operation, operands: tuple[int, ...]) -> bool:
        """Whether an operation is one on plain scalar constants, to be folded into one constant (`1/2`)."""
        operations, names, shapes = self.operations, self.names, self.shapes
        return (
            self.folding
            and row.scalar is not None
            and all(operations[each] is None and each not in names and not shapes[each] for each in operands)
        )

    def apply(self, row: Operation, operands: list[Any], parameters: dict[str, Any]) -> Any:
        """The value of an operation on constants."""
        with np.errstate(all="ignore"):
            return as_value(row.forward(*map(np.float64, operands), **parameters))

    def is_constant(self, tree: Tree) -> bool:
        """Whether `tree` is made of numbers alone."""
        while type(tree) is Apply and tree.operands:
            if not all([self.is_constant(operand) for operand in tree.operands[1:]]):
                return False
            tree = tree.operands[0]
        if type(tree) is Name:
            return self.is_named_constant(tree.name)
        return type(tree) is not Call and (type(tree) is not Array or all(map(self.is_constant, tree.items)))

    def is_named_constant(self, name: str) -> bool:
        return name in CONSTANTS and name not in self.program.definitions and canonical(name) not in self.given

    def constant_value(self, tree: Tree) -> Any:
        """The value of a tree of numbers alone; sizes are checked before anything is allocated."""
        if type(tree) is Number:
            return tree.value
        if type(tree) is Name:
            return CONSTANTS[tree.name]
        if type(tree) is Array:
            items = [self.constant_value(item) for item in tree.items]
            if any(np.shape(item) != np.shape(items[0]) for item in items):
                raise ShapeMismatch("shape.ragged", tree.span)
            return np.array(items, dtype=np.float64)
        assert type(tree) is Apply
        row, parameters = tree.operation, {**(tree.parameters or {})}
        parameters.pop("juxtaposed", None)
        operands = [self.constant_value(operand) for operand in tree.operands]
        row, _ = self.typed(row, [np.shape(operand) for operand in operands], parameters, tree.span)
        if row.kind == "create":
            return as_value(row.forward(random=self.random, **parameters))
        return self.apply(row, operands, parameters)

    def check_size(self, shape: Shape, span: Span) -> None:
        """Refuse a tensor that is too large, by its inferred shape alone."""
        limits, size = self.limits, math.prod(shape)
        if len(shape) > limits.tensor_rank:
            raise LimitExceeded("limit.rank", span, limit=limits.tensor_rank, found=len(shape))
        if size > limits.tensor_elements:
            raise LimitExceeded("limit.elements", span, limit=limits.tensor_elements, found=size)
        self.live += size
        if self.live > limits.live_elements:
            raise LimitExceeded("limit.live", span, limit=limits.live_elements)

    def array(self, tree: Array, scope: Mapping[str, int] | None) -> int:
        if self.is_constant(tree):
            value = self.constant_value(tree)
            self.check_size(np.shape(value), tree.span)
            return self.add(None, (), NO_PARAMETERS, np.shape(value), tree.span, value, tree)
        items = tuple([self.lower(item, scope) for item in tree.items])
        return self.operation(OPERATIONS["stack"], items, {}, tree.span, tree)

    def call(self, tree: Call, scope: Mapping[str, int] | None) -> int:
        """Inline a function of the program; its nodes make a group."""
        function = self.program.functions[tree.function]
        if function.name in self.calls:
            circle = [*self.calls[self.calls.index(function.name) :], function.name]
            raise NameProblem("name.cycle", tree.span, cycle=" → ".join(circle))
        if len(tree.arguments) != len(function.parameters):
            raise NameProblem(
                "name.arguments", tree.span, name=function.name,
                wanted=len(function.parameters), found=len(tree.arguments),
            )  # fmt: skip
        arguments = [self.lower(argument, scope) for argument in tree.arguments]
        if len(self.groups) >= self.limits.graph_nodes:
            raise LimitExceeded("limit.nodes", tree.span, limit=self.limits.graph_nodes)
        outer = self.group
        repeated = sum(group.label == function.name for group in self.groups)
        self.group = f"{function.name}_{repeated + 1}" if repeated else function.name
        self.groups.append(Group(self.group, function.name, outer))
        self.calls.append(function.name)
        index = self.lower(function.body, dict(zip(function.parameters, arguments, strict=True)))
        self.calls.pop()
        self.group = outer
        return index

    def add(
        self,
        row: Operation | None,
        operands: tuple[int, ...],
        parameters: dict[str, Any],
        shape: Shape,
        span: Span,
        value: Any,
        tree: Tree | None = None,
    ) -> int:
        index = len(self.operations)
        if index >= self.limits.graph_nodes:
            raise LimitExceeded("limit.nodes", span, limit=self.limits.graph_nodes)
        self.operations.append(row)
        self.operands.append(operands)
        self.parameters.append(parameters)
        self.shapes.append(shape)
        self.spans.append(span)
        self.owners.append(self.group)
        self.values.append(value)
        self.trees.append(tree)
        return index

    # ── from columns to the graph ───────────────────────────────────────────────────────────────────────────────────

    def choose_output(self, wanted: str | None) -> int:
        """The node asked for, else the one definition that nobody uses, the last where there are several."""
        definitions = self.program.definitions
        if wanted is not None:
            for name, index in self.bound.items():
                if canonical(name) == canonical(wanted):
                    return index
            raise NameProblem("name.output", None, name=wanted, names=", ".join(definitions))
        used = set(chain.from_iterable(self.operands))
        ends = [name for name in definitions if self.bound[name] not in used]
        for name in ends[:-1]:
            if self.bound[name] not in self.inputs.values():
                facts = {"name": name, "output": ends[-1]}
                self.readings.append(Reading("not_drawn", definitions[name].span, facts))
        return self.bound[ends[-1]]

    def freeze(self, output: int) -> Graph:
        """Keep what leads to the output (and what a header declares), in topological order."""
        declared = {self.inputs[name] for name in self.program.declared if name in self.inputs}
        kept = sorted(self.reached(output) | declared)
        place = {old: new for new, old in enumerate(kept)}
        operations = [self.operations[old] for old in kept]
        operands = [tuple([place[each] for each in self.operands[old]]) for old in kept]
        inputs = {name: place[index] for name, index in self.inputs.items() if index in place}
        kinds: list[NodeKind] = ["operation" if row else "constant" for row in operations]
        for index in inputs.values():
            kinds[index] = "input"
        names = [self.names.get(old, "") for old in kept]
        named = [bool(name) for name in names]
        self.name_operations(names, operations, operands, place[output])
        needs = gradient_needs(kinds, operations, operands)
        needs[place[output]] |= kinds[place[output]] == "input"
        columns = (
            range(len(kept)), kinds, operations, operands, [self.parameters[old] for old in kept],
            [self.shapes[old] for old in kept], names, named, [self.spans[old] for old in kept],
            [self.owners[old] for old in kept], [self.values[old] for old in kept], [self.trees[old] for old in kept],
            needs,
        )  # fmt: skip
        nodes = tuple(map(Node._make, zip(*columns, strict=True)))
        groups = {self.owners[old] for old in kept}
        return Graph(
            program=self.program,
            nodes=nodes,
            inputs=inputs,
            output=place[output],
            groups=tuple(group for group in self.groups if group.id in groups),
            assumed=tuple(name for name in self.assumed if name in inputs),
            readings=self.final_readings(inputs),
        )

    def reached(self, output: int) -> set[int]:
        """The nodes that lead to the output."""
        reached, waiting, operands = {output}, [output], self.operands
        while waiting:
            for operand in operands[waiting.pop()]:
                if operand not in reached:
                    reached.add(operand)
                    waiting.append(operand)
        return reached

    def name_operations(
        self, names: list[str], operations: list[Operation | None], operands: list[tuple[int, ...]], output: int
    ) -> None:
        """Give letters to unnamed operations from the output inwards; where they run out, number them forward."""
        unnamed = [index for index, row in enumerate(operations) if row and not names[index]]
        if not unnamed:
            return
        taken = {canonical(name) for name in (*self.program.spellings, *names, *self.given)}
        letters = [letter for letter in AUTO_NAMES if letter not in taken]
        if len(unnamed) > len(letters):
            prefix = next(each for each in (*letters, "node") if f"{each}1" not in taken)
            for number, index in enumerate(unnamed, 1):
                names[index] = f"{prefix}_{number}"
            return
        ring, seen = [output], {output}
        given = iter(letters)
        for index in ring:
            if operations[index] and not names[index]:
                names[index] = next(given)
            fresh = [each for each in dict.fromkeys(operands[index]) if each not in seen]
            seen.update(fresh)
            ring += fresh

    def final_readings(self, inputs: Mapping[str, int]) -> tuple[Reading, ...]:
        """What was decided, each once, and which given values nothing uses."""
        known = {canonical(name) for name in inputs}
        unused = [
            Reading("unused_value", (0, 0), {"name": name}) for name in self.given if name not in known
        ]
        unique = {(reading.code, reading.span): reading for reading in [*self.readings, *unused]}
        return tuple(unique.values())


def gradient_needs(
    kinds: list[NodeKind], operations: list[Operation | None], operands: list[tuple[int, ...]]
) -> list[bool]:
    """For each node whether a gradient can reach it: an input with a way back from some use, and what follows from it."""
    blocked = {index for index, kind in enumerate(kinds) if kind == "input"}
    if blocked:
        for row, places in zip(operations, operands, strict=True):
            if row:
                partial = None in row.back
                for place, operand in enumerate(places):
                    if operand in blocked and not (partial and row.way_back(place) is None):
                        blocked.discard(operand)
    needs = []
    for index, row in enumerate(operations):
        if row is None:
            needs.append(kinds[index] == "input" and index not in blocked)
        elif None in row.back:
            pairs = enumerate(operands[index])
            needs.append(any(needs[operand] and row.way_back(place) is not None for place, operand in pairs))
        else:
            needs.append(any([needs[operand] for operand in operands[index]]))
    return needs


def walk(tree: Tree) -> Iterator[Tree]:
    """Every tree in `tree`, itself included, from the root down."""
    waiting = [tree]
    while waiting:
        tree = waiting.pop()
        yield tree
        if isinstance(tree, Apply):
            waiting += reversed(tree.operands)
        elif isinstance(tree, Call):
            waiting += reversed(tree.arguments)
        elif isinstance(tree, Array):
            waiting += reversed(tree.items)


def as_value(value: Any) -> float | np.ndarray:
    """A float for a scalar, else a float64 array."""
    array = np.asarray(value, dtype=np.float64)
    return float(array) if array.ndim == 0 else array
