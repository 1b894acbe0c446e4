"""Trees of numbers alone: which they are, and what they are worth before anything runs."""

from __future__ import annotations

import math
from collections.abc import Container
from functools import cached_property
from typing import Any

import numpy as np

from app.errors import ShapeMismatch
from app.graph.columns import Columns
from app.graph.model import as_value
from app.language.tree import Apply, Array, Call, Name, Number, Program, Tree
from app.operations import Operation

CONSTANTS = {"e": math.e, "π": math.pi}
"""canonical name -> its value"""


class Constants:
    """Evaluates constants for one graph; generators draw from its seed in the order of the source."""

    def __init__(self, program: Program, given: Container[str], columns: Columns, seed: int) -> None:
        self.named = {
            name: value for name, value in CONSTANTS.items() if name not in program.definitions and name not in given
        }
        """names that stand for a number here: neither defined nor given a value"""
        self.columns = columns
        self.seed = seed

    @cached_property
    def random(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)

    def is_constant(self, tree: Tree) -> bool:
        """Whether `tree` is made of numbers alone."""
        if type(tree) is Apply:
            for operand in tree.operands:
                if type(operand) is Name and operand.name not in self.named:
                    return False
        while type(tree) is Apply and tree.operands:
            if not all(map(self.is_constant, tree.operands[1:])):
                return False
            tree = tree.operands[0]
        if type(tree) is Name:
            return tree.name in self.named
        return type(tree) is not Call and (type(tree) is not Array or all(map(self.is_constant, tree.items)))

    def value(self, tree: Tree) -> Any:
        """The value of a tree of numbers alone; sizes are checked before anything is allocated."""
        if type(tree) is Number:
            return tree.value
        if type(tree) is Name:
            return self.named[tree.name]
        if type(tree) is Array:
            items = [self.value(item) for item in tree.items]
            if any(np.shape(item) != np.shape(items[0]) for item in items):
                raise ShapeMismatch("shape.ragged", tree.span)
            return np.array(items, dtype=np.float64)
        assert type(tree) is Apply
        parameters = {name: value for name, value in (tree.parameters or {}).items() if name != "juxtaposed"}
        operands = [self.value(operand) for operand in tree.operands]
        row, _ = self.columns.typed(tree.operation, [np.shape(each) for each in operands], parameters, tree.span)
        if row.kind == "create":
            parameters["random"] = self.random
        return applied(row, operands, parameters)


def applied(row: Operation, operands: list[Any], parameters: dict[str, Any]) -> Any:
    """The value of an operation on constants."""
    with np.errstate(all="ignore"):
        return as_value(row.forward(*map(np.float64, operands), **parameters))
