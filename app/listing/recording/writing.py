"""Calls of torch -> nodes of our own graph: the text of a form, written down for the operands that stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from app.errors import Span, UserError
from app.graph import as_value
from app.graph.columns import Columns
from app.language.tree import Apply, Name, Number, Tree
from app.limits import Limits
from app.listing.recording.binding import bind, parameter_value
from app.listing.recording.calls import Call, Tensor
from app.listing.recording.derived import Bound, Unfit
from app.listing.recording.forms import forms
from app.listing.recording.portable import written
from app.operations import OPERATIONS, Operation, Shape

IDENTITY, TRANSPOSE, PERMUTE = OPERATIONS["identity"], OPERATIONS["transpose"], OPERATIONS["permute"]


class Writer:
    """Grows the columns of one graph. A tensor is known by its place among the nodes."""

    def __init__(self, limits: Limits) -> None:
        self.columns = Columns(limits, ())
        self.known: dict[int, str] = {}
        """tensors that a form brings with it -> what it calls them"""

    def shape(self, node: int) -> Shape:
        return self.columns.shapes.get(node, ())

    def value(self, value: Any, span: Span) -> int:
        """A node for numbers that are known."""
        found = numbers(value)
        self.columns.check_size(np.shape(found), span)
        return self.columns.add_value(found, span, None if isinstance(found, float) else written(found))

    def operation(self, row: Operation, operands: Sequence[int], span: Span, parameters: Bound | None = None) -> int:
        """A node for a row of the table. Raises what its shape rule raises."""
        given = parameters or {}
        row, shape = self.columns.typed(row, [self.shape(each) for each in operands], given, span)
        index = self.columns.add(row, tuple(operands), span)
        if given:
            self.columns.table.parameters[index] = given
        if shape:
            self.columns.shapes[index] = shape
        return index

    def call(self, call: Call, output: int, operands: Sequence[int], span: Span) -> int | None:
        """The node of a result of `call`, whose tensors stand at `operands`; None where no form says what it is."""
        places = {id(each.tensor): node for each, node in zip(call.operands, operands, strict=True)}
        for form in forms().get(call.name, ()):
            marks = self.columns.marks()
            group = self.columns.group
            try:
                found = self.tree(form.writes, bind(form, call, output), places, span)
                if self.shape(found) == call.shapes[output]:
                    return found
            except (Unfit, UserError):
                pass
            self.columns.forget(marks)
            self.columns.group = group
        return None

    def tree(self, tree: Tree, bound: Bound, places: dict[int, int], span: Span) -> int:
        """The node of one expression."""
        if isinstance(tree, Number):
            return self.columns.add_value(tree.value, span)
        if isinstance(tree, Name):
            if tree.name not in bound:
                return self.columns.add_value(float(np.pi), span, tree)
            index = self.bound(bound[tree.name], places, span)
            if self.columns.table.operations[index] is None and index not in places.values():
                self.known[index] = tree.name
            return index
        if not isinstance(tree, Apply):
            raise Unfit
        operands: list[int] = []
        for each in tree.operands:
            many = isinstance(each, Name) and bound.get(each.name)
            if isinstance(many, tuple | list):
                operands += [self.bound(part, places, span) for part in many]
            else:
                operands.append(self.tree(each, bound, places, span))
        accepted = {parameter.name: parameter for parameter in tree.operation.parameters}
        given = {}
        for name, value in (tree.parameters or {}).items():
            if name in accepted:
                found = parameter_value(accepted[name], bound[value.name] if isinstance(value, Name) else value)
                if found != accepted[name].default:
                    given[name] = found
        row = tree.operation
        if row is PERMUTE and is_transposition(given["dims"]):
            row, given = TRANSPOSE, {}
        return self.operation(row, operands, span, given)

    def bound(self, value: Any, places: dict[int, int], span: Span) -> int:
        """The node of an argument: an operand that stands there, or a number."""
        if isinstance(value, torch.Tensor):
            return places[id(value)] if id(value) in places else self.value(value, span)
        if isinstance(value, int | float):
            return self.columns.add_value(float(value), span)
        raise Unfit


def is_transposition(dims: Shape) -> bool:
    """Whether an order of dimensions only swaps the last two."""
    rank = len(dims)
    return rank >= 2 and tuple(each % rank for each in dims) == (*range(rank - 2), rank - 1, rank - 2)


def numbers(value: Any) -> float | np.ndarray:
    """A tensor, an array or a number as float64 of our own."""
    if isinstance(value, torch.Tensor):
        value = detached(value)
    return as_value(np.array(value, dtype=np.float64))


def detached(tensor: Tensor) -> Tensor:
    dense = tensor.detach() if tensor.layout == torch.strided else tensor.detach().to_dense()
    return dense.cpu().to(torch.float64).numpy()
