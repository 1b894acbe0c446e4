"""Trees -> columns: names are bound, functions inlined, shapes inferred, constants folded."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from app.errors import LimitExceeded, NameProblem, Span
from app.graph.columns import NO_PARAMETERS, Columns
from app.graph.constants import Constants, applied
from app.graph.model import Group
from app.language.names import canonical
from app.language.tree import Apply, Array, Call, Definition, Name, Number, Program, Reading, Tree
from app.limits import Limits
from app.operations import OPERATIONS, Operation, Shape, broadcast

DEFAULTS = (2.0, 3.0, 0.5, 1.5, 1.0, 2.5)
"""for inputs without a value, in the order of the source: small, positive, different from their neighbours"""

Scope = Mapping[str, int]
"""what the parameters of the function being inlined stand for"""


class Missing(Exception):
    """A definition was reached that stands later in the source."""

    def __init__(self, name: str) -> None:
        self.name = name


class Lowering:
    """Writes a program into columns. `given` holds the values that came with it, by canonical name."""

    def __init__(self, program: Program, given: Mapping[str, Any], seed: int, limits: Limits) -> None:
        self.program = program
        self.given = given
        self.columns = Columns(limits, program.readings)
        self.constants = Constants(program, given, self.columns, seed)
        self.assumed: list[str] = []
        self.mentioned: frozenset[str] | None = None
        self.assumed_shapes: dict[str, Shape] | None = None
        self.calls: list[str] = []
        self.called: Counter[str] = Counter()
        self.folding = True

    # ── definitions ─────────────────────────────────────────────────────────────────────────────────────────────────

    def define_all(self) -> None:
        """Bind every definition of the program, and what its header declares."""
        for name in self.program.declared:
            if name not in self.program.definitions:
                self.input(name, (0, 0))
        bound = self.columns.bound
        for definition in self.program.definitions.values():
            if definition.name not in bound and (missing := self.attempt(definition)):
                self.define({definition.name: definition}, missing)

    def attempt(self, definition: Definition) -> str | None:
        """Bind a definition; the name that must be bound first, and nothing else changed, where there is one."""
        marks, assumed = self.columns.marks(), len(self.assumed)
        try:
            self.bind(definition)
        except Missing as missing:
            self.columns.forget(marks)
            del self.assumed[assumed:]
            self.calls.clear()
            self.folding = True
            return missing.name
        return None

    def define(self, waiting: dict[str, Definition], missing: str | None) -> None:
        """Bind what waits, last first, and before it what is missing. Iterative: chains may be long."""
        while waiting:
            current = next(reversed(waiting.values()))
            if missing in waiting:
                names = list(waiting)
                circle = [*names[names.index(missing) :], missing]
                raise NameProblem("name.cycle", current.span, cycle=" → ".join(circle))
            if missing:
                current = waiting[missing] = self.program.definitions[missing]
            missing = self.attempt(current)
            if not missing:
                del waiting[current.name]

    def bind(self, definition: Definition) -> None:
        """Write one definition. One of numbers alone is an input, unless it is all there is to compute."""
        name, body, columns = definition.name, definition.body, self.columns
        if not self.constants.is_constant(body):
            index = self.lower(body)
        elif type(body) is Apply and body.operands and not self.is_mentioned(name):
            self.folding = False
            index = self.lower(body)
            self.folding = True
        elif definition.bare:
            index = self.lower(body)
        else:
            self.input(name, definition.span, self.constants.value(body))
            return
        if index in columns.names or (columns.entries[index][0] is None and not definition.bare):
            index = self.operation(OPERATIONS["identity"], (index,), NO_PARAMETERS, definition.span)
        columns.bound[name] = index
        columns.names[index] = name

    def bodies(self) -> Iterator[Tree]:
        """Every tree of the program."""
        for definition in self.program.definitions.values():
            yield from walk(definition.body)
        for function in self.program.functions.values():
            yield from walk(function.body)

    def is_mentioned(self, name: str) -> bool:
        """Whether anything uses `name`."""
        if self.mentioned is None:
            self.mentioned = frozenset(tree.name for tree in self.bodies() if isinstance(tree, Name))
        return name in self.mentioned

    def input(self, name: str, span: Span, default: Any = None) -> int:
        """A node for an input: its value given, else written in the source, else assumed."""
        columns = self.columns
        value = self.given.get(canonical(name), default)
        if value is None:
            value = self.assumed_value(name)
            self.assumed.append(name)
        shape = np.shape(value)
        if shape:
            columns.check_size(shape, span)
        index = columns.add(None, (), NO_PARAMETERS, shape, span, value)
        columns.names[index] = name
        columns.bound[name] = columns.inputs[name] = index
        return index

    def assumed_value(self, name: str) -> Any:
        """A small default: a tensor where a scalar would make no sense (`W @ x`, `softmax(z)`)."""
        if self.assumed_shapes is None:
            self.assumed_shapes = {
                operand.name: shape
                for tree in self.bodies()
                if isinstance(tree, Apply)
                for operand, shape in zip(tree.operands, tree.operation.assumed, strict=False)
                if isinstance(operand, Name)
            }
        shape = self.assumed_shapes.get(name, ())
        if not shape:
            return DEFAULTS[len(self.assumed) % len(DEFAULTS)]
        return ((np.arange(math.prod(shape)) * 3 % 7 - 2.0) / 2).reshape(shape)

    # ── trees ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def lower(self, tree: Tree, scope: Scope | None = None) -> int:
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
            index = self.columns.add(None, (), NO_PARAMETERS, (), tree.span, tree.value)
        elif type(tree) is Call:
            index = self.call(tree, scope)
        else:
            assert type(tree) is Array
            index = self.array(tree, scope)
        while spine:
            index = self.applied(spine.pop(), scope, index)
        return index

    def applied(self, tree: Apply, scope: Scope | None, first: int | None) -> int:
        """The node of an operation; `first` is that of its first operand where it is there already."""
        row = tree.operation
        if row.kind == "create":
            return self.constant(tree)
        operands = []
        bound = self.columns.bound
        for operand in tree.operands:
            if first is not None:
                operands.append(first)
                first = None
            elif type(operand) is not Name:
                operands.append(self.lower(operand, scope))
            elif scope is None and operand.name in bound:
                operands.append(bound[operand.name])
            else:
                operands.append(self.name(operand, scope))
        return self.operation(row, tuple(operands), tree.parameters or NO_PARAMETERS, tree.span, tree)

    def name(self, tree: Name, scope: Scope | None) -> int:
        """The node that a name stands for, made now where it is an input."""
        name = tree.name
        if scope and name in scope:
            return scope[name]
        index = self.columns.bound.get(name)
        if index is not None:
            return index
        if name in self.program.definitions:
            raise Missing(name)
        if name in self.constants.named:
            return self.constant(tree)
        return self.input(name, tree.span)

    def constant(self, tree: Tree) -> int:
        """A node for a tree of numbers alone."""
        value = self.constants.value(tree)
        return self.columns.add(None, (), NO_PARAMETERS, np.shape(value), tree.span, value, tree)

    def array(self, tree: Array, scope: Scope | None) -> int:
        if self.constants.is_constant(tree):
            return self.constant(tree)
        items = tuple([self.lower(item, scope) for item in tree.items])
        return self.operation(OPERATIONS["stack"], items, NO_PARAMETERS, tree.span, tree)

    def operation(
        self,
        row: Operation,
        operands: tuple[int, ...],
        parameters: dict[str, Any],
        span: Span,
        tree: Tree | None = None,
    ) -> int:
        """An operation on nodes that stand, or the constant that it folds to (`1/2`)."""
        columns = self.columns
        shapes = columns.shapes
        operand_shapes = [shapes[operand] for operand in operands]
        if parameters and "juxtaposed" in parameters:
            parameters = NO_PARAMETERS
            if operand_shapes[0] and operand_shapes[1]:
                row = OPERATIONS["matmul"]
                columns.readings.append(Reading("matrix_product", span, {}))
        shape: Shape = ()
        if row.shape is not broadcast or any(operand_shapes):
            row, shape = columns.typed(row, operand_shapes, parameters, span)
        elif self.folding and row.scalar and columns.constant(operands[0]) is not None:
            numbers = [columns.constant(operand) for operand in operands]
            if None not in numbers:
                return columns.add(None, (), NO_PARAMETERS, (), span, applied(row, numbers, parameters), tree)
        return columns.add(row, operands, parameters, shape, span, None)

    def call(self, tree: Call, scope: Scope | None) -> int:
        """Inline a function of the program; its nodes make a group."""
        columns, function = self.columns, self.program.functions[tree.function]
        name = function.name
        if name in self.calls:
            circle = [*self.calls[self.calls.index(name) :], name]
            raise NameProblem("name.cycle", tree.span, cycle=" → ".join(circle))
        if len(tree.arguments) != len(function.parameters):
            wanted, found = len(function.parameters), len(tree.arguments)
            raise NameProblem("name.arguments", tree.span, name=name, wanted=wanted, found=found)
        arguments = [self.lower(argument, scope) for argument in tree.arguments]
        if len(columns.groups) >= columns.limits.graph_nodes:
            raise LimitExceeded("limit.nodes", tree.span, limit=columns.limits.graph_nodes)
        outer = columns.group
        self.called[name] += 1
        columns.group = name if self.called[name] == 1 else f"{name}_{self.called[name]}"
        columns.groups.append(Group(columns.group, name, outer))
        self.calls.append(name)
        index = self.lower(function.body, dict(zip(function.parameters, arguments, strict=True)))
        self.calls.pop()
        columns.group = outer
        return index


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
