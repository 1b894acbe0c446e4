"""Trees -> columns: names are bound, functions inlined, shapes inferred, constants folded."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from app.errors import LimitExceeded, NameProblem, Span
from app.graph.columns import Columns
from app.graph.constants import Constants, applied
from app.graph.model import NO_PARAMETERS, Group, shape_of
from app.language.arguments import constant
from app.language.names import canonical
from app.language.straight_line import AFTER_DIGITS, APPLIED, BETWEEN, StraightLine
from app.language.tree import Apply, Array, Call, Definition, Name, Number, Program, Reading, Tree, walk
from app.limits import Limits
from app.operations import OPERATIONS, Shape, broadcast

DEFAULTS = (2.0, 3.0, 0.5, 1.5, 1.0, 2.5)
"""for inputs without a value, in the order of the source: small, positive, different from their neighbours"""

IDENTITY, STACK, TRANSPOSE = OPERATIONS["identity"], OPERATIONS["stack"], OPERATIONS["transpose"]
DOTS = frozenset("·⋅∙•")
"""signs of a product that textbooks write between vectors, too"""
PRODUCTS = OPERATIONS["mul"], OPERATIONS["matmul"]

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
        definitions = self.program.definitions
        if isinstance(definitions, StraightLine):
            self.define_lines(definitions)
        else:
            for name in definitions:
                self.define(name)

    def define_lines(self, definitions: StraightLine) -> None:
        """Bind the definitions of a straight-line program. Most are one operation on scalars that stand."""
        columns, bound, names = self.columns, self.columns.bound, self.columns.names
        at = definitions.start
        for name, equals, body, function, argument, left, sign, right, end in definitions.lines:
            start = at + len(name) + len(equals)
            stop = start + len(body)
            at = stop + len(end)
            if name in bound:
                continue
            operands: tuple[int, ...] = ()
            if function:
                row = APPLIED[function]
                node = bound.get(argument)
                operands = self.leaves((argument, stop - 1 - len(argument))) if node is None else (node,)
            elif sign:
                row = BETWEEN[sign]
                node, other = bound.get(left), bound.get(right)
                if node is None or other is None:
                    operands = self.leaves((left, start), (right, stop - len(right)))
                else:
                    operands = node, other
            if not operands:
                self.define(name)
                continue
            if columns.shapes:
                tree = definitions[name].body
                assert type(tree) is Apply
                index = self.typed_operation(tree, operands)
            else:
                index = columns.add(row, operands, (start, stop))
            bound[name] = index
            names[index] = name

    def leaves(self, *operands: tuple[str, int]) -> tuple[int, ...]:
        """The nodes of names and numbers, given with their places; none where all are numbers, or one stands later."""
        columns, bound, definitions = self.columns, self.columns.bound, self.program.definitions
        named = False
        for text, _ in operands:
            if text > AFTER_DIGITS:
                if text not in bound and text in definitions:
                    return ()
                named = True
        nodes: list[int] = []
        for text, start in operands if named else ():
            node = bound.get(text)
            if node is None:
                span = start, start + len(text)
                node = self.input(text, span) if text > AFTER_DIGITS else columns.add_value(float(text), span)
            nodes.append(node)
        return tuple(nodes)

    def define(self, name: str) -> None:
        """Bind a definition, unless it is bound."""
        if name not in self.columns.bound:
            definition = self.program.definitions[name]
            if missing := self.attempt(definition):
                self.define_with({name: definition}, missing)

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

    def define_with(self, waiting: dict[str, Definition], missing: str | None) -> None:
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
        if index in columns.names or (index in columns.table.values and not definition.bare):
            index = self.operation(Apply(IDENTITY, (), definition.span), (index,))
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
        if shape := shape_of(value):
            columns.check_size(shape, span)
        index = columns.add_value(value, span)
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
            } | dict(transposed_shapes(self.bodies(), self.given))
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
        if type(tree) is Apply and tree.operation is TRANSPOSE and spine and spine[-1].operation in PRODUCTS:
            spine.append(tree)
            (tree,) = tree.operands
        if type(tree) is Apply:
            index = self.applied(tree, scope, None)
        elif type(tree) is Name:
            index = self.name(tree, scope)
        elif type(tree) is Number:
            index = self.columns.add_value(tree.value, tree.span)
        elif type(tree) is Call:
            index = self.call(tree, scope)
        else:
            assert type(tree) is Array
            index = self.array(tree, scope)
        while spine:
            outer = spine.pop()
            if outer.operation is TRANSPOSE and spine and self.is_row_vector(index, spine[-1]):
                continue
            index = self.applied(outer, scope, index)
        return index

    def is_row_vector(self, index: int, outer: Apply) -> bool:
        """Whether a node is the vector x of `x^T A`: there it is a row already, and `x^T` no node of its own."""
        return outer.operation in PRODUCTS and len(self.columns.shapes.get(index, ())) == 1

    def applied(self, tree: Apply, scope: Scope | None, first: int | None) -> int:
        """The node of an operation; `first` is that of its first operand where it is there already."""
        if tree.operation.kind == "create":
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
        return self.operation(tree, tuple(operands))

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
        return self.columns.add_value(self.constants.value(tree), tree.span, tree)

    def array(self, tree: Array, scope: Scope | None) -> int:
        if self.constants.is_constant(tree):
            return self.constant(tree)
        items = tuple([self.lower(item, scope) for item in tree.items])
        return self.operation(Apply(STACK, (), tree.span), items)

    def operation(self, tree: Apply, operands: tuple[int, ...]) -> int:
        """An operation on nodes that stand, or the constant that it folds to (`1/2`)."""
        columns, row, parameters = self.columns, tree.operation, tree.parameters
        if parameters or columns.shapes or row.shape is not broadcast:
            return self.typed_operation(tree, operands)
        if self.folding and row.scalar and operands[0] in columns.table.values:
            numbers = list(map(columns.number, operands))
            if None not in numbers:
                return columns.add_value(applied(row, numbers, NO_PARAMETERS), tree.span, tree)
        return columns.add(row, operands, tree.span)

    def tell_entrywise(self, tree: Apply, shapes: list[Shape]) -> None:
        """Say that `w·x` of vectors and `A^(-1)` of a matrix go entry by entry, which a textbook may not mean."""
        if (
            tree.operation is OPERATIONS["pow"]
            and len(shapes[0]) == 2
            and shapes[0][0] == shapes[0][1] > 1
            and not shapes[1]
        ):
            if constant(tree.operands[1]) == -1:
                self.columns.readings.append(Reading("reciprocals", tree.span, {}))
        elif tree.operation is OPERATIONS["mul"] and shapes[1] and len(tree.operands) == 2:
            left, right = (operand.span for operand in tree.operands)
            source = self.program.source
            # `sum(t·ln(p))` is the same number in either way.
            summed = source[: left[0]].endswith("sum(")
            if source[left[1] : right[0]].strip(" ()") in DOTS and not summed:
                self.columns.readings.append(Reading("entrywise", tree.span, {}))

    def typed_operation(self, tree: Apply, operands: tuple[int, ...]) -> int:
        """The same where parameters or tensors have a say in what it is."""
        columns, row, parameters = self.columns, tree.operation, tree.parameters or NO_PARAMETERS
        shapes = [columns.shapes.get(operand, ()) for operand in operands]
        if "juxtaposed" in parameters:
            parameters = NO_PARAMETERS
            if shapes[0] and shapes[1]:
                row = OPERATIONS["matmul"]
                columns.readings.append(Reading("matrix_product", tree.span, {}))
        elif len(shapes) == 2 and shapes[0]:
            self.tell_entrywise(tree, shapes)
        shape: Shape = ()
        if row.shape is not broadcast or any(shapes):
            row, shape = columns.typed(row, shapes, parameters, tree.span)
        elif self.folding and row.scalar:
            numbers = list(map(columns.number, operands))
            if None not in numbers:
                return columns.add_value(applied(row, numbers, parameters), tree.span, tree)
        index = columns.add(row, operands, tree.span)
        if parameters:
            columns.table.parameters[index] = parameters
        if shape:
            columns.shapes[index] = shape
        return index

    def call(self, tree: Call, scope: Scope | None) -> int:
        """Inline a function of the program; its nodes make a group."""
        columns, function = self.columns, self.program.functions[tree.function]
        name = function.name
        if name in self.calls:
            circle = [*self.calls[self.calls.index(name) :], name]
            raise NameProblem("name.cycle", tree.span, cycle=" → ".join(circle))
        if len(tree.arguments) != len(function.parameters):
            wanted, found = len(function.parameters), len(tree.arguments)
            raise NameProblem("name.arguments", tree.span, name=name, wanted=wanted, found=found, hint="")
        arguments = [self.lower(argument, scope) for argument in tree.arguments]
        if len(columns.groups) >= columns.limits.graph_nodes:
            raise LimitExceeded("limit.nodes", tree.span, limit=columns.limits.graph_nodes)
        outer = columns.group
        self.called[name] += 1
        columns.group = name if self.called[name] == 1 else f"{name}_{self.called[name]}"
        columns.groups.append(Group(columns.group, name, outer, tuple(arguments)))
        self.calls.append(name)
        index = self.lower(function.body, dict(zip(function.parameters, arguments, strict=True)))
        self.calls.pop()
        columns.group = outer
        return index


def transposed_shapes(trees: Iterable[Tree], given: Mapping[str, Any]) -> Iterator[tuple[str, Shape]]:
    """Shapes for `w^T x` and `x^T A x`: what stands transposed before a factor is a vector, if its letter is small."""
    for tree in trees:
        if not isinstance(tree, Apply) or tree.operation not in PRODUCTS:
            continue
        first, right = tree.operands
        while isinstance(first, Apply) and first.operation in PRODUCTS:
            first = first.operands[1]  # `λ/2 w^T w`: what stands beside the last factor
        left = first.operands[0] if isinstance(first, Apply) and first.operation is TRANSPOSE else None
        if isinstance(left, Name) and isinstance(right, Name):
            known = [shape_of(given.get(canonical(name), 0.0)) for name in (left.name, right.name)]
            length = next((shape[0] for shape in known if shape), 3)
            yield left.name, (length,) if left.name[0].islower() else (length, 2)
            yield right.name, (length,) if right.name[0].islower() else (length, length)
