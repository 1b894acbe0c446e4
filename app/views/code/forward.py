"""The forward pass, which the three programs share: inputs and constants with their values, then a line a node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from app.drawing import written_out
from app.engines import Run, Value
from app.graph import Node
from app.operations import Operation
from app.views.code.expressions import check_size, number, transposed
from app.views.code.names import Names
from app.views.code.text import Text, load

Written = Callable[[Operation, Sequence[ast.expr], dict[str, Any]], ast.expr]


class Forward:
    """Writes inputs, constants and operations of one run. `value` writes a number or an array of this library."""

    def __init__(
        self, run: Run, names: Names, library: str, value: Callable[[Value], ast.expr], apply: Written
    ) -> None:
        self.run, self.names, self.library, self.value, self.apply = run, names, library, value, apply
        self.nodes = run.graph.nodes
        self.constants: dict[int, str] = {}
        """node -> the name of a constant that is not written where it is used"""
        written = [node.value for node in self.nodes if node.kind == "constant"]
        check_size([*written, *[run.values[index] for index in run.graph.inputs.values()]])

    def name(self, index: int) -> str:
        return self.names.of(self.nodes[index].name)

    def operand(self, index: int) -> ast.expr:
        node = self.nodes[index]
        if node.kind != "constant":
            return load(self.name(index))
        return load(self.constants[index]) if index in self.constants else number(float(node.value), self.library)

    def inputs(self, text: Text, wrap: Callable[[Node, ast.expr], ast.expr] = lambda _, value: value) -> None:
        for name, index in self.run.graph.inputs.items():
            text.mark("forward", name)
            text.assign(self.name(index), wrap(self.nodes[index], self.value(self.run.values[index])))

    def tensors(self, text: Text) -> None:
        """Constants that are tensors, and numbers that only other numbers meet: Python's own would raise errors."""
        for index in sorted(written_out(self.run.graph)):
            node = self.nodes[index]
            if node.kind == "constant":
                self.constants[index] = self.names.of(f"c{len(self.constants) + 1}", "const ")
                text.assign(self.constants[index], self.value(node.value))

    def operations(self, text: Text, indent: str = "") -> None:
        for node in self.nodes:
            if node.operation:
                text.mark("forward", node.name)
                operands = [self.operand(each) for each in node.operands]
                value = transposed(self.apply(node.operation, operands, node.parameters), len(node.shape))
                text.assign(self.name(node.index), value, indent)

    @property
    def output(self) -> str:
        """The name of the output."""
        operand = self.operand(self.run.graph.output)
        assert isinstance(operand, ast.Name)
        return operand.id

    @property
    def output_name(self) -> str:
        return self.nodes[self.run.graph.output].name or "value"
